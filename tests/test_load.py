"""A folder to documents: what is found, what is left alone, what is reported by name, and what the user is told."""

import hashlib
import os
import unicodedata
from pathlib import Path

import pytest

from corpus import UserError, load
from corpus.load import READERS, SIZE_LIMIT, TITLE_LENGTH, find, fingerprint, read, shorten

LAW = "Ереже 2019 жылы бекітілді. Оны әр әкімдік орындайды."
not_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")


def put(path: Path, text: str = LAW) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def ids(folder: Path) -> list[str]:
    return [document.id for document in load(folder).documents]


PROSE = "Қымыз бие сүтінен ашытылады, оны жазда көп ішеді, ал қыста қымыз аз болады, өйткені бие сауылмайды. " * 3


@pytest.mark.parametrize(
    ("top", "year"),
    [
        ("Қымызды Айгүл апай 1987 жылы Қарағандыда сатқан.", 0),
        ("## Оқиғалар, 1992–2022", 0),
        ("## 1974 жылғы өрт", 0),
        ("| жыл | оқиға |\n|---|---|\n| 1974 | өрт |", 0),
        ("- 1974 – өрт", 0),
        ("1992 жылдан 2022 жылға дейін", 0),
        ("Алматы, 2021", 2021),
        ("Алматы – 2021 ж.", 2021),
        ("## Астана, 2021 год", 2021),
        ("12 мая 2021 г.", 2021),
        ("Қарағанды: Бие, 2021.", 2021),
        ("ҚазҰУ хабаршысы №2, 2021, 45–52 бет", 2021),
        ("© 2021 Бие баспасы", 2021),
        ("2021 жылғы 4 қазандағы № 12 хат", 2021),
        ("## 1974 жылғы өрт\n\nАлматы, 2021", 2021),
    ],
)
def test_the_year_of_a_document_is_its_own_and_not_one_that_it_tells_of(tmp_path: Path, top: str, year: int) -> None:
    assert read(put(tmp_path / "а.md", f"# Жылқы туралы жазба\n\n{top}\n\n{PROSE}"), "а.md").year == year


def test_a_plain_text_has_the_year_of_its_imprint_above_or_below_the_title(tmp_path: Path) -> None:
    for number, lines in enumerate((["№2, 2021", "Жылқы туралы жазба"], ["Жылқы туралы жазба", "Алматы, 2021"])):
        path = put(tmp_path / f"{number}.txt", "\n\n".join([*lines, PROSE]))
        assert (read(path, path.name).title, read(path, path.name).year) == ("Жылқы туралы жазба", 2021)
    told = put(tmp_path / "в.txt", f"Жылқы туралы жазба\n\nҚымызды Айгүл апай 1987 жылы Қарағандыда сатқан.\n\n{PROSE}")
    assert read(told, "в.txt").year == 0


def test_documents_of_all_folders_are_found(tmp_path: Path) -> None:
    names = {"б.txt", "а/в/терең.md", "а/бір.HTML", "а-1.htm", "z.markdown"}
    for name in names:
        put(tmp_path / name, f"{name} деген файл.")
    assert set(ids(tmp_path)) == names


def test_documents_are_sorted_by_id(tmp_path: Path) -> None:
    for name in ("б.txt", "а/бір.txt"):
        put(tmp_path / name, f"{name} деген файл.")
    assert ids(tmp_path) == ["а/бір.txt", "б.txt"]


def test_the_same_text_in_several_files_is_one_document_that_names_its_copies(tmp_path: Path) -> None:
    put(tmp_path / "б.md", LAW)
    put(tmp_path / "а.txt", LAW)
    put(tmp_path / "в.txt", LAW + " Соңы.")
    assert [(document.id, document.copies) for document in load(tmp_path).documents] == [("а.txt", ("б.md",)), ("в.txt", ())]


