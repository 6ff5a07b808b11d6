"""How well a document was read: file, lines as read, Document --health--> Health --verdict.judge--> verdict and advice."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from heapq import nlargest
from pathlib import Path

from corpus.document import Document, Line
from corpus.encoding import detect
from corpus.language import KAZAKH_LATIN
from corpus.measure import joined, mend, signs, strangeness, words
from corpus.verdict import MANY_UNKNOWN, Change, Health

ENCODED = frozenset((".txt", ".md", ".markdown", ".html", ".htm"))  # formats that are text in some encoding
WORST = 8  # lines shown of a document


def health(path: Path, lines: Sequence[Line], document: Document) -> Health:
    """The numbers of a document that was read from `path` as these lines."""
    found = signs(line.text for line in lines)
    language = KAZAKH_LATIN if document.language == "kk" and found.latin > 0.5 else document.language
    told = words(document.text, language)
    mended = [(line, *mend(line.text)) for line in lines]
    repairs = sum((counts for *_, counts in mended if counts), Counter[str]())
    strange = told.strange if told.unknown > MANY_UNKNOWN else frozenset()
    scored = ((counts.total() + strangeness(after, strange), line, after) for line, after, counts in mended)
    worst = nlargest(WORST, (row for row in scored if row[0]), key=lambda row: row[0])
    return Health(
        id=document.id,
        format=path.suffix.lower().removeprefix("."),
        encoding=detect(path.read_bytes()) if path.suffix.lower() in ENCODED else "",
        language=document.language,
        pages=document.pages,
        blank_pages=document.pages - len({line.page for line in lines if line.text.strip()} - {0}),
        letters=found.letters,
        lost=found.lost,
        cyrillic=found.cyrillic,
        latin=found.latin,
        other=found.other,
        repairs=dict(repairs),
        repaired=(repairs.total() - repairs["unseen"]) / max(1, found.count),
        joined=joined(document),
        unknown=told.unknown,
        soup=told.soup,
        hash=hashlib.sha256(document.text.encode()).hexdigest(),
        worst=tuple(Change(line.page, line.number, line.text, after) for _, line, after in worst),
    )


def unreadable(path: Path, name: str, reason: str) -> Health:
    """The report of a file that could not be read."""
    return Health(name, path.suffix.lower().removeprefix("."), reason=reason)


def name_copies(reports: Iterable[Health]) -> list[Health]:
    """The same reports; one whose stored text an earlier one has names that one."""
    first: dict[str, str] = {}
    return [
        report if not report.hash or first.setdefault(report.hash, report.id) == report.id
        else replace(report, copy_of=first[report.hash])
        for report in reports
    ]  # fmt: skip
