"""Names from outside: what is plainly a name is taken as it is, anything else is refused with a sentence that helps."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.names import BYTES, LibraryError, check_file_name, check_name, is_name, key

TRICKS = (
    "", " ", ".", "..", "...", "/", "\\", "../а.txt", "а/б.txt", "а\\б.txt", "/etc/passwd", "C:а.txt", "C:\\а.txt", "~",
    "~$а.docx", ".hidden.txt", "а.txt.", "а\0.txt", "а\n.txt", "а\x1b[2J.txt", "а\u202etxt.exe", "а\u200b.txt", "а\ud800.txt",
    "а\ue000.txt", "CON", "con.txt", "Nul.md", "LPT1.txt",
    "а|б.txt", "а<б>.html", "а?.txt", "*.txt", '"а".txt', "а\u2028.txt", "ә" * BYTES,
)  # fmt: skip


@pytest.mark.parametrize("name", TRICKS, ids=ascii)
def test_a_trick_is_refused(name: str) -> None:
    with pytest.raises(LibraryError, match=r"is no name for a file: name it with letters") as refused:
        check_name(name)
    assert refused.value.fault == "name"
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    "name", ["Бал арасы.txt", "№ 921 бұйрық (2019).pdf", "a-b_c, d & e.docx", "Ёлка. Часть 1.rtf", "конь.txt"]
)
def test_an_ordinary_name_is_taken_as_it_is(name: str) -> None:
    assert check_file_name(name) == name


def test_a_name_is_kept_in_composed_letters() -> None:
    assert check_file_name("Кии\u0306м.txt") == "Кий" + "м.txt"


@pytest.mark.parametrize("name", ["а.exe", "а", "а.doc", "а.txt.gz", "txt"])
def test_only_kinds_that_are_read_are_taken(name: str) -> None:
    with pytest.raises(LibraryError, match=r"save it as one of \.docx, ") as refused:
        check_file_name(name)
    assert refused.value.fault == "kind"


@given(st.text(max_size=40))
def test_what_is_a_name_is_one_part_of_a_path(name: str) -> None:
    if is_name(name):
        assert Path("/folder", name).resolve() == Path("/folder") / name
        assert is_name(check_name(name))


def test_names_that_differ_by_capitals_are_the_same() -> None:
    assert key("ҚАЗАҚ.TXT") == key("қазақ.txt") != key("казак.txt")
