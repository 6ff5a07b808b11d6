"""What an opened index is checked for: every byte as it was written, and made from what is there now."""

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

import index.vectors
from corpus import UserError
from corpus.load import fingerprint
from index import DamagedIndex, Embedder, Index, MissingIndex, StaleIndex, build
from index.build import settings
from index.manifest import FORMAT, Manifest, compare, compare_sources
from index.store import current, open_generation, write_generation

FILES = sorted(
    ["documents.jsonl", "passages.jsonl", "units.npy", "vectors.faiss", "words.txt"]
    + [f"lexical/{name}" for name in ("data.csc.index.npy", "indices.csc.index.npy", "indptr.csc.index.npy")]
    + ["lexical/params.index.json", "lexical/vocab.index.json"]
)
THIS = f'{{"format": {FORMAT}}}'.encode()  # of our format, and nothing else


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def rewrite(folder: Path, **fields: Any) -> None:
    """Make a generation live that differs from the present one in fields of its manifest."""
    live, manifest = open_generation(folder)

    def write(fresh: Path) -> Manifest:
        shutil.copytree(live, fresh, dirs_exist_ok=True)
        return replace(manifest, **fields)

    write_generation(folder, write)


def test_a_generation_holds_the_files_that_its_manifest_lists_and_no_others(index_folder: Path) -> None:
    live, manifest = open_generation(index_folder)
    assert sorted(manifest.files) == FILES
    assert sorted(path.relative_to(live).as_posix() for path in live.rglob("*") if path.is_file()) == sorted(
        [*FILES, "manifest.json"]
    )
    assert (index_folder / "CURRENT").read_text("utf-8") == live.name + "\n"


def test_a_manifest_is_read_as_it_was_written(index_folder: Path, tmp_path: Path) -> None:
    _, manifest = open_generation(index_folder)
    manifest.save(tmp_path / "manifest.json")
    assert asdict(Manifest.load(tmp_path / "manifest.json")) == asdict(manifest)


def test_a_manifest_of_before_repairs_were_named_is_read_too(index_folder: Path, tmp_path: Path) -> None:
    _, manifest = open_generation(index_folder)
    saved = asdict(manifest)
    assert saved.pop("without") == ""
    (tmp_path / "manifest.json").write_text(json.dumps(saved), encoding="utf-8")
    assert Manifest.load(tmp_path / "manifest.json") == manifest


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("where", [0.0, 0.5, 0.999])
def test_one_flipped_bit_of_a_file_is_refused_by_the_name_of_the_file(index_copy: Path, name: str, where: float) -> None:
    path = current(index_copy) / name
    flip(path, int(path.stat().st_size * where))
    with pytest.raises(DamagedIndex, match=rf"{name} .* python -m index build, with the same --index and --documents"):
        open_generation(index_copy)


@pytest.mark.parametrize("name", FILES)
def test_a_file_cut_short_lengthened_or_lost_is_refused(index_copy: Path, name: str) -> None:
    path = current(index_copy) / name
    whole = path.read_bytes()
    for data in (whole[:-1], whole + b"\n", b"", None):
        path.unlink() if data is None else path.write_bytes(data)
        with pytest.raises(DamagedIndex, match=name):
            open_generation(index_copy)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"null", b"{", b"\xff\xfe", THIS, THIS[:-1] + b', "more": 2}'])
def test_a_manifest_that_is_none_is_refused(index_copy: Path, data: bytes) -> None:
    (current(index_copy) / "manifest.json").write_bytes(data)
    with pytest.raises(DamagedIndex, match=r"manifest\.json .* python -m index build"):
        open_generation(index_copy)


@pytest.mark.parametrize("word", ['"passages": ', '"vectors": ', '"built": "', '"documents": {', '"sources": {', '"model": "'])
def test_one_flipped_bit_of_the_manifest_is_refused(index_copy: Path, documents: Path, model: Embedder, word: str) -> None:
    path = current(index_copy) / "manifest.json"
    text = path.read_bytes()
    flip(path, text.index(b'": "', text.index(word.encode())) + 6 if "{" in word else text.index(word.encode()) + len(word))
    with pytest.raises(DamagedIndex, match=r"manifest\.json"):
        Index.open(index_copy, model)


@pytest.mark.parametrize("name", ["", "000001", "../../etc", "000009-00000000", "000001-1a2b3c4d/..", "\ud800"])
def test_a_pointer_to_no_generation_is_refused(index_copy: Path, name: str) -> None:
    (index_copy / "CURRENT").write_bytes(name.encode("utf-8", "surrogatepass"))
    with pytest.raises(DamagedIndex, match="CURRENT names no generation; build it again with python -m index build"):
        current(index_copy)


