"""Addresses that lead to a place in a document or to a question, and say so where the text has changed since."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode

from corpus.document import Document
from corpus.errors import UserError

DIGITS = 8  # of the slice's hash: among the slices of one document they do not meet by chance
_AT = re.compile(r"([0-9]{1,12})-([0-9]{1,12})")
_HASH = re.compile(rf"[0-9a-f]{{{DIGITS}}}")


@dataclass(frozen=True, slots=True)
class Link:
    """A place in a document: its id, start and end in code points, and the beginning of the slice's hash."""

    document: str
    start: int
    end: int
    hash: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that an address asks."""

    question: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link leads today.

    `state` is exact; moved: the same words stand elsewhere in the document; changed: they no longer do, and start and end are
    0; missing: there is no such document, and `document` is the id that the link named.
    """

    state: str
    document: str
    start: int
    end: int


def slice_hash(text: str) -> str:
    """The beginning of the SHA-256 of a text, by which its words are found again."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def link(document: Document, start: int, end: int) -> str:
    """The address of a slice of a document, to be put behind that of the page."""
    at = {"document": document.id, "at": f"{start}-{end}", "h": slice_hash(document.text[start:end])}
    return f"?{urlencode(at, quote_via=quote, safe='/', errors='replace')}"


def question_link(question: str) -> str:
    """The address that asks a question.

    >>> question_link("Қашан?")
    '?q=%D2%9A%D0%B0%D1%88%D0%B0%D0%BD%3F'
    """
    return f"?{urlencode({'q': question}, quote_via=quote, safe='/', errors='replace')}"


def parse(query: str) -> Link | Asked | None:
    """What a query string asks for, with its question mark or without; see `read`."""
    return read(dict(parse_qsl(query.removeprefix("?"), keep_blank_values=True, errors="replace")))


def read(parameters: Mapping[str, str]) -> Link | Asked | None:
    """What the parameters of an address ask for; none where it is neither a place nor a question. Raises UserError."""
    if "document" in parameters:
        at, mark = _AT.fullmatch(parameters.get("at", "")), parameters.get("h", "")
        if not at or not _HASH.fullmatch(mark) or int(at[1]) >= int(at[2]):
            raise UserError("The link to the passage is damaged: copy the whole link again.")
        return Link(parameters["document"], int(at[1]), int(at[2]), mark)
    return Asked(parameters["q"]) if parameters.get("q", "").strip() else None


def resolve(link: Link, documents: Mapping[str, Document]) -> Place:
    """Where a link leads in these documents; a copy of a document stands for it."""
    document = documents.get(link.document) or next((it for it in documents.values() if link.document in it.copies), None)
    if document is None:
        return Place("missing", link.document, 0, 0)
    if link.end <= len(document.text) and slice_hash(document.text[link.start : link.end]) == link.hash:
        return Place("exact", document.id, link.start, link.end)
    size = link.end - link.start
    starts = (start for start in whole(document.text, size) if slice_hash(document.text[start : start + size]) == link.hash)
    nearest = min(starts, key=lambda start: abs(start - link.start), default=None)
    if nearest is None:
        return Place("changed", document.id, 0, 0)
    return Place("moved", document.id, nearest, nearest + size)


def whole(text: str, size: int) -> Iterator[int]:
    """Where slices of a size begin that cut no word in two and have no white space at their ends, as all quotes are.

    >>> list(whole("бір екі бес", 3))
    [0, 4, 8]
    """
    for match in re.finditer(r"\b\w|[^\w\s]", text):
        start, end = match.start(), match.start() + size
        if end <= len(text) and not text[end - 1].isspace() and not (_in_word(text[end - 1]) and _in_word(text[end : end + 1])):
            yield start


def _in_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"
