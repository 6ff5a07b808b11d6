"""Hard-wrapped lines to paragraphs: words hyphenated across lines are joined, wrapped lines flow together.

Only lines of kind "text" are joined. What a line says of itself (heading, item, row, paragraph) is kept.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.document import Line, Mark
from corpus.repair import repair_line

# A line that begins so is a list item: a bullet, or a number or letter with a bracket or full stop.
_ITEM = re.compile(r"(?:[-–—•*·▪]|\(?\d{1,2}[.)]|\(?[а-яәa-z]\))\s+\S")
_ENDED = re.compile(r"[.!?:;…][»\"”’)\]]*$")
_HYPHEN_END = re.compile(r"[^\W\d_]-$")
_LOWER_START = re.compile(r"[«\"(]?[a-zа-яёәғқңөұүһі]")
_WORD = re.compile(r"\w+(?:-\w+)*")
FULL = 0.8  # of the wrap width: a line at least so long went on to the next one for want of room
LONGEST_WRAP = 160  # code points: lines longer than this were not wrapped by a page

Block = list[Line]


def double_spaced(lines: Sequence[Line]) -> bool:
    """Whether the single blank lines of a text are its line spacing rather than its paragraph ends."""
    gaps = Counter[int]()
    gap = -1
    for line in lines:
        if line.text.strip():
            if gap >= 0:
                gaps[min(gap, 2)] += 1
            gap = 0
        elif gap >= 0:
            gap += 1
    return gaps[1] > 2 * gaps[0] and gaps[1] > 3


def wrap_width(lines: Iterable[Line]) -> int:
    """The width at which a text was wrapped (the ninetieth percentile of its line lengths), or 0 where it was not wrapped."""
    lengths = sorted(len(line.text) for line in lines if line.kind == "text" and len(line.text) > 20)
    if len(lengths) < 3:
        return 0
    width = lengths[int(len(lengths) * 0.9)]
    return width if width <= LONGEST_WRAP else 0


def blocks(lines: Sequence[Line]) -> list[Block]:
    """Lines grouped into paragraphs; each block is never empty, and its lines are repaired already."""
    spacing = 1 if double_spaced(lines) else 0
    width = wrap_width(lines)
    grouped: list[Block] = []
    blank = 0
    for line in lines:
        if not line.text:
            blank += 1
            continue
        if grouped and _continues(grouped[-1][-1], line, blank=blank - spacing, width=width):
            grouped[-1].append(line)
        else:
            grouped.append([line])
        blank = 0
    return grouped


def _continues(above: Line, below: Line, *, blank: int, width: int) -> bool:
    """Whether `below` goes on with the paragraph of `above`; `blank` counts the blank lines beyond the line spacing."""
    if above.kind != "text" or below.kind != "text" or _ITEM.match(below.text):
        return False
    if _HYPHEN_END.search(above.text):
        return bool(_LOWER_START.match(below.text)) or blank <= 0
    if _LOWER_START.match(below.text) and not _ENDED.search(above.text):
        return width > 0 or blank <= 0  # also over a page break
    if blank > 0 or not width:
        return False
    full = len(above.text) + len(below.text.split()[0]) + 1 > width * FULL
    return full and len(above.text) > width * 0.5


def join(above: str, below: str, words: Counter[str]) -> str:
    """Two lines of one paragraph as one. A hyphen at the end is dropped where the joined word is the likelier one.

    >>> join("терроризмнің ай-", "мақтарының бірі", Counter())
    'терроризмнің аймақтарының бірі'
    >>> join("кешенді іс-", "шаралар", Counter({"іс-шаралар": 2}))
    'кешенді іс-шаралар'
    """
    if not _HYPHEN_END.search(above):
        return f"{above} {below}"
    head, tail = _WORD.findall(above + "x")[-1][:-1].removesuffix("-"), _WORD.match(below)
    if tail is None or not _LOWER_START.match(below):
        return above + below
    joined, hyphenated = (head + tail.group()).lower(), f"{head}-{tail.group()}".lower()
    keep = words[hyphenated] > words[joined] or head.lower() in HYPHENATED_HEADS
    return above + below if keep else above[:-1] + below


# First halves of Kazakh pair words and of compounds: after one of these, a hyphen at a line end is the word's own.
HYPHENATED_HEADS = frozenset(
    "іс сын үгіт жан күш аман қару жазу қарым мәдени қоғамдық әлеуметтік саяси ақпараттық дін тіл".split()
)


def count_words(lines: Iterable[Line]) -> Counter[str]:
    """How often each word stands whole in the lines; words with hyphens count as one."""
    return Counter(word.lower() for line in lines for word in _WORD.findall(line.text.rstrip("-")))


def reflow(lines: Sequence[Line]) -> tuple[list[Line], str, tuple[Mark, ...]]:
    """Stored text of a document: paragraphs parted by a blank line, rows and items by a line end, with their marks.

    Returns the first line of each block with the block's whole text, the stored text, and the marks.
    """
    mended = [Line(repair_line(line.text), line.number, line.page, line.kind) for line in lines]
    words = count_words(mended)
    text, marks, heads = "", list[Mark](), list[Line]()
    previous = ""
    for block in blocks(mended):
        kind = "item" if block[0].kind == "text" and _ITEM.match(block[0].text) else block[0].kind
        if text:
            text += "\n" if kind == previous and kind in ("item", "row") else "\n\n"
        start, paragraph = len(text), block[0].text
        marks.append(Mark(start, block[0].number, block[0].page))
        for line in block[1:]:
            paragraph = join(paragraph, line.text, words)
            marks.append(Mark(start + len(paragraph) - len(line.text), line.number, line.page))
        text += paragraph
        heads.append(Line(paragraph, block[0].number, block[0].page, kind))
        previous = kind
    return heads, text, tuple(marks)
