"""How well a document was read: its numbers, and a verdict (green, amber, red) with a sentence on what to do.

file, lines as read, Document --health--> Health --judge, by the table THRESHOLDS--> verdict and advice
"""

import hashlib
import operator
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from heapq import nlargest
from pathlib import Path

from corpus.document import Document, Line
from corpus.encoding import detect
from corpus.language import KAZAKH_LATIN
from corpus.measure import joined, mend, signs, strangeness, words

ENCODED = frozenset((".txt", ".md", ".markdown", ".html", ".htm"))  # formats that are text in some encoding
WORST = 8  # lines shown of a document
MANY_UNKNOWN = 0.25  # share of unknown words from which a line with many of them is shown


@dataclass(frozen=True, slots=True)
class Change:
    """A line as it was read and as it is stored."""

    page: int
    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Health:
    """The numbers of a document; those called a share lie between 0 and 1. `reason` is set where it could not be read."""

    id: str
    format: str
    encoding: str = ""  # of text formats
    reason: str = ""
    language: str = ""
    pages: int = 0  # 0 where there are no pages
    blank_pages: int = 0  # pages without text
    letters: float = 0.0  # share of letters among all signs but spaces
    lost: float = 0.0  # share of signs that stand for no letter: replacement signs, private use
    cyrillic: float = 0.0  # shares of the letters
    latin: float = 0.0
    other: float = 0.0
    repairs: dict[str, int] = field(default_factory=dict)  # letters repaired, by kind
    repaired: float = 0.0  # share of the letters that were repaired, unseen signs left out
    joined: int = 0  # words made whole over line ends
    unknown: float = 0.0  # share of words that are in no list of ours
    soup: float = 0.0  # share of words like «noJI»: unknown, capitals in the midst
    hash: str = ""  # of the stored text
    copy_of: str = ""  # id of an earlier document with the same stored text
    worst: tuple[Change, ...] = ()

    @property
    def verdict(self) -> str:
        """`green`, `amber` or `red`."""
        return judge(self)[0]

    @property
    def advice(self) -> str:
        """A sentence on what to do; empty for a green document."""
        return judge(self)[1]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A row of the table: where the measure lies beyond the limit, the verdict holds. `why` says where the limit comes from."""

    verdict: str
    measure: Callable[[Health], float]
    beyond: Callable[[float, float], bool]
    limit: float
    why: str
    advice: str


OCR = "run text recognition (OCR) on its pages, or ask for the file it was made from"
FORCE = "if it is right as it is, index it with --include-red"

# The first row that holds decides, so the worst stand first.
THRESHOLDS = (
    Threshold("red", lambda it: bool(it.reason), operator.gt, 0, "what cannot be read cannot be found", "{reason}"),
    Threshold("red", lambda it: it.lost, operator.gt, 0.2, "clean texts have a bullet here and there, well below 0.01",
              f"many of its signs stand for no letter, so a font is broken: {OCR}"),
    Threshold("red", lambda it: it.soup, operator.gt, 0.2, "clean texts below 0.01, Cyrillic through a broken font 0.85",
              f"its Cyrillic came out as Latin letters, so a font is broken: {OCR}"),
    Threshold("red", lambda it: it.letters, operator.lt, 0.35, "garbage 0.02 to 0.11, clean texts 0.51 to 0.96",
              f"there are more signs and figures in it than letters: {OCR}; {FORCE}"),
    Threshold("red", lambda it: it.unknown, operator.gt, 0.6, "clean texts below 0.06, a wrong alphabet 0.97",
              f"most of its words are in no language of ours: save it in UTF-8 or {OCR}; {FORCE}"),
    Threshold("amber", lambda it: it.unknown, operator.gt, MANY_UNKNOWN, "one letter in ten wrong gives 0.33 to 0.39",
              "many of its words are unknown: read some lines in it and, if letters are wrong, get a better copy"),
    Threshold("amber", lambda it: it.lost, operator.gt, 0.005, "one letter in two hundred is a word in thirty",
              "some of its letters are lost: save it again from the program that it was written in"),
    Threshold("amber", lambda it: it.blank_pages, operator.gt, 0, "a page without text is a scan or a picture",
              "{blank_pages} of its {pages} pages have no text: run text recognition (OCR) on them if words are on them"),
    Threshold("amber", lambda it: it.repaired, operator.gt, 0.02, "two letters in a hundred are one word in seven",
              "many of its letters were repaired: compare some lines with the file"),
    Threshold("amber", lambda it: bool(it.copy_of), operator.gt, 0, "the same words twice push others out of the answers",
              "it has the same text as {copy_of}: remove one of the two"),
)  # fmt: skip


def judge(health: Health) -> tuple[str, str]:
    """Verdict and advice.

    >>> judge(Health("a.txt", "txt", letters=0.9, unknown=0.3))[0]
    'amber'
    """
    for row in THRESHOLDS:
        if row.beyond(row.measure(health), row.limit):
            told = row.advice.format(
                reason=health.reason, copy_of=health.copy_of, blank_pages=health.blank_pages, pages=health.pages
            )
            return row.verdict, told
    return "green", ""


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
