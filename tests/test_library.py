"""Own documents: files come in, are asked at once, and go again; what is hostile stays out; a failed change changes nothing."""

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus import UserError
from corpus.sandbox import examine_apart
from index import Embedder, open_model
from index.store import current
from qa.collection import Collection
from qa.engine import Engine
from qa.intake import Limits, Outcome, Upload
from qa.library import Library
from qa.names import LibraryError
from qa.scope import Scope
from qa.steps import Step

BEES = "Бал арасы\n\nБір ара ұясында қырық мың ара тұрады. Ұяны жалғыз аналық ара басқарады.\n"
BRIDGES = "Мосты нашего города\n\nКаменный мост построили в 1874 году. Длина каменного моста – двести метров.\n"
LAKES = "Two lakes\n\nBlue Lake is ninety metres deep. Salt Lake is four metres deep and never freezes.\n"
GARBAGE = "†‡§¶ ¤¥¦ 123 456 ‰‰ ×÷ §§ ¶¶ 77 " * 40 + "\n"
HOW_MANY = "Бір ара ұясында неше ара тұрады?"
HOW_LONG = "Какая длина каменного моста?"

Drop = Callable[[str, str | bytes], Upload]


@pytest.fixture
def drop(tmp_path: Path) -> Drop:
    """A file as a browser leaves it: somewhere, under some name, with the name that it had."""
    count = iter(range(1000))

    def dropped(name: str, content: str | bytes) -> Upload:
        path = tmp_path / f"upload-{next(count)}"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return Upload(path, name)

    return dropped


@pytest.fixture
def library(tmp_path: Path, model: Embedder) -> Library:
    """A library with one empty collection."""
    library = Library(tmp_path / "library", model)
    library.create("жинақ")
    return library


def fates(outcomes: tuple[Outcome, ...]) -> list[str]:
    return [outcome.fate for outcome in outcomes]


def best(library: Library, question: str, scope: Scope | None = None) -> str:
    """The id of the document that is ranked first."""
    return library.shelf.view(scope or Scope()).engine.ask(question).hits[0].passage.document_id


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but its index."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "index" not in path.relative_to(folder).parts
    }


def test_a_file_is_asked_as_soon_as_it_is_added(library: Library, drop: Drop) -> None:
    [outcome] = library.add("жинақ", [drop("ара.txt", BEES)])
    assert (outcome.name, outcome.fate, outcome.advice) == ("ара.txt", "added", "")
    assert outcome.health is not None
    assert outcome.health.verdict == "green"
    assert best(library, HOW_MANY) == "жинақ/ара.txt"
    [file] = library.files("жинақ")
    assert (file.name, file.document_id, file.indexed, file.size) == ("ара.txt", "жинақ/ара.txt", True, len(BEES.encode()))
    assert library.folder_of("жинақ/ара.txt") == library.folder / "жинақ" / "documents"
    assert (library.folder / "жинақ" / "documents" / file.document_id).read_text("utf-8") == BEES


def test_files_of_several_kinds_are_added_with_the_bundled_model(tmp_path: Path, drop: Drop) -> None:
    import docx

    paper = docx.Document()
    paper.add_heading("Бал арасы", 0)
    paper.add_paragraph("Бір ара ұясында қырық мың ара тұрады.")
    paper.save(tmp_path / "ара.docx")
    library = Library(tmp_path / "library", open_model())
    library.create("Менің құжаттарым")
    uploads = [Upload(tmp_path / "ара.docx", "ара.docx"), drop("мосты.txt", BRIDGES), drop("lakes.md", LAKES)]
    assert fates(library.add("Менің құжаттарым", uploads)) == ["added"] * 3
    answer = library.shelf.view().engine.ask("How many bees live in one hive?")
    assert answer.hits[0].passage.document_id == "Менің құжаттарым/ара.docx"
    assert best(library, HOW_LONG) == "Менің құжаттарым/мосты.txt"


def test_removed_files_are_gone_from_answers_and_from_the_disk_and_can_be_added_again(library: Library, drop: Drop) -> None:
    library.add("жинақ", [drop("ара.txt", BEES), drop("мосты.txt", BRIDGES)])
    before = library.shelf.view().engine.ask(HOW_MANY).citations
    library.remove("жинақ", ["ара.txt"])
    assert list(library.shelf.view().engine.index.documents) == ["жинақ/мосты.txt"]
    assert not [path for path in library.folder.rglob("*") if path.is_file() and "аналық".encode() in path.read_bytes()]
    assert fates(library.add("жинақ", [drop("ара.txt", BEES)])) == ["added"]
    assert library.shelf.view().engine.ask(HOW_MANY).citations == before


