"""The geometry of the page's plots: figures to places in a drawing. No markup here."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from eval.metrics import percentile
from eval.refusals import Point

BINS = 20


@dataclass(frozen=True, slots=True)
class Frame:
    """The rectangle in a drawing that a plot fills; its upper ends are `most_x` and `most_y`, its lower ends 0."""

    left: float
    top: float
    width: float
    height: float
    most_x: float = 1.0
    most_y: float = 1.0

    def x(self, value: float) -> float:
        return round(self.left + self.width * value / self.most_x, 1)

    def y(self, value: float) -> float:
        """Drawings count downwards.

        >>> Frame(0, 10, 100, 100).y(0.25)
        85.0
        """
        return round(self.top + self.height * (1 - value / self.most_y), 1)

    def line(self, points: Sequence[Point]) -> str:
        """A path through points.

        >>> Frame(0, 0, 100, 50).line([Point(0.5, 0.0), Point(1.0, 0.5)])
        'M50.0 50.0L100.0 25.0'
        """
        return "M" + "L".join(f"{self.x(point.coverage)} {self.y(point.risk)}" for point in points)


class Bin(NamedTuple):
    """How many values lie from `start` on and before `end`; the last bin also holds all that is beyond it."""

    start: float
    end: float
    number: int


def histogram(values: Sequence[float], bins: int = BINS) -> list[Bin]:
    """Bins of one width from 0; one value in a hundred may lie beyond them, lest a single slow question flatten the rest.

    >>> histogram([1.0, 3.0, 3.5], bins=2)
    [Bin(start=0.0, end=2.0, number=1), Bin(start=2.0, end=4.0, number=2)]
    """
    width = nice(percentile(values, 0.99) / bins)
    counts = [0] * bins
    for value in values:
        counts[min(bins - 1, int(value / width))] += 1
    last = max((at for at, count in enumerate(counts) if count), default=0)
    return [Bin(round(at * width, 9), round((at + 1) * width, 9), count) for at, count in enumerate(counts[: last + 1])]


def nice(value: float) -> float:
    """The least of 1, 2, 2.5, 5 times a power of ten that is no less; 1 for nothing.

    >>> [nice(value) for value in (0.0, 0.3, 1.0, 7.2, 21)]
    [1.0, 0.5, 1.0, 10.0, 25.0]
    """
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= value * (1 - 1e-9))


def ticks(most: float, steps: int = 5) -> list[float]:
    """Round values from 0 to `most` or just beyond it, in about so many steps.

    >>> ticks(0.53), ticks(107)
    ([0.0, 0.2, 0.4, 0.6], [0.0, 25.0, 50.0, 75.0, 100.0, 125.0])
    """
    step = nice(most / steps)
    return [round(at * step, 9) for at in range(max(1, math.ceil(most / step - 1e-9)) + 1)]
