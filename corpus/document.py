"""The nouns of the corpus: Line (as read) -> Document (as stored and quoted) -> Passage (a slice of it).

lines of a file --repair, reflow--> Document.text --split--> Passage: document.text[start:end] == passage.text
"""

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

# What a reader knows about a line. Only "text" lines may be joined to their neighbours: they can be hard-wrapped.
KINDS = ("text", "paragraph", "heading", "item", "row")

CELLS = " | "  # between the cells of a table row, in every format


class Line(NamedTuple):
    """A line of a file: `number` counts from 1 in the file (PDF, EPUB: in the page), `page` from 1, or 0 without pages.

    A named tuple, as is Mark: there is one for each line of the corpus, and these are made four times as fast as dataclasses.
    """

    text: str
    number: int
    page: int = 0
    kind: str = "text"


class Mark(NamedTuple):
    """From offset `start` of the stored text on, text comes from this line and page of the file."""

    start: int
    line: int
    page: int


@dataclass(frozen=True, slots=True)
class Section:
    """From offset `start` of the stored text on: its kind (text, abstract, keywords, table, references) and its heading."""

    start: int
    kind: str
    heading: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it is stored, shown and quoted. `id` is the path relative to the documents folder, with forward slashes."""

    id: str
    title: str
    text: str
    language: str
    pages: int
    marks: tuple[Mark, ...]
    sections: tuple[Section, ...] = ()
    authors: str = ""  # as they are written; empty where they are not known
    year: int = 0  # 0 where it is not known
    copies: tuple[str, ...] = ()  # ids of other files with the same text

    def place(self, offset: int) -> Mark:
        """The mark that covers an offset (code points) of the stored text."""
        return self.marks[max(0, bisect_right(self.marks, offset, key=lambda mark: mark.start) - 1)]


@dataclass(frozen=True, slots=True)
class Passage:
    """A slice of a document: `document.text[start:end] == text`. Offsets are code points; page 0 means «no pages».

    `also` lists the ids of passages with the same words elsewhere: they are indexed once, as this one.
    """

    document_id: str
    title: str
    start: int
    end: int
    text: str
    page: int
    line: int
    language: str
    section: str = "text"
    heading: str = ""
    also: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The same for the same slice of the same document, in every build."""
        return f"{self.document_id}:{self.start}-{self.end}"