def test_when_the_last_file_is_removed_there_is_nothing_to_ask(library: Library, drop: Drop, model: Embedder) -> None:
    library.add("жинақ", [drop("ара.txt", BEES)])
    library.remove("жинақ", ["ара.txt"])
    assert library.files("жинақ") == ()
    with pytest.raises(LibraryError, match="no documents to ask: add documents"):
        library.shelf.view()
    again = Library(library.folder, model)
    assert again.open() == {}
    assert again.names() == ("жинақ",)


def test_a_name_that_is_taken_is_never_overwritten_unless_said(library: Library, drop: Drop) -> None:
    library.add("жинақ", [drop("ара.txt", BEES)])
    [refused, same, capitals] = library.add(
        "жинақ", [drop("ара.txt", BRIDGES), drop("ара.txt", BEES), drop("АРА.TXT", BRIDGES)]
    )
    assert (refused.fate, refused.fault, same.fate, capitals.fault) == ("refused", "exists", "unchanged", "exists")
    assert best(library, HOW_MANY) == "жинақ/ара.txt"
    assert fates(library.add("жинақ", [drop("ара.txt", BRIDGES)], replace=True)) == ["replaced"]
    assert "1874" in library.shelf.view().engine.index.documents["жинақ/ара.txt"].text
    assert [file.name for file in library.files("жинақ")] == ["ара.txt"]


def test_two_files_of_one_name_at_once_are_one_and_a_refusal(library: Library, drop: Drop) -> None:
    outcomes = library.add("жинақ", [drop("ара.txt", BEES), drop("ара.txt", BRIDGES), drop("ара.txt", BEES)])
    assert fates(outcomes) == ["added", "refused", "unchanged"]
    assert best(library, HOW_MANY) == "жинақ/ара.txt"


def test_a_red_file_is_set_aside_until_someone_says_that_it_be_indexed(library: Library, drop: Drop) -> None:
    [good, red] = library.add("жинақ", [drop("ара.txt", BEES), drop("қоқыс.txt", GARBAGE)])
    assert (good.fate, red.fate) == ("added", "aside")
    assert "letters" in red.advice
    assert list(library.shelf.view().engine.index.documents) == ["жинақ/ара.txt"]
    assert [(file.name, file.indexed) for file in library.files("жинақ")] == [("ара.txt", True), ("қоқыс.txt", False)]
    assert fates(library.add("жинақ", [drop("қоқыс.txt", GARBAGE)])) == ["unchanged"]
    library.accept("жинақ", ["қоқыс.txt"])
    assert sorted(library.shelf.view().engine.index.documents) == ["жинақ/ара.txt", "жинақ/қоқыс.txt"]
    assert library.health()["жинақ/қоқыс.txt"].verdict == "red"
    library.remove("жинақ", ["қоқыс.txt"])
    assert fates(library.add("жинақ", [drop("қоқыс.txt", GARBAGE)], include_red=True)) == ["added"]


def test_a_red_file_that_waits_is_indexed_when_it_is_added_again_with_that_wish(library: Library, drop: Drop) -> None:
    library.add("жинақ", [drop("ара.txt", BEES), drop("қоқыс.txt", GARBAGE)])
    assert fates(library.add("жинақ", [drop("қоқыс.txt", GARBAGE)], include_red=True)) == ["added"]
    assert [(file.name, file.indexed) for file in library.files("жинақ")] == [("ара.txt", True), ("қоқыс.txt", True)]


def test_a_copy_under_another_name_is_amber_and_says_of_what(library: Library, drop: Drop) -> None:
    library.add("жинақ", [drop("ара.txt", BEES), drop("ара 2.txt", BEES)])
    [one, two] = library.files("жинақ")
    assert one.health is not None
    assert two.health is not None
    assert {one.health.verdict, two.health.verdict} == {"green", "amber"}
    assert two.health.copy_of == one.document_id


