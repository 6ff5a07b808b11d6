"""Markdown: the words without the signs; headings, list items and table rows keep their kind and their line."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import CELLS, Line
from corpus.encoding import decode
from corpus.read_html import KIND_OF_TAG, text_lines

if TYPE_CHECKING:
    from markdown_it.token import Token


_KIND_OF_BLOCK = {"heading_open": "heading", "list_item_open": "item", "list_item_close": "paragraph"}
# Fields of the text, as programs that make pages keep them: «name: value», items and values that go on below, remarks.
_FRONT = re.compile(r"---[ ]*\n(?:[\w-]+:(?:[ ].*)?\n(?:(?:[ ]+|-[ ]|#).*\n)*)+(?:---|\.\.\.)[ ]*(?:\n|\Z)")
_TITLE = re.compile(r"^title:[ ]+(.+?)[ ]*$", re.MULTILINE)
_TAG = re.compile(r"</?([a-z][a-z0-9]*)")


def read_markdown(path: Path) -> tuple[str, list[Line]]:
    """Title (that of the front matter, or the first heading) and lines of a Markdown text."""
    from markdown_it import MarkdownIt

    text, _ = decode(path.read_bytes())
    named, text = _without_front(text)
    lines = list(_lines(MarkdownIt("commonmark").enable("table").parse(text)))
    title = named or next((line.text for line in lines if line.kind == "heading"), "")
    return title, lines


def _without_front(text: str) -> tuple[str, str]:
    r"""The title in the front matter, if any, and a text without it whose lines keep their numbers.

    >>> _without_front("---\ntitle: 'Ара'\nyear: 2020\n---\nҰя"), _without_front("---\nЕкі сызық\n---\n")
    (('Ара', '\n\n\n\nҰя'), ('', '---\nЕкі сызық\n---\n'))
    """
    front = _FRONT.match(text)
    if not front:
        return "", text
    title = _TITLE.search(front[0])
    return (title[1].strip("\"'") if title else ""), "\n" * front[0].count("\n") + text[front.end() :]


def _words(token: "Token") -> str:
    """The words of an inline token, without marks of emphasis, links and images."""
    return "".join(_piece(child) for child in token.children or []).strip()


def _piece(child: "Token") -> str:
    if child.type == "hardbreak":
        return "\n"
    if child.type == "html_inline":
        tag = _TAG.match(child.content.lower())
        return " " if tag and (tag[1] == "br" or tag[1] in KIND_OF_TAG) else ""
    return " " if child.type == "softbreak" else child.content


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
        elif token.type == "html_block":
            lines += [line._replace(number=number + line.number - 1) for line in text_lines(token.content)[1]]
        elif token.type in ("fence", "code_block"):
            lines += _code(token, number)
    return lines


def _code(token: "Token", number: int) -> list[Line]:
    """Lines of code; those between fences begin one below the fence."""
    first = number + (token.type == "fence")
    parts = token.content.rstrip("\n").split("\n")
    return [Line(part, first + at, kind="item") for at, part in enumerate(parts)]
