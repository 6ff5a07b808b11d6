"""Figures of a run: quotes, refusals, intervals, groups; and that table, JSON and page show the same ones."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.bootstrap import Mean, means
from eval.figures import ANSWERABLE, figures, groups, summary
from eval.questions import Gold, Question
from eval.quotes import citation_precision, holds, quote_hit
from eval.refusals import Point, area, auroc, coverage_at, curve
from eval.report import BLOCKS, cell, data, tables
from eval.run import OUTCOMES, Row, evaluate
from qa import Answer, Citation, Engine

shares = st.floats(0, 1, allow_subnormal=False)


@pytest.fixture(scope="module")
def answer(engine: Engine) -> Answer:
    return engine.ask("Бір ара ұясында неше ара тұрады?")


def first(answer: Answer) -> Citation:
    """What the toy engine shows first for the question about bees."""
    assert answer.citations[0].quote == "Бір ара ұясында қырық мың ара тұрады."
    return answer.citations[0]


def expecting(*evidence: str, answers: tuple[str, ...] = ()) -> Question:
    return Question("1", "kk", "fact", "Неше?", (), (Gold("аралар.md", evidence),), answers=answers)


@pytest.mark.parametrize(
    ("evidence", "hit"),
    [
        ("қырық мың ара", True),
        ("Қырық-мың АРА", True),
        ("кырык мын ара", False),
        ("Бір ара ұясында қырық мың ара тұрады. Ұяны жалғыз", True),  # the quote is 29 of its 39 letters
        ("Бір ара ұясында қырық мың ара тұрады. Ұяны жалғыз аналық ара басқарады.", False),
        ("ара үйшігінде", False),
    ],
)
def test_a_quote_hits_when_it_holds_the_evidence_or_is_most_of_it(answer: Answer, evidence: str, hit: bool) -> None:
    shown = [first(answer)]
    assert quote_hit(expecting(evidence), shown, {}) == hit
    assert quote_hit(expecting("мұндай сөз жоқ", evidence), shown, {}) == hit


def test_a_short_answer_counts_in_whole_words_and_from_a_passage_that_answers(answer: Answer) -> None:
    shown, lost = [first(answer)], "мұндай сөз жоқ"
    gold = {shown[0].passage.id: "kk"}
    assert quote_hit(expecting(lost, answers=("40", "Қырық мың")), shown, gold)
    assert not quote_hit(expecting(lost, answers=("қырық мың",)), shown, {})
    assert not quote_hit(expecting(lost, answers=("ыры", "мы", "мың қырық")), shown, gold)
    assert not quote_hit(expecting(lost, answers=("қырық мың",)), [], gold)


@settings(max_examples=100, deadline=None)
@given(st.text("абв", min_size=1), st.text("абв"), st.text("абв"))
def test_a_quote_around_the_evidence_always_holds_it(evidence: str, before: str, behind: str) -> None:
    assert holds(before + evidence + behind, evidence)


def test_citation_precision_is_the_share_of_what_is_shown(answer: Answer) -> None:
    shown = answer.citations
    assert citation_precision(shown, {shown[0].passage.id}) == pytest.approx(1 / len(shown))
    assert citation_precision(shown, {citation.passage.id for citation in shown}) == 1
    assert citation_precision([], {"a"}) == 0


def test_a_refused_question_is_measured_by_what_is_shown_as_related(engine: Engine, rows: list[Row]) -> None:
    row = next(row for row in rows if row.answer.found and row.scores.get("quote hit"))

    def refuse(text: str, history: object) -> Answer:
        found = engine.ask(text)
        return replace(found, citations=(), related=found.citations)

    again = evaluate(refuse, [row.question], engine.index.passages)[0]
    assert again.outcome == "false refusal"
    assert again.scores == row.scores | {"decision": 0.0}


def test_every_row_has_one_outcome(rows: list[Row]) -> None:
    for row in rows:
        assert row.outcome in OUTCOMES
        assert row.outcome.startswith("right") <= bool(row.scores["decision"])
    assert rows[0].outcome == "right answer"


@settings(max_examples=60, deadline=None)
@given(st.lists(shares, min_size=1, max_size=40))
def test_an_interval_lies_around_its_mean_and_within_the_values(values: list[float]) -> None:
    found = means({"a": values, "b": [1.0] * len(values)})
    assert min(values) - 1e-9 <= found["a"].low <= found["a"].high <= max(values) + 1e-9
    assert found["b"] == pytest.approx(Mean(1, 1, 1))
    assert found == means({"a": values, "b": [1.0] * len(values)})


def test_a_95_percent_interval_is_as_wide_as_theory_says() -> None:
    found = means({"a": [0.0, 1.0] * 200})["a"]
    assert found.value == 0.5
    assert (found.low, found.high) == pytest.approx((0.451, 0.549), abs=0.006)  # 0.5 ± 1.96 · sqrt(0.25 / 400)
    assert means({"a": []}) == {}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([0.1, 0.4, 0.5, 0.9]), st.booleans()), min_size=1, max_size=30))
def test_the_curve_ends_with_all_questions_answered(told: list[tuple[float, bool]]) -> None:
    mistakes = [wrong for _, wrong in told]
    line = curve([sure for sure, _ in told], mistakes)
    assert len(line) == len({sure for sure, _ in told})
    assert line[-1] == pytest.approx(Point(1.0, sum(mistakes) / len(told)))
    assert [point.coverage for point in line] == sorted(point.coverage for point in line)
    assert 0 <= area(line) <= 1
    assert coverage_at(line, 1.0) == 1


def test_a_confidence_that_knows_its_mistakes_has_the_least_area() -> None:
    mistakes = [False] * 8 + [True] * 2
    good = curve([1 - at / 10 for at in range(10)], mistakes)
    bad = curve([at / 10 for at in range(10)], mistakes)
    assert area(good) < 0.2 < area(bad)
    assert (coverage_at(good), coverage_at(bad)) == (0.8, 0)
    assert (auroc([0.5], [0.5]), auroc([0.9, 0.8], [0.1])) == (0.5, 1)


def test_a_run_is_grouped_by_language_pair_and_kind(rows: list[Row]) -> None:
    found = groups(rows)
    pairs = [f"pair {pair}" for pair in ("en-en", "en-kk", "kk-?", "kk-kk", "ru-ru")]
    assert list(found) == ["all", "language en", "language kk", "language ru", *pairs, "kind fact", "kind follow", "kind none"]
    assert [row.question.id for row in found["pair en-kk"].against] == ["5"]
    assert found["pair kk-kk"].against == ()


def test_all_figures_have_one_denominator(rows: list[Row]) -> None:
    found = summary(rows)["all"]
    assert (found["n"], found["answerable"]) == (7, 6)
    for name in ANSWERABLE:
        value = found[name]
        assert isinstance(value, Mean)
        assert value.value == pytest.approx(sum(row.scores[name] for row in rows if row.question.answerable) / 6)
    assert found["false answers"] == found["false answers off topic"]
    assert "false answers near misses" not in found
    alone = figures(groups([rows[4]])["all"])
    assert not {*ANSWERABLE, "AUROC", "AURC", "false refusals"} & set(alone)


def test_near_misses_are_told_from_what_is_off_topic(rows: list[Row]) -> None:
    near = replace(rows[4], question=replace(rows[4].question, near=True), answer=rows[0].answer)
    off = replace(rows[4], answer=replace(rows[4].answer, citations=()))
    found = summary([*rows[:4], off, near])["all"]
    values = [cell(f"false answers{sort}", found).split()[0] for sort in ("", " off topic", " near misses")]
    assert values == [".500", ".000", "1.000"]
    assert {"AUROC", "AUROC off topic", "AUROC near misses"} <= set(found)


def test_the_tables_have_a_line_for_each_group_and_no_ragged_edge(rows: list[Row]) -> None:
    blocks = [block.split("\n") for block in tables(rows).split("\n\n")]
    assert [re.split("  +", lines[0]) for lines in blocks] == [[name, *columns] for name, columns in BLOCKS.items()]
    for lines in blocks:
        assert [re.split("  +", line)[0] for line in lines[1:]] == list(groups(rows))
        assert len({len(line) for line in lines}) == 1


def test_every_figure_is_shown_in_one_of_the_tables(rows: list[Row]) -> None:
    near = replace(rows[4], question=replace(rows[4].question, near=True))
    shown = {column for columns in BLOCKS.values() for column in columns}
    assert set(summary([*rows, near])["all"]) == shown


def test_json_and_tables_tell_the_same_figures(rows: list[Row]) -> None:
    kept = json.loads(json.dumps(data(rows, "toy"), ensure_ascii=False))
    for group, found in kept["groups"].items():
        again = {name: Mean(*value.values()) if isinstance(value, dict) else value for name, value in found.items()}
        assert again == summary(rows)[group]
        for block in tables(rows).split("\n\n"):
            columns = re.split("  +", block.split("\n")[0])[1:]
            line = next(line for line in block.split("\n") if line.startswith(f"{group} "))
            assert re.split("  +", line)[1:] == [cell(column, again) for column in columns]


def test_json_keeps_every_question(rows: list[Row]) -> None:
    kept = json.loads(json.dumps(data(rows), ensure_ascii=False))["questions"]
    assert [item["id"] for item in kept] == list("1234567")
    assert kept[0]["recall@1"] == 1
    assert kept[0]["quote"] == rows[0].shown[0].quote
    assert "recall@1" not in kept[4]
