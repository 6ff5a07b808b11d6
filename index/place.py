"""No more than two passages of one place stand before the others, so that one place does not fill the list."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from corpus import Passage

MOST = 2  # passages of one place; on our questions and the sources' the ranking is the better for it
STRETCH = 4000  # code points: without headings, so much of a document is one place

Thing = TypeVar("Thing")


def place(passage: Passage) -> Hashable:
    """What a passage stands under: a heading of a document, or a stretch of it where there is none."""
    return passage.document_id, passage.section, passage.heading or passage.start // STRETCH


def apart(things: Iterable[Thing], place: Callable[[Thing], Hashable]) -> list[Thing]:
    """Things in order, but the third of a place and those after it behind all others.

    >>> apart(["a1", "a2", "a3", "b1"], lambda thing: thing[0])
    ['a1', 'a2', 'b1', 'a3']
    """
    seen = Counter[Hashable]()
    before, behind = list[Thing](), list[Thing]()
    for thing in things:
        seen[place(thing)] += 1
        (before if seen[place(thing)] <= MOST else behind).append(thing)
    return before + behind
