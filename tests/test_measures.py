"""What is measured with a question set: metrics, a run on the toy engine, and the weights fitted on it."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import astuple, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import qa.compose
from corpus import UserError, split
from corpus.load import load
from eval.fit import REFUSAL, case_rank, collect, fit
from eval.fit_refusal import fit_refusal
from eval.halves import halves
from eval.metrics import MEASURES, measured, ndcg_at, percentile
from eval.questions import Question, load_questions, relevant
from eval.run import Row, evaluate
from index.rerank import Signals
from index.weights import WEIGHTS, load_weights
from qa import Engine
from qa.refusal import FEATURES, Evidence

ROOT = Path(__file__).parents[1]


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


def test_cases_are_the_questions_that_can_be_answered_each_with_its_candidates(engine: Engine, toys: list[Question]) -> None:
    cases = collect(engine, toys)
    assert [case.question.id for case in cases] == list("12346")
    for case in cases:
        gold = relevant(case.question, engine.index.passages)
        assert [hit.passage.id in gold for hit in case.hits] == case.gold.tolist()
        assert case.gold.any()
        assert list(case.hits) == sorted(case.hits, key=lambda hit: (-hit.score, hit.passage.id))
    assert [case.in_own_language for case in cases] == [True, True, False, True, True]


def test_a_case_has_its_signals_in_the_columns_of_its_group(engine: Engine, toys: list[Question]) -> None:
    count = len(Signals.__slots__)
    for case in collect(engine, toys):
        rows = case.features()
        assert rows.shape == (len(case.hits), 2 * count + 1)
        for hit, row in zip(case.hits, rows, strict=True):
            same = hit.passage.language in (case.language, "mixed")
            own, other = (row[:count], row[count:-1]) if same else (row[count:-1], row[:count])
            assert own.tolist() == list(astuple(hit.signals))
            assert not other.any()
            assert row[-1] == same


def test_the_rank_of_a_case_is_that_of_its_first_answer_by_any_score(engine: Engine, toys: list[Question]) -> None:
    for case in collect(engine, toys):
        first = case.gold.tolist().index(True) + 1
        assert case_rank(case, lambda hit: hit.score) == 1 / first
        answering = {hit.passage.id for hit, gold in zip(case.hits, case.gold, strict=True) if gold}
        assert case_rank(case, lambda hit, best=answering: hit.passage.id in best) == 1
        worst = case_rank(case, lambda hit, best=answering: hit.passage.id not in best)
        assert worst == 1 / (len(case.hits) - len(answering) + 1)
        assert case_rank(replace(case, gold=np.zeros_like(case.gold)), lambda hit: hit.score) == 0


EVIDENCE = [
    (
        Evidence("same" if at % 3 else "cross", dense=dense, missing=0.4 - dense / 2),
        dense > (0.6 if at % 3 else 0.3),  # across languages less proves as much
    )
    for at, dense in enumerate(np.linspace(0.1, 0.9, 60).tolist())
]


def test_a_fitted_refusal_tells_much_evidence_from_little(toys: list[Question]) -> None:
    rows = [(found, replace(toys[0] if answered else toys[4], id=str(at))) for at, (found, answered) in enumerate(EVIDENCE)]
    fitted = fit_refusal(rows, {question.id: question.id for _, question in rows})
    assert set(fitted) == {"same", "cross"}
    for numbers in fitted.values():
        assert set(numbers) == {"bias", *FEATURES, "threshold"}
        assert numbers["dense"] > 0 > numbers["missing"]
        assert 0 < numbers["threshold"] < 1
    assert {name: fitted["same"][name] for name in (*FEATURES, "threshold")} == {
        name: fitted["cross"][name] for name in (*FEATURES, "threshold")
    }
    assert fitted["same"]["bias"] != fitted["cross"]["bias"]


def test_too_few_questions_are_told_before_anything_is_written(engine: Engine, toys: list[Question]) -> None:
    files = (WEIGHTS, REFUSAL, qa.compose.WEIGHTS)
    before = [path.read_bytes() for path in files]
    with pytest.raises(UserError, match=r"too few questions to fit on: .* --questions FILE"):
        fit(engine, toys)
    assert [path.read_bytes() for path in files] == before


TOOLS = "lamp bell boat rope sail mast oven door lock gate clock stove table chair bench wheel plough anvil loom kiln".split()


@pytest.fixture(scope="module")
def fitted_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code in which the weights were fitted on a toy set: the true files are not to be touched."""
    folder = tmp_path_factory.mktemp("copy")
    for name in ("corpus", "index", "qa", "eval"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "model", "documents", "page"))
    shutil.copy(ROOT / "tests" / "conftest.py", folder / "toys.py")
    (folder / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "browsing.py", folder / "tests")  # the fixtures that it imports
    (folder / "documents").mkdir()
    rows = []
    for at, tool in enumerate(TOOLS):
        text = f"The {tool} weighs {at + 3} stones. It stands behind the harbour.\n\nBee hive {at} is near. Ice covers it."
        (folder / "documents" / f"{tool}.txt").write_text(text, encoding="utf-8")
        for more, answered in (
            ("How much does the {} weigh?", True),
            ("What does the {} weigh today?", True),
            ("Who painted?", False),
        ):
            place = (
                {"document": f"{tool}.txt", "evidence": [f"{at + 3} stones"]}
                if answered
                else {"document": None, "evidence": []}
            )
            asked = more.format(tool) if answered else f"Why do volcanoes number {at} erupt?"
            rows.append({"id": f"{tool}{more}", "language": "en", "kind": "fact", "question": asked, "history": []} | place)
    (folder / "set.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (folder / "run.py").write_text(RUN, encoding="utf-8")
    run = subprocess.run([sys.executable, "run.py"], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    (folder / "told.json").write_text(run.stdout, encoding="utf-8")
    return folder


RUN = """
import json
from pathlib import Path
import index.weights, qa.compose, qa.refusal
from eval import fit
from eval.questions import load_questions
from qa import Config, Engine
from toys import ToyEmbedder

here = Path(__file__).parent
assert Path(fit.__file__).is_relative_to(here) and fit.REFUSAL.is_relative_to(here)
engine = Engine.open(Config(here / "documents", here / "index"), model=ToyEmbedder(), rebuild=True)
told = fit.fit(engine, load_questions(here / "set.jsonl"))
print(json.dumps({
    "reports": told.reports,
    "measured": [row.question.id for row in told.rows],
    "rank": engine.index._weights.rank,
    "quote": qa.compose._weights(),
    "refusal": qa.refusal._numbers(),
    "found": engine.ask("How much does the bell weigh?").found,
    "refused": not engine.ask("Why do volcanoes number 77 erupt?").found,
}))
"""


def test_all_three_files_are_written_and_at_once_read_back(fitted_copy: Path) -> None:
    told = json.loads((fitted_copy / "told.json").read_text("utf-8"))
    for name, file, part in (
        ("rank", "index/weights.json", "rank"),
        ("quote", "qa/quote.json", ""),
        ("refusal", "qa/refusal.json", ""),
    ):
        written = json.loads((fitted_copy / file).read_text("utf-8"))
        assert told[name] == (written[part] if part else written)
        assert (fitted_copy / file).read_bytes() != (ROOT / file).read_bytes()
    weights = load_weights(fitted_copy / "index" / "weights.json")
    assert set(weights.share) == set(load_weights().share)
    assert {group: set(signals) for group, signals in weights.rank.items()} == {
        group: set(signals) for group, signals in load_weights().rank.items()
    }


def test_what_was_fitted_answers_and_refuses_and_each_half_is_measured_by_weights_of_the_other(fitted_copy: Path) -> None:
    told = json.loads((fitted_copy / "told.json").read_text("utf-8"))
    assert told["found"]
    assert told["refused"]
    passages = [passage for document in load(fitted_copy / "documents").documents for passage in split(document)]
    questions = load_questions(fitted_copy / "set.jsonl")
    one, other = halves(questions, passages)
    for half, report in zip((other, one), told["reports"], strict=True):
        answerable = sum(item.answerable for item in half)
        assert report.startswith(f"MRR of {answerable} answerable questions, fitted on the others: as fitted ")
        assert f"of {answerable} answerable, " in report
        assert f"of {len(half) - answerable} off topic" in report
        assert "near misses" not in report  # there are none: nothing is said of them
        assert "nan" not in report
    assert told["measured"] == [item.id for item in (*other, *one)]
