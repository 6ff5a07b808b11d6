"""The numbers of a document, and the table that makes a verdict (green, amber, red) and a sentence on what to do of them."""

import operator
from collections.abc import Callable
from dataclasses import dataclass, field

MANY_UNKNOWN = 0.25  # share of unknown words from which a text is amber, and its lines with many of them are shown


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
    Threshold("red", lambda it: it.soup, operator.gt, 0.3, "short passages with program code reach 0.19, a broken font 0.85",
              f"its Cyrillic came out as Latin letters, so a font is broken: {OCR}"),
    Threshold("red", lambda it: it.letters, operator.lt, 0.35, "garbage 0.02 to 0.11, clean texts 0.51 to 0.96",
              f"there are more signs and figures in it than letters: {OCR}; {FORCE}"),
    Threshold("red", lambda it: it.unknown, operator.gt, 0.6, "clean short passages reach 0.55, a wrong alphabet 0.97",
              f"most of its words are in no language of ours: save it in UTF-8 or {OCR}; {FORCE}"),
    Threshold("amber", lambda it: it.unknown, operator.gt, MANY_UNKNOWN, "19 of 20 clean passages below 0.14, damaged 0.33",
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
