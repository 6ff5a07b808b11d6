"""DOCX: paragraphs and tables in reading order, as they stand once every tracked change is accepted."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.archive import damaged, unpack
from corpus.document import CELLS, Line

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

Block = tuple[str, str]  # kind and words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARAGRAPH, TABLE, ROW, CELL, TEXT = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}t"
# Words that are no longer there, settings, and what old programs show in place of a drawing whose words are told already.
UNSEEN = {
    *(f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sectPr", "sdtPr", "tblPr", "trPr", "tcPr")),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-"}
CONTENTS = f"{W}sdtPr/{W}docPartObj/{W}docPartGallery[@{W}val='Table of Contents']"


def read_docx(path: Path) -> tuple[str, list[Line]]:
    """Title (from the properties, else the first heading) and lines; a line's number counts paragraphs and rows."""
    from docx import Document
    from docx.oxml.exceptions import InvalidXmlError

    try:
        with unpack(path, "DOCX"):
            document = Document(str(path))
            found = list(_blocks(document.element.body, _style_names(document)))
            title = document.core_properties.title
    except (AttributeError, TypeError, InvalidXmlError) as error:
        # python-docx stumbles so over an element or a part that is missing or is another than its place promises.
        raise damaged("DOCX", error) from error
    lines = [Line(text, number, kind=kind) for number, (kind, text) in enumerate(found, start=1)]
    heading = next((line.text for line in lines if line.kind == "heading"), "")
    return title or heading, [line for line in lines if line.text.strip(" |")]


def _style_names(document: "Document") -> dict[str, str]:
    """Names of styles by their id; those that Word itself brings have the same name in every language of Word."""
    styles = document.styles.element.iter(f"{W}style")
    return {style.get(f"{W}styleId"): name.get(f"{W}val", "") for style in styles for name in style.iterfind(f"{W}name")}


def _blocks(parent: "BaseOxmlElement", names: Mapping[str, str]) -> Iterator[Block]:
    """Blocks below an element, however they are wrapped. The parser allows 256 levels, so recursion is bounded."""
    for element in parent:
        if element.tag == TABLE:
            yield from _rows(element, names)
        elif element.tag not in UNSEEN and element.find(CONTENTS) is None:  # which tells the headings twice
            if element.tag == PARAGRAPH:
                yield _kind(names.get(element.style, "")), "".join(_pieces(element))
            yield from _blocks(element, names)  # of a paragraph: the text boxes that are anchored in it


def _kind(style: str) -> str:
    """Kind of a paragraph with a style of this name.

    >>> _kind("heading 1"), _kind("List Bullet"), _kind("Normal")
    ('heading', 'item', 'paragraph')
    """
    if re.match("heading|title", style, re.IGNORECASE):
        return "heading"
    return "item" if style.startswith("List") else "paragraph"


def _pieces(parent: "BaseOxmlElement") -> Iterator[str]:
    """The words of a paragraph: also inserted ones and those of links and fields, but neither codes nor text boxes."""
    for element in parent:
        if element.tag == TEXT:
            yield element.text or ""
        elif element.tag in SIGNS:
            yield SIGNS[element.tag]
        elif element.tag not in UNSEEN and element.tag not in (PARAGRAPH, TABLE):
            yield from _pieces(element)


def _rows(table: "BaseOxmlElement", names: Mapping[str, str]) -> Iterator[Block]:
    """Rows, each followed by those of the tables within it.

    A cell that spans several columns is told once, one that spans several rows in each of them.
    """
    above = dict[int, str]()  # words of the row above, by the column in which their cell begins
    for row in _nearest(table, ROW):
        told, inner, column = dict[int, str](), list[Block](), row.grid_before
        for cell in _nearest(row, CELL):
            blocks = list(_blocks(cell, names))
            inner += (block for block in blocks if block[0] == "row")
            words = " ".join(" ".join(text for kind, text in blocks if kind != "row").split())
            told[column] = above.get(column, "") if cell.vMerge == "continue" else words
            column += max(1, cell.grid_span)
        above = told
        yield "row", CELLS.join(told.values())
        yield from inner


def _nearest(parent: "BaseOxmlElement", tag: str) -> "Iterator[BaseOxmlElement]":
    """The rows of a table or the cells of a row, however they are wrapped."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag not in UNSEEN:
            yield from _nearest(element, tag)
