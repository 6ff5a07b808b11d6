"""A whole document as HTML for reading on: blocks with their offsets, one span marked, a contents list, the file's own lines.

Everything that comes from a document or its file is escaped here, once; signs that cannot be seen are written as their numbers.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import UserError
from corpus.document import CELLS, Document
from corpus.load import READERS, find
from corpus.measure import visible
from corpus.reflow import reflow
from corpus.verdict import Change
from qa.words import LANGUAGES, word

WORDS = {
    "read": {"kk": "Файлда", "ru": "В файле", "en": "In the file"},
    "stored": {"kk": "Сақталған мәтінде", "ru": "В сохранённом тексте", "en": "In the stored text"},
    "place": {"kk": "Орны", "ru": "Место", "en": "Place"},
    "left_out": {"kk": "алынып тасталған", "ru": "опущено", "en": "left out"},
    "unchanged": {
        "kk": "Сақталған мәтін файлдағы жолдардан еш жерде өзгеше емес.",
        "ru": "Сохранённый текст нигде не отличается от строк файла.",
        "en": "The stored text differs nowhere from the lines of the file.",
    },
}

Span = tuple[int, int]  # start and end in the document's text

_BLOCK = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_LINE = re.compile(r"[^\n]+")
_BAR = re.compile(r"(?<![^ ])\|(?![^ ])")  # between two cells; where one of them is empty, the spaces around it are one


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document that is shown as one: its kind (h2, h3, p, ul or table), and its lines."""

    kind: str
    start: int
    end: int
    lines: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading in the contents list: where it stands, its level (2 or 3), and the id of its element."""

    start: int
    end: int
    level: int
    heading: str

    @property
    def id(self) -> str:
        return f"at-{self.start}"


def contents(document: Document) -> tuple[Entry, ...]:
    """The headings of a document in their order. One that the text begins with is its title, and all others stand below it."""
    text = document.text
    found = [
        (section.start, section.start + len(section.heading), section.heading)
        for section in document.sections
        if section.heading and "\n" not in section.heading and _is_block(text, section.start, section.heading)
    ]
    titled = bool(found) and found[0][0] == 0
    return tuple(Entry(start, end, 3 if titled and start else 2, heading) for start, end, heading in found)


def _is_block(text: str, start: int, heading: str) -> bool:
    """Whether a heading stands at `start` as a block of its own; a section can also begin within a paragraph."""
    end = start + len(heading)
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return text.startswith(heading, start) and {before, after} <= {"", "\n\n"}


def blocks(document: Document) -> Iterator[Block]:
    """The blocks of a document in their order; between them stand line ends only."""
    headings = {entry.start: f"h{entry.level}" for entry in contents(document)}
    starts = [section.start for section in document.sections]
    for match in _BLOCK.finditer(document.text):
        start, end = match.span()
        lines = tuple(line.span() for line in _LINE.finditer(document.text, start, end))
        in_table = bool(starts) and document.sections[max(0, bisect_right(starts, start) - 1)].kind == "table"
        barred = len(lines) > 1 and CELLS in match.group()
        kind = headings.get(start) or ("table" if in_table or barred else "ul" if len(lines) > 1 else "p")
        yield Block(kind, start, end, lines)


def reading(document: Document, *, start: int = 0, end: int = 0) -> str:
    """The whole document; the span from `start` to `end`, where it is not empty, is marked, and its first mark is #here."""
    show = {"table": _table, "ul": _list}
    shown = "".join(show.get(block.kind, _plain)(document, block, (start, end)) for block in blocks(document))
    # The text is escaped, so a mark in it can only be ours.
    shown = shown.replace("<mark>", '<mark id="here">', 1)
    return f'<article class="document" lang="{_language(document)}">{shown}</article>'


def contents_list(document: Document, label: str) -> str:
    """The contents as links to the headings; `label` names the list to a screen reader."""
    rows = "".join(
        f'<li class="level-{entry.level}"><a href="#{entry.id}" data-start="{entry.start}">{_escape(entry.heading)}</a></li>'
        for entry in contents(document)
    )
    return (
        f'<nav class="contents" aria-label="{_escape(label)}" lang="{_language(document)}"><ol>{rows}</ol></nav>'
        if rows
        else ""
    )


def _plain(document: Document, block: Block, span: Span) -> str:
    anchor = f' id="at-{block.start}"' if block.kind != "p" else ""
    return _element(document, block.kind, block.start, block.end, span, anchor)


def _list(document: Document, block: Block, span: Span) -> str:
    items = "".join(_element(document, "li", start, end, span) for start, end in block.lines)
    return f"<ul{_place(document, block.start, block.end)}>{items}</ul>"


