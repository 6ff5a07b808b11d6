"""Tables that extraction has flattened to lines: a row becomes one line again, so that it can be cited whole."""

import re
from collections.abc import Sequence

from corpus.document import Line

FEWEST = 3  # rows: fewer lines that begin with a year prove no table
LONGEST_ROW = 600  # code points
NARROW = 0.85  # of the wrap width: the lines of a cell are shorter than those of running text
_ROW = re.compile(r"(?:1[89]|20)\d\d(?:\s?[-–—]\s?(?:1[89]|20)?\d\d)?\s+[«\"]?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]")

Block = list[Line]


def starts_row(block: Block) -> bool:
    """A block of a flattened table that begins a row: a year or years, then a name.

    >>> starts_row([Line("1992-1997 Тәжікстан Азаматтық соғыс", 1)]), starts_row([Line("1999 жылғы шілдеде", 2)])
    (True, False)
    """
    return block[0].kind == "text" and bool(_ROW.match(block[0].text))


def rows(grouped: Sequence[Block], width: int) -> list[Block]:
    """Blocks with the rows of flattened tables joined: each row one block whose lines are of kind "row"."""
    starts = [number for number, block in enumerate(grouped) if starts_row(block) and is_narrow(block, width)]
    regions = _regions(starts, grouped, width)
    found: list[Block] = []
    number = 0
    while number < len(grouped):
        end = regions.get(number)
        if end is None:
            found.append(grouped[number])
            number += 1
        else:
            found.append([line._replace(kind="row") for block in grouped[number:end] for line in block])
            number = end
    return found


def is_narrow(block: Block, width: int) -> bool:
    """Whether the lines of a block are those of a cell; without a wrap width, whether the block is short."""
    if not width:
        return len(block) == 1 and len(block[0].text) <= LONGEST_ROW // 2
    return max(len(line.text) for line in block) <= width * NARROW


def _regions(starts: Sequence[int], grouped: Sequence[Block], width: int) -> dict[int, int]:
    """First block of each row -> the block behind its last, for runs of at least FEWEST rows."""
    run: dict[int, int] = {}
    found: dict[int, int] = {}
    for at, start in enumerate(starts):
        limit = starts[at + 1] if at + 1 < len(starts) else len(grouped)
        end, size = start + 1, sum(len(line.text) for line in grouped[start])
        while end < limit and is_narrow(grouped[end], width) and grouped[end][0].kind == "text":
            size += sum(len(line.text) for line in grouped[end])
            if size > LONGEST_ROW:
                break
            end += 1
        run[start] = end
        if end != limit or at + 1 == len(starts):
            if len(run) >= FEWEST:
                found |= run
            run = {}
    return found