def test_what_cannot_be_read_is_refused_and_leaves_the_others_alone(library: Library, drop: Drop, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "secret.txt").write_text("құпия сөз", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "secret.txt")
    uploads = [
        drop("а.pdf", b"%PDF-1.4 nothing"),
        drop("empty.txt", b""),
        drop("../ара.txt", BEES),
        drop("а.exe", b"MZ"),
        Upload(tmp_path / "pipe", "pipe.txt"),
        Upload(tmp_path / "link", "link.txt"),
        Upload(tmp_path, "folder.txt"),
        Upload(tmp_path / "nowhere", "nowhere.txt"),
        drop("ара.txt", BEES),
    ]
    outcomes = library.add("жинақ", uploads)
    assert [outcome.fault for outcome in outcomes] == ["unreadable", "unreadable", "name", "kind", *["file"] * 4, ""]
    assert all(": " in outcome.advice for outcome in outcomes[:-1])
    assert list(library.shelf.view().engine.index.documents) == ["жинақ/ара.txt"]
    assert "құпия".encode() not in b"".join(contents(library.folder).values())


def test_no_byte_beyond_a_limit_is_kept(tmp_path: Path, model: Embedder, drop: Drop) -> None:
    size = len(BEES.encode())
    library = Library(tmp_path / "library", model, limits=Limits(size=size, files=2, total=size * 2 - 1, collections=1))
    library.create("а")
    uploads = [
        drop("1.txt", BEES + "!"),
        drop("2.txt", BEES),
        drop("3.txt", BEES),
        drop("4.txt", "Қысқа сөйлем осында."),
        drop("5.txt", "б"),
    ]
    outcomes = library.add("а", uploads)
    assert [outcome.fault for outcome in outcomes] == ["large", "", "large", "", "full"]
    assert [file.name for file in library.files("а")] == ["2.txt", "4.txt"]
    with pytest.raises(LibraryError, match="delete one first"):
        library.create("б")


def test_progress_names_each_file_and_step_and_never_goes_back(library: Library, drop: Drop) -> None:
    steps = list[Step]()
    library.add("жинақ", [drop("ара.txt", BEES), drop("мосты.txt", BRIDGES)], tell=steps.append)
    assert list(dict.fromkeys(step.step for step in steps)) == ["examine", "check", "read", "split", "embed", "analyse"]
    assert [step.name for step in steps if step.step == "examine"] == ["ара.txt", "мосты.txt"]
    assert [step.name for step in steps if step.step == "read"] == ["жинақ/ара.txt", "жинақ/мосты.txt", ""]
    fractions = [step.fraction for step in steps]
    assert fractions == sorted(fractions)
    assert (fractions[0], fractions[-1]) == (0, 1)


def test_a_change_that_fails_leaves_everything_as_it_was(library: Library, drop: Drop) -> None:
    from filelock import FileLock

    library.add("жинақ", [drop("ара.txt", BEES), drop("мосты.txt", BRIDGES), drop("қоқыс.txt", GARBAGE)])
    root = library.folder / "жинақ"
    before, engine, live = contents(root), library.shelf.view().engine, current(root / "index")
    with FileLock(root / "index" / "LOCK"):  # another program is building
        for change in (
            lambda: library.add("жинақ", [drop("lakes.md", LAKES), drop("ара.txt", BRIDGES)], replace=True),
            lambda: library.remove("жинақ", ["ара.txt", "қоқыс.txt"]),
            lambda: library.accept("жинақ", ["қоқыс.txt"]),
        ):
            with pytest.raises(UserError, match="Another build"):
                change()
            assert contents(root) == before
    assert library.shelf.view().engine is engine
    assert current(root / "index") == live


def test_a_second_change_at_the_same_time_is_told_to_wait(library: Library, drop: Drop) -> None:
    def meanwhile(step: Step) -> None:
        with pytest.raises(LibraryError, match=r"is being changed: wait .* then try again") as refused:
            library.remove("жинақ", [])
        assert refused.value.fault == "busy"

    library.add("жинақ", [drop("ара.txt", BEES)], tell=meanwhile)


def test_questions_in_flight_finish_on_the_old_engine(library: Library, drop: Drop) -> None:
    library.add("жинақ", [drop("ара.txt", BEES)])
    view = library.shelf.view()
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(lambda: library.shelf.view().engine.ask(HOW_MANY)) for _ in range(40)]
        library.add("жинақ", [drop("мосты.txt", BRIDGES)])
        library.remove("жинақ", ["мосты.txt"])
    assert {future.result().hits[0].passage.document_id for future in asked} == {"жинақ/ара.txt"}
    assert view.engine.ask(HOW_MANY).found
    assert library.shelf.view().engine is not view.engine


