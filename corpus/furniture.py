"""Page furniture: running headers, footers and page numbers, known by their repetition, are taken out of the text.

Nothing goes without evidence: a line must come back on page after page, or count on from page to page.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.document import Line

EDGE = 3  # lines at the top and at the bottom of a page that may be furniture
PAGES = 3  # a line must stand at the edge of so many pages
SHARE = 0.3  # and of so large a share of them: odd and even pages may have different headers
LONGEST = 120  # code points of a running header
_NUMBER = re.compile(r"\d+")
_ONLY_NUMBER = re.compile(r"\W{0,3}\d{1,4}\W{0,3}")
_LOWER = re.compile("[a-zа-яёәғқңөұүһі]")


def keys(text: str, page: int) -> set[tuple[str, int]]:
    """What a running line shares with its like on other pages: all of it, or all but a number that counts on with the page.

    >>> bool(keys("Хабаршы № 3 – 17 бет", 1) & keys("Хабаршы № 3 –  18 бет", 2))
    True
    >>> bool(keys("Кесте: 17 ауыл", 1) & keys("Кесте: 40 ауыл", 2))
    False
    """
    plain = " ".join(text.lower().split())
    found = {(plain, 0)}
    for match in _NUMBER.finditer(plain):
        if len(match.group()) <= 4:
            found.add((f"{plain[: match.start()]}#{plain[match.end() :]}", int(match.group()) - page))
    return found


def pages(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Spans of lines (first, last + 1) that stand on one page."""
    first = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or lines[at].page != lines[first].page:
            yield first, at
            first = at


def edges(lines: Sequence[Line], first: int, last: int) -> list[int]:
    """Numbers of the lines with words at the top and the bottom of a page."""
    worded = [at for at in range(first, last) if lines[at].text.strip()]
    return sorted({*worded[:EDGE], *worded[-EDGE:]})


def furniture(lines: Sequence[Line]) -> set[int]:
    """Numbers of the lines that are furniture: at the edges of pages, or in a text without pages in the midst of sentences."""
    spans = list(pages(lines))
    at_edges = [(at, number) for number, span in enumerate(spans) for at in edges(lines, *span)]
    candidates = at_edges if len(spans) >= PAGES else interruptions(lines)
    candidates = [(at, page) for at, page in candidates if len(lines[at].text) <= LONGEST and not _ends(lines[at].text)]
    counts = Counter(name for at, page in candidates for name in keys(lines[at].text, page))
    enough = max(PAGES, SHARE * len(spans)) if len(spans) >= PAGES else PAGES
    found = {at for at, page in candidates if max(counts[name] for name in keys(lines[at].text, page)) >= enough}
    for first, last in spans:
        worded = {at for at in range(first, last) if lines[at].text.strip()}
        if worded <= found:
            found -= worded  # a page of nothing but furniture is a page whose text we have not understood
    return found


def interruptions(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Page numbers in a text without pages, and the lines beside them, each with the number of its page.

    A line of nothing but a number counts as a page number if it stands between the two halves of a sentence. Words that come
    back are no evidence without one: an author may say the same thing three times.
    """
    worded = [at for at, line in enumerate(lines) if line.text.strip() and line.kind == "text"]
    found: list[tuple[int, int]] = []
    for place, at in enumerate(worded):
        if _ONLY_NUMBER.fullmatch(lines[at].text.strip()):
            page = int(_NUMBER.findall(lines[at].text)[0])
            found += ((beside, page) for beside in worded[max(0, place - 1) : place + 2] if not _is_prose(lines[beside].text))
    return found


def _is_prose(text: str) -> bool:
    """A line that begins in the midst of a sentence or has a comma in it is no header."""
    return bool(_LOWER.match(text.lstrip())) or "," in text


def _ends(text: str) -> bool:
    """A line that ends a sentence or a clause is prose, even if it comes back."""
    return text.rstrip().endswith((".", "!", "?", ";", ":", ","))


def drop_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines without running headers, footers and page numbers.

    >>> page = lambda n: [Line("Хабаршы", 1, n), Line("Сөз " * n, 2, n), Line("соңы.", 3, n), Line(f"– {16 + n} –", 4, n)]
    >>> [line.text for line in drop_furniture(page(1) + page(2) + page(3))][:2]
    ['Сөз ', 'соңы.']
    """
    found = furniture(lines)
    return [line for at, line in enumerate(lines) if at not in found]
