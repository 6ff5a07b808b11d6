"""The large corpus: made documents are new, always the same and as many as asked for; every figure is there and makes sense."""

import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import index.vectors
from corpus import Document, load, split
from eval.imitate import CHANGED, PARAGRAPH, SYLLABLES, imitate, manners, texts
from eval.large import apart, fill, measure
from qa.config import STARTER

QUESTIONS = Path(__file__).parents[1] / "eval" / "data" / "questions.jsonl"
SEED = 5


@pytest.fixture(scope="module")
def starter() -> tuple[Document, ...]:
    return load(STARTER).documents


def passages(folder: Path) -> int:
    return sum(len(split(document)) for document in load(folder).documents)


def test_every_language_of_the_documents_is_imitated(starter: tuple[Document, ...]) -> None:
    assert [manner.language for manner in manners(starter)] == list(SYLLABLES)
    assert all(len(manner.sentences) > 100 for manner in manners(starter))


def test_an_imitation_keeps_the_length_and_changes_numbers_and_about_so_many_words(starter: tuple[Document, ...]) -> None:
    for manner in manners(starter):
        chance = random.Random(SEED)
        changed = [
            one != other
            for sentence in manner.sentences
            for one, other in zip(sentence.split(), imitate(manner, sentence, chance).split(), strict=True)
            if len(one) > 3 and one.isalpha() and one.islower()
        ]
        # A word may be drawn anew as itself, and one may have no other with its ending.
        assert CHANGED - 0.15 < sum(changed) / len(changed) < CHANGED + 0.05


def test_made_texts_are_the_same_for_a_seed_and_others_for_another(starter: tuple[Document, ...]) -> None:
    sources = manners(starter)
    assert list(texts(sources, 60, 1)) == list(texts(sources, 60, 1)) != list(texts(sources, 60, 2))


def test_no_paragraph_is_made_twice_and_each_becomes_a_passage(starter: tuple[Document, ...], tmp_path: Path) -> None:
    made = dict(texts(manners(starter), 150, SEED))
    paragraphs = [part for text in made.values() for part in text.split("\n\n") if not part.startswith("#")]
    assert len(set(paragraphs)) == len(paragraphs) == 150
    assert all(PARAGRAPH[0] <= len(paragraph.strip()) <= PARAGRAPH[1] for paragraph in paragraphs)
    for name, text in made.items():
        (tmp_path / name).write_text(text, encoding="utf-8", newline="\n")
    # Now and then a sentence that leads in to a list makes a passage of its own.
    assert passages(tmp_path) == pytest.approx(150, abs=3)


@pytest.mark.parametrize("wanted", [1, 500])
def test_the_folder_has_our_documents_and_so_many_passages(tmp_path: Path, wanted: int) -> None:
    fill(tmp_path / "documents", wanted, STARTER, None)
    assert {path.name for path in STARTER.iterdir()} <= {path.name for path in (tmp_path / "documents").iterdir()}
    assert passages(tmp_path / "documents") == pytest.approx(max(wanted, passages(STARTER)), rel=0.02)


def test_other_documents_stand_beside_ours(tmp_path: Path, documents: Path) -> None:
    fill(tmp_path / "documents", 1, STARTER, documents)
    assert passages(tmp_path / "documents") == passages(STARTER) + passages(documents)


def here(function: Callable[..., Any], *arguments: Any) -> Any:
    """Run in this process: a child would not know of what is changed for a test."""
    return function(*arguments)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first twelve questions of our set."""
    path = tmp_path_factory.mktemp("questions") / "few.jsonl"
    path.write_text("\n".join(QUESTIONS.read_text("utf-8").splitlines()[:12]), encoding="utf-8")
    return path


@pytest.mark.parametrize(("exact", "told"), [(index.vectors.EXACT, index.vectors.FLAT), (3000, index.vectors.PACKED)])
def test_every_figure_is_measured_and_makes_sense(monkeypatch: pytest.MonkeyPatch, few: Path, exact: int, told: str) -> None:
    monkeypatch.setattr(index.vectors, "EXACT", exact)
    found = dict(measure(900, STARTER, few, "bundled", run=here))
    assert found["passages"] == pytest.approx(900, rel=0.02)
    assert found["vectors"] > found["passages"]
    assert found["layout"] == told
    for name in ("build, s", "on disk, MB", "build, peak memory, MB", "large: open, s", "large: peak memory, MB"):
        assert found[name] > 0
    for name in ("starter", "large"):
        for clock in ("", ", processor alone"):
            assert 0 < found[f"{name}: p50 ms{clock}"] <= found[f"{name}: p95 ms{clock}"]
        assert 0 <= found[f"{name}: recall@1"] <= found[f"{name}: recall@5"] <= 1
    assert found["starter: recall@5"] >= found["large: recall@5"] > 0.5
    if told == index.vectors.FLAT:
        assert found["nearest vectors found"] == found["hits as by an exact scan"] == 1
    assert found["nearest vectors found"] > 0.9
    assert found["hits as by an exact scan"] > 0.9


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system cannot bind a process to a core")
def test_a_stage_runs_apart_on_one_core_and_leaves_ours_alone() -> None:
    before, threads = os.sched_getaffinity(0), os.environ.get("OMP_NUM_THREADS")
    assert len(apart(os.sched_getaffinity, 0)) == 1
    assert apart(os.getenv, "OMP_NUM_THREADS") == "1"
    assert os.sched_getaffinity(0) == before
    assert os.environ.get("OMP_NUM_THREADS") == threads
