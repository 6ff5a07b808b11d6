"""Hard-wrapped lines to paragraphs: what a page wrapped flows together, what an author parted stays parted.

Only lines of kind "text" are joined. What a line says of itself (heading, item, row, paragraph) is kept.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from corpus.columns import unfold_pages
from corpus.document import CELLS, Line, Mark
from corpus.furniture import drop_furniture
from corpus.hyphens import close_pairs, count_words, ends_in_hyphen, seam
from corpus.repair import repair_lines
from corpus.tables import rows

BULLETS = "•*·▪●○◦■□►➢✓\uf0b7\uf0a7\uf0d8\uf02d"
_ITEM = re.compile(rf"(?:[-–—{re.escape(BULLETS)}]|\(?\d{{1,2}}[.)]|\(?[а-яәa-z]\))\s+\S")
_DASH = re.compile(r"[-–—]\s")
_LOWER_START = re.compile(r"[«\"(]?[a-zа-яёәғқңөұүһі]")
_CAPITALS = re.compile(r"[^a-zа-яёәғқңөұүһі]*[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]{3}[^a-zа-яёәғқңөұүһі]*$")
FULL = 0.8  # of the wrap width: a line at least so long went on to the next one for want of room
LONGEST_WRAP = 160  # code points: lines longer than this were not wrapped by a page
LONGEST_HEADING = 120

Block = list[Line]


def double_spaced(lines: Sequence[Line]) -> bool:
    """Whether the single blank lines of a text are its line spacing rather than its paragraph ends."""
    gaps = Counter[int]()
    gap, parted = -1, False
    for line in lines:
        if line.text and not line.text.isspace():
            if gap >= 0:
                gaps[min(gap, 2)] += 1
            parted |= gap == 1 and bool(_LOWER_START.match(line.text))
            gap = 0
        elif gap >= 0:
            gap += 1
    # In a short text, a sentence that goes on behind a blank line is the proof.
    return gaps[1] > 2 * gaps[0] and (gaps[1] > 3 or parted)


def wrap_width(lines: Iterable[Line]) -> int:
    """The width at which a text was wrapped (the ninetieth percentile of its line lengths), or 0 where it was not wrapped."""
    lengths = sorted(len(line.text) for line in lines if line.kind == "text" and len(line.text) > 20)
    if len(lengths) < 3:
        return 0
    width = lengths[int(len(lengths) * 0.9)]
    return width if width <= LONGEST_WRAP else 0


def blocks(lines: Sequence[Line], width: int) -> list[Block]:
    """Lines grouped into paragraphs; each block is never empty, and its lines are repaired already."""
    spacing = 1 if double_spaced(lines) else 0
    grouped: list[Block] = []
    blank = 0
    for line in lines:
        if not line.text:
            blank += 1
            continue
        if grouped and _continues(grouped[-1], line, blank=blank - spacing, width=width):
            grouped[-1].append(line)
        else:
            grouped.append([line])
        blank = 0
    return grouped


def _continues(block: Block, below: Line, *, blank: int, width: int) -> bool:
    """Whether `below` goes on with the paragraph of a block; `blank` counts the blank lines beyond the line spacing."""
    above = block[-1]
    if above.kind != "text" or below.kind != "text" or CELLS in above.text or CELLS in below.text:
        return False
    if _ITEM.match(below.text) and not _goes_on_with_a_dash(block, below, blank):
        return False
    if ends_in_hyphen(above.text):
        return bool(_LOWER_START.match(below.text)) or blank <= 0
    ended = ends(above.text)
    if _LOWER_START.match(below.text) and (not ended or not width):
        return width > 0 or blank <= 0  # also over a page break
    if blank > 0 or not width:
        return False
    if is_capitals(above.text) != is_capitals(below.text):
        return False  # a heading in capitals, or the text behind it
    full = len(above.text) + len(below.text.partition(" ")[0]) + 1 > width * FULL
    return (full and len(above.text) > width * 0.5) or is_capitals(above.text)


def _goes_on_with_a_dash(block: Block, below: Line, blank: int) -> bool:
    """A dash in the midst of a sentence can come to stand at the beginning of a line: then it is no bullet."""
    listed = _ITEM.match(block[0].text)
    return bool(_DASH.match(below.text)) and blank <= 0 and not listed and not ends(block[-1].text)


def ends(line: str) -> bool:
    """Whether a line ends in a sign that can end a sentence or announce a list, closing signs behind it passed over.

    >>> ends("деді.»"), ends("дейді"), ends("«Ақ жол»")
    (True, False, False)
    """
    return line.rstrip('»"”’)]')[-1:] in tuple(".!?:;…")


def is_capitals(text: str) -> bool:
    """Whether a line is written in capitals, as headings are.

    >>> is_capitals("ТЕРРОРИЗММЕН КҮРЕС"), is_capitals("БҰҰ мен ШЫҰ"), is_capitals("2005")
    (True, False, False)
    """
    return bool(_CAPITALS.match(text))


def is_heading(block: Block, after: Block | None, *, first: bool) -> bool:
    """A short text block without a sentence's end, before a longer one that begins a sentence; or the first of the text."""
    if block[0].kind != "text" or len(block) > 4 or len(block[0].text) > LONGEST_HEADING:
        return False
    text = " ".join(line.text for line in block)
    if len(text) > LONGEST_HEADING or text[-1] in ".!?:;,…-–" or not any(map(str.isalpha, text)):
        return False
    if is_capitals(text):
        return True
    if first and after is not None:
        return not _LOWER_START.match(text)
    below = "" if after is None else after[0].text
    return not _LOWER_START.match(text) and len(below) > 1.2 * len(text) and not _LOWER_START.match(below)


