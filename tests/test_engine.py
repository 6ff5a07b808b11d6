"""The one path from a question to an answer: what is promised of every answer, of every refusal, and of every bad question."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus import UserError
from index import Embedder, build
from qa import Answer, Config, Engine
from qa.__main__ import as_text, batch
from qa.phrases import PHRASES
from qa.reference import facts
from qa.render import answer_data

FOUND = {
    "kk": "Бір ара ұясында неше ара тұрады?",
    "ru": "В каком году построили каменный мост?",
    "en": "How deep is Salt Lake?",
}
NOT_FOUND = {
    "kk": "Вулкандар түнде неліктен атқылайды?",
    "ru": "Почему вулканы извергаются ночью?",
    "en": "Why do volcanoes erupt?",
}


def timeless(answer: Answer) -> Answer:
    return replace(answer, elapsed_ms=0)


def numbers(text: str) -> set[int]:
    return {int(number) for number in re.findall(r"\[(\d+)\]", text)}


def keeps_its_promises(engine: Engine, answer: Answer) -> None:
    """What holds for every answer, found or not."""
    assert numbers(answer.text) == {citation.number for citation in answer.citations}
    assert answer.found == bool(answer.citations) != bool(answer.related)
    assert 0 <= answer.confidence <= 1
    shown = answer.citations or answer.related
    assert [citation.number for citation in shown] == list(range(1, len(shown) + 1))
    assert [(citation.passage, citation.score) for citation in shown] == [
        (hit.passage, hit.score) for hit in answer.hits[: len(shown)]
    ]
    for citation in shown:
        passage = citation.passage
        assert citation.quote == passage.text[citation.start : citation.end] != ""
        assert engine.index.documents[passage.document_id].text[passage.start : passage.end] == passage.text


@pytest.mark.parametrize(("language", "question"), FOUND.items())
def test_an_answer_is_made_of_quotes_with_their_numbers(engine: Engine, language: str, question: str) -> None:
    answer = engine.ask(question)
    assert answer.found
    assert (answer.question, answer.language) == (question, language)
    assert answer.text.startswith(f"«{answer.citations[0].quote}» [1]")
    keeps_its_promises(engine, answer)


@pytest.mark.parametrize(("language", "question"), NOT_FOUND.items())
def test_a_refusal_is_an_ordinary_answer_in_the_language_of_the_question(engine: Engine, language: str, question: str) -> None:
    answer = engine.ask(question)
    assert not answer.found
    assert (answer.language, answer.text) == (language, PHRASES["not_found"][language])
    assert answer.related
    keeps_its_promises(engine, answer)


def test_a_reference_number_in_a_document_is_no_citation(tmp_path: Path, model: Embedder) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "су.txt").write_text("Су жүз градуста қайнайды [7]. Мұз нөлде ериді [9; 12].", encoding="utf-8")
    build(tmp_path / "documents", tmp_path / "index", model)
    engine = Engine.open(Config(documents=tmp_path / "documents", index=tmp_path / "index"), model=model)
    keeps_its_promises(engine, engine.ask("Су неше градуста қайнайды?"))


def test_ten_hits_are_kept_and_five_of_them_shown(tmp_path: Path, model: Embedder) -> None:
    (tmp_path / "documents").mkdir()
    for number in range(12):
        (tmp_path / "documents" / f"{number}.txt").write_text(f"Маяк горит всю ночь, номер {number}.", encoding="utf-8")
    build(tmp_path / "documents", tmp_path / "index", model)
    engine = Engine.open(Config(documents=tmp_path / "documents", index=tmp_path / "index"), model=model)
    answer = engine.ask("Всю ночь горит маяк?")
    assert (len(answer.hits), len(answer.citations)) == (10, 5)
    assert answer.text.count("«") == 3  # the others are pointed at
    keeps_its_promises(engine, answer)


@pytest.mark.parametrize("question", [*FOUND.values(), *NOT_FOUND.values()])
def test_the_same_question_has_the_same_answer(engine: Engine, question: str) -> None:
    once = engine.ask(question)
    assert timeless(engine.ask(question)) == timeless(once)
    assert timeless(engine.ask(f" \n{question}\t")) == timeless(once)
    assert once.elapsed_ms > 0


def test_many_threads_get_the_answers_of_one(engine: Engine) -> None:
    questions = [*FOUND.values(), *NOT_FOUND.values()] * 4
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(engine.ask, questions))
    assert [timeless(answer) for answer in together] == [timeless(engine.ask(question)) for question in questions]


def test_a_batch_gives_what_the_engine_gives(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"id": language, "question": question, "history": []} for language, question in FOUND.items()]
    assert batch(engine, [json.dumps(row).encode() for row in [*rows, {"id": "5", "question": "?!"}]] + [b"\n"]) == 1
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    expected = [answer_data(timeless(engine.ask(row["question"])), row["id"]) for row in rows]
    assert [line | {"elapsed_ms": 0} for line in printed[:-1]] == expected
    assert printed[-1]["id"] == "5"
    assert "no letter" in printed[-1]["error"]


def test_a_line_that_cannot_be_asked_keeps_its_id_and_is_named_once(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"id": "x"}, {"id": "y", "question": 5}, {"id": "z", "question": FOUND["en"], "history": "Ара?"}, ["x"]]
    assert batch(engine, [json.dumps(row).encode() for row in rows] + [b"not json"]) == 1
    printed = capsys.readouterr()
    assert [json.loads(line)["id"] for line in printed.out.splitlines()] == ["x", "y", "z", None, None]
    for number, (said, line) in enumerate(zip(printed.err.splitlines(), printed.out.splitlines(), strict=True), start=1):
        assert said.startswith(f"dayek: line {number}: T")
        assert json.loads(line)["error"].startswith(f"Line {number}: ")


def test_a_line_of_a_batch_nested_too_deeply_spoils_no_other(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    assert batch(engine, [b"[" * 100_000, json.dumps({"question": FOUND["en"]}).encode()]) == 1
    assert [json.loads(line).get("found") for line in capsys.readouterr().out.splitlines()] == [None, True]


def test_the_terminal_shows_the_answer_and_the_place_of_each_passage(engine: Engine) -> None:
    answer = engine.ask(FOUND["ru"])
    documents = engine.index.documents
    shown = as_text(answer, documents)
    assert shown.startswith(answer.text)
    for citation in answer.citations:
        line = facts(citation, documents[citation.passage.document_id]).line
        assert f"[{citation.number}] {citation.passage.title} ({citation.passage.document_id}, line {line})" in shown
    refusal = engine.ask(NOT_FOUND["ru"])
    assert all(f"«{citation.quote}»" in as_text(refusal, documents) for citation in refusal.related)


@pytest.mark.parametrize(
    ("topic", "document"),
    [(FOUND["ru"], "көпірлер/мосты.txt"), ("Какая высота у маяка Рыбачий на заливе?", "маяки.md")],
)
@pytest.mark.parametrize("question", ["А кто его смотритель?", "Что с ним стало потом?", "Подробнее"])
def test_a_follow_up_is_about_what_was_asked_before(engine: Engine, topic: str, document: str, question: str) -> None:
    answer = engine.ask(question, ["How deep is Salt Lake?", topic, "А ещё?"])
    assert answer.hits[0].passage.document_id == document
    assert answer.question == question
    keeps_its_promises(engine, answer)


def test_a_question_that_stands_on_its_own_forgets_the_history(engine: Engine) -> None:
    for question in (*FOUND.values(), *NOT_FOUND.values()):
        assert timeless(engine.ask(question, list(FOUND.values()))) == timeless(engine.ask(question))


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "empty"),
        (" \t\n\u00a0\u2003", "empty"),
        ("а" * 2001, "2,001 characters, the most is 2,000: shorten it"),
        ("қашан? " * 150_000, "shorten it"),
        ("қашан \ud800 болды", "lone surrogate"),
        ("\udfff", "lone surrogate"),
        ("?!… — «»", "no letter or digit"),
        ("\u200b\u00ad\ufeff", "no letter or digit"),
        ("😀", "no letter or digit"),
    ],
)
@pytest.mark.parametrize("history", [(), (FOUND["kk"],)])
def test_what_is_no_question_is_a_users_error(engine: Engine, question: str, message: str, history: tuple[str, ...]) -> None:
    with pytest.raises(UserError, match=message):
        engine.ask(question, history)


def test_the_longest_question_is_still_a_question(engine: Engine) -> None:
    keeps_its_promises(engine, engine.ask("ә" * 2000 + " " * 500))
    keeps_its_promises(engine, engine.ask("1 " * 1000))


anything = st.text(st.characters(), max_size=40)  # lone surrogates too
real = st.sampled_from([*FOUND.values(), "оның", "1874", "İ", "ﬁ", "\u0301", "[1]", "</s>", "\x00", "«", "ҧ", "А"])
questions = st.one_of(anything, st.lists(st.one_of(real, anything), max_size=5).map(" ".join))


@settings(max_examples=120, deadline=None)
@given(questions, st.lists(questions, max_size=3))
@example("ал", ["", "?", "\ud800", "\x00"])
def test_no_question_does_more_than_be_answered_or_refused(engine: Engine, question: str, history: list[str]) -> None:
    try:
        answer = engine.ask(question, history)
    except UserError:
        return
    keeps_its_promises(engine, answer)
