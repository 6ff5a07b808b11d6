"""Two scored lists become one: a weighted sum of scores on the same scale (Bruch, Gai and Ingber 2023, arXiv 2210.11934)."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def scale(scores: Scores) -> Scores:
    """Min-max over the candidates of one question; scores that are all equal say nothing and become 0.

    >>> scale(np.array([1.0, 3.0, 2.0], dtype=np.float32)).tolist(), scale(np.array([2.0, 2.0], dtype=np.float32)).tolist()
    ([0.0, 1.0, 0.5], [0.0, 0.0])
    """
    low, high = float(scores.min()), float(scores.max())
    return (scores - low) / (high - low) if high > low else np.zeros_like(scores)


def fuse(dense: Scores, lexical: Scores, weights: Scores) -> Scores:
    """Fused score of each candidate: `weights` is the share of the keyword leg, one for each candidate.

    >>> fuse(np.array([1.0, 0.0]), np.array([0.0, 8.0]), np.array([0.25, 0.25])).tolist()
    [0.75, 0.25]
    """
    return (1 - weights) * scale(dense) + weights * scale(lexical)