def test_several_collections_are_asked_together_or_alone(library: Library, drop: Drop, engine: Engine) -> None:
    library.create("көпірлер кітабы")
    library.add("жинақ", [drop("ара.txt", BEES)])
    library.add("көпірлер кітабы", [drop("мосты.txt", BRIDGES)])
    library.shelf.put({"": engine})
    assert best(library, HOW_LONG, Scope(collections=frozenset(["көпірлер кітабы"]))) == "көпірлер кітабы/мосты.txt"
    assert best(library, HOW_LONG, Scope(collections=frozenset(["жинақ"]))) == "жинақ/ара.txt"
    together = library.shelf.view()
    assert together.keep is None
    assert len(together.engine.index.documents) == 7
    answer = together.engine.ask(HOW_LONG)
    assert answer.found
    assert all(together.engine.index.proves(citation.passage) for citation in answer.citations)
    two = library.shelf.view(Scope(collections=frozenset(["жинақ", "көпірлер кітабы"])))
    assert two.keep is not None
    assert {passage.document_id for passage in two.engine.index.passages if two.keep(passage)} == {
        "жинақ/ара.txt",
        "көпірлер кітабы/мосты.txt",
    }
    within = two.engine.ask("Где каменный мост?", keep=two.keep)
    assert {hit.passage.document_id for hit in within.hits} == {"жинақ/ара.txt", "көпірлер кітабы/мосты.txt"}
    english = library.shelf.view(Scope(languages=frozenset(["en"])))
    assert {hit.passage.document_id for hit in english.engine.ask(HOW_LONG, keep=english.keep).hits} == {"lakes.html"}
    nowhere = library.shelf.view(Scope(years=frozenset([1066])))
    assert not nowhere.engine.ask(HOW_LONG, keep=nowhere.keep).hits
    assert library.shelf.facets().collections == ("", "жинақ", "көпірлер кітабы")
    library.delete("көпірлер кітабы")
    assert library.shelf.facets().collections == ("", "жинақ")


def test_a_library_is_opened_as_it_was_left(library: Library, drop: Drop, model: Embedder) -> None:
    library.add("жинақ", [drop("ара.txt", BEES)])
    live = current(library.index_folder("жинақ"))
    again = Library(library.folder, model)
    assert again.open() == {}
    assert current(library.index_folder("жинақ")) == live
    assert best(again, HOW_MANY) == "жинақ/ара.txt"


def test_a_collection_whose_documents_are_there_already_keeps_no_other_from_being_opened(
    library: Library, drop: Drop, model: Embedder
) -> None:
    library.create("ара")
    library.add("ара", [drop("ара.txt", BEES)])
    library.add("жинақ", [drop("ара.txt", BEES)])
    base = library.shelf.state.engines["жинақ"]
    again = Library(library.folder, model)
    again.shelf.put({"": base})
    assert list(again.open()) == ["жинақ"]
    assert sorted(again.shelf.state.engines) == ["", "ара"]


def test_files_put_there_by_hand_are_examined_and_indexed(library: Library, drop: Drop, model: Embedder) -> None:
    library.add("жинақ", [drop("ара.txt", BEES)])
    folder = library.folder / "жинақ" / "documents" / "жинақ"
    (folder / "мосты.txt").write_text(BRIDGES, encoding="utf-8")
    (folder / "қоқыс.txt").write_text(GARBAGE, encoding="utf-8")
    again = Library(library.folder, model)
    assert again.open() == {}
    assert best(again, HOW_LONG) == "жинақ/мосты.txt"
    assert [file.name for file in again.files("жинақ") if not file.indexed] == ["қоқыс.txt"]
    (folder / "мосты.txt").unlink()
    again.refresh("жинақ")
    assert list(again.shelf.view().engine.index.documents) == ["жинақ/ара.txt"]


def test_a_collection_that_is_damaged_is_built_again(library: Library, drop: Drop, model: Embedder) -> None:
    library.add("жинақ", [drop("ара.txt", BEES)])
    root = library.folder / "жинақ"
    (current(root / "index") / "vectors.faiss").write_bytes(b"")
    (root / "health.json").write_text("{", encoding="utf-8")
    again = Library(library.folder, model)
    assert again.open() == {}
    assert best(again, HOW_MANY) == "жинақ/ара.txt"
    assert library.health()["жинақ/ара.txt"].verdict == "green"


