"""ODT: headings, paragraphs, list items and table rows in reading order."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.archive import unpack, xml
from corpus.document import CELLS, Line
from corpus.errors import UserError

if TYPE_CHECKING:
    from lxml.etree import _Element

Block = tuple[str, str]  # kind and words

_OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, OFFICE, DRAW, STYLE = (f"{{{_OPEN}{name}:1.0}}" for name in ("text", "table", "office", "drawing", "style"))
TITLE = "{http://purl.org/dc/elements/1.1/}title"
HEADING, PARAGRAPH, ITEMS, ROW, CELL = f"{TEXT}h", f"{TEXT}p", f"{TEXT}list", f"{TABLE}table-row", f"{TABLE}table-cell"
# Words that stand elsewhere on the page (notes), on no page (comments, deleted text), or twice (the table of contents).
ASIDE = {f"{TEXT}note", f"{OFFICE}annotation", f"{TEXT}tracked-changes", f"{TEXT}table-of-content", f"{TEXT}ruby-text"}
# One space, however many are asked for: lines are tidied to single spaces anyway.
SPACES = {f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"}


def read_odt(path: Path) -> tuple[str, list[Line]]:
    """Title (from the properties) and lines; a line's number counts paragraphs and rows."""
    with unpack(path, "ODT") as archive:
        names = archive.namelist()
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise UserError("it is locked with a password; save a copy without one")
        content = xml(archive, "content.xml")
        title = xml(archive, "meta.xml").findtext(f".//{TITLE}") if "meta.xml" in names else None
        body = content.findall(f"{OFFICE}body/{OFFICE}text")[0]
    blocks = _blocks(body, "paragraph", titles=_title_styles(content))
    lines = [Line(words, number, kind=kind) for number, (kind, words) in enumerate(blocks, start=1)]
    return " ".join((title or "").split()), [line for line in lines if line.text.strip(" |")]


def _title_styles(content: "_Element") -> set[str]:
    """Names of the styles that a title may have: «Title», and those that this text derives from it."""
    derived = content.iterfind(f"{OFFICE}automatic-styles/{STYLE}style[@{STYLE}parent-style-name='Title']")
    return {"Title", *(style.get(f"{STYLE}name", "") for style in derived)}


def _blocks(parent: "_Element", kind: str, *, titles: set[str]) -> Iterator[Block]:
    """Blocks below an element; `kind` is that of its paragraphs. The parser allows 256 levels, so recursion is bounded."""
    for element in parent:
        tag = element.tag
        if not isinstance(tag, str) or tag in ASIDE:
            continue
        if tag == ROW:
            yield "row", CELLS.join(_words(cell) for cell in element.findall(CELL))
        elif tag in (HEADING, PARAGRAPH):
            title = tag == HEADING or element.get(f"{TEXT}style-name") in titles
            yield "heading" if title else kind, _words(element)
            yield from _blocks(element, "paragraph", titles=titles)  # text boxes that are anchored here
        else:
            yield from _blocks(element, "item" if tag == ITEMS else kind, titles=titles)


def _words(element: "_Element") -> str:
    """The words of a paragraph or a cell on one line."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: "_Element") -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in SPACES:
            yield " "
        elif child.tag in (HEADING, PARAGRAPH):  # of a cell
            yield from (" ", *_pieces(child), " ")
        elif isinstance(child.tag, str) and child.tag not in ASIDE and child.tag != f"{DRAW}frame":
            yield from _pieces(child)
        yield child.tail or ""
