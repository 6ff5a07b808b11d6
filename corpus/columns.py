"""Two columns of running text that extraction has put side by side: the left one is read first, then the right one."""

import re
from collections import Counter
from collections.abc import Sequence

from corpus.document import Line

FEWEST = 6  # lines: fewer side by side may be anything
SHARE = 0.6  # of the lines of a stretch must have the gutter
NARROWEST = 18  # code points: what stands beside a narrower column is more likely a table's cell
_GUTTER = re.compile(r"(?<=\S) {3,}(?=\S)")
_LOWER = re.compile("[a-zа-яёәғқңөұүһі]")


def gutter(lines: Sequence[Line]) -> int:
    """The column at which the right column of most lines begins, or 0 where there are no two columns."""
    starts = Counter(match.end() for line in lines for match in _GUTTER.finditer(line.text))
    worded = sum(bool(line.text.strip()) for line in lines)
    if worded < FEWEST or not starts:
        return 0
    column, count = max(starts.items(), key=lambda item: (item[1], -item[0]))
    return column if count >= SHARE * worded and column > NARROWEST else 0


def is_prose(texts: Sequence[str]) -> bool:
    """Whether the lines of a column go on from one to the next, as sentences do and a table's cells do not."""
    worded = [text.strip() for text in texts if text.strip()]
    going_on = sum(bool(_LOWER.match(text)) for text in worded[1:])
    return len(worded) >= FEWEST // 2 and going_on >= 0.4 * len(worded[1:])


def unfold(lines: Sequence[Line]) -> list[Line]:
    """Lines of a page with two columns, one column after the other; other lines as they are.

    >>> left = ["Ара – еңбекқор", "жәндік, ол күні", "бойы гүл аралап,", "шырын жинайды да", "ұясына тасиды,", "бал жасайды."]
    >>> right = ["Көпір ежелден", "жолды жалғаған,", "ол өзен үстінен", "тас пен ағаштан", "салынып, елдің", "мақтанышы еді."]
    >>> page = [Line(f"{one:<22}   {other}", n) for n, (one, other) in enumerate(zip(left, right, strict=True), start=1)]
    >>> [line.text for line in unfold(page)] == left + right, [line.number for line in unfold(page)][5:7]
    (True, [6, 1])
    """
    if not any("   " in line.text for line in lines):
        return list(lines)
    column = gutter(lines)
    if not column:
        return list(lines)
    left = [line._replace(text=line.text[:column].rstrip()) for line in lines]
    right = [line._replace(text=line.text[column:].rstrip()) for line in lines]
    if not is_prose([line.text for line in left]) or not is_prose([line.text for line in right]):
        return list(lines)
    # A line that runs over the gutter (a title, say) belongs to both columns: it is told once, with the left one.
    over = [bool(line.text[column - 1 : column].strip()) for line in lines]
    whole = [line if runs else half for line, half, runs in zip(lines, left, over, strict=True)]
    return whole + [half for half, runs in zip(right, over, strict=True) if not runs]


def unfold_pages(lines: Sequence[Line]) -> list[Line]:
    """`unfold` page by page; a text without pages is one page."""
    found: list[Line] = []
    page: list[Line] = []
    for line in lines:
        if page and line.page != page[0].page:
            found += unfold(page)
            page = []
        page.append(line)
    return found + unfold(page)