def _table(document: Document, block: Block, span: Span) -> str:
    rows = [_cells(document.text, start, end) for start, end in block.lines]
    width = max(map(len, rows))
    headed = len(rows) > 1 and _is_head(document.text, rows[0], width)
    shown = []
    for number, ((start, end), cells) in enumerate(zip(block.lines, rows, strict=True)):
        name, more = ("th", ' scope="col"') if headed and number == 0 else ("td", "")
        wide = f' colspan="{width - len(cells) + 1}"' if len(cells) < width else ""
        told = [_element(document, name, *cell, span, more) for cell in cells[:-1]]
        told.append(_element(document, name, *cells[-1], span, more + wide))
        shown.append(f"<tr{_place(document, start, end)}>{''.join(told)}</tr>")
    return f"<table{_place(document, block.start, block.end)}><tbody>{''.join(shown)}</tbody></table>"


def _cells(text: str, start: int, end: int) -> list[Span]:
    """The cells of a row without the white space around them; an empty cell is an empty span."""
    bars = [match.start() for match in _BAR.finditer(text, start, end)]
    edges = zip([start, *(bar + 1 for bar in bars)], [*bars, end], strict=True)
    return [_stripped(text, *edge) for edge in edges]


def _stripped(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    first = start + len(piece) - len(piece.lstrip(" "))
    return first, max(first, start + len(piece.rstrip(" ")))


def _is_head(text: str, cells: Sequence[Span], width: int) -> bool:
    """Whether a first row names the columns: it has them all, none is empty, and none holds a digit."""
    told = [text[start:end] for start, end in cells]
    return len(told) == width > 1 and all(told) and not any(map(str.isdigit, "".join(told)))


def _element(document: Document, name: str, start: int, end: int, span: Span, more: str = "") -> str:
    """An element that holds nothing but the text from `start` to `end`."""
    text, first, last = document.text, max(start, span[0]), min(end, span[1])
    shown = _escape(text[start:end])
    if first < last:
        shown = f"{_escape(text[start:first])}<mark>{_escape(text[first:last])}</mark>{_escape(text[last:end])}"
    return f"<{name}{more}{_place(document, start, end)}>{shown}</{name}>"


def _place(document: Document, start: int, end: int) -> str:
    # With its own direction, no block can turn the words of its neighbours about.
    return f' data-start="{start}" data-end="{end}" lang="{_language(document)}" dir="auto"'


def _language(document: Document) -> str:
    return document.language if document.language in LANGUAGES else "mul"


def original(document: Document, folder: Path) -> tuple[Change, ...]:
    """The lines of a document's file that are stored otherwise than they are written there, in the order of the file.

    Raises UserError where the file is gone, or is no longer the one that was stored.
    """
    path = find(folder).get(document.id)
    if path is None:
        raise UserError(f"The file {document.id} is no longer in {folder}: put it back, or build the index again.")
    try:
        lines = READERS[path.suffix.lower()](path)[1]
    except OSError as error:
        raise UserError(f"The file {document.id} cannot be opened ({error.strerror}): check its permissions.") from error
    if reflow(lines)[1] != document.text:
        raise UserError(f"The file {document.id} is not as it was when it was indexed: build the index again.")
    before, after = dict[tuple[int, int], list[str]](), dict[tuple[int, int], list[str]]()
    for line in lines:
        before.setdefault((line.page, line.number), []).append(line.text.strip())
    ends = [*(mark.start for mark in document.marks[1:]), len(document.text)]
    for mark, end in zip(document.marks, ends, strict=True):
        after.setdefault((mark.page, mark.line), []).append(document.text[mark.start : end].strip())
    pairs = ((place, " ".join(texts).strip(), " ".join(after.get(place, ()))) for place, texts in before.items())
    return tuple(Change(*place, read, stored) for place, read, stored in pairs if read != stored)


def original_lines(changes: Sequence[Change], language: str, *, of: str = "") -> str:
    """The changed lines of a file beside what is stored, with words in an interface language; `of` is the document's."""
    if not changes:
        return f'<p class="unchanged">{_escape(WORDS["unchanged"][language])}</p>'
    heads = "".join(f'<th scope="col">{_escape(WORDS[name][language])}</th>' for name in ("place", "read", "stored"))
    rows = "".join(_change(change, language, of if of in LANGUAGES else "mul") for change in changes)
    return f'<table class="original"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _change(change: Change, language: str, of: str) -> str:
    place = [word("page", language, n=change.page)] * bool(change.page) + [word("line", language, n=change.line)]
    stored = _escape(change.after) or f"<em>{_escape(WORDS['left_out'][language])}</em>"
    of = of if change.after else language
    return (
        f'<tr><th scope="row">{_escape(", ".join(place))}</th><td lang="mul" dir="auto">{_escape(change.before)}</td>'
        f'<td lang="{of}" dir="auto">{stored}</td></tr>'
    )


def _escape(text: str) -> str:
    return html.escape(visible(text), quote=True)
