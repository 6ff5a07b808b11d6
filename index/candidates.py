"""The passages that either leg has found for a question, and how both have scored them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.fuse import Scores, scale

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages by number, ascending, with the scores of both legs."""

    numbers: Numbers
    dense: Scores
    lexical: Scores


NOBODY = Candidates(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.float32))


@dataclass(frozen=True, slots=True)
class Scaled:
    """The scores of candidates on one scale, and their ranks from 1."""

    dense: list[float]
    lexical: list[float]
    dense_ranks: list[int]
    lexical_ranks: list[int]


def scaled(found: Candidates) -> Scaled:
    """Both legs from 0 to 1."""
    return Scaled(scale(found.dense).tolist(), scale(found.lexical).tolist(), ranks(found.dense), ranks(found.lexical))


def ranks(scores: Scores) -> list[int]:
    """The rank of each score from 1, the highest first.

    >>> ranks(np.array([0.5, 2.0, 1.0], dtype=np.float32))
    [3, 1, 2]
    """
    found = np.empty(len(scores), dtype=np.int64)
    found[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return list(found.tolist())


def best(scores: Scores, most: int) -> Numbers:
    """Numbers of the highest scores above 0, in no order; of equal ones the lower numbers.

    >>> sorted(best(np.array([0, 2, 1, 3, 1, 1], dtype=np.float32), 3).tolist())
    [1, 2, 3]
    """
    met = np.flatnonzero(scores)
    if len(met) <= most:
        return met
    values = scores[met]
    least = np.partition(values, -most)[-most]
    above, level = met[values > least], met[values == least]
    return np.concatenate((above, level[: most - len(above)]))
