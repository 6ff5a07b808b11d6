"""Two runs compared: flips, the randomisation test, the baseline, and what is no run."""

import json
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import UserError
from eval.compare import JUDGED, as_run, baseline, compare, lines, losses, randomisation, read_run
from eval.report import data
from eval.run import Row


def exact(differences: list[float]) -> float:
    """p by all signs, as the randomisation test estimates it."""
    sums = [abs(sum(map(float.__mul__, differences, signs))) for signs in product((1.0, -1.0), repeat=len(differences))]
    return sum(value >= abs(sum(differences)) - 1e-9 for value in sums) / len(sums)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([-1.0, -0.37, 0.0, 0.5, 1.0]), max_size=9))
def test_the_randomisation_test_agrees_with_counting_all_signs(differences: list[float]) -> None:
    found = randomisation(differences)
    assert found == pytest.approx(exact(differences), abs=0.02)  # four times its standard error at 10,000 flips
    assert found == randomisation([-difference for difference in differences])
    assert found == randomisation(differences)


def run(*recalls: float) -> dict[tuple[str, str], dict[str, float]]:
    """A run in which every measure of question n is the nth value."""
    return {(str(number), f"Сұрақ {number}?"): dict.fromkeys(JUDGED, value) for number, value in enumerate(recalls)}


def test_a_run_against_itself_has_no_change(rows: list[Row]) -> None:
    for change in compare(as_run(rows), as_run(rows)):
        assert (change.before, change.p, change.gained, change.lost) == (change.after, 1.0, (), ())
        assert change.n == (7 if change.measure == "decision" else 6)


def test_questions_that_flipped_are_listed_with_their_words() -> None:
    changes = compare(run(1, 0, 0.5, 0.5), run(0, 1, 0.5, 1))
    assert {(change.lost, change.gained) for change in changes} == {(("0",), ("1",))}
    told = list(lines(changes, {"0": "Сұрақ 0?", "1": "Сұрақ 1?"}))
    assert told[0].split() == "measure n before after change p gained lost".split()
    assert told[1].split()[:5] == ["nDCG@10", "4", "0.500", "0.625", "+0.125"]
    assert "lost quote hit: 0 Сұрақ 0?" in told
    assert "gained decision: 1 Сұрақ 1?" in told


def test_only_a_significant_loss_is_a_loss() -> None:
    assert losses(compare(run(*[1] * 20), run(*[1] * 18, 0, 0))) == []
    assert losses(compare(run(*[0] * 20), run(*[1] * 20))) == []
    fallen = losses(compare(run(*[1] * 20), run(*[0] * 8, *[1] * 12)))
    assert [loss.partition(" fell from 1.000 to 0.600")[0] for loss in fallen] == list(JUDGED)


def test_a_reworded_question_is_another_one(rows: list[Row]) -> None:
    before = run(1, 1, 1)
    before["0", "Басқа сұрақ?"] = before.pop(("0", "Сұрақ 0?"))
    assert {change.n for change in compare(before, run(1, 1, 1))} == {2}
    with pytest.raises(UserError, match="share no question"):
        compare(before, as_run(rows))


def test_a_run_and_a_baseline_are_read_alike(rows: list[Row], tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(json.dumps(data(rows)), "utf-8")
    (tmp_path / "baseline.json").write_text(baseline(rows, "toy «model»"), "utf-8")
    assert read_run(tmp_path / "baseline.json") == as_run(rows)
    for change in compare(read_run(tmp_path / "run.json"), as_run(rows)):
        assert change.p == 1
        assert (change.gained, change.lost) == ((), ())
    text = (tmp_path / "baseline.json").read_text("utf-8")
    assert len(text.splitlines()) == 2 + len(rows)


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "{",
        "[]",
        '"run"',
        '{"questions": 3}',
        '{"questions": [3]}',
        '{"questions": [{"id": "1"}]}',
        '{"questions": [{"id": "1", "question": "?"}]}',
        '{"questions": [{"id": "1", "question": "?", "decision": "x"}]}',
    ],
)
def test_what_is_no_run_is_refused_with_the_command_that_makes_one(tmp_path: Path, bad: str) -> None:
    (tmp_path / "run.json").write_text(bad, "utf-8")
    for name in ("run.json", "жоқ.json"):
        with pytest.raises(UserError, match=r"python -m eval run --json FILE\.$"):
            read_run(tmp_path / name)


def test_the_baseline_that_is_shipped_can_be_read() -> None:
    shipped = read_run(Path(__file__).parents[1] / "eval" / "data" / "baseline.json")
    assert len(shipped) > 200
    assert sum("recall@1" in scores for scores in shipped.values()) > 150