@pytest.mark.parametrize("there", [True, False])
def test_where_there_is_no_index_the_message_says_how_to_build_one(tmp_path: Path, model: Embedder, there: bool) -> None:
    folder = tmp_path / "жоқ"
    if there:
        folder.mkdir()
    with pytest.raises(MissingIndex, match=rf"{folder}: build it with python -m index build --index {folder} --documents DIR"):
        Index.open(folder, model)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"model": "old"},
            r"model old, not toy: .* python -m index build --model toy, with the same --index and --documents, "
            "or choose its model with --model old",
        ),
        ({"model_hash": "0"}, r"model_hash differs\): build it again with python -m index build"),
        (
            {"splitter": "lines"},
            r"splitter: lines, now sections, sentences<=800, .*context\): build it again with python -m index build",
        ),
        ({"analyser": "words/1"}, r"analyser: words/1, now .*\): build it again with python -m index build"),
        ({"layout": "lists"}, r"laid out otherwise \(layout: lists, now flat\): build it again with python -m index build"),
    ],
)
def test_an_index_made_otherwise_is_stale(index_copy: Path, model: Embedder, fields: dict[str, str], message: str) -> None:
    rewrite(index_copy, **fields)
    with pytest.raises(StaleIndex, match=message):
        Index.open(index_copy, model)


def test_an_index_of_another_format_is_stale(index_folder: Path, tmp_path: Path) -> None:
    _, manifest = open_generation(index_folder)
    for other in (FORMAT - 1, FORMAT + 1):
        replace(manifest, format=other).save(tmp_path / "manifest.json")
        with pytest.raises(StaleIndex, match=rf"format {other}, this program reads format {FORMAT}: .* python -m index build"):
            Manifest.load(tmp_path / "manifest.json")


def change(documents: Path) -> None:
    (documents / "аралар.md").write_text("# Бал арасы\n\nАра ұясы бос тұр.\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (change, r"sources: аралар\.md has changed"),
        (lambda documents: (documents / "көпірлер" / "мосты.txt").unlink(), r"sources: көпірлер/мосты\.txt was removed"),
        (lambda documents: (documents / "ағаш.txt").write_text("Қайың", encoding="utf-8"), r"sources: ағаш\.txt was added"),
    ],
)
def test_an_index_older_than_its_documents_is_stale(
    index_folder: Path, documents: Path, tmp_path: Path, act: Callable[[Path], object], message: str
) -> None:
    _, manifest = open_generation(index_folder)
    changed = Path(shutil.copytree(documents, tmp_path / "documents"))
    compare_sources(manifest, fingerprint(changed))
    act(changed)
    with pytest.raises(StaleIndex, match=rf"{message}\): build it again with python -m index build, with the same --index and"):
        compare_sources(manifest, fingerprint(changed))


def test_an_index_and_its_own_settings_agree(index_folder: Path, model: Embedder) -> None:
    manifest = open_generation(index_folder)[1]
    compare(manifest, settings(model, manifest.vectors))
    assert manifest.layout == "flat"
    assert Index.open(index_folder, model).manifest.model == "toy"


def test_an_index_among_its_documents_is_refused_but_in_a_hidden_folder(
    documents: Path, tmp_path: Path, model: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(documents, tmp_path / "documents"))
    monkeypatch.chdir(folder)
    for place in (folder, folder / "index", folder / "көпірлер" / "index", Path("index"), Path("..", "documents")):
        with pytest.raises(UserError, match=r"would be read as documents of .* --index DIR"):
            build(folder, place, model)
    assert not (folder / "index").exists()
    for place in (folder / ".index", folder / ".cache" / "index", folder.with_name("documents-index")):
        build(folder, place, model)
        compare_sources(open_generation(place)[1], fingerprint(folder))


@pytest.fixture
def packed_folder(tmp_path: Path, documents: Path, model: Embedder, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index whose vectors are packed, as if the five documents were very many."""
    monkeypatch.setattr(index.vectors, "EXACT", 10)
    build(documents, tmp_path / "packed", model)
    return tmp_path / "packed"


def test_an_index_says_that_its_vectors_are_packed_and_answers(packed_folder: Path, model: Embedder) -> None:
    opened = Index.open(packed_folder, model)
    assert opened.manifest.layout == index.vectors.PACKED
    hits = opened.search(opened.read("Ара ұясында неше ара тұрады?"), k=1)
    assert hits[0].passage.document_id == "аралар.md"


def test_an_index_is_stale_where_the_rule_of_its_layout_has_changed(
    packed_folder: Path, model: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.vectors, "EXACT", 10_000)
    with pytest.raises(StaleIndex, match=r"laid out otherwise \(layout: turned, 1 bit .*, now flat\)"):
        Index.open(packed_folder, model)


@pytest.mark.parametrize("name", ["vectors.faiss", "vectors.npy", "scale.npy", "turn.npy", "lexical/data.csc.index.npy"])
def test_one_flipped_bit_of_a_packed_index_is_refused(packed_folder: Path, model: Embedder, name: str) -> None:
    path = current(packed_folder) / name
    flip(path, path.stat().st_size // 2)
    with pytest.raises(DamagedIndex, match=name):
        Index.open(packed_folder, model)
