"""The folder of an index: generations and their pointer, one builder at a time, failures without harm."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from corpus import UserError
from index import DamagedIndex, Embedder, Index, build
from index.manifest import Manifest
from index.question import read
from index.store import current, open_generation, write_generation


@dataclass(frozen=True)
class Breaking:
    """An embedder that fails at work, as on a machine without memory."""

    whole: Embedder
    name: str = "toy"
    hash: str = "toy/1"
    dim: int = 128

    def embed_questions(self, texts: Any) -> Any:
        raise MemoryError

    embed_passages = embed_questions


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


def test_the_generation_before_is_kept_and_older_ones_go(index_copy: Path, documents: Path, model: Embedder) -> None:
    first = current(index_copy).name
    build(documents, index_copy, model)
    second = current(index_copy).name
    assert generations(index_copy) == [first, second]
    build(documents, index_copy, model)
    assert generations(index_copy) == [second, current(index_copy).name]
    assert [name[:6] for name in generations(index_copy)] == ["000002", "000003"]


def test_the_same_documents_make_the_same_index(index_folder: Path, documents: Path, tmp_path: Path, model: Embedder) -> None:
    build(documents, tmp_path / "index", model)
    one, other = open_generation(index_folder)[1], open_generation(tmp_path / "index")[1]
    assert replace(one, built="") == replace(other, built="")


def test_a_second_builder_is_refused_while_the_first_one_writes(index_copy: Path, documents: Path, model: Embedder) -> None:
    live, manifest = open_generation(index_copy)

    def write(fresh: Path) -> Manifest:
        shutil.copytree(live, fresh, dirs_exist_ok=True)
        with pytest.raises(UserError, match=r"Another build is writing .* wait for it to end"):
            write_generation(index_copy, lambda _: manifest)
        return replace(manifest, built="2001-01-01")

    write_generation(index_copy, write)
    assert open_generation(index_copy)[1].built == "2001-01-01"
    build(documents, index_copy, model)  # the lock is free again


def full(fresh: Path) -> Manifest:
    (fresh / "documents.jsonl").write_text("{", encoding="utf-8")
    raise OSError(28, "No space left on device")


def stopped(fresh: Path) -> Manifest:
    raise KeyboardInterrupt


@pytest.mark.parametrize(("write", "error"), [(full, OSError), (stopped, KeyboardInterrupt)])
def test_a_build_that_fails_leaves_the_old_index_answering(
    index_copy: Path, model: Embedder, write: Callable[[Path], Manifest], error: type[BaseException]
) -> None:
    before = generations(index_copy)
    with pytest.raises(error):
        write_generation(index_copy, write)
    assert generations(index_copy) == before
    hits = Index.open(index_copy, model).search(read("Ара ұясында неше ара тұрады?"), k=1)
    assert hits[0].passage.document_id == "аралар.md"


def test_a_file_that_the_disk_did_not_keep_never_becomes_live(index_copy: Path) -> None:
    live, manifest = open_generation(index_copy)

    def write(fresh: Path) -> Manifest:
        shutil.copytree(live, fresh, dirs_exist_ok=True)
        (fresh / "vectors.faiss").write_bytes(bytes((live / "vectors.faiss").stat().st_size))
        return manifest

    with pytest.raises(DamagedIndex, match=r"vectors\.faiss"):
        write_generation(index_copy, write)
    assert current(index_copy) == live
    assert generations(index_copy) == [live.name]


def test_documents_or_a_model_that_fail_leave_the_old_index(
    index_copy: Path, documents: Path, tmp_path: Path, model: Embedder
) -> None:
    live = current(index_copy)
    with pytest.raises(MemoryError):
        build(documents, index_copy, Breaking(model))
    with pytest.raises(UserError, match="There is no folder"):
        build(tmp_path / "жоқ", index_copy, model)
    assert current(index_copy) == live


def test_what_a_builder_that_died_left_behind_is_cleared_away(index_copy: Path, documents: Path, model: Embedder) -> None:
    (index_copy / "new-1" / "lexical").mkdir(parents=True)
    build(documents, index_copy, model)
    assert not (index_copy / "new-1").exists()


def test_a_generation_that_was_never_named_is_passed_over(index_copy: Path, documents: Path, model: Embedder) -> None:
    live = current(index_copy)
    (index_copy / "000005-deadbeef").mkdir()  # a power cut between writing and naming
    assert current(index_copy) == live
    build(documents, index_copy, model)
    assert current(index_copy).name.startswith("000006-")


def test_an_index_that_cannot_be_written_is_a_users_error(documents: Path, tmp_path: Path, model: Embedder) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UserError, match=r"cannot be written .*: check its permissions, or name another --index DIR"):
        build(documents, tmp_path / "file" / "index", model)
