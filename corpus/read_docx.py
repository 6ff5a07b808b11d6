"""DOCX: paragraphs and tables in reading order."""

import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import Line
from corpus.errors import UserError
from corpus.read_markdown import CELLS

if TYPE_CHECKING:
    from docx.table import Table, _Row
    from docx.text.paragraph import Paragraph

UNPACKED_LIMIT = 200_000_000  # bytes: a packed file that unpacks to more is refused before it is opened


def read_docx(path: Path) -> tuple[str, list[Line]]:
    """Title (from the properties, else the first heading) and lines; a line's number counts paragraphs and rows."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > UNPACKED_LIMIT:
                raise UserError("it unpacks to more than 200 MB; split it into smaller files")
        document = Document(str(path))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise UserError("it is a damaged DOCX; open it in a word processor and save it again") from error
    found: list[tuple[str, str]] = []
    for block in document.iter_inner_content():
        found += _rows(block) if isinstance(block, Table) else [_paragraph(block)]
    lines = [Line(text, number, kind=kind) for number, (kind, text) in enumerate(found, start=1)]
    heading = next((line.text for line in lines if line.kind == "heading"), "")
    return document.core_properties.title or heading, lines


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
