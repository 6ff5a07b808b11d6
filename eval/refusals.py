"""Whether the confidence tells answers from mistakes: AUROC, and risk against coverage as the threshold moves."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from eval.run import Row

RISK = 0.05  # share of mistakes among the answers that one may bear


class Point(NamedTuple):
    """Answering only the surest questions: their share of all, and the share of mistakes among them."""

    coverage: float
    risk: float


def mistaken(row: Row) -> bool:
    """Whether answering a question is a mistake: nothing answers it, or the first quote does not."""
    return not row.scores.get("quote hit")


def auroc(answerable: Sequence[float], unanswerable: Sequence[float]) -> float:
    """Probability that an answerable question gets the higher confidence of the two; both must have questions.

    >>> auroc([0.9, 0.8], [0.1, 0.85])
    0.75
    """
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score([1] * len(answerable) + [0] * len(unanswerable), [*answerable, *unanswerable]))


def curve(confidences: Sequence[float], mistakes: Sequence[bool]) -> list[Point]:
    """Risk and coverage at each threshold (El-Yaniv and Wiener 2010), from the surest on; equal confidences come together.

    >>> curve([0.9, 0.5, 0.5], [False, True, False])
    [Point(coverage=0.3333333333333333, risk=0.0), Point(coverage=1.0, risk=0.3333333333333333)]
    """
    order = np.argsort(-np.array(confidences, dtype=np.float64), kind="stable")
    ranked, wrong = np.array(confidences)[order], np.cumsum(np.array(mistakes, dtype=bool)[order])
    ends = np.flatnonzero(np.append(ranked[1:] != ranked[:-1], True)[: len(ranked)])
    return [Point(float((end + 1) / len(ranked)), float(wrong[end] / (end + 1))) for end in ends]


def area(points: Sequence[Point]) -> float:
    """Area under the risk–coverage curve (AURC): the mean risk over all coverages; lower is better.

    >>> area([Point(0.5, 0.0), Point(1.0, 0.5)])
    0.25
    """
    widths = np.diff([0.0, *(point.coverage for point in points)])
    return float(widths @ np.array([point.risk for point in points], dtype=np.float64))


def coverage_at(points: Sequence[Point], risk: float = RISK) -> float:
    """The largest share of questions that can be answered with no more than this share of mistakes.

    >>> coverage_at([Point(0.5, 0.0), Point(0.8, 0.04), Point(1.0, 0.2)])
    0.8
    """
    return max((point.coverage for point in points if point.risk <= risk), default=0.0)


def points(rows: Sequence[Row]) -> list[Point]:
    """The curve of a run."""
    return curve([row.answer.confidence for row in rows], [mistaken(row) for row in rows])
