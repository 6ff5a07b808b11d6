"""How far a mean could be off: 95 % intervals by the bootstrap (Efron 1979), over questions."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

RESAMPLES = 1000
SEED = 1
LEVEL = 0.95


class Mean(NamedTuple):
    """A mean over questions with its interval."""

    value: float
    low: float
    high: float


def means(columns: Mapping[str, Sequence[float]]) -> dict[str, Mean]:
    """The mean of each column; all have a value for each question, and are resampled together. None for no questions.

    >>> means({"recall@1": [1.0, 1.0, 1.0]})
    {'recall@1': Mean(value=1.0, low=1.0, high=1.0)}
    """
    table = np.array(list(columns.values()), dtype=np.float64)
    if not table.size:
        return {}
    number = table.shape[1]
    # How often a resample has each question is multinomial; a matrix product then gives the means of all resamples.
    times = np.random.default_rng(SEED).multinomial(number, np.full(number, 1 / number), size=RESAMPLES)
    low, high = np.quantile(times @ table.T / number, ((1 - LEVEL) / 2, (1 + LEVEL) / 2), axis=0)
    return {
        name: Mean(float(value), float(least), float(most))
        for name, value, least, most in zip(columns, table.mean(axis=1), low, high, strict=True)
    }
