"""Fit the weights of search, quote and refusal on a question set; what they are worth is measured on halves not fitted on.

Questions about the same thing, in whatever language, are in the same half (`halves.py`).
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

import qa.compose
import qa.refusal
from corpus import UserError
from eval.fit_refusal import FOLDS, GROUPS, fit_refusal, gather
from eval.halves import halves, together
from eval.questions import Question, fold, relevant
from eval.quotes import holds
from eval.run import Row, evaluate
from eval.softmax import Listed, choose_ridge, learn
from index.hit import Hit
from index.rerank import Signals
from index.weights import WEIGHTS
from qa import Engine
from qa.compose import quotable, traits
from qa.follow import topic
from qa.refusal import confidence, threshold

REFUSAL = Path(qa.refusal.__file__).with_name("refusal.json")
LANGUAGES = ("kk", "ru", "en")
SHARES = {"same": 0.5, "cross": 0.1}  # of the keywords in choosing whom to look at closely: any from .05 to .65 gave the same
SPARED = 0.01  # of the quotes
FEWEST = FOLDS  # questions of a sort in a half: as many as the cross-validations have folds

Score = Callable[[Hit], float]


@dataclass(frozen=True, slots=True)
class Case:
    """A question with the best candidates, in their order, and which of them answer."""

    question: Question
    language: str  # of the question as it was read
    hits: tuple[Hit, ...]
    gold: NDArray[np.bool_]

    @property
    def in_own_language(self) -> bool:
        """Whether the candidate that answers and is nearest by its vectors is in the question's language.

        Not the first by score: that would hang on the weights from before the fit.
        """
        answering = [hit for hit, answers in zip(self.hits, self.gold, strict=True) if answers]
        nearest = max(answering, key=lambda hit: hit.dense, default=None)
        return nearest is not None and nearest.passage.language in (self.language, "mixed")

    def features(self) -> NDArray[np.float64]:
        """Signals of each candidate in the columns of its group, then whether it is in the question's language."""
        rows = []
        for hit in self.hits:
            same = hit.passage.language in (self.language, "mixed")
            signals = np.array(astuple(hit.signals))
            rows.append(np.concatenate((signals * same, signals * (not same), [float(same)])))
        return np.array(rows)


def collect(engine: Engine, questions: Sequence[Question]) -> list[Case]:
    """Cases of the answerable questions."""
    cases = []
    for question in questions:
        gold = relevant(question, engine.index.passages)
        if gold:
            reading = engine.index.read(question.text, topic(question.text, question.history))
            hits = tuple(engine.index.search(reading, k=20))
            answering = np.array([hit.passage.id in gold for hit in hits])
            cases.append(Case(question, reading.language, hits, answering))
    return cases


def fit_search(cases: Sequence[Case]) -> None:
    """Learn and keep the weights of the signals."""
    # Our set asks more across languages than users do: both kinds weigh the same.
    same = fmean(case.in_own_language for case in cases)
    lists = [Listed(case.features(), case.gold, 0.5 / (same if case.in_own_language else 1 - same)) for case in cases]
    weights = learn(lists, ridge=choose_ridge(lists))
    names, count = Signals.__slots__, len(Signals.__slots__)
    rank = {
        group: {"constant": round(float(weights[-1]), 3) if group == "same" else 0.0}
        | {name: round(float(weights[at * count + place]), 3) for place, name in enumerate(names)}
        for at, group in enumerate(GROUPS)
    }
    share = {f"{one}-{other}": SHARES["same" if one == other else "cross"] for one in LANGUAGES for other in LANGUAGES}
    WEIGHTS.write_text(json.dumps({"share": share, "rank": rank}, indent=1) + "\n", encoding="utf-8")


def quotes(cases: Sequence[Case]) -> list[Listed]:
    """For each passage that answers: the traits of what may be quoted of it, and which quotes hold the evidence."""
    found = []
    for case in cases:
        evidence = [fold(text) for place in case.question.gold for text in place.evidence]
        for hit in (hit for hit, gold in zip(case.hits, case.gold, strict=True) if gold):
            spans = quotable(hit)
            answers = [any(holds(fold(hit.passage.text[span.start : span.end]), text) for text in evidence) for span in spans]
            found.append(Listed(np.array([list(traits(hit, span).values()) for span in spans]), np.array(answers)))
    return found


