"""Weights that put what answers first: listwise softmax regression (Cao et al. 2007, ListNet, with binary relevance)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

FOLDS = 5
RIDGES = (0.03, 0.01, 0.003, 0.001, 0.0003)


@dataclass(frozen=True, slots=True)
class Listed:
    """Candidates: features of shape (candidates, features), which of them answer, and how much the list weighs."""

    features: Numbers
    answers: NDArray[np.bool_]
    weight: float = 1.0

    @property
    def teaches(self) -> bool:
        """A list in which nothing or everything answers teaches nothing."""
        return bool(self.answers.any() and not self.answers.all())


def choose_ridge(lists: Sequence[Listed]) -> float:
    """The ridge under which held-back fifths of the lists are likeliest."""

    def unlikely(ridge: float) -> float:
        folds = [[row for at, row in enumerate(lists) if at % FOLDS == fold] for fold in range(FOLDS)]
        others = [[row for at, row in enumerate(lists) if at % FOLDS != fold] for fold in range(FOLDS)]
        return sum(surprise(tested, learn(seen, ridge=ridge)) for tested, seen in zip(folds, others, strict=True))

    return min(RIDGES, key=unlikely)


def surprise(lists: Sequence[Listed], weights: Numbers) -> float:
    """The weighted sum of the lists' negative log-likelihoods."""
    return sum(_surprise(listed, weights)[0] for listed in lists if listed.teaches)


def _surprise(listed: Listed, weights: Numbers) -> tuple[float, Numbers]:
    """Negative log-likelihood of a list, and its slope: the share of what answers in the sum of all exponentials."""
    scores = listed.features @ weights
    grown = np.exp(scores - scores.max())
    answering = np.where(listed.answers, grown, 0)
    value = -listed.weight * float(np.log(answering.sum() / grown.sum()))
    return value, listed.weight * ((grown / grown.sum() - answering / answering.sum()) @ listed.features)


def learn(lists: Sequence[Listed], *, ridge: float) -> Numbers:
    """One weight for each feature; `ridge` times the squared weights is set against the mean likelihood of the lists.

    >>> bool(learn([Listed(np.array([[1.0], [0.0]]), np.array([True, False]))], ridge=0.1)[0] > 0)
    True
    """
    from scipy.optimize import minimize

    useful = [listed for listed in lists if listed.teaches]
    total = sum(listed.weight for listed in useful)

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        found = [_surprise(listed, weights) for listed in useful]
        value = sum(one for one, _ in found) / total + ridge * float(weights @ weights)
        return value, np.sum([slope for _, slope in found], axis=0) / total + 2 * ridge * weights

    learned: Numbers = minimize(loss, np.zeros(useful[0].features.shape[1]), jac=True, method="L-BFGS-B").x
    return learned
