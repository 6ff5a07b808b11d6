"""Fit the weights and the threshold of refusal on questions as they are asked."""

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from eval.metrics import percentile
from eval.questions import Question
from qa import Engine
from qa.refusal import FEATURES, Evidence

FALSE_REFUSALS = 0.05  # share of the answerable questions of the fitted half that the threshold may refuse
STRENGTH = 0.3  # of the logistic regression: less is a stronger pull to zero
NEAR_MISS = 0.5  # of the weight of another question
FOLDS = 5
GROUPS = ("same", "cross")


def gather(engine: Engine, questions: Sequence[Question]) -> list[tuple[Evidence, Question]]:
    """Evidence of each question as it is asked."""
    found = []
    for question in questions:
        answer = engine.ask(question.text, question.history)
        if answer.evidence:
            found.append((answer.evidence, question))
    return found


def fit_refusal(rows: Sequence[tuple[Evidence, Question]], first: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """Logistic regression of «is answered» on the evidence, and the threshold that keeps false refusals rare.

    The groups share their weights, but not the level: few questions of ours are unanswerable across languages. The threshold
    is set by what questions get from weights that were fitted without them; `first` tells which ask about the same thing.
    """
    across = np.array([[evidence.group == "cross"] for evidence, _ in rows])
    found = np.hstack(([[evidence.features()[name] for name in FEATURES] for evidence, _ in rows], across)).astype(float)
    answerable = np.array([question.answerable for _, question in rows])
    # Near misses weigh less: they use the documents' own words, more than true questions do, and would turn the scales round.
    weights = np.array([NEAR_MISS if question.near else 1.0 for _, question in rows])
    folds = np.array([hashlib.sha256(first[question.id].encode()).digest()[0] % FOLDS for _, question in rows])
    sure = np.zeros(len(rows))
    for part in set(folds.tolist()):
        within, without = folds == part, folds != part
        slopes, level = _logistic(found[without], answerable[without], weights[without])
        sure[within] = 1 / (1 + np.exp(-found[within] @ slopes - level))
    slopes, level = _logistic(found, answerable, weights)
    kept = {name: round(float(weight), 3) for name, weight in zip(FEATURES, slopes, strict=False)}
    enough = round(percentile(sure[answerable].tolist(), FALSE_REFUSALS), 3)
    biases = {"same": round(level, 3), "cross": round(level + float(slopes[-1]), 3)}
    return {group: {"bias": biases[group], **kept, "threshold": enough} for group in GROUPS}


def _logistic(
    found: NDArray[np.float64], answerable: NDArray[np.bool_], weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float]:
    """Slopes and level of a logistic regression, pulled to zero with equal strength for features of any scale."""
    from sklearn.linear_model import LogisticRegression

    spread = found.std(axis=0)
    spread[spread < 1e-6] = 1.0  # a feature that is the same everywhere tells nothing
    middle = found.mean(axis=0)
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit((found - middle) / spread, answerable, sample_weight=weights)
    slopes = model.coef_[0] / spread
    return slopes, float(model.intercept_[0] - slopes @ middle)
