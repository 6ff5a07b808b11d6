"""Changes of a collection's folder: wholly or not at all; and what is copied into it."""

from pathlib import Path

import pytest

from qa.collection import Collection, Move, clear, files, load_reports, make, moved, plain_files, receive, sources
from qa.names import LibraryError


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    collection = Collection(tmp_path / "жинақ")
    make(collection)
    (collection.documents / "а.txt").write_text("ескі", encoding="utf-8")
    (collection.documents / "б.txt").write_text("қалады", encoding="utf-8")
    (collection.aside / "в.txt").write_text("күтеді", encoding="utf-8")
    (collection.incoming / "0.txt").write_text("жаңа", encoding="utf-8")
    return collection


def texts(collection: Collection) -> dict[str, str]:
    return {path.relative_to(collection.root).as_posix(): path.read_text("utf-8") for path in collection.root.rglob("*.txt")}


def moves(collection: Collection) -> list[Move]:
    """A file replaced, one removed, one accepted, and one of them replaced once more."""
    return [
        Move(collection.incoming / "0.txt", collection.documents / "а.txt"),
        Move(None, collection.documents / "б.txt"),
        Move(collection.aside / "в.txt", collection.documents / "в.txt"),
    ]


def test_a_change_moves_files(collection: Collection) -> None:
    with moved(collection, moves(collection)):
        pass
    clear(collection)
    assert texts(collection) == {"documents/жинақ/а.txt": "жаңа", "documents/жинақ/в.txt": "күтеді"}


def test_a_change_whose_block_fails_is_undone(collection: Collection) -> None:
    before = texts(collection)
    with pytest.raises(KeyboardInterrupt), moved(collection, moves(collection)):
        raise KeyboardInterrupt
    after = {name: text for name, text in texts(collection).items() if not name.startswith("bin")}
    assert after == before


def test_a_change_that_cannot_be_made_is_undone_as_far_as_it_was_made(collection: Collection) -> None:
    before = texts(collection)
    wrong = [*moves(collection), Move(collection.incoming / "жоқ.txt", collection.documents / "а.txt")]
    with pytest.raises(FileNotFoundError), moved(collection, wrong):
        pass
    clear(collection)
    before.pop("incoming/0.txt")
    assert texts(collection) == before


def test_only_documents_are_listed(collection: Collection) -> None:
    (collection.documents / ".жасырын.txt").touch()
    (collection.documents / "~$а.docx").touch()
    (collection.documents / "а.exe").touch()
    (collection.documents / "сілтеме.txt").symlink_to(collection.documents / "а.txt")
    (collection.documents / "қалта.txt").mkdir()
    assert list(plain_files(collection.documents)) == ["а.txt", "б.txt"]
    assert [(file.name, file.indexed, file.health) for file in files(collection)] == [
        ("а.txt", True, None),
        ("б.txt", True, None),
        ("в.txt", False, None),
    ]
    assert list(sources(collection)) == ["жинақ/а.txt", "жинақ/б.txt"]


@pytest.mark.parametrize(
    "saved", ["", "[]", "{", '{"1": {}}', '{"1": {"id": "а", "format": "txt", "worst": [1]}}', '"а"', "\x00"]
)
def test_reports_that_cannot_be_read_are_none(collection: Collection, saved: str) -> None:
    (collection.root / "health.json").write_text(saved, encoding="utf-8")
    assert load_reports(collection) == {}


@pytest.mark.parametrize(("size", "limit", "taken"), [(0, 0, True), (5, 5, True), (6, 5, False), (3_000_000, 2_999_999, False)])
def test_a_file_is_copied_up_to_its_limit(tmp_path: Path, size: int, limit: int, taken: bool) -> None:
    (tmp_path / "source").write_bytes(b"x" * size)
    if taken:
        receive(tmp_path / "source", tmp_path / "target", limit)
        assert (tmp_path / "target").read_bytes() == b"x" * size
        return
    with pytest.raises(LibraryError, match="split it"):
        receive(tmp_path / "source", tmp_path / "target", limit)
    assert not (tmp_path / "target").exists()


def test_nothing_is_ever_copied_over_a_file(tmp_path: Path) -> None:
    (tmp_path / "source").write_text("жаңа", encoding="utf-8")
    (tmp_path / "target").write_text("ескі", encoding="utf-8")
    with pytest.raises(LibraryError, match="cannot be taken in"):
        receive(tmp_path / "source", tmp_path / "target", 100)
