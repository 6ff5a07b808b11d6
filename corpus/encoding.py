"""Bytes of a text file to text: UTF-8, UTF-16, Windows-1251, KZ-1048."""

import codecs
import re

from corpus.errors import UserError

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}

# Letters that KZ-1048 and Windows-1251 put at the same bytes: Kazakh in the one, Ukrainian, Serbian or Belarusian in the other.
KAZAKH_ONLY = "ҚқҺһҰұӘәҒғҮүӨөҢң"
_CYRILLIC = "[А-Яа-яЁё]"
_KAZAKH_IN_WORD = re.compile(f"(?<={_CYRILLIC})[{KAZAKH_ONLY}]|[{KAZAKH_ONLY}](?={_CYRILLIC})")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


def detect(data: bytes) -> str:
    """Name of the encoding of a text.

    >>> detect("Қазақстан".encode("kz1048")), detect("Мой мир".encode("cp1251")), detect("Қазақ".encode("utf-16-le"))
    ('kz1048', 'cp1251', 'utf-16-le')
    """
    for mark, name in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return name
    if name := _wide(data):
        return name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if _nearly_utf8(data):
            return "utf-8"
        kazakh = len(_KAZAKH_IN_WORD.findall(data.decode("kz1048", errors="replace")))
        return "kz1048" if kazakh else "cp1251"
    return "utf-8"


def _nearly_utf8(data: bytes) -> bool:
    """UTF-8 with a few bytes damaged: a one-byte encoding would have no run of letters that happens to be UTF-8."""
    text = data.decode("utf-8", errors="replace")
    return text.count("\ufffd") * 20 < sum(sign > "\x7f" for sign in text)


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: in Cyrillic and Latin texts every second byte is 0x04 or 0x00."""
    if len(data) < 4 or len(data) % 2:
        return ""
    for name, high in (("utf-16-le", data[1::2]), ("utf-16-be", data[0::2])):
        if (high.count(0x00) + high.count(0x04)) / len(high) > 0.7:
            return name
    return ""


def decode(data: bytes) -> tuple[str, str]:
    """Text and encoding name; every line end becomes a line feed. Raises UserError for data that is no text."""
    name = detect(data)
    try:
        text = data.decode(name, errors="replace" if name == "utf-8" else "strict")
    except UnicodeDecodeError as error:
        raise UserError(f"it is not text in {name} or another encoding that is read; save it as UTF-8") from error
    if text and len(_CONTROL.findall(text)) / len(text) > 0.02:
        raise UserError("it is not a text file; save it as TXT in UTF-8, or as PDF or DOCX")
    return text.replace("\r\n", "\n").replace("\r", "\n"), name
