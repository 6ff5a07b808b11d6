"""Rows of a run to tables for people and to data for programs."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eval.bootstrap import Mean
from eval.figures import Figures, summary
from eval.metrics import MEASURES
from eval.run import Row

BLOCKS = {  # table -> its columns
    "Retrieval": ("n", "answerable", *MEASURES),
    "Quotes, citations, time": ("n", "answerable", "quote hit", "citation precision", "p50 ms", "p95 ms"),
    "Refusal": (
        *("n", "answerable", "false refusals", "false answers", "false answers off topic", "false answers near misses"),
        *("AUROC", "AUROC off topic", "AUROC near misses", "AURC", "coverage at 5% risk"),
    ),
}


def tables(rows: Sequence[Row]) -> str:
    """Each block as a table, a line for each group."""
    found = summary(rows)
    return "\n\n".join("\n".join(_table(name, columns, found)) for name, columns in BLOCKS.items())


def _table(name: str, columns: Sequence[str], found: Mapping[str, Figures]) -> Iterator[str]:
    lines = [[name, *columns], *([group, *(cell(column, values) for column in columns)] for group, values in found.items())]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for first, *rest in lines:
        yield "  ".join([first.ljust(widths[0]), *(text.rjust(width) for text, width in zip(rest, widths[1:], strict=True))])


def cell(column: str, figures: Figures) -> str:
    """A figure as it is shown: a mean with its interval, a share, milliseconds or a number; a dash where there is none.

    >>> cell("MRR@10", {"MRR@10": Mean(0.8125, 0.75, 1.0)}), cell("n", {"n": 12}), cell("p50 ms", {"p50 ms": 3.04})
    ('.812 .75–1.00', '12', '3.0')
    """
    if column not in figures:
        return "–"
    value = figures[column]
    if isinstance(value, Mean):
        return f"{_share(value.value, 3)} {_share(value.low, 2)}–{_share(value.high, 2)}"
    if column in ("n", "answerable"):
        return f"{value:.0f}"
    return f"{value:.1f}" if column.endswith(" ms") else _share(value, 3)


def _share(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".removeprefix("0")


def data(rows: Sequence[Row], about: str = "") -> dict[str, Any]:
    """The whole run for JSON: figures of the groups, and every question with its ranking."""
    return {
        "about": about,
        "groups": {name: _plain(values) for name, values in summary(rows).items()},
        "questions": [_question(row) for row in rows],
    }


def _plain(figures: Figures) -> dict[str, Any]:
    return {
        name: {"mean": value.value, "low": value.low, "high": value.high} if isinstance(value, Mean) else value
        for name, value in figures.items()
    }


def _question(row: Row) -> dict[str, Any]:
    return {
        "id": row.question.id,
        "language": row.question.language,
        "kind": row.question.kind,
        "question": row.question.text,
        "pair": row.pair,
        "outcome": row.outcome,
        "found": row.answer.found,
        "confidence": row.answer.confidence,
        "answer": row.answer.text,
        "quote": row.shown[0].quote if row.shown else "",
        "ranking": row.ranking,
        "gold": row.gold,
        "elapsed_ms": row.answer.elapsed_ms,
        **row.scores,
    }
