"""The figures of a run: one function makes them, and the table, the JSON and the page only show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.bootstrap import Mean, means
from eval.metrics import MEASURES, percentile
from eval.refusals import area, auroc, coverage_at, points
from eval.run import Row

ANSWERABLE = (*MEASURES, "quote hit", "citation precision")  # means over the answerable questions
Figures = dict[str, float | Mean]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that are summed up together, and the unanswerable rows that their confidence is held against."""

    rows: tuple[Row, ...]
    against: tuple[Row, ...]


def groups(rows: Sequence[Row]) -> dict[str, Group]:
    """All rows, then by language of the question, by pair of languages, by kind; none of them is empty.

    Pairs and kinds that are all answerable are held against the unanswerable questions in their languages.
    """
    unanswerable = [row for row in rows if not row.question.answerable]
    named: dict[str, list[Row]] = {"all": list(rows)}
    named |= {f"language {name}": [row for row in rows if row.question.language == name] for name in _languages(rows)}
    pairs = sorted({row.pair for row in rows if row.question.answerable})
    named |= {f"pair {pair}": [row for row in rows if row.pair == pair] for pair in pairs}
    kinds = sorted({row.question.kind for row in rows})
    named |= {f"kind {kind}": [row for row in rows if row.question.kind == kind] for kind in kinds}
    return {
        name: Group(tuple(members), tuple(row for row in unanswerable if row.question.language in _languages(members)))
        for name, members in named.items()
        if members
    }


def _languages(rows: Sequence[Row]) -> list[str]:
    return sorted({row.question.language for row in rows})


def figures(group: Group) -> Figures:
    """Every figure that a group has. One denominator: the questions; no hits count as 0."""
    answerable = [row for row in group.rows if row.question.answerable]
    times = [row.answer.elapsed_ms for row in group.rows]
    found: Figures = {"n": len(group.rows), "answerable": len(answerable)}
    columns = {name: [row.scores[name] for row in answerable] for name in ANSWERABLE}
    found |= means(columns | {"false refusals": [float(not row.answer.found) for row in answerable]})
    found |= _false_answers(group) | _confidence(group, answerable)
    return found | {"p50 ms": percentile(times, 0.5), "p95 ms": percentile(times, 0.95)}


def _sorts(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Unanswerable rows: all, those off topic, and near misses, by what their figures' names end with."""
    unanswerable = [row for row in rows if not row.question.answerable]
    return {
        "": unanswerable,
        " off topic": [row for row in unanswerable if not row.question.near],
        " near misses": [row for row in unanswerable if row.question.near],
    }


def _false_answers(group: Group) -> Figures:
    found: Figures = {}
    for sort, rows in _sorts(group.rows).items():
        found |= means({f"false answers{sort}": [float(row.answer.found) for row in rows]})
    return found


def _confidence(group: Group, answerable: Sequence[Row]) -> Figures:
    """AUROC is against the unanswerable rows of the languages; risk and coverage are of the group's own rows."""
    found: Figures = {}
    if not answerable:
        return found
    for sort, rows in _sorts(group.against).items():
        if rows:
            confidences = [row.answer.confidence for row in rows]
            found[f"AUROC{sort}"] = auroc([row.answer.confidence for row in answerable], confidences)
    line = points(group.rows)
    return found | {"AURC": area(line), "coverage at 5% risk": coverage_at(line)}


def summary(rows: Sequence[Row]) -> dict[str, Figures]:
    """The figures of all groups."""
    return {name: figures(group) for name, group in groups(rows).items()}
