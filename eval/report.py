"""Rows of a run to a table for people and to data for programs. One denominator: the questions of the group."""

from collections.abc import Iterable, Sequence
from typing import Any

from eval.metrics import percentile
from eval.run import Row

MEASURES = ("recall@1", "recall@3", "recall@5", "recall@10", "MRR@10", "nDCG@10")
COLUMNS = ("n", *MEASURES, "answered", "refused", "p50 ms", "p95 ms")


def summary(rows: Sequence[Row]) -> dict[str, float]:
    """Means over the questions of a group; retrieval measures are left out where nothing answers."""
    answerable = [row.metrics for row in rows if row.question.answerable]
    figures: dict[str, float] = {"n": len(rows)}
    if answerable:
        figures |= {name: sum(row[name] for row in answerable) / len(answerable) for name in MEASURES}
    found = sum(row.found for row in rows)
    times = [row.elapsed_ms for row in rows]
    return figures | {
        "answered": found,
        "refused": len(rows) - found,
        "p50 ms": percentile(times, 0.5),
        "p95 ms": percentile(times, 0.95),
    }


def groups(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """All rows, then by answerability, by language pair, by kind."""
    named: dict[str, list[Row]] = {"all": list(rows)}
    named["answerable"] = [row for row in rows if row.question.answerable]
    named["unanswerable"] = [row for row in rows if not row.question.answerable]
    for pair in sorted({row.pair for row in named["answerable"]}):
        named[f"pair {pair}"] = [row for row in rows if row.pair == pair]
    for kind in sorted({row.question.kind for row in rows}):
        named[f"kind {kind}"] = [row for row in rows if row.question.kind == kind]
    return {name: members for name, members in named.items() if members}


def table(rows: Sequence[Row]) -> str:
    """The summaries of all groups, a line each."""
    lines = [_line("", COLUMNS)]
    for name, members in groups(rows).items():
        figures = summary(members)
        lines.append(_line(name, [_cell(column, figures) for column in COLUMNS]))
    return "\n".join(lines)


def _line(name: str, cells: Iterable[str]) -> str:
    return f"{name:<18}" + "".join(f"{cell:>10}" for cell in cells)


def _cell(column: str, figures: dict[str, float]) -> str:
    if column not in figures:
        return "–"
    return f"{figures[column]:.0f}" if column in ("n", "answered", "refused") else f"{figures[column]:.3f}".removeprefix("0")


def data(rows: Sequence[Row]) -> dict[str, Any]:
    """The whole run for JSON: summaries of the groups, and every question with its ranking."""
    return {
        "groups": {name: summary(members) for name, members in groups(rows).items()},
        "questions": [
            {
                "id": row.question.id,
                "language": row.question.language,
                "kind": row.question.kind,
                "question": row.question.text,
                "pair": row.pair,
                "found": row.found,
                "confidence": row.confidence,
                "answer": row.answer,
                "ranking": row.ranking,
                "gold": row.gold,
                "elapsed_ms": row.elapsed_ms,
                **(row.metrics if row.question.answerable else {}),
            }
            for row in rows
        ],
    }
