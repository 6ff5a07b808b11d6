"""A run in the TREC formats says what the table says, whatever its ids hold."""

from dataclasses import replace
from pathlib import Path

import ir_measures
import pytest

from eval.figures import summary
from eval.metrics import MEASURES
from eval.report import cell
from eval.run import Row
from eval.trec import qrels_lines, run_lines


def test_trec_eval_finds_the_figures_of_the_table(rows: list[Row], tmp_path: Path) -> None:
    spaced = [replace(row, question=replace(row.question, id=f"{row.question.id} 100%")) for row in rows]
    (tmp_path / "run.txt").write_text("\n".join(run_lines(spaced)), "utf-8")
    (tmp_path / "qrels.txt").write_text("\n".join(qrels_lines(spaced)), "utf-8")
    qrels = list(ir_measures.read_trec_qrels(str(tmp_path / "qrels.txt")))
    run = list(ir_measures.read_trec_run(str(tmp_path / "run.txt")))
    assert {line.query_id for line in qrels} == {f"{number}%20100%25" for number in "123467"}
    measures = {ours: ir_measures.parse_measure(theirs) for ours, theirs in MEASURES.items()}
    found = ir_measures.calc_aggregate(measures.values(), qrels, run)
    for ours, theirs in measures.items():
        assert f"{found[theirs]:.3f}".removeprefix("0") == cell(ours, summary(rows)["all"]).split()[0]


@pytest.mark.parametrize("row", range(7))
def test_lines_have_the_columns_of_trec(rows: list[Row], row: int) -> None:
    lines = [line.split() for line in run_lines([rows[row]])]
    assert {len(line) for line in lines} <= {6}
    assert [int(line[3]) for line in lines] == list(range(1, len(lines) + 1))
    scores = [float(line[4]) for line in lines]
    assert scores == sorted(set(scores), reverse=True)
    assert all(len(line.split()) == 4 for line in qrels_lines([rows[row]]))