def test_hidden_files_lock_files_and_other_kinds_are_left_alone(tmp_path: Path) -> None:
    put(tmp_path / "заң.txt")
    for name in (".жасырын.txt", ".git/бір.txt", "~$заң.docx", "сурет.png", "кесте.xlsx", "аты жоқ"):
        put(tmp_path / name)
    assert ids(tmp_path) == ["заң.txt"]
    assert load(tmp_path).problems == ()


def test_links_are_left_alone_so_that_no_loop_and_no_file_from_outside_gets_in(tmp_path: Path) -> None:
    outside = put(tmp_path / "сыртта" / "құпия.txt", "Бұл басқа мәтін.")
    folder = put(tmp_path / "ішінде" / "заң.txt").parent
    (folder / "сілтеме.txt").symlink_to(outside)
    (folder / "бума").symlink_to(outside.parent)
    (folder / "айналма").symlink_to(folder)
    (folder / "үзік.txt").symlink_to(tmp_path / "жоқ.txt")
    assert ids(folder) == ["заң.txt"]


def test_what_cannot_be_read_is_reported_by_name_and_the_rest_goes_on(tmp_path: Path) -> None:
    put(tmp_path / "а" / "заң.txt")
    put(tmp_path / "бос.txt", " \n\n")
    put(tmp_path / "бұзық.docx", "PK бірақ DOCX емес")
    put(tmp_path / "бұзық.pdf", "%PDF-1.7 бірақ PDF емес")
    (tmp_path / "екілік.txt").write_bytes(bytes(range(256)) * 4)
    put(tmp_path / "я.md", "# Соңғысы\n\nБұл да оқылады.")
    loaded = load(tmp_path)
    assert {document.id for document in loaded.documents} == {"а/заң.txt", "я.md"}
    reasons = {problem.document_id: problem.reason for problem in loaded.problems}
    assert set(reasons) == {"бос.txt", "бұзық.docx", "бұзық.pdf", "екілік.txt"}
    assert "empty" in reasons["бос.txt"]
    assert "damaged DOCX" in reasons["бұзық.docx"]
    assert "damaged PDF" in reasons["бұзық.pdf"]
    assert all("; " in reason for reason in reasons.values()), "each ends with what to do"


def test_a_file_that_goes_away_while_we_read_is_reported(tmp_path: Path) -> None:
    put(tmp_path / "а.txt")
    gone = put(tmp_path / "б.txt")

    def delete(names):
        gone.unlink()
        return names

    loaded = load(tmp_path, progress=delete)
    assert [document.id for document in loaded.documents] == ["а.txt"]
    assert [problem.document_id for problem in loaded.problems] == ["б.txt"]
    assert "cannot be opened" in loaded.problems[0].reason


@not_root
def test_a_file_without_permission_is_reported_and_has_no_fingerprint(tmp_path: Path) -> None:
    put(tmp_path / "а.txt")
    put(tmp_path / "б.txt").chmod(0)
    assert [problem.document_id for problem in load(tmp_path).problems] == ["б.txt"]
    assert fingerprint(tmp_path)["б.txt"] == ""


@not_root
def test_a_folder_without_permission_is_reported(tmp_path: Path) -> None:
    put(tmp_path / "а.txt")
    closed = put(tmp_path / "жабық" / "б.txt").parent
    closed.chmod(0)
    problems = load(tmp_path).problems
    closed.chmod(0o700)
    assert [(problem.document_id, "permissions" in problem.reason) for problem in problems] == [("жабық", True)]


def test_a_file_too_large_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    put(tmp_path / "заң.txt")
    with (tmp_path / "үлкен.txt").open("wb") as file:
        file.truncate(SIZE_LIMIT + 1)
    assert [problem.reason for problem in load(tmp_path).problems] == ["it is larger than 200 MB; split it into smaller files"]


def test_no_folder_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"There is no folder .*жоқ.*--documents DIR"):
        load(tmp_path / "жоқ")


