"""HTML: the words a reader of the page would see; headings, list items and table rows keep their kind and their line."""

import codecs
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import CELLS, Line
from corpus.encoding import decode, detect
from corpus.errors import UserError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

UNSEEN = set("script style template noscript head svg iframe object nav select textarea".split())
# Every tag that browsers show as a block: words before it, in it and behind it never stand on one line.
BLOCKS = (
    "html body main article section div center p blockquote pre listing xmp address header footer nav aside search hgroup hr "
    "details summary dialog form fieldset legend figure figcaption dl ul ol menu dir table caption thead tbody tfoot td th"
)
KIND_OF_TAG = {
    **dict.fromkeys(BLOCKS.split(), "paragraph"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    "tr": "row",
}
# Encodings of one byte a letter that a page may name. Browsers, too, read the name of Latin-1 as that of Windows-1252.
DECLARED = {
    name: name
    for name in "cp1251 kz1048 ptcp154 koi8-r koi8-u cp866 mac-cyrillic iso8859-5 cp1252 cp1254 iso8859-9 iso8859-15".split()
} | {"iso8859-1": "cp1252"}
_CHARSET = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def read_html(path: Path) -> tuple[str, list[Line]]:
    """Title and lines of a page."""
    return page_lines(path.read_bytes())


def page_lines(data: bytes) -> tuple[str, list[Line]]:
    """Title and lines of a page that may stand in a file of its own or in a book."""
    return text_lines(_text(data))


def _text(data: bytes) -> str:
    """The text of a page. Its <meta> is asked only where the bytes leave room for doubt: they are of a one-byte encoding."""
    declared = _CHARSET.search(data[:2048])
    if declared and detect(data) in ("cp1251", "kz1048"):
        with suppress(LookupError, UnicodeDecodeError):  # an unknown name, or a false one
            return data.decode(DECLARED[codecs.lookup(declared.group(1).decode()).name])
    return decode(data)[0]


def text_lines(text: str) -> tuple[str, list[Line]]:
    """Title and lines of a page, or of a piece of one."""
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    # «Huge» allows 2048 levels instead of 256; nothing in HTML grows when it is read, so it opens no door.
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        page = document_fromstring(text.encode(), parser=parser)
    except ParserError:  # there are no words in it, at most comments
        page = None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UserError("its tags are nested too deeply; open it in a browser and save it as text")
    if page is None:
        return "", []
    return " ".join((page.findtext(".//title") or "").split()), _lines(page)


def _lines(page: "HtmlElement") -> list[Line]:
    from lxml.etree import iterwalk

    telling = _Telling()
    walk = iterwalk(page, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            telling.end(element)
        elif element.tag in UNSEEN or element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
            telling.begin_unseen(element)
            walk.skip_subtree()
        else:
            telling.begin(element)
    return telling.lines


class _Telling:
    """The lines of a page as they come up while it is walked. A line ends wherever a block begins or ends.

    Whatever is inside a table row belongs to the row, except for the rows of a table within it.
    """

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._kinds = ["paragraph"]  # of the blocks around
        self._cells: list[list[str]] = []  # of the line to come; only that of a row has more than one
        self._begun = 1  # where in the file that line begins
        self._at = 1  # where in the file we are

    def begin(self, element: "HtmlElement") -> None:
        self._at = max(self._at, element.sourceline or 0)
        if element.tag in ("td", "th") and self._kinds[-1] == "row":
            self._begin_cell(self._at)
        elif element.tag == "br":
            self._add(" ")
        else:
            self._begin_block(element)
        self._add(element.text)

    def begin_unseen(self, element: "HtmlElement") -> None:
        """Begin an element whose words are left out; it still parts what is around it as its tag does."""
        self._begin_block(element)
        self._at = max(self._at, element.sourceline or 0) + element.text_content().count("\n")

    def end(self, element: "HtmlElement") -> None:
        if self._border(element):
            self._kinds.pop()
        self._add(element.tail)

    def _begin_block(self, element: "HtmlElement") -> None:
        if self._border(element):
            self._kinds.append(KIND_OF_TAG[str(element.tag)])

    def _border(self, element: "HtmlElement") -> bool:
        """Part what is on both sides of an element's border; true if the element is a block with lines of its own."""
        kind = KIND_OF_TAG.get(str(element.tag))
        if kind is None:
            return False
        if kind != "row" and self._kinds[-1] == "row":
            self._add(" ")
            return False
        self._flush()
        return True

    def _begin_cell(self, line: int) -> None:
        if not self._cells:
            self._begun = line
        self._cells.append([])

    def _add(self, words: str | None) -> None:
        if not words:
            return
        if not self._cells and not words.isspace():
            self._begin_cell(self._at + words[: -len(words.lstrip())].count("\n"))
        if self._cells:
            self._cells[-1].append(words)
        self._at += words.count("\n")

    def _flush(self) -> None:
        text = CELLS.join(" ".join("".join(cell).split()) for cell in self._cells)
        if text.strip(" |"):
            self.lines.append(Line(text, self._begun, kind=self._kinds[-1]))
        self._cells = []
