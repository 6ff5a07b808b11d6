"""What a page shows of long work: which step, on what, how far; one fraction for one bar over all of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from corpus import Document, Passage
from index.build import Progress

# Steps in order, with their share of the whole; `check` and after are those of index.build. Shares as measured on 25 files.
SHARES = {"examine": 0.7, "check": 0.1, "read": 0.06, "split": 0.03, "embed": 0.07, "analyse": 0.04}


@dataclass(frozen=True, slots=True)
class Step:
    """`done` of `total` things of a step are done; `name` is the file being worked on, empty where it is not one file."""

    step: str
    name: str
    done: int
    total: int

    @property
    def fraction(self) -> float:
        """How much of all steps is done, 0 to 1; it never goes back.

        >>> rows = ("examine", "а.txt", 0, 2), ("examine", "б.txt", 1, 2), ("analyse", "", 9, 9)
        >>> [round(Step(*row).fraction, 2) for row in rows]
        [0.0, 0.35, 1.0]
        """
        names = list(SHARES)
        before = sum(SHARES[name] for name in names[: names.index(self.step)])
        return min(1.0, before + SHARES[self.step] * self.done / max(1, self.total))


Tell = Callable[[Step], None]


def silent(_step: Step) -> None:
    """Tell nobody."""


def told(tell: Tell) -> Progress:
    """The progress that a build takes, told step by step."""

    def progress(things: Iterable[Any], what: str, total: int) -> Iterable[Any]:
        for done, thing in enumerate(things):
            tell(Step(what, named(thing), done, total))
            yield thing
        tell(Step(what, "", total, total))

    return progress


def named(thing: object) -> str:
    """The file that a thing being worked on comes from.

    >>> named("а.txt"), named(range(3))
    ('а.txt', '')
    """
    if isinstance(thing, Document):
        return thing.id
    if isinstance(thing, Passage):
        return thing.document_id
    return thing if isinstance(thing, str) else ""
