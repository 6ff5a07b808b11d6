"""DOCX: paragraphs and tables in reading order."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.archive import damaged, unpack
from corpus.document import Line
from corpus.read_markdown import CELLS

if TYPE_CHECKING:
    from docx.table import Table, _Row
    from docx.text.paragraph import Paragraph


def read_docx(path: Path) -> tuple[str, list[Line]]:
    """Title (from the properties, else the first heading) and lines; a line's number counts paragraphs and rows."""
    from docx import Document
    from docx.oxml.exceptions import InvalidXmlError
    from docx.table import Table

    found: list[tuple[str, str]] = []
    try:
        with unpack(path, "DOCX"):
            document = Document(str(path))
            for block in document.iter_inner_content():
                found += _rows(block) if isinstance(block, Table) else [_paragraph(block)]
            title = document.core_properties.title
    except (AttributeError, TypeError, InvalidXmlError) as error:
        # python-docx stumbles so over an element or a part that is missing or is another than its place promises.
        raise damaged("DOCX", error) from error
    lines = [Line(text, number, kind=kind) for number, (kind, text) in enumerate(found, start=1)]
    heading = next((line.text for line in lines if line.kind == "heading"), "")
    return title or heading, lines


def _paragraph(paragraph: "Paragraph") -> tuple[str, str]:
    style = (paragraph.style.name or "") if paragraph.style else ""
    if re.match(r"(Heading|Title)", style):
        return "heading", paragraph.text
    return ("item" if style.startswith("List") else "paragraph"), paragraph.text


def _rows(table: "Table") -> list[tuple[str, str]]:
    """Rows of a table; a cell that spans several columns is told once."""
    return [("row", CELLS.join(_cells(row))) for row in table.rows]


def _cells(row: "_Row") -> list[str]:
    cells, texts, column = row.cells, [], 0
    while column < len(cells):
        texts.append(" ".join(cells[column].text.split()))
        column += max(1, cells[column].grid_span)
    return texts
