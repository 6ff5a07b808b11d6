"""What is measured with a question set: metrics, a run on the toy engine, and the weights fitted on it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.fit import collect, fit_refusal, fit_shares, fitted_half, gather
from eval.metrics import MEASURES, measured, ndcg_at, percentile
from eval.questions import Question, relevant
from eval.run import Row, evaluate
from qa import Engine


def test_a_question_is_read_with_its_places(toys: list[Question]) -> None:
    assert [item.id for item in toys] == list("1234567")
    assert [len(item.gold) for item in toys] == [1, 1, 1, 1, 0, 2, 1]
    assert toys[3].history == ("Где каменный мост?",)
    assert toys[5].gold[1].evidence == ("төрт миллион гүлге",)


def test_evidence_is_found_in_its_own_document_only_the_first_document_first(engine: Engine, toys: list[Question]) -> None:
    found = [relevant(item, engine.index.passages) for item in toys]
    assert [list(gold.values()) for gold in found] == [["kk"], ["ru"], ["kk"], ["ru"], [], ["en", "kk"], []]
    assert [passage.partition(":")[0] for passage in found[5]] == ["lakes.html", "аралар.md"]


def test_a_run_keeps_a_row_for_each_question_asked_as_a_user_asks(engine: Engine, rows: list[Row]) -> None:
    assert [row.question.id for row in rows] == list("1234567")
    assert [row.pair for row in rows] == ["kk-kk", "ru-ru", "en-kk", "ru-ru", "none", "en-en", "kk-?"]
    for row in rows:
        answer = engine.ask(row.question.text, row.question.history)
        assert row.ranking == tuple(hit.passage.id for hit in answer.hits)
        assert replace(row.answer, elapsed_ms=0) == replace(answer, elapsed_ms=0)
    assert [row.scores["recall@1"] for row in rows if row.pair in ("kk-kk", "ru-ru", "en-en")] == [1, 1, 1, 1]
    assert not any(rows[6].scores[name] for name in (*MEASURES, "quote hit", "citation precision"))
    assert set(rows[4].scores) == {"decision"}


def test_a_run_tells_of_its_progress(engine: Engine, toys: list[Question]) -> None:
    told: list[Any] = []

    def progress(things: Iterable[Any], what: str, total: int) -> Iterator[Any]:
        for at, thing in enumerate(things, start=1):
            told.append((what, at, total))
            yield thing

    evaluate(engine.ask, toys[:3], engine.index.passages, progress)
    assert told == [("ask", 1, 3), ("ask", 2, 3), ("ask", 3, 3)]


rankings = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


@settings(max_examples=150, deadline=None)
@given(rankings, st.sets(st.sampled_from("abcdxyz"), min_size=1), st.integers(1, 10))
def test_measures_lie_between_nought_and_one_and_agree(ranking: list[str], gold: set[str], k: int) -> None:
    recall, rank, gain = measured(ranking, gold, [f"Success@{k}", f"RR@{k}", f"nDCG@{k}"])
    assert (recall > 0) == (rank > 0) == (gain > 0) == bool(gold & set(ranking[:k]))
    assert 0 <= rank <= recall <= 1
    assert 0 <= gain <= 1
    best = sorted(ranking, key=lambda passage: passage not in gold)
    assert ndcg_at(k, best, gold) >= gain
    assert ndcg_at(k, sorted(gold), gold) == pytest.approx(1)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.floats(0, 100), min_size=1, max_size=20), st.floats(0, 1))
def test_a_percentile_is_one_of_the_values_with_its_share_at_or_below(values: list[float], share: float) -> None:
    found = percentile(values, share)
    assert found in values
    assert sum(value <= found for value in values) >= share * len(values) - 1e-9


def test_weights_are_fitted_on_cases_that_can_be_answered(engine: Engine, toys: list[Question]) -> None:
    cases = collect(engine, toys)
    assert [case.question.id for case in cases] == list("12346")
    for case in cases:
        for scores, share in ((case.dense, 0), (case.lexical, 1)):
            best = scores[case.gold].max()
            assert 1 + (scores > best).sum() <= case.rank(share, share) <= (scores >= best).sum()
    same, cross = fit_shares(cases)
    assert 0 <= same <= 1
    assert 0 <= cross <= 1


def test_the_half_that_is_fitted_on_is_drawn_by_the_id_alone(toys: list[Question]) -> None:
    assert [item.id for item in toys if fitted_half(item)] == [
        name for name in "1234567" if fitted_half(replace(toys[0], id=name))
    ]
    many = [fitted_half(replace(toys[0], id=str(number))) for number in range(1000)]
    assert 450 < sum(many) < 550


def test_a_fitted_refusal_tells_much_evidence_from_little(engine: Engine, toys: list[Question]) -> None:
    fitted = fit_refusal(gather(engine, toys), words_meet=True)
    assert set(fitted) == {"bias", "dense", "covered", "threshold"}
    assert fitted["dense"] + fitted["covered"] > 0
    assert 0 < fitted["threshold"] < 1
