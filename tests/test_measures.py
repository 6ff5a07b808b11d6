"""What is measured with a question set: metrics, a run on the toy engine, its table, and the weights fitted on it."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.fit import collect, fit_refusal, fit_shares, fitted_half, gather
from eval.metrics import ndcg_at, percentile, recall_at, reciprocal_rank_at
from eval.questions import Question, load_questions, relevant
from eval.report import MEASURES, data, groups, summary, table
from eval.run import Row, evaluate
from qa import Engine


def question(id: str, language: str, text: str, document: str | None, *evidence: str, **more: Any) -> str:
    row = {"id": id, "language": language, "kind": "fact" if document else "none", "question": text, "history": []}
    return json.dumps({**row, "document": document, "evidence": evidence, **more}, ensure_ascii=False)


BEES = {"document": "аралар.md", "evidence": ["төрт миллион гүлге"]}
TOY = [
    question("1", "kk", "Бір ара ұясында неше ара тұрады?", "аралар.md", "қырық мың ара"),
    question("2", "ru", "В каком году построили каменный мост?", "көпірлер/мосты.txt", "В 1874 ГОДУ"),
    question("3", "en", "How many thousand bees live in one hive?", "аралар.md", "ара"),
    question("4", "ru", "А его длина?", "көпірлер/мосты.txt", "двести", kind="follow", history=["Где каменный мост?"]),
    question("5", "en", "Why do volcanoes erupt?", None),
    question("6", "en", "How deep is Salt Lake?", "lakes.html", "nowhere", "four metres deep", also=[BEES]),
    question("7", "kk", "Кітапхана туралы?", "кітапхана.txt", "мұндай сөз жоқ"),
]


@pytest.fixture(scope="module")
def toys(tmp_path_factory: pytest.TempPathFactory) -> list[Question]:
    path = tmp_path_factory.mktemp("questions") / "сұрақтар.jsonl"
    path.write_text("\n".join([*TOY[:3], "", "  ", *TOY[3:]]) + "\n", encoding="utf-8")
    return load_questions(path)


@pytest.fixture(scope="module")
def rows(engine: Engine, toys: list[Question]) -> list[Row]:
    return evaluate(engine.ask, toys, engine.index.passages)


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
        assert (row.found, row.confidence, row.answer) == (answer.found, answer.confidence, answer.text)
    assert [row.metrics["recall@1"] for row in rows if row.pair in ("kk-kk", "ru-ru", "en-en")] == [1, 1, 1, 1]
    assert all(value == 0 for value in rows[6].metrics.values())


def test_a_summary_has_one_denominator_and_leaves_out_what_nothing_answers(rows: list[Row]) -> None:
    figures = summary(rows)
    assert figures["n"] == 7 == figures["answered"] + figures["refused"]
    for name in MEASURES:
        assert figures[name] == pytest.approx(sum(row.metrics[name] for row in rows if row.question.answerable) / 6)
    assert not set(MEASURES) & set(summary([rows[4]]))


def test_the_table_has_a_line_for_each_group(rows: list[Row]) -> None:
    head, *lines = table(rows).split("\n")
    names = ["all", "answerable", "unanswerable", *(f"pair {pair}" for pair in ("en-en", "en-kk", "kk-?", "kk-kk", "ru-ru"))]
    assert list(groups(rows)) == [*names, "kind fact", "kind follow", "kind none"]
    assert [line[:18].strip() for line in lines] == list(groups(rows))
    assert head.split() == "n recall@1 recall@3 recall@5 recall@10 MRR@10 nDCG@10 answered refused p50 ms p95 ms".split()
    assert len({len(line) for line in (head, *lines)}) == 1
    assert lines[2].split()[:3] == ["unanswerable", "1", "–"]
    assert lines[-4].split()[:9] == ["pair", "ru-ru", "2", *["1.000"] * 6]


def test_a_run_can_be_kept_as_json(rows: list[Row]) -> None:
    kept = json.loads(json.dumps(data(rows), ensure_ascii=False))
    assert list(kept["groups"]) == list(groups(rows))
    assert [item["id"] for item in kept["questions"]] == list("1234567")
    assert "recall@1" in kept["questions"][0]
    assert "recall@1" not in kept["questions"][4]


rankings = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


@settings(max_examples=150, deadline=None)
@given(rankings, st.sets(st.sampled_from("abcdxyz"), min_size=1), st.integers(1, 10))
def test_measures_lie_between_nought_and_one_and_agree(ranking: list[str], gold: set[str], k: int) -> None:
    recall, rank, gain = (measure(k, ranking, gold) for measure in (recall_at, reciprocal_rank_at, ndcg_at))
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
