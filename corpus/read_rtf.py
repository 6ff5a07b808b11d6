"""RTF by striprtf, which knows code pages and escapes; what it forgets (headings, items, rows) is marked before it runs."""

import re
from collections.abc import Iterator
from pathlib import Path

from corpus.document import CELLS, Line
from corpus.errors import UserError

Block = tuple[str, str]  # kind and words
DAMAGED = "it is a damaged RTF; open it in a word processor and save it again"

# Letters for private use, put into the text in place of control words. None of them outlives `_blocks`.
HEADING, ITEM, ROW, CELL, ROW_END = (chr(code) for code in range(0xE000, 0xE005))
_MARKS = re.compile(f"[{HEADING}-{ROW_END}]")
# Control words and what stands for them. Each begins with a harmless word, so that the mark is not taken for the plain
# letter that follows a \u escape; a list number becomes unseen (\pntext), and a line break within a paragraph a space.
MARKED = {
    **{f"outlinelevel{level}": rf"\ltrch {HEADING}" for level in range(9)},
    **dict.fromkeys(("listtext", "pntext"), rf"\ltrch {ITEM}\pntext "),
    **dict.fromkeys(("cell", "nestcell"), rf"\ltrch {CELL}"),
    "trowd": rf"\ltrch {ROW}",
    "row": rf"\ltrch {ROW_END}",
    "line": r"\tab ",
    # striprtf adds a link's address to its words, with an expression that a hostile file can keep busy for ever.
    "field": r"\ltrch ",
    # «Western» fonts in a file of another code page: programs write so and mean the code page.
    "fcharset0": r"\fcharset1 ",
}
_CONTROL = re.compile(r"\\(?:([a-z]{1,32}(?:-?\d{1,10})?) ?|[^a-z])", re.IGNORECASE)
_BINARY = re.compile(rb"(?<!\\)\\bin(\d{1,9}) ?")
_TITLE = re.compile(r"\{\\title\b([^{}]*)\}")
_FONT = re.compile(r"\\f(?=\d)")


def read_rtf(path: Path) -> tuple[str, list[Line]]:
    """Title (from the properties) and lines; a line's number counts paragraphs and rows."""
    data = path.read_bytes()
    if not data.strip(b"\0\t\r\n "):
        return "", []
    if not data.lstrip().startswith(rb"{\rtf"):
        raise UserError(DAMAGED)
    source = _plain(data)
    braces = re.sub(r"\\.", "", source, flags=re.DOTALL)
    if braces.count("{") > braces.count("}"):
        raise UserError("it is an RTF that was cut off; copy it again from where it is whole")
    title, page = _TITLE.search(source), re.search(r"\\ansicpg\d+", source)
    head = _strip(rf"{{\rtf1{page.group() if page else ''} {title.group(1)}}}") if title else ""
    blocks = _blocks(_strip(_bounded(_CONTROL.sub(_mark, source))))
    lines = [Line(words, number, kind=kind) for number, (kind, words) in enumerate(blocks, start=1)]
    return " ".join(head.split()), [line for line in lines if line.text.strip(" |")]


def _plain(data: bytes) -> str:
    r"""The source in ASCII: embedded binary data dropped, one kind of line end, bytes beyond ASCII as escapes.

    >>> _plain("{\\bin2 }{да}".encode("cp1251"))
    "{\\'e4\\'e0}"
    """
    kept, start = list[bytes](), 0
    while found := _BINARY.search(data, start):
        kept.append(data[start : found.start()])
        start = found.end() + int(found.group(1))
    kept.append(data[start:])
    source = b"".join(kept).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return re.sub(rb"[\x80-\xff]", lambda byte: rb"\'%02x" % byte.group()[0], source).decode("ascii")


def _mark(control: re.Match[str]) -> str:
    return MARKED.get((control.group(1) or "").lower(), control.group())


def _bounded(source: str) -> str:
    """The font table with an end after each font: striprtf's expression took over ten minutes on 9 KB without ends."""
    from striprtf.striprtf import font_table_group

    fonts = font_table_group(source)
    if fonts and not fonts.endswith("}"):
        raise UserError(DAMAGED)
    return source.replace(fonts, _FONT.sub(r";\n\\f", fonts).replace(";", " ;").replace("}", " ;}"), 1)


def _strip(source: str) -> str:
    """The words of a source. A file that names no code page was most likely written with a Cyrillic one."""
    from striprtf.striprtf import rtf_to_text

    try:
        return str(rtf_to_text(source, encoding="cp1251", errors="replace"))
    except (ValueError, TypeError, LookupError, OverflowError) as error:
        raise UserError(DAMAGED) from error


def _blocks(text: str) -> Iterator[Block]:
    """Kind and words of every paragraph and row of a marked text."""
    *rows, rest = text.split(ROW_END)
    for piece in rows:
        # A row whose description is that of the row above begins with its own paragraph.
        above, _, row = piece.partition(ROW) if ROW in piece else piece.rpartition("\n")
        yield from _paragraphs(above)
        cells = [_MARKS.sub("", cell) for cell in row.split(CELL)]
        yield "row", CELLS.join(" ".join(cell.split()) for cell in (cells[:-1] or cells))
    yield from _paragraphs(rest)


def _paragraphs(text: str) -> Iterator[Block]:
    for line in text.split("\n"):
        kind = "heading" if HEADING in line else "item" if ITEM in line else "paragraph"
        yield kind, " ".join(_MARKS.sub(" ", line).split())
