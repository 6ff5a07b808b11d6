"""The developer's view of a question shows what its answer was made of, and the inventory what the index holds."""

import shutil
from pathlib import Path

import pytest

from corpus.check import verdicts
from corpus.load import load
from index import Embedder, Index, build
from index.store import current
from qa import Engine
from qa.bench import bench
from qa.inventory import inventory
from qa.question import QuestionError

QUESTIONS = ("Бір ара ұясында неше ара тұрады?", "В каком году построили каменный мост?", "Why do volcanoes erupt?")


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_bench_shows_what_the_answer_was_made_of(engine: Engine, question: str) -> None:
    shown, answer = bench(engine, question), engine.ask(question)
    assert (shown.question, shown.language) == (answer.question, answer.language)
    assert shown.confidence == pytest.approx(answer.confidence)
    assert shown.found == answer.found
    assert [(row.passage, row.fused, row.dense, row.lexical) for row in shown.rows] == [
        (hit.passage, hit.score, hit.dense, hit.lexical) for hit in answer.hits
    ]
    assert [row.fused_rank for row in shown.rows] == list(range(1, len(shown.rows) + 1))


def test_only_what_is_in_scope_is_shown(engine: Engine) -> None:
    shown = bench(engine, QUESTIONS[0], keep=lambda passage: passage.language == "ru")
    assert shown.rows
    assert {row.passage.language for row in shown.rows} == {"ru"}
    nothing = bench(engine, QUESTIONS[0], keep=lambda passage: False)
    assert (nothing.rows, nothing.candidates, nothing.found) == ((), 0, False)


def test_ranks_follow_scores(engine: Engine) -> None:
    shown = bench(engine, QUESTIONS[0], k=1000)
    assert len(shown.rows) == shown.candidates
    by_meaning = sorted(shown.rows, key=lambda row: row.dense_rank)
    assert [row.dense for row in by_meaning] == sorted((row.dense for row in shown.rows), reverse=True)
    assert by_meaning[0].dense_rank == 1
    met = sorted((row for row in shown.rows if row.lexical > 0), key=lambda row: row.lexical_rank)
    assert [row.lexical for row in met] == sorted((row.lexical for row in met), reverse=True)
    assert {row.lexical_rank for row in shown.rows if row.lexical == 0} <= {0}
    assert all(-1 <= row.met <= 1.001 for row in shown.rows)


def test_the_words_of_the_question_are_shown_with_their_terms(engine: Engine) -> None:
    shown = bench(engine, "Бір ара")
    assert [word.word for word in shown.words] == ["бир", "ара"]
    assert all(word.terms for word in shown.words)


def test_slips_and_latin_letters_are_shown_as_they_were_read(engine: Engine) -> None:
    shown = bench(engine, "Кітапахна қашан ашылды?")
    assert [typed for typed, _ in shown.corrected] == ["Кітапахна"]
    assert shown.searched != shown.question
    assert bench(engine, "kitaphana qashan ashyldy").searched_language == "kk"


def test_a_follow_up_is_shown_with_its_topic(engine: Engine) -> None:
    shown = bench(engine, "А его длина?", [QUESTIONS[1]])
    assert "мост" in shown.searched
    assert shown.question == "А его длина?"


def test_a_question_that_cannot_be_asked_is_refused(engine: Engine) -> None:
    with pytest.raises(QuestionError):
        bench(engine, " ")


def test_the_inventory_tells_what_the_index_holds(engine: Engine, index_folder: Path, documents: Path) -> None:
    found = inventory(engine, folder=index_folder, health=verdicts(documents))
    assert [entry.id for entry in found.documents] == sorted(engine.index.documents)
    assert sum(entry.passages for entry in found.documents) == found.passages == len(engine.index.passages)
    assert {entry.verdict for entry in found.documents} <= {"green", "amber"}
    assert {entry.language for entry in found.documents} == {"kk", "ru", "en"}
    assert found.generation == current(index_folder).name
    assert found.size > 10_000
    assert (found.model, found.dim, found.built) == ("toy", 128, engine.index.manifest.built)


def test_files_left_out_are_told_with_their_reason(tmp_path: Path, model: Embedder) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "ара.txt").write_text("Бір ара ұясында қырық мың ара тұрады.", encoding="utf-8")
    (tmp_path / "documents" / "бос.txt").touch()
    build(tmp_path / "documents", tmp_path / "index", model)
    found = inventory(Engine(Index.open(tmp_path / "index", model)))
    assert found.left_out == (("бос.txt", "it is empty; remove it or put text into it"),)
    assert [entry.verdict for entry in found.documents] == [""]


def test_an_index_in_memory_or_overtaken_has_no_generation(
    tmp_path: Path, index_copy: Path, documents: Path, model: Embedder
) -> None:
    opened = Engine(Index.open(index_copy, model))
    assert inventory(opened, folder=index_copy).generation
    more = Path(shutil.copytree(documents, tmp_path / "more"))
    (more / "ара.txt").write_text("Бір ара ұясында қырық мың ара тұрады.", encoding="utf-8")
    build(more, index_copy, model)
    overtaken = inventory(opened, folder=index_copy)
    assert (overtaken.generation, overtaken.size, len(overtaken.documents)) == ("", 0, 5)
    memory = inventory(Engine(Index.of(load(documents).documents, model)), folder=index_copy)
    assert (memory.generation, memory.size, memory.built) == ("", 0, "")
