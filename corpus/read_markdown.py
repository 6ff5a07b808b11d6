"""Markdown: the words without the signs; headings, list items and table rows keep their kind and their line."""

from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import Line
from corpus.encoding import decode

if TYPE_CHECKING:
    from markdown_it.token import Token

CELLS = " | "  # between the cells of a table row, in every format
_KIND_OF_BLOCK = {"heading_open": "heading", "list_item_open": "item"}


def read_markdown(path: Path) -> tuple[str, list[Line]]:
    """Title (the first heading) and lines of a Markdown text."""
    from markdown_it import MarkdownIt

    text, _ = decode(path.read_bytes())
    lines = list(_lines(MarkdownIt("commonmark").enable("table").parse(text)))
    title = next((line.text for line in lines if line.kind == "heading"), "")
    return title, lines


def _words(token: "Token") -> str:
    """The words of an inline token, without marks of emphasis, links and images."""
    parts = [
        "\n" if child.type == "hardbreak" else " " if child.type == "softbreak" else child.content
        for child in token.children or []
        if child.type != "html_inline"
    ]
    return "".join(parts).strip()


def _lines(tokens: "list[Token]") -> list[Line]:
    lines: list[Line] = []
    kind, cells = "paragraph", None
    for token in tokens:
        number = (token.map[0] if token.map else 0) + 1
        if token.type in _KIND_OF_BLOCK:
            kind = _KIND_OF_BLOCK[token.type]
        elif token.type == "tr_open":
            cells, row_number = list[str](), number
        elif token.type == "tr_close" and cells is not None:
            lines.append(Line(CELLS.join(cells), row_number, kind="row"))
            cells = None
        elif token.type == "inline" and cells is not None:
            cells.append(_words(token))
        elif token.type == "inline":
            lines += [Line(part, number, kind=kind) for part in _words(token).split("\n")]
            kind = "paragraph"
        elif token.type in ("fence", "code_block"):
            parts = token.content.rstrip("\n").split("\n")
            lines += [Line(part, number + at, kind="item") for at, part in enumerate(parts)]
    return lines
