"""A passage looked at closely: what each of its spans has of a question."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import or_

import numpy as np
from numpy.typing import NDArray

from index.meet import Asked, Words, words_of
from index.tell import Nearness, tells


@dataclass(frozen=True, slots=True)
class Close:
    """A passage's words, and its units: sentences, then the pairs of neighbours, so many less one."""

    said: Words
    places: tuple[tuple[int, int], ...]  # of each unit in the text
    bounds: tuple[tuple[int, int], ...]  # of each unit among the words

    @property
    def sentences(self) -> int:
        return (len(self.places) + 1) // 2


@dataclass(frozen=True, slots=True)
class Asking:
    """What passages are looked at for: the words of a question, what it wants to be told, how rare its words are."""

    text: str
    language: str
    words: Asked
    kind: str
    rarity: Mapping[str, float]  # of each word's beginning
    bits: Mapping[str, int]  # one bit for each of these
    covered: dict[int, float]  # sets of them -> their share of the question, as it has been reckoned

    def share(self, has: int) -> float:
        """The share of the question's words, by rarity, that a set of bits has."""
        if has not in self.covered:
            met = [self.rarity[word] for word, bit in self.bits.items() if has & bit]
            self.covered[has] = sum(met) / (sum(self.rarity.values()) or 1.0)
        return self.covered[has]


def asking(text: str, language: str, words: Asked, kind: str, rarity: Mapping[str, float]) -> Asking:
    return Asking(text, language, words, kind, rarity, {word: 1 << at for at, word in enumerate(rarity)}, {})


def look(text: str, places: NDArray[np.int64]) -> Close:
    """The words of a text and of its units, whose places are rows of start and end."""
    said = words_of(text)
    bounds = np.searchsorted(said.starts, places)
    return Close(said, tuple(map(tuple, places.tolist())), tuple(map(tuple, bounds.tolist())))


def worths(close: Close, asked: Asked, cosines: NDArray[np.float32]) -> list[float]:
    """How well each unit meets a question (`meet.worth`); a pair has the nearest words of both its sentences."""
    if not asked.words:
        return [0.0] * len(close.places)
    count = close.sentences
    nearest = np.full((count, len(asked.words)), -np.inf, dtype=np.float32)
    for at, (first, last) in enumerate(close.bounds[:count]):
        if first < last:
            cosines[:, first:last].max(axis=1, out=nearest[at])
    rows = np.concatenate((nearest, np.maximum(nearest[:-1], nearest[1:])))
    return [float(asked.weights @ row) if first < last else 0.0 for row, (first, last) in zip(rows, close.bounds, strict=True)]


def shares(close: Close, asked: Asking) -> list[float]:
    """What each unit has of a question's words, by their beginnings."""
    own = [asked.bits.get(beginning, 0) for beginning in close.said.beginnings]
    sets = [reduce(or_, own[first:last], 0) for first, last in close.bounds[: close.sentences]]
    return [asked.share(has) for has in (*sets, *(one | other for one, other in pairwise(sets)))]


def told(close: Close, kind: str, question: str, nearness: Nearness) -> list[float]:
    """Whether each unit tells what a question of a kind wants."""
    if not kind:
        return [0.0] * len(close.places)
    text = close.said.text
    return [tells(kind, question, text[start:end], nearness) for start, end in close.places]
