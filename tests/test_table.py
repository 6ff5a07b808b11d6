"""A table of piece vectors opens without sentence-transformers, and gives the vectors that it would give."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import UserError
from index.embed import BUNDLED, SentenceTransformersModel, TableModel, open_model
from index.table import read_table

TEXTS = ["Қазақстан Шанхай бестігіне қашан қосылды?", "Сколько групп?", "", "?!", "東京 naïve İstanbul № 921", "Ara " * 400]


def test_the_bundled_model_gives_what_sentence_transformers_gives_for_it() -> None:
    ours, theirs = open_model(), SentenceTransformersModel("bundled", BUNDLED)
    assert isinstance(ours, TableModel)
    assert (ours.name, ours.hash, ours.dim) == (theirs.name, theirs.hash, theirs.dim)
    assert ours.embed_passages(TEXTS) == pytest.approx(theirs.embed_passages(TEXTS), abs=1e-6)
    assert ours.embed_questions(TEXTS) == pytest.approx(theirs.embed_questions(TEXTS), abs=1e-6)


def test_no_torch_is_loaded_for_it() -> None:
    told = "import sys; from index import open_model; open_model().embed_questions(['су']); print('torch' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, encoding="utf-8", cwd=BUNDLED.parents[1], check=True
    )
    assert run.stdout.strip() == "False"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BUNDLED, tmp_path / "үлгі"))


def test_a_folder_with_another_step_is_left_to_sentence_transformers(folder: Path) -> None:
    modules = json.loads((folder / "modules.json").read_text("utf-8"))
    modules[1]["type"] = "sentence_transformers.models.Dense"
    (folder / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    assert read_table(folder) is None


def test_a_tokenizer_that_is_not_as_ours_is_left_to_sentence_transformers(folder: Path) -> None:
    tokenizer = json.loads((folder / "tokenizer.json").read_text("utf-8"))
    tokenizer["normalizer"] = {"type": "Lowercase"}
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer), encoding="utf-8")
    assert read_table(folder) is None


def test_a_folder_without_a_model_is_none_of_ours(tmp_path: Path) -> None:
    assert read_table(tmp_path) is None


@pytest.mark.parametrize("name", ["model.safetensors", "modules.json"])
def test_a_damaged_file_is_told_in_one_sentence(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"{")
    with pytest.raises(UserError, match="cannot be opened: name a folder"):
        open_model(str(folder))