def fit_quotes(cases: Sequence[Case]) -> None:
    """Learn and keep the weights by which a quote is chosen.

    Two sentences hold the evidence more easily than one, but the shortest quote is the best: the bonus of a pair is the
    smallest that loses no more than SPARED of the quotes.
    """
    lists = quotes(cases)
    weights = learn(lists, ridge=choose_ridge(lists))
    names = list(traits(cases[0].hits[0], cases[0].hits[0].spans[0]))
    place = names.index("pair")

    def right(bonus: float) -> float:
        tried = np.where(np.arange(len(names)) == place, bonus, weights)
        return fmean(bool(listed.answers[np.argmax(listed.features @ tried)]) for listed in lists)

    bonuses = [round(0.1 * step, 1) for step in range(31)]
    best = max(map(right, bonuses))
    weights[place] = next(bonus for bonus in bonuses if right(bonus) >= best - SPARED)
    kept = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}
    qa.compose.WEIGHTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Unseen:
    """What came of a fit: each question measured by weights that were fitted on the half which it is not in."""

    reports: tuple[str, str]  # a half each
    rows: tuple[Row, ...]


def fit(engine: Engine, questions: Sequence[Question]) -> Unseen:
    """Fit on each half and measure on the other; then fit on all questions, and keep that in the three files.

    Raises UserError where the questions are too few.
    """
    one, other = halves(questions, engine.index.passages)
    counts = [
        sum(question.answerable == answerable for question in half) for half in (one, other) for answerable in (True, False)
    ]
    # Told before the first file is written: files of two fits would not go together.
    if min(counts) < FEWEST:
        raise UserError(
            f"There are too few questions to fit on: each half needs {FEWEST} that the documents answer and {FEWEST} that they "
            "do not; name a larger set with --questions FILE."
        )
    first = together(questions, engine.index.passages)
    reports, rows = [], list[Row]()
    for fitted, held_out in ((one, other), (other, one)):
        write_weights(engine, fitted, first)
        reports.append(report(engine, held_out))
        rows += evaluate(engine.ask, held_out, engine.index.passages)
    write_weights(engine, questions, first)
    return Unseen((reports[0], reports[1]), tuple(rows))


def write_weights(engine: Engine, questions: Sequence[Question], first: Mapping[str, str]) -> None:
    """Fit the weights of search, quote and refusal, one after another, each on what the one before finds."""
    cases = collect(engine, questions)
    fit_search(cases)
    fit_quotes(cases)
    engine.index.reweigh()
    qa.compose.forget()
    numbers = fit_refusal(gather(engine, questions), first)
    REFUSAL.write_text(json.dumps(numbers, indent=1) + "\n", encoding="utf-8")
    qa.refusal.forget()


def report(engine: Engine, questions: Sequence[Question]) -> str:
    """How the fitted weights do on questions that they have not seen."""
    cases = collect(engine, questions)
    tested = [(confidence(row) < threshold(row), question) for row, question in gather(engine, questions)]
    refused = {
        name: [refused for refused, question in tested if question.answerable == answerable and question.near == near]
        for name, answerable, near in (("answerable", True, False), ("off topic", False, False), ("near misses", False, True))
    }
    legs: dict[str, Score] = {
        "as fitted": lambda hit: hit.score,
        "sentence vectors alone": lambda hit: hit.dense,
        "keywords alone": lambda hit: hit.lexical,
        "reciprocal ranks of both": lambda hit: 1 / (60 + hit.ranks[0]) + (1 / (60 + hit.ranks[1]) if hit.ranks[1] else 0),
    }
    shares = [f"{np.mean(values):.0%} of {len(values)} {name}" for name, values in refused.items() if values]
    ranked = [f"{name} {fmean(case_rank(case, score) for case in cases):.3f}" for name, score in legs.items()]
    return "\n".join(
        (
            f"MRR of {len(cases)} answerable questions, fitted on the others: {', '.join(ranked)}",
            f"refused of them and of the rest: {', '.join(shares)}",
        )
    )


def case_rank(case: Case, score: Score) -> float:
    """Reciprocal rank of the first answering candidate when candidates are sorted by a score."""
    order = sorted(range(len(case.hits)), key=lambda at: -score(case.hits[at]))
    return next((1 / rank for rank, at in enumerate(order, start=1) if case.gold[at]), 0.0)
