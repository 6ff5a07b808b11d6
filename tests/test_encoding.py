"""Bytes to text: every encoding that our files come in is told from the bytes alone, and data that is no text is refused."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.encoding import decode, detect
from corpus.errors import UserError

KAZAKH = (
    "Қазақстан Республикасы көрші елдермен келісім жасады.",
    "Әр өңірде «Жастар үні» орталығы ашылып, үш жүз маман даярланды.",
    "Ғұлама ұстаздың һәм шәкірттің әңгімесі 2019 жылғы 5 шілдеде жазылды.",
    "ҰЛТТЫҚ ҚАУІПСІЗДІК ТУРАЛЫ ЕРЕЖЕ – № 17",
    "Шағын ауылдың тұрғындары жаңа мектептің салынуына қатты қуанды.",
)
RUSSIAN = (
    "Соседние государства подписали соглашение об обмене сведениями.",
    "Объём помощи — 25 млн тенге; съезд прошёл 5 июля 2019 года.",
    "«Новый порядок» вступил в силу, ещё раз напомнил докладчик.",
    "ПРИКАЗ № 17 ОБ УЧЁТЕ ОБЪЕДИНЕНИЙ",
)
ENGLISH = (
    "The neighbouring states agreed to share what they know.",
    'About 25 people took part, and "no one" was hurt in July 2019.',
)
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")

few = settings(max_examples=60, deadline=None)


def texts(*sentences: str) -> st.SearchStrategy[str]:
    """Some of the sentences, on one line or on several."""
    return st.lists(st.sampled_from(sentences), min_size=1, max_size=8).flatmap(
        lambda chosen: st.sampled_from((" ", "\n", "\n\n")).map(lambda gap: gap.join(chosen))
    )


@pytest.mark.parametrize("encoding", UNICODE)
@few
@given(text=texts(*KAZAKH, *RUSSIAN, *ENGLISH))
def test_unicode_files_come_back_whole(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding))[0] == text


@few
@given(text=texts(*KAZAKH, *RUSSIAN, *ENGLISH))
def test_utf_16_with_its_mark_comes_back_in_both_orders(text: str) -> None:
    assert decode(b"\xff\xfe" + text.encode("utf-16-le")) == (text, "utf-16")
    assert decode(b"\xfe\xff" + text.encode("utf-16-be")) == (text, "utf-16")


@few
@given(text=texts(*RUSSIAN))
def test_russian_in_windows_1251_comes_back_whole(text: str) -> None:
    assert decode(text.encode("cp1251")) == (text, "cp1251")


@few
@given(text=texts(*KAZAKH), more=texts(*RUSSIAN, *ENGLISH))
def test_kazakh_in_kz_1048_comes_back_whole_also_among_russian(text: str, more: str) -> None:
    for mixed in (text, f"{more}\n{text}", f"{text} {more}"):
        assert decode(mixed.encode("kz1048")) == (mixed, "kz1048")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Қазақ", "utf-8"),
        ("Қазақ", "utf-8-sig"),
        ("Қазақ", "utf-16-le"),
        ("Қазақ", "utf-16-be"),
        ("Қазақ", "kz1048"),
        ("Мир", "cp1251"),
    ],
)
def test_one_word_is_enough_to_tell_the_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize("encoding", UNICODE)
@pytest.mark.parametrize(
    "text",
    [
        unicodedata.normalize("NFD", "Майдың ёлкасы мен ұйымы"),
        "қауіп\xadсіздік кеңесі",
        "İstanbul мен ıqlım туралы жазба",
        "Қaзақcтaн деген сөзде латын әріптері бар",
    ],
    ids=["NFD", "soft hyphen", "dotted and dotless i", "Latin look-alikes"],
)
def test_decoding_repairs_nothing(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[0] == text


def test_old_mac_and_windows_line_ends_become_line_feeds() -> None:
    assert decode("бір\r\nекі\rүш\n\r\nтөрт".encode())[0] == "бір\nекі\nүш\n\nтөрт"


def test_the_byte_order_mark_is_no_part_of_the_text() -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        assert decode("Заң".encode(encoding))[0] == "Заң"


def test_an_empty_file_is_an_empty_text() -> None:
    assert decode(b"")[0] == ""


@pytest.mark.parametrize(
    "data",
    [
        bytes(300),
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 3,
        b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x03\x00>\x00" * 30,
        b"PK\x03\x04" + bytes(range(32)) * 8,
        b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(1, 255)) * 2,
        b"words of a text " * 3 + bytes(range(8)),
    ],
    ids=["zeros", "png", "elf", "zip", "jpeg", "a text with a binary tail"],
)
def test_binary_data_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(UserError, match="save it as"):
        decode(data)


@few
@given(head=st.binary(max_size=40).filter(lambda data: not data.startswith(MARKS)), tail=st.binary(max_size=40))
def test_data_with_many_control_bytes_is_never_taken_for_text(head: bytes, tail: bytes) -> None:
    with pytest.raises(UserError):
        decode(head + b"\x01\x02\x03\x05" * 10 + tail)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=120))
def test_any_data_is_text_or_a_users_error(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except UserError:
        return
    assert "\r" not in text
    assert encoding == detect(data)


@pytest.mark.parametrize("data", [b"\xff\xfe\x17", b"\xfe\xff\x04\x17\xd8\x00", b"\xef\xbb\xbf\xd0\x97\xff"])
def test_a_text_that_breaks_the_promise_of_its_mark_is_refused(data: bytes) -> None:
    with pytest.raises(UserError, match=r"it is not text in utf-\S+ or another .* save it as UTF-8"):
        decode(data)


@pytest.mark.parametrize("cut", [-1, -16])
def test_a_utf_8_text_cut_within_a_letter_is_not_read_as_windows_1251(cut: int) -> None:
    data = "Заң 1999 жылы қабылданды, содан бері ел тыныш.".encode()[:cut] + b"\xd0"
    try:
        text, _ = decode(data)
    except UserError:
        return
    assert text.startswith("Заң 1999 жылы")
