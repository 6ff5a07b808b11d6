"""Two runs, question by question: what flipped, and whether the difference could be chance."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpus import UserError
from eval.questions import wrong
from eval.run import Row
from eval.words import SaidError

JUDGED = ("nDCG@10", "recall@1", "quote hit", "decision")
FLIPS, SEED = 10_000, 1
SIGNIFICANT = 0.05

Scores = Mapping[str, float]
Run = dict[tuple[str, str], Scores]  # a question's id and text -> its scores: an id whose question was reworded is another


@dataclass(frozen=True, slots=True)
class Change:
    """A measure over the questions that both runs have. A question that is gained was at 0 before; a lost one is at 0 now."""

    measure: str
    n: int
    before: float
    after: float
    p: float
    gained: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def is_loss(self) -> bool:
        return self.after < self.before and self.p < SIGNIFICANT


def randomisation(differences: Sequence[float]) -> float:
    """Two-sided p of the paired randomisation test: how often random signs give so large a sum (Smucker et al. 2007).

    >>> randomisation([0.0, 0.0]), randomisation([1.0] * 20) < 0.001
    (1.0, True)
    """
    moved = np.array([difference for difference in differences if difference], dtype=np.float64)
    observed = abs(moved.sum()) - 1e-9  # sums of the same numbers in another order may differ in the last digit
    random, extreme = np.random.default_rng(SEED), 0
    for _ in range(FLIPS // 100):  # a hundred at a time: a large set must not fill the memory
        signs = random.integers(0, 2, size=(100, len(moved)), dtype=np.int8) * 2 - 1
        extreme += int((np.abs(signs @ moved) >= observed).sum())
    return (extreme + 1) / (FLIPS + 1)


def kept(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """What a later comparison needs of a run: the format of the baseline, and part of what `--json` writes."""
    return [
        {"id": row.question.id, "question": row.question.text}
        | {name: round(row.scores[name], 6) for name in JUDGED if name in row.scores}
        for row in rows
    ]


def baseline(rows: Sequence[Row], about: str) -> str:
    """A small file for `--gate`: a line for each question, so that a change of it can be read."""
    body = ",\n".join(json.dumps(row, ensure_ascii=False) for row in kept(rows))
    return f'{{"about": {json.dumps(about, ensure_ascii=False)}, "questions": [\n{body}\n]}}\n'


def as_run(rows: Sequence[Row]) -> Run:
    """The scores of a run that has just been made."""
    return _run(kept(rows))


def read_run(path: Path) -> Run:
    """The scores of a run that was kept. Raises UserError for what is none."""
    try:
        return _run(json.loads(path.read_text("utf-8"))["questions"])
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror}): write it with python -m eval run --json FILE.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        told = "{path!s} is no run of ours ({why!s}): write it with python -m eval run --json FILE."
        raise SaidError(told, path=path, why=wrong(error)) from error


def _run(questions: Sequence[Mapping[str, Any]]) -> Run:
    found: Run = {}
    for row in questions:
        found[row["id"], row["question"]] = {name: float(row[name]) for name in JUDGED if name in row}
        if "decision" not in row:
            raise KeyError("decision")
    return found


def compare(before: Run, after: Run) -> list[Change]:
    """The change of every measure. Raises UserError where the runs share no question."""
    found = shared(before, after)
    return [_change(name, [(key[0], before[key], after[key]) for key in found]) for name in JUDGED]


def shared(before: Run, asked: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The questions that stand in a run too. Raises UserError for none."""
    found = [key for key in asked if key in before]
    if not found:
        raise SaidError("The two runs share no question: ask the same set again (python -m eval run --questions FILE).")
    return found


def _change(name: str, pairs: Sequence[tuple[str, Scores, Scores]]) -> Change:
    scores = [(asked, old[name], new[name]) for asked, old, new in pairs if name in old and name in new]
    number = max(1, len(scores))
    return Change(
        measure=name,
        n=len(scores),
        before=sum(old for _, old, _ in scores) / number,
        after=sum(new for _, _, new in scores) / number,
        # What was kept has six digits.
        p=randomisation([round(new - old, 5) for _, old, new in scores]),
        gained=tuple(asked for asked, old, new in scores if new and not old),
        lost=tuple(asked for asked, old, new in scores if old and not new),
    )


def lines(changes: Sequence[Change], questions: Mapping[str, str]) -> Iterator[str]:
    """The changes as a table, then every question that flipped, with its text."""
    yield f"{'measure':<12}{'n':>6}{'before':>9}{'after':>9}{'change':>9}{'p':>8}{'gained':>8}{'lost':>6}"
    for change in changes:
        yield (
            f"{change.measure:<12}{change.n:>6}{change.before:>9.3f}{change.after:>9.3f}"
            f"{change.after - change.before:>+9.3f}{change.p:>8.4f}{len(change.gained):>8}{len(change.lost):>6}"
        )
    for change in changes:
        for verb, flipped in (("lost", change.lost), ("gained", change.gained)):
            yield from (f"{verb} {change.measure}: {asked} {questions[asked]}" for asked in flipped)


def losses(changes: Sequence[Change]) -> list[str]:
    """The significant losses, a sentence each."""
    return [
        f"{change.measure} fell from {change.before:.3f} to {change.after:.3f} (p = {change.p:.4f})"
        for change in changes
        if change.is_loss
    ]
