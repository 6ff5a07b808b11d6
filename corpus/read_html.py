"""HTML: the words a reader of the page would see; headings, list items and table rows keep their kind and their line."""

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import Line
from corpus.encoding import BYTE_ORDER_MARKS, decode
from corpus.read_markdown import CELLS

if TYPE_CHECKING:
    from lxml.html import HtmlElement, HTMLParser

UNSEEN = ("script", "style", "template", "noscript", "head", "svg", "iframe", "object", "nav", "select", "textarea")
KIND_OF_TAG = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(
        ("p", "blockquote", "caption", "figcaption", "pre", "div", "section", "article", "main", "body"), "paragraph"
    ),
    "tr": "row",
}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")


def read_html(path: Path) -> tuple[str, list[Line]]:
    """Title and lines of a page."""
    return page_lines(path.read_bytes())


def page_lines(data: bytes) -> tuple[str, list[Line]]:
    """Title and lines of a page that may stand in a file of its own or in a book."""
    from lxml.etree import ParserError
    from lxml.html import document_fromstring

    data, parser = _parser(data)
    try:
        page = document_fromstring(data, parser=parser)
    except ParserError:  # there are no words in it, at most comments
        return "", []
    title = " ".join((page.findtext(".//title") or "").split())
    for element in list(page.iter(*UNSEEN)):
        element.drop_tree()
    for element in list(page.iter()):
        if element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
            element.drop_tree()
    return title, _lines(page)


def _parser(data: bytes) -> "tuple[bytes, HTMLParser]":
    """Bytes, and a parser for their encoding: the one the page's own <meta> names, where it is a known one, else detected."""
    from lxml.html import HTMLParser

    marked = any(data.startswith(mark) for mark in BYTE_ORDER_MARKS)
    declared = re.search(rb"charset=[\"']?([\w-]+)", data[:2048])
    if declared and not marked:
        with suppress(LookupError):
            return data, HTMLParser(encoding=declared.group(1).decode(), remove_comments=True, remove_pis=True)
    return decode(data)[0].encode(), HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


def _lines(page: "HtmlElement") -> list[Line]:
    """One line for each block with words of its own; the words of a block inside it are not its own."""
    from lxml.etree import iterwalk

    owners: list[HtmlElement] = [page]
    own: dict[HtmlElement, list[str]] = {}
    for event, element in iterwalk(page, events=("start", "end")):
        if event == "start":
            # Whatever is inside a table row belongs to the row.
            if element.tag in KIND_OF_TAG and owners[-1].tag != "tr":
                owners.append(element)
            words = " " if element.tag == "br" else element.text
        else:
            if element is owners[-1] and element is not page:
                owners.pop()
            words = element.tail
        if words:
            own.setdefault(owners[-1], []).append(words)
    found = [
        Line(_words(owner, texts), owner.sourceline or 1, kind=KIND_OF_TAG.get(str(owner.tag), "paragraph"))
        for owner, texts in own.items()
    ]
    return [line for line in found if line.text.strip(" |")]


def _words(owner: "HtmlElement", texts: list[str]) -> str:
    """A block's words on one line; the cells of a row are kept apart."""
    if owner.tag == "tr":
        return CELLS.join(" ".join(cell.text_content().split()) for cell in owner.iter("td", "th"))
    return " ".join("".join(texts).split())
