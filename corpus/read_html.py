"""HTML: the words a reader of the page would see; headings, list items and table rows keep their kind and their line."""

from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import Line
from corpus.encoding import BYTE_ORDER_MARKS, decode
from corpus.read_markdown import CELLS

if TYPE_CHECKING:
    from bs4.element import Tag

UNSEEN = ("script", "style", "template", "noscript", "head", "svg", "iframe", "object", "nav")
KIND_OF_TAG = {"h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
               "li": "item", "dt": "item", "dd": "item", "tr": "row", "p": "paragraph", "blockquote": "paragraph",
               "caption": "paragraph", "figcaption": "paragraph", "pre": "paragraph"}  # fmt: skip


def read_html(path: Path) -> tuple[str, list[Line]]:
    """Title and lines of a page. The encoding is the one its own <meta> names, else detected."""
    from bs4 import BeautifulSoup, Comment

    data = path.read_bytes()
    marked = any(data.startswith(mark) for mark in BYTE_ORDER_MARKS)
    declared = not marked and b"charset" in data[:2048].lower()
    page = BeautifulSoup(data if declared else decode(data)[0], "lxml")
    title = page.title.get_text(" ", strip=True) if page.title else ""
    for unseen in page.find_all(UNSEEN):
        unseen.decompose()
    for comment in page.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    return title, _lines(page)


def _lines(page: "Tag") -> list[Line]:
    """One line for each block that holds no other block; loose text between blocks is a paragraph of its own."""
    lines: list[Line] = []
    taken: set[int] = set()
    number = 1
    for text in page.find_all(string=True):
        if not text.strip():
            continue
        block = next((parent for parent in text.parents if parent.name in KIND_OF_TAG), None)
        row = next((parent for parent in text.parents if parent.name == "tr"), None)
        owner = row or block
        if owner is None:
            number = (text.parent.sourceline if text.parent else None) or number
            lines.append(Line(" ".join(text.split()), number, kind="paragraph"))
        elif id(owner) not in taken:
            taken.add(id(owner))
            number = owner.sourceline or number
            lines.append(Line(_words(owner), number, kind=KIND_OF_TAG[owner.name]))
    return [line for line in lines if line.text]


def _words(block: "Tag") -> str:
    """A block's words on one line; the cells of a row are kept apart; a nested block's words are its own."""
    if block.name == "tr":
        return CELLS.join(" ".join(cell.get_text(" ").split()) for cell in block.find_all(("td", "th")))
    own = [
        text
        for text in block.find_all(string=True)
        if next(parent for parent in text.parents if parent.name in KIND_OF_TAG) is block
    ]
    return " ".join("".join(own).split())