def test_an_empty_folder_is_told_with_the_kinds_that_are_read(tmp_path: Path) -> None:
    put(tmp_path / "сурет.png")
    put(tmp_path / "ескі" / "хат.DOC")
    with pytest.raises(UserError, match=r"There are no documents in .*, only files .* not read \(\.doc, \.png\): put") as told:
        load(tmp_path)
    assert all(kind in str(told.value) for kind in READERS)


def test_a_folder_of_which_nothing_can_be_read_names_the_files_and_reasons(tmp_path: Path) -> None:
    put(tmp_path / "бос.txt", "")
    with pytest.raises(UserError, match=r"No document in .* could be read \(бос\.txt: it is empty"):
        load(tmp_path)


def test_a_single_file_is_a_document_named_as_itself(tmp_path: Path) -> None:
    put(tmp_path / "басқа.txt")
    path = put(tmp_path / "а" / "закон.txt", "Порядок утверждён в 2019 году.")
    (document,) = load(path).documents
    assert (document.id, document.text, document.language) == ("закон.txt", "Порядок утверждён в 2019 году.", "ru")


def test_a_single_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"files of kind \.xlsx are not read"):
        load(put(tmp_path / "кесте.xlsx"))


def test_two_files_whose_names_are_no_text_are_two_documents(tmp_path: Path) -> None:
    for name in ("Зал", "Жол"):
        try:
            put(tmp_path / os.fsdecode(f"{name}.txt".encode("cp1251")))
        except OSError:
            pytest.skip("this file system takes only names that are text")
    assert len(find(tmp_path)) == 2


def test_the_fingerprint_changes_with_the_bytes_of_a_file_only(tmp_path: Path) -> None:
    path = put(tmp_path / "а" / "заң.txt")
    put(tmp_path / "бұзық.pdf", "PDF емес")
    before = fingerprint(tmp_path)
    assert before["а/заң.txt"] == hashlib.sha256(LAW.encode()).hexdigest()
    assert set(before) == {"а/заң.txt", "бұзық.pdf"}
    os.utime(path, (1, 1))
    assert fingerprint(tmp_path) == before
    put(path, LAW + " ")
    assert {name for name, value in fingerprint(tmp_path).items() if value != before[name]} == {"а/заң.txt"}


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("а.md", "Кіріспе сөз.\n\n# Ереже туралы\n\nМәтін.", "Ереже туралы"),
        ("а.html", "<title>Бет  аты</title><h1>Тақырып</h1><p>Мәтін", "Бет аты"),
        ("а.html", "<h1>Тақырып</h1><p>Мәтін", "Тақырып"),
        ("а.txt", "1.\n\nБірінші толық сөйлем. Екіншісі.", "Бірінші толық сөйлем."),
        pytest.param("а.txt", "***\n\nБірінші толық сөйлем. Екіншісі.", "Бірінші толық сөйлем."),
        ("а.txt", "12", "12"),
        ("а.md", f"# {unicodedata.normalize('NFD', 'Май айы')} мен қауiп\xadсіздік", "Май айы мен қауіпсіздік"),
    ],
)
def test_a_document_gets_its_title_from_itself(tmp_path: Path, name: str, text: str, title: str) -> None:
    assert read(put(tmp_path / name, text), name).title == title


def test_a_long_title_is_cut_between_words() -> None:
    assert shorten("Қысқа") == "Қысқа"
    cut = shorten("ұзақ тақырып, " * 20)
    assert cut.endswith(("ұзақ…", "тақырып…"))
    assert TITLE_LENGTH - 20 < len(cut) <= TITLE_LENGTH


def test_stored_text_is_repaired_and_marked(tmp_path: Path) -> None:
    document = read(put(tmp_path / "а.txt", "Ҧлттық   кеңес , 2019\u00a0ж.\n\n\nЕкiншi абзац."), "а.txt")
    assert document.text == "Ұлттық кеңес, 2019 ж.\n\nЕкінші абзац."
    assert [document.place(offset).line for offset in (0, 20, 23, 30)] == [1, 1, 4, 4]
