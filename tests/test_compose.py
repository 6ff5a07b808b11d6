"""From hits to an answer: what is quoted, marked and said to be why, and what is handed on."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Passage
from corpus.document import Document, Mark
from index import Embedder, Index
from index.meet import WORD, Met
from qa import Answer, Engine
from qa.answer import Citation
from qa.compose import QUOTED, SHOWN, best_span, cite, compose, is_heading, quotable, traits
from qa.phrases import PHRASES

QUESTIONS = (
    "Бір ара ұясында неше ара тұрады?",
    "В каком году построили каменный мост?",
    "How deep is Salt Lake?",
    "How many thousand bees live in one hive?",
    "Какая высота у маяка Рыбачий?",
    "Why do volcanoes erupt?",
    "Каменый мост, вулкан?",
)
words = st.sampled_from("ара ұясында неше көл мост каменный lake deep bees hive кітап маяк қолжазба 1874 вулкан ? « №".split())
questions = st.one_of(st.sampled_from(QUESTIONS), st.lists(words, min_size=1, max_size=6).map(" ".join).filter(WORD.search))


def nothing(passage: Passage, start: int, end: int) -> Sequence[Met]:
    """A question that meets no word."""
    return ()


def shown(answer: Answer) -> tuple[Citation, ...]:
    return answer.citations or answer.related


@settings(max_examples=80, deadline=None)
@given(questions)
def test_marks_are_words_inside_the_quote(engine: Engine, question: str) -> None:
    for citation in shown(engine.ask(question)):
        text = citation.passage.text
        assert citation.quote == text[citation.start : citation.end]
        assert list(citation.marks) == sorted(set(citation.marks))
        words = {match.span() for match in WORD.finditer(text)}
        for start, end in citation.marks:
            assert 0 <= citation.start <= start < end <= citation.end <= len(text)
            assert (start, end) in words


@settings(max_examples=80, deadline=None)
@given(questions)
def test_why_pairs_words_of_the_question_with_the_words_at_the_marks(engine: Engine, question: str) -> None:
    asked = set(WORD.findall(engine.index.read(question).text))
    answer = engine.ask(question)
    for citation, hit in zip(shown(answer), answer.hits, strict=False):
        assert (citation.why.meaning, citation.why.keywords) == hit.ranks
        assert {met for _, met in citation.why.words} == {citation.passage.text[start:end] for start, end in citation.marks}
        assert {word for word, _ in citation.why.words} <= asked
        assert len(set(citation.why.words)) == len(citation.why.words)


def test_the_words_that_meet_are_told_as_they_stand_also_across_languages(engine: Engine) -> None:
    [first, *_] = shown(engine.ask("How many thousand bees live in one hive?"))
    assert set(first.why.words) >= {("thousand", "мың"), ("bees", "ара"), ("hive", "ұясында"), ("live", "тұрады")}
    [first, *_] = shown(engine.ask("В каком году построили каменный мост?"))
    assert {("построили", "построили"), ("каменный", "Каменный"), ("мост", "мост")} <= set(first.why.words)


@settings(max_examples=80, deadline=None)
@given(questions)
def test_every_number_in_the_text_has_a_citation_and_the_reverse(engine: Engine, question: str) -> None:
    answer = engine.ask(question)
    numbers = [int(number) for number in re.findall(r"\[(\d+)\]", answer.text)]
    assert numbers == [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert answer.found == (answer.text != PHRASES["not_found"][answer.language])


def test_a_slip_and_a_missing_word_are_handed_on_with_the_answer(engine: Engine) -> None:
    answer = engine.ask("Когда построили через Тихую каммнный мост, вулканолог?")
    assert answer.corrected == (("каммнный", "каменный"),)
    assert answer.missing == ("вулканолог",)
    assert answer.hits[0].passage.document_id == "көпірлер/мосты.txt"


def test_what_is_handed_to_compose_stands_in_the_answer(engine: Engine) -> None:
    hits = engine.ask(QUESTIONS[0]).hits
    answer = compose(
        QUESTIONS[0],
        "kk",
        hits,
        meet=nothing,
        kind="count",
        missing=[("жоқ", 0.25), ("мүлде", 0.5)],
        corrected=[("арра", "ара")],
    )
    assert (answer.missing, answer.corrected) == (("жоқ", "мүлде"), (("арра", "ара"),))
    assert answer.evidence is not None
    assert (answer.evidence.missing, answer.evidence.kind) == (0.75, "count")
    assert answer.hits == hits
    assert all(citation.marks == citation.why.words == () for citation in shown(answer))


@pytest.mark.parametrize("language", PHRASES["not_found"])
def test_without_hits_the_answer_is_a_refusal(language: str) -> None:
    answer = compose("?", language, [], meet=nothing)
    assert not answer.found
    assert answer.text == PHRASES["not_found"][language]
    assert answer.citations == answer.related == answer.hits == ()


@pytest.mark.parametrize("question", QUESTIONS)
def test_few_are_shown_fewer_are_quoted_and_all_are_numbered_by_rank(engine: Engine, question: str) -> None:
    answer = engine.ask(question)
    assert len(shown(answer)) == min(SHOWN, len(answer.hits))
    assert [(one.number, one.passage) for one in shown(answer)] == [
        (number, hit.passage) for number, hit in enumerate(answer.hits[:SHOWN], start=1)
    ]
    assert answer.text.count("«") <= max(QUOTED, answer.text.count("["))
    assert cite("", answer.hits[:1], nothing)[0].quote == shown(answer)[0].quote


@settings(max_examples=60, deadline=None)
@given(questions)
def test_the_quote_is_the_best_of_what_may_be_quoted(engine: Engine, question: str) -> None:
    weights = {"dense": 1.0, "covered": 0.0, "met": 0.0, "tells": 0.0, "pair": 0.0}
    for hit in engine.ask(question).hits:
        assert set(traits(hit, hit.spans[0])) == set(weights)
        best = best_span(hit, weights)
        assert best in quotable(hit)
        assert best.dense == max(span.dense for span in quotable(hit))
        assert best == min((span for span in quotable(hit) if span.dense == best.dense), key=lambda span: span.start)


def document(text: str) -> Document:
    return Document("a.txt", "", text, "kk", 0, (Mark(0, 1, 0),))


@pytest.mark.parametrize("question", ["Тыйым салынған ұйымдар", "Сот неше ұйымға тыйым салды?"])
def test_a_heading_and_what_crosses_a_line_are_not_quoted(model: Embedder, question: str) -> None:
    text = "Тыйым салынған ұйымдар\n\nСот он бір ұйымға тыйым салды. Тізім жарияланды.\nМаяк | 31 метр"
    searched = Index.of([document(text)], model)
    [hit] = searched.search(searched.read(question), k=1)
    quotes = [text[span.start : span.end] for span in quotable(hit)]
    assert set(quotes) == {
        "Сот он бір ұйымға тыйым салды.",
        "Тізім жарияланды.",
        "Сот он бір ұйымға тыйым салды. Тізім жарияланды.",
        "Маяк | 31 метр",
    }
    assert is_heading(text, 0, text.index("\n"))


def test_a_passage_of_a_heading_alone_is_quoted_rather_than_nothing(model: Embedder) -> None:
    searched = Index.of([document("Тыйым салынған ұйымдар")], model)
    [hit] = searched.search(searched.read("тыйым"), k=1)
    assert [hit.passage.text[span.start : span.end] for span in quotable(hit)] == ["Тыйым салынған ұйымдар"]


def test_of_two_sentences_only_a_pair_is_a_pair(model: Embedder) -> None:
    searched = Index.of([document("Ара ұясы толы. Бал көп болды.")], model)
    [hit] = searched.search(searched.read("ара балы"), k=1)
    assert [traits(hit, span)["pair"] for span in hit.spans] == [0, 0, 1]
