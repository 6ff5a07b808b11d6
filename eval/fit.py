"""Fit the weights of the search and of the refusal on one half of a question set; report on the other half.

The halves are drawn by a hash of the question's id, so they stay the same when questions are added.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import qa.refusal
from eval.metrics import percentile
from eval.questions import Question, relevant
from index.fuse import fuse
from index.question import read
from index.weights import WEIGHTS
from qa import Engine
from qa.follow import in_context
from qa.refusal import Evidence, confidence, evidence, threshold

REFUSAL = Path(qa.refusal.__file__).with_name("refusal.json")
LANGUAGES = ("kk", "ru", "en")
GRID = tuple(round(0.05 * step, 2) for step in range(21))
PLATEAU = 0.01  # shares within so much of the best mean reciprocal rank are as good as it
FALSE_REFUSALS = 0.05  # share of the answerable questions of the fitted half that the threshold may refuse


@dataclass(frozen=True, slots=True)
class Case:
    """A question with the scores of every passage it could be answered from."""

    question: Question
    language: str  # of the question as it was read
    dense: NDArray[np.float32]
    lexical: NDArray[np.float32]
    same: NDArray[np.bool_]  # whether the passage is in the question's language
    gold: NDArray[np.bool_]

    def rank(self, same: float, cross: float) -> int:
        """Rank (from 1) of the first answering passage when the keyword leg's shares are these."""
        fused = fuse(self.dense, self.lexical, np.where(self.same, same, cross).astype(np.float32))
        return int(np.flatnonzero(self.gold[np.argsort(-fused, kind="stable")])[0]) + 1


def fitted_half(question: Question) -> bool:
    """Whether a question belongs to the half that is fitted on."""
    return hashlib.sha256(question.id.encode()).digest()[-1] % 2 == 0


def collect(engine: Engine, questions: Sequence[Question]) -> list[Case]:
    """Cases of the answerable questions."""
    cases = []
    for question in questions:
        gold = relevant(question, engine.index.passages)
        if gold:
            reading = read(in_context(question.text, question.history))
            hits = engine.index.search(reading, k=len(engine.index.passages))
            answering = np.array([hit.passage.id in gold for hit in hits])
            if answering.any():
                cases.append(
                    Case(
                        question,
                        reading.language,
                        np.array([hit.dense for hit in hits], dtype=np.float32),
                        np.array([hit.lexical for hit in hits], dtype=np.float32),
                        np.array([hit.passage.language == reading.language for hit in hits]),
                        answering,
                    )
                )
    return cases


def mrr(cases: Sequence[Case], same: float, cross: float) -> float:
    return float(np.mean([1 / case.rank(same, cross) for case in cases]))


def fit_shares(cases: Sequence[Case]) -> tuple[float, float]:
    """The keyword leg's shares within a language and across languages: the middle of those that are nearly the best."""
    scores = {(same, cross): mrr(cases, same, cross) for same in GRID for cross in GRID}
    plateau = [shares for shares, score in scores.items() if score >= max(scores.values()) - PLATEAU]
    same, cross = np.mean(plateau, axis=0)
    return round(float(same), 2), round(float(cross), 2)


def save_shares(same: float, cross: float) -> None:
    share = {f"{one}-{other}": same if one == other else cross for one in LANGUAGES for other in LANGUAGES}
    WEIGHTS.write_text(json.dumps({"share": share}, indent=1) + "\n", encoding="utf-8")


def gather(engine: Engine, questions: Sequence[Question]) -> list[tuple[Evidence, Question]]:
    """Evidence of each question as it is asked."""
    found = []
    for question in questions:
        answer = engine.ask(question.text, question.history)
        found.append((evidence(answer.language, answer.hits), question))
    return found


def fit_refusal(rows: Sequence[tuple[Evidence, Question]], *, words_meet: bool) -> dict[str, float]:
    """Logistic regression of «is answered» on the evidence, and the threshold that keeps false refusals rare.

    Across languages words do not meet, names apart: then the cosine alone is evidence, or questions without names would be
    refused.

    Near misses are left out: they use the documents' own words, more than true questions do, and would turn the scales round.
    """
    from sklearn.linear_model import LogisticRegression

    rows = [row for row in rows if not row[1].near]
    found = np.array([(row.dense, row.covered * words_meet) for row, _ in rows])
    answerable = np.array([question.answerable for _, question in rows])
    model = LogisticRegression(C=10).fit(found, answerable)
    sure = model.predict_proba(found)[:, 1]
    dense, covered = (float(weight) for weight in model.coef_[0])
    return {
        "bias": round(float(model.intercept_[0]), 3),
        "dense": round(dense, 3),
        "covered": round(covered, 3),
        "threshold": round(percentile(sure[answerable].tolist(), FALSE_REFUSALS), 3),
    }


def fit(engine: Engine, questions: Sequence[Question]) -> str:
    """Fit and write both files; the report is on the other half."""
    fitted = [question for question in questions if fitted_half(question)]
    held_out = [question for question in questions if not fitted_half(question)]
    cases, others = collect(engine, fitted), collect(engine, held_out)
    same, cross = fit_shares(cases)
    save_shares(same, cross)
    engine.index.reweigh()
    rows = gather(engine, fitted)
    numbers = {
        group: fit_refusal([row for row in rows if row[0].group == group], words_meet=group == "same")
        for group in ("same", "cross")
    }
    REFUSAL.write_text(json.dumps(numbers, indent=1) + "\n", encoding="utf-8")
    qa.refusal.forget()
    tested = [(confidence(row) < threshold(row), question) for row, question in gather(engine, held_out)]
    refused = {
        name: [refused for refused, question in tested if question.answerable == answerable and question.near == near]
        for name, answerable, near in (("answerable", True, False), ("off topic", False, False), ("near misses", False, True))
    }
    return (
        f"keyword share: {same} within a language, {cross} across\n"
        f"MRR, fitted half ({len(cases)} questions): {mrr(cases, same, cross):.3f}\n"
        f"MRR, other half ({len(others)} questions): {mrr(others, same, cross):.3f}; "
        f"dense alone {mrr(others, 0, 0):.3f}, keywords alone {mrr(others, 1, 1):.3f}\n"
        "refused in the other half: "
        + ", ".join(f"{np.mean(values):.0%} of {len(values)} {name}" for name, values in refused.items())
    )