STEPS = ("letters", "hyphens", "wraps", "furniture", "columns", "tables")  # each can be left out


def reflow(lines: Sequence[Line], without: frozenset[str] = frozenset()) -> tuple[list[Line], str, tuple[Mark, ...], list[int]]:
    """Stored text of a document: paragraphs parted by a blank line, rows and items by a line end, with their marks.

    Returns the first line of each block with the block's whole text, the stored text, the marks, and where each block begins.
    `without` names steps of STEPS to leave out.
    """
    kept = list(lines) if "columns" in without else unfold_pages(lines)
    kept = kept if "furniture" in without else drop_furniture(kept)
    mended = mend(kept, without)
    width = 0 if "wraps" in without else wrap_width(mended)
    grouped = [[line] for line in mended if line.text] if "wraps" in without else blocks(mended, width)
    if "tables" not in without:
        grouped = rows(grouped, width)
    words = Counter() if "hyphens" in without else count_words(mended)
    pieces, marks, heads = list[str](), list[Mark](), list[Line]()
    starts, length, previous = list[int](), 0, ""
    for number, block in enumerate(grouped):
        kind = _kind(block, grouped[number + 1] if number + 1 < len(grouped) else None, first=number == 0)
        if pieces:
            pieces.append("\n" if kind == previous and kind in ("item", "row") else "\n\n")
            length += len(pieces[-1])
        parts, marked = _flow(block, words, "hyphens" not in without)
        marks += (Mark(length + start, line.number, line.page) for start, line in marked)
        starts.append(length)
        pieces.append(parts)
        length += len(parts)
        heads.append(Line(parts, block[0].number, block[0].page, kind))
        previous = kind
    return heads, "".join(pieces), tuple(marks), starts


def mend(lines: Sequence[Line], without: frozenset[str] = frozenset()) -> list[Line]:
    """Lines with their characters repaired; a soft hyphen at an end becomes a plain one, which the join then drops."""
    texts = [line.text for line in lines]
    if any("\xad" in text for text in texts):
        texts = [_plain_hyphen(text) for text in texts]
    texts = [" ".join(text.split()) for text in texts] if "letters" in without else repair_lines(texts)
    return [
        line if text == line.text and text[:1] < "\ue000" else Line(_bullet(text), line.number, line.page, line.kind)
        for text, line in zip(texts, lines, strict=True)
    ]


def _bullet(text: str) -> str:
    """A bullet of a symbol font, which has no Unicode, as a plain one."""
    return f"• {text[2:]}" if text[:1] > "\ue000" and text[:1] in BULLETS else text


def _plain_hyphen(text: str) -> str:
    """A text whose last sign, a soft hyphen behind a letter, has become a plain one."""
    if "\xad" not in text[-4:]:
        return text
    text = text.rstrip()
    return text[:-1] + "-" if text.endswith("\xad") and text[-2:-1].isalpha() else text


def _kind(block: Block, after: Block | None, *, first: bool) -> str:
    if block[0].kind != "text":
        return block[0].kind
    if CELLS in block[0].text:
        return "row"
    if _ITEM.match(block[0].text):
        return "item"
    return "heading" if is_heading(block, after, first=first) else "text"


def _flow(block: Block, words: Counter[str], hyphens: bool) -> tuple[str, list[tuple[int, Line]]]:
    """A block's lines as one text, and where each line's words begin in it."""
    texts = [close_pairs(line.text, words) if hyphens else line.text for line in block]
    parts, length, marked = [texts[0]], len(texts[0]), [(0, block[0])]
    for (above, text), line in zip(pairwise(texts), block[1:], strict=True):
        dropped, between = seam(above, text, words) if hyphens else (False, " ")
        if dropped:
            parts[-1] = parts[-1][:-1]
            length -= 1
        marked.append((length + len(between), line))
        parts += (between, text)
        length += len(between) + len(text)
    return "".join(parts), marked
