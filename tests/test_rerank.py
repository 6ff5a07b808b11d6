"""The order of the best candidates, by searching: signals, sections that stand behind, ranks of the legs, what is let in."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import load
from corpus.document import Document, Mark, Section
from corpus.split import split
from index import Embedder, Hit, Index
from index.fuse import fuse
from index.question import Reading
from index.rerank import BEHIND, DEPTH, Signals
from index.weights import load_weights
from qa import Engine

ALL = 1000  # more hits than there are passages
QUESTIONS = (
    "Бір ара ұясында неше ара тұрады?",
    "В каком году построили каменный мост?",
    "How deep is Salt Lake?",
    "Сколько тысяч пчёл живут в одном улье?",
    "Who reads the letters of the library?",
    "вулканы",
)


def document(name: str, text: str, *, kind: str = "text") -> Document:
    return Document(name, "", text, "kk", 0, (Mark(0, 1, 0),), (Section(0, kind, ""),))


def found(searched: Index, question: str, *, k: int = ALL) -> list[Hit]:
    return searched.search(searched.read(question), k=k)


@pytest.fixture(scope="module")
def many(model: Embedder) -> Index:
    """More passages than are looked at closely, each on the same two subjects and on one of its own."""
    texts = [f"Маяк горит над заливом {number}. Ара ұясы көл {'жағасында ' * (number % 5)}тұр." for number in range(DEPTH + 17)]
    return Index.of([document(f"{number:02}.txt", text) for number, text in enumerate(texts)], model)


numbers = st.floats(-1, 1, width=16)
signals = st.builds(Signals, numbers, numbers, numbers, numbers, numbers)


@settings(max_examples=100, deadline=None)
@given(signals, st.sampled_from(Signals.__slots__), st.floats(0.125, 1, width=16))
def test_a_weighed_sum_moves_with_each_signal_by_its_weight(one: Signals, name: str, more: float) -> None:
    weights = {"constant": 0.5, "meaning": 4.0, "keywords": 3.0, "cosine": 2.0, "met": 1.0, "tells": -1.0}
    other = replace(one, **{name: getattr(one, name) + more})
    assert other.weighed(weights) - one.weighed(weights) == pytest.approx(weights[name] * more)
    assert Signals(0, 0, 0, 0, 0).weighed(weights) == 0.5


@pytest.mark.parametrize("question", [*QUESTIONS, "маяк", "!"])
def test_hits_are_sorted_by_score_also_behind_those_looked_at_closely(engine: Engine, many: Index, question: str) -> None:
    for searched in (engine.index, many):
        hits = found(searched, question)
        assert hits == sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))
        assert len({hit.passage.id for hit in hits}) == len(hits) == len(searched.passages)


@pytest.mark.parametrize("question", ["Где маяк горит над заливом 7?", "Ара ұясы қайда тұр?", "маяк 12"])
def test_those_looked_at_closely_are_the_best_of_both_legs(many: Index, question: str) -> None:
    hits, reading = found(many, question), many.read(question)
    dense, lexical = (np.array([getattr(hit, leg) for hit in hits], dtype=np.float32) for leg in ("dense", "lexical"))
    shares = load_weights().shares(reading.language, [hit.passage.language for hit in hits])
    fused = fuse(dense, lexical, shares)
    assert fused[:DEPTH].min() >= fused[DEPTH:].max()
    assert sorted(fused[DEPTH:], reverse=True) == fused[DEPTH:].tolist()
    assert hits[DEPTH - 1].score - hits[DEPTH].score >= 1  # a clear step down


@pytest.mark.parametrize("question", QUESTIONS)
def test_fewer_hits_are_the_first_of_more_and_there_are_never_more_than_passages(
    engine: Engine, many: Index, question: str
) -> None:
    for searched in (engine.index, many):
        every = found(searched, question)
        assert len(every) == len(searched.passages) < ALL
        for k in (1, 3, DEPTH - 1, DEPTH, DEPTH + 1, len(searched.passages), len(searched.passages) + 1):
            assert found(searched, question, k=k) == every[:k]


TEXT = "Маяк горит над заливом всю ночь. Смотритель маяка пишет письма."


@pytest.mark.parametrize("kind", [*BEHIND, "text", "abstract", "table"])
def test_sections_that_answer_seldom_stand_so_much_lower(model: Embedder, kind: str) -> None:
    other = document("b.txt", "Паром ходил через реку до самой зимы.")
    [plain, *_] = found(Index.of([document("a.txt", TEXT), other], model), "Где горит маяк?")
    hits = found(Index.of([document("a.txt", TEXT, kind=kind), other], model), "Где горит маяк?")
    [sectioned] = [hit for hit in hits if hit.passage.document_id == "a.txt"]
    assert sectioned.passage.section == kind
    assert sectioned.signals == plain.signals
    assert sectioned.score == pytest.approx(plain.score - BEHIND.get(kind, 0))


def test_references_stand_behind_what_says_as_much(model: Embedder) -> None:
    # The same words in another order: equal to both legs, yet not the same text, which would be indexed once.
    again = "Всю ночь горит над заливом маяк. Маяка смотритель пишет письма."
    documents = [document("a.txt", TEXT, kind="references"), document("b.txt", again), document("c.txt", "Паром. Мост.")]
    first, second, _ = found(Index.of(documents, model), "Где горит маяк над заливом?")
    assert (first.passage.document_id, second.passage.document_id) == ("b.txt", "a.txt")


@pytest.mark.parametrize("question", QUESTIONS)
def test_ranks_are_those_of_the_two_legs(engine: Engine, many: Index, question: str) -> None:
    for searched in (engine.index, many):
        hits = found(searched, question)
        by_meaning = sorted(hits, key=lambda hit: hit.ranks[0])
        assert [hit.ranks[0] for hit in by_meaning] == list(range(1, len(hits) + 1))
        assert [hit.dense for hit in by_meaning] == sorted((hit.dense for hit in hits), reverse=True)
        by_keywords = sorted((hit for hit in hits if hit.lexical), key=lambda hit: hit.ranks[1])
        assert [hit.ranks[1] for hit in by_keywords] == list(range(1, len(by_keywords) + 1))
        assert [hit.lexical for hit in by_keywords] == sorted((hit.lexical for hit in by_keywords), reverse=True)
        assert all(hit.ranks[1] == 0 for hit in hits if not hit.lexical)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([*QUESTIONS, "!", "Маяк 1874"]), st.data())
def test_only_what_is_let_in_is_found(engine: Engine, question: str, data: st.DataObject) -> None:
    passages = engine.index.passages
    documents = data.draw(st.sets(st.sampled_from([passage.document_id for passage in passages])))
    kept = {passage.id for passage in passages if passage.document_id in documents}
    k = data.draw(st.integers(1, len(passages) + 2))
    hits = engine.index.search(engine.index.read(question), k=k, keep=lambda passage: passage.document_id in documents)
    assert {hit.passage.id for hit in hits} <= kept
    assert len(hits) == min(k, len(kept))
    assert hits == sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))
    whole = {hit.passage.id: hit for hit in found(engine.index, question)}
    for hit in hits:
        assert hit.dense == pytest.approx(whole[hit.passage.id].dense, abs=1e-6)
        assert hit.lexical == whole[hit.passage.id].lexical
        assert [span.start for span in hit.spans] == [span.start for span in whole[hit.passage.id].spans]


def test_where_nothing_is_let_in_nothing_is_found_and_where_everything_is_all_is_as_without(engine: Engine) -> None:
    for question in (*QUESTIONS, "!"):
        reading = engine.index.read(question)
        assert engine.index.search(reading, k=5, keep=lambda passage: False) == []
        everything = engine.index.search(reading, k=ALL, keep=lambda passage: True)
        assert everything == found(engine.index, question)


def test_an_answer_from_nothing_that_is_let_in_is_a_refusal(engine: Engine) -> None:
    answer = engine.ask(QUESTIONS[0], keep=lambda passage: False)
    assert not answer.found
    assert answer.hits == answer.related == ()


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Каменный мост через Тихую", []),
        ("Каменный вулкан через Тихую", ["вулкан"]),
        ("Which volcano is ninety metres deep?", ["volcano"]),
        ("Үкімет пен ара ұясы", ["Үкімет"]),
        ("Bee hive", []),  # no such word stands there, but one that means it is found
    ],
)
def test_missing_names_the_words_that_stand_nowhere_and_mean_nothing_that_was_found(
    engine: Engine, question: str, missing: list[str]
) -> None:
    reading = engine.index.read(question)
    lacking = engine.index.missing(reading, engine.index.search(reading, k=10))
    words = [word for word, _ in lacking]
    assert [word for word in words if word.lower() in question.lower()] == words
    assert set(missing) <= set(words) if missing else not words
    assert all(0 < weight <= 1 for _, weight in lacking)
    assert sum(weight for _, weight in lacking) <= 1.00001


def test_without_hits_every_word_that_stands_nowhere_is_missing_and_without_words_none(engine: Engine) -> None:
    assert [word for word, _ in engine.index.missing(Reading("bee вулкан мост", "ru"), [])] == ["bee", "вулкан"]
    assert engine.index.missing(Reading("", "kk"), []) == []


def test_a_word_of_a_title_alone_is_not_missing(model: Embedder) -> None:
    named = replace(document("a.txt", "Он горит всю ночь."), title="Маяк залива")
    searched = Index.of([named], model)
    reading = searched.read("Маяк вулкан")
    assert [word for word, _ in searched.missing(reading, [])] == ["вулкан"]


def test_an_index_in_memory_finds_what_a_built_and_opened_one_finds(engine: Engine, documents: Path, model: Embedder) -> None:
    memory = Index.of(load(documents).documents, model)
    assert memory.passages == engine.index.passages
    assert memory.documents == engine.index.documents
    for question in (*QUESTIONS, "!", "Каменый мсот", "lighthuose keeper"):
        reading = memory.read(question)
        assert reading == engine.index.read(question)
        assert found(memory, question) == found(engine.index, question)
        assert memory.missing(reading, []) == engine.index.missing(reading, [])
    assert all(memory.proves(passage) for passage in memory.passages)
    assert memory.manifest.passages == engine.index.manifest.passages


def test_a_follow_up_is_searched_with_some_of_what_it_leans_on(engine: Engine) -> None:
    alone, leaning = engine.index.read("Что с ним стало?"), engine.index.read("Что с ним стало?", "Где каменный мост?")
    assert (leaning.text, leaning.topic) == (alone.text, "Где каменный мост?")
    assert engine.index.search(leaning, k=1)[0].passage.document_id == "көпірлер/мосты.txt"
    assert engine.index.search(leaning, k=ALL) != engine.index.search(alone, k=ALL)


def test_every_passage_of_a_document_has_spans_whatever_it_holds(model: Embedder) -> None:
    texts = ("…", "***", "1", "Сөз", "— — —\n\n***\n\n« »", "a\n\n" * 500)
    made = [document(f"{number}.txt", text) for number, text in enumerate(texts)]
    assert all(split(each) for each in made)
    for question in ("сөз", "1", "…"):
        hits = found(Index.of(made, model), question)
        assert all(hit.spans for hit in hits)
