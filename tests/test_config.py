"""Configuration: which value wins, what is refused, and which index an engine opens or builds for it."""

import os
import re
import shutil
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest

from corpus import UserError
from index import DamagedIndex, Embedder, MissingIndex, StaleIndex
from index.store import current
from qa import Config, Engine
from qa.config import STARTER, from_environment

QUESTION = "Бір ара ұясында неше ара тұрады?"
VARIABLES = {
    "DAYEK_DOCUMENTS": ("/құжаттар", Path("/құжаттар")),
    "DAYEK_INDEX": ("/көрсеткіш", Path("/көрсеткіш")),
    "DAYEK_MODEL": ("other", "other"),
    "DAYEK_HOST": ("0.0.0.0", "0.0.0.0"),
    "DAYEK_PORT": ("8080", 8080),
    "DAYEK_LIBRARY": ("/кітапхана", Path("/кітапхана")),
    "DAYEK_READ_ONLY": ("yes", True),
    "DAYEK_PHRASE_ADDRESS": ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1"),
    "DAYEK_PHRASE_MODEL": ("small", "small"),
    "DAYEK_PHRASE_KEY": ("k-1", "k-1"),
}


def test_without_flags_and_variables_the_defaults_hold() -> None:
    assert from_environment({"PATH": "/bin", "DAYE": "1", "dayek_port": "1"}) == Config()
    assert Config().documents == STARTER
    assert STARTER.is_dir()
    assert Config().host == "127.0.0.1"


def test_every_field_has_its_variable() -> None:
    assert {f"DAYEK_{field.name.upper()}" for field in fields(Config)} == set(VARIABLES)
    config = from_environment({name: value for name, (value, _) in VARIABLES.items()})
    assert {f"DAYEK_{field.name.upper()}": getattr(config, field.name) for field in fields(Config)} == {
        name: value for name, (_, value) in VARIABLES.items()
    }


@pytest.mark.parametrize("variable", VARIABLES)
def test_a_variable_changes_its_own_field_only(variable: str) -> None:
    value, expected = VARIABLES[variable]
    name = variable.removeprefix("DAYEK_").lower()
    assert from_environment({variable: value}) == replace(Config(), **{name: expected})


def test_a_flag_beats_a_variable_and_a_flag_not_given_does_not() -> None:
    environment = {"DAYEK_PORT": "8080", "DAYEK_MODEL": "other"}
    config = from_environment(environment, port=9090, model=None, host=None)
    assert (config.port, config.model, config.host) == (9090, "other", "127.0.0.1")


@pytest.mark.parametrize("variable", ["DAYEK_PROT", "DAYEK_", "DAYEK_INDEX_FOLDER", "DAYEK_port"])
def test_an_unknown_variable_is_refused_by_name(variable: str) -> None:
    with pytest.raises(UserError, match=rf"variable {variable} is unknown: use one of DAYEK_DOCUMENTS, .* or unset it"):
        from_environment({variable: "1"})


@pytest.mark.parametrize("value", ["қырық", "80.5", "0x50"])
def test_a_port_that_is_no_number_is_refused(value: str) -> None:
    with pytest.raises(UserError, match=rf"DAYEK_PORT cannot be '{re.escape(value)}': give it a number"):
        from_environment({"DAYEK_PORT": value})


@pytest.mark.parametrize("port", [-1, 0, 65536, 99999])
def test_a_port_that_there_is_not_is_refused(port: int) -> None:
    for given, flags in (({"DAYEK_PORT": str(port)}, {}), ({}, {"port": port})):
        with pytest.raises(UserError, match=f"no port {port}: choose one from 1 to 65535"):
            from_environment(given, **flags)
    assert from_environment({"DAYEK_PORT": "99999"}, port=65535).port == 65535


@pytest.mark.parametrize(
    ("value", "on"), [("1", True), ("TRUE", True), ("yes", True), ("0", False), ("false", False), ("No", False)]
)
def test_read_only_is_on_or_off(value: str, on: bool) -> None:
    assert from_environment({"DAYEK_READ_ONLY": value}).read_only is on