def test_read_only_refuses_every_change_and_still_answers(library: Library, drop: Drop, model: Embedder) -> None:
    library.add("жинақ", [drop("ара.txt", BEES)])
    library.create("бос")
    closed = Library(library.folder, model, read_only=True)
    assert closed.open() == {}
    before = contents(library.folder)
    for change in (
        lambda: closed.create("жаңа"),
        lambda: closed.delete("жинақ"),
        lambda: closed.add("жинақ", [drop("мосты.txt", BRIDGES)]),
        lambda: closed.remove("жинақ", ["ара.txt"]),
        lambda: closed.accept("жинақ", []),
        lambda: closed.refresh("жинақ"),
    ):
        with pytest.raises(LibraryError, match="without --read-only") as refused:
            change()
        assert refused.value.fault == "read_only"
    assert contents(library.folder) == before
    assert best(closed, HOW_MANY) == "жинақ/ара.txt"
    shutil.rmtree(library.index_folder("жинақ"))
    assert list(Library(library.folder, model, read_only=True).open()) == ["жинақ"]


@pytest.mark.parametrize("name", ["жоқ", "..", "", "жинақ/../жинақ", ".жинақ.lock", "/"])
def test_a_collection_that_is_not_there_is_not_touched(library: Library, drop: Drop, name: str) -> None:
    for change in (
        lambda: library.add(name, [drop("ара.txt", BEES)]),
        lambda: library.remove(name, []),
        lambda: library.delete(name),
        lambda: library.files(name),
    ):
        with pytest.raises(LibraryError, match="no collection of this name: choose one"):
            change()


@pytest.mark.parametrize("name", ["../жинақ.txt", "health.json", "жоқ.txt", "жинақ/ара.txt"])
def test_only_files_of_the_collection_can_be_removed(library: Library, drop: Drop, name: str) -> None:
    library.add("жинақ", [drop("ара.txt", BEES)])
    before = contents(library.folder)
    with pytest.raises(LibraryError, match=r"no file .* choose one of its list"):
        library.remove("жинақ", ["ара.txt", name])
    assert contents(library.folder) == before
    assert library.folder_of(f"жинақ/{name}") is None


def test_collections_are_made_listed_and_deleted(library: Library, drop: Drop) -> None:
    assert library.create(" Заңдар ") == "Заңдар"
    with pytest.raises(LibraryError, match="already: choose another name"):
        library.create("ЗАҢДАР")
    with pytest.raises(LibraryError, match="is no name"):
        library.create("../заңдар")
    (library.folder / "файл.txt").write_text("no folder", encoding="utf-8")
    (library.folder / "сілтеме").symlink_to(library.folder / "жинақ")
    assert library.names() == ("Заңдар", "жинақ")
    library.add("жинақ", [drop("ара.txt", BEES)])
    library.delete("жинақ")
    assert library.names() == ("Заңдар",)
    assert not [path for path in library.folder.rglob("*") if path.is_file() and BEES.encode() in path.read_bytes()]


def test_a_link_among_the_files_is_not_followed(library: Library, drop: Drop, tmp_path: Path) -> None:
    library.add("жинақ", [drop("ара.txt", BEES)])
    (tmp_path / "secret.txt").write_text(BRIDGES, encoding="utf-8")
    (library.folder / "жинақ" / "documents" / "жинақ" / "мосты.txt").symlink_to(tmp_path / "secret.txt")
    library.refresh("жинақ")
    assert [file.name for file in library.files("жинақ")] == ["ара.txt"]
    assert list(library.shelf.view().engine.index.documents) == ["жинақ/ара.txt"]


def test_what_an_interrupted_change_has_left_is_cleared_away(library: Library, drop: Drop) -> None:
    root = library.folder / "жинақ"
    for leftover in ("incoming", "bin"):
        (root / leftover).mkdir(exist_ok=True)
        (root / leftover / "0.txt").write_text(BRIDGES, encoding="utf-8")
    library.add("жинақ", [drop("ара.txt", BEES)])
    assert set(contents(root)) == {"documents/жинақ/ара.txt", "health.json"}


def test_the_report_kept_is_the_one_that_was_made(library: Library, drop: Drop, tmp_path: Path) -> None:
    upload = drop("ара.txt", BEES.replace("ұ", "ҧ"))
    library.add("жинақ", [upload])
    expected = examine_apart(Path(shutil.copy(upload.path, tmp_path / "ара.txt")), "жинақ/ара.txt")
    assert library.health() == {"жинақ/ара.txt": expected}
    assert Collection(library.folder / "жинақ").id("ара.txt") == expected.id