@pytest.mark.parametrize("flag", ["model", "host"])
def test_a_flag_without_a_value_is_refused(flag: str) -> None:
    with pytest.raises(UserError, match=f"--{flag} is empty"):
        from_environment({}, **{flag: ""})


def test_read_only_cannot_be_something_between() -> None:
    with pytest.raises(UserError, match="DAYEK_READ_ONLY cannot be 'maybe': give it 1 or 0, or unset it"):
        from_environment({"DAYEK_READ_ONLY": "maybe"})


def test_own_documents_are_kept_where_the_user_says_or_with_the_data_of_the_user() -> None:
    assert Config(library=Path("кітапхана")).library_folder == Path("кітапхана")
    assert "dayek" in Config().library_folder.parts


def test_the_index_that_was_named_is_used() -> None:
    assert Config(index=Path("көрсеткіш")).index_folder == Path("көрсеткіш")


def test_each_documents_folder_and_each_model_has_an_index_of_its_own(tmp_path: Path) -> None:
    configs = [
        Config(),
        Config(documents=tmp_path),
        Config(documents=tmp_path / "ә"),
        Config(documents=tmp_path, model="other"),
        Config(documents=tmp_path, model=""),
    ]
    assert len({config.index_folder for config in configs}) == len(configs)
    assert all("dayek" in config.index_folder.parts for config in configs)


def test_one_documents_folder_has_one_index_however_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "құжаттар").mkdir()
    monkeypatch.chdir(tmp_path)
    ways = [tmp_path / "құжаттар", Path("құжаттар"), Path("құжаттар/../құжаттар"), Path("./құжаттар")]
    assert len({Config(documents=way, port=port).index_folder for way in ways for port in (1, 2)}) == 1


@pytest.mark.skipif(os.name != "posix", reason="names of other bytes than text exist on POSIX systems only")
def test_a_documents_folder_whose_name_is_no_text_has_an_index_too() -> None:
    folder = Path(os.fsdecode("/құжаттар".encode("kz1048")))
    assert Config(documents=folder).index_folder != Config(documents=Path("/")).index_folder


@pytest.fixture
def config(documents: Path, tmp_path: Path) -> Config:
    return Config(documents=Path(shutil.copytree(documents, tmp_path / "documents")), index=tmp_path / "index", model="toy")


def test_an_index_that_the_user_named_is_built_only_when_asked(config: Config, model: Embedder) -> None:
    with pytest.raises(MissingIndex):
        Engine.open(config, model=model)
    assert Engine.open(config, model=model, rebuild=True).ask(QUESTION).found
    (config.documents / "аралар.md").write_text("# Бос\n\nҰя бос тұр.", encoding="utf-8")
    with pytest.raises(StaleIndex, match="sources"):
        Engine.open(config, model=model)
    hits = Engine.open(config, model=model, rebuild=True).ask(QUESTION).hits
    assert not [hit for hit in hits if "қырық мың" in hit.passage.text]
    (current(config.index_folder) / "units.npy").write_bytes(b"")
    with pytest.raises(DamagedIndex):
        Engine.open(config, model=model)
    assert len(Engine.open(config, model=model, rebuild=True).index.documents) == 5


@pytest.mark.skipif(sys.platform != "linux", reason="the cache is elsewhere on other systems")
def test_an_index_in_the_cache_is_built_and_renewed_by_itself(
    config: Config, tmp_path: Path, model: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    config = replace(config, index=None)
    assert Engine.open(config, model=model).ask(QUESTION).found
    first = current(config.index_folder)
    assert first.is_relative_to(tmp_path / "cache")
    assert current(Engine.open(config, model=model) and config.index_folder) == first  # nothing changed, nothing built
    shutil.rmtree(config.documents / "көпірлер")
    assert len(Engine.open(config, model=model).index.documents) == 4
    assert current(config.index_folder) != first


def test_an_empty_variable_is_one_that_is_not_set() -> None:
    assert from_environment({"DAYEK_PORT": "", "DAYEK_INDEX": "", "DAYEK_NO_SUCH": ""}) == Config()
