"""Search: both legs score every hit, the order is the fused score's, spelling does not matter, spans lie in their passage."""

import unicodedata
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.spelling import ALPHABETS, fold, in_latin
from index import Embedder, Hit, Index, build
from index.analyse import terms
from index.candidates import best
from index.fuse import scale
from index.lexical import Lexical
from index.place import apart, place
from index.question import Reading, read
from index.rerank import DEPTH
from index.units import context, embed, units
from index.vectors import ExactVectors
from index.weights import load_weights
from qa import Engine

ALL = 1000  # more hits than there are passages
ROUNDING = 1e-6  # float32 products in another order differ by so much

QUESTIONS = {  # question -> a word of the passage that answers it
    "Бір ара ұясында неше ара тұрады?": "қырық мың",
    "Ең ескі қолжазба қашан көшірілген?": "жетінші ғасырда",
    "В каком году построили каменный мост?": "1874",
    "Какая высота у маяка Рыбачий?": "18 метров",
    "How deep is Salt Lake?": "four metres",
    "Сколько тысяч пчёл живут в одном улье?": "қырық мың",
    "How many thousand bees live in one hive?": "қырық мың",
}


def search(index: Index, question: str, k: int = ALL) -> list[Hit]:
    return index.search(read(question), k=k)


@pytest.mark.parametrize(("question", "answer"), QUESTIONS.items())
def test_a_question_finds_the_passage_that_answers_it(engine: Engine, question: str, answer: str) -> None:
    found = search(engine.index, question)
    assert answer in max(found, key=lambda hit: hit.dense).passage.text
    assert any(answer in hit.passage.text for hit in found[:2])


@pytest.mark.parametrize("question", QUESTIONS)
def test_both_legs_score_every_hit(engine: Engine, model: Embedder, question: str) -> None:
    reading, passages = read(question), engine.index.passages
    asked = model.embed_questions([reading.text])[0]
    spans = units(passages)
    cosines = embed(spans, passages, model) @ asked
    lexical = Lexical([terms(f"{context(passage)} {passage.text}", passage.language) for passage in passages]).scores(
        terms(reading.text, reading.language)
    )
    found = search(engine.index, question)
    assert {hit.passage.id for hit in found} == {passage.id for passage in passages}
    for hit in found:
        number = passages.index(hit.passage)
        best = max(cosine for span, cosine in zip(spans, cosines, strict=True) if span.passage == number)
        assert hit.dense == pytest.approx(best, abs=1e-5)
        assert hit.lexical == pytest.approx(lexical[number], abs=1e-4)
    assert len({hit.dense for hit in found}) > 1


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_score_is_the_weighted_sum_of_the_signals_by_the_two_languages(engine: Engine, question: str) -> None:
    found = search(engine.index, question)
    dense, lexical = (np.array([getattr(hit, leg) for hit in found], dtype=np.float32) for leg in ("dense", "lexical"))
    assert [hit.signals.meaning for hit in found] == pytest.approx(scale(dense).tolist(), abs=1e-5)
    assert [hit.signals.keywords for hit in found] == pytest.approx(scale(lexical).tolist(), abs=1e-5)
    for hit in found:
        assert hit.signals.cosine == hit.dense
        assert hit.signals.met == max(span.met for span in hit.spans)
        group = "same" if hit.passage.language in (read(question).language, "mixed") else "cross"
        assert hit.score == hit.signals.weighed(load_weights().rank[group])


@pytest.mark.parametrize("question", [*QUESTIONS, "вулканы", "!"])
def test_hits_are_sorted_but_for_the_third_of_a_place_and_fewer_hits_are_the_first_of_more(
    engine: Engine, question: str
) -> None:
    found = search(engine.index, question)
    assert len(found) <= DEPTH
    assert found == apart(sorted(found, key=lambda hit: (-hit.score, hit.passage.id)), lambda hit: place(hit.passage))
    assert len(found) == len(engine.index.passages)
    for k in (1, 2, len(found) + 1):
        assert search(engine.index, question, k) == found[:k]


def test_ties_go_to_the_lower_passage_id(tmp_path: Path, model: Embedder) -> None:
    # The same words in another order: equal to both legs, yet not the same text, which would be indexed once.
    orders = ("Маяк горит над заливом всю ночь.", "Всю ночь маяк горит над заливом.", "Над заливом всю ночь горит маяк.")
    paragraphs = [" ".join([order] * 20) for order in (*orders, "Горит всю ночь над заливом маяк.")]
    assert all(len(paragraph) < 800 < 2 * len(paragraph) for paragraph in paragraphs)
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "маяк.md").write_text("\n\n".join(paragraphs), encoding="utf-8")
    build(folder, tmp_path / "index", model)
    found = search(Index.open(tmp_path / "index", model), "Где горит маяк?")
    assert len({hit.score for hit in found}) == 1
    starts = [hit.passage.start for hit in found]
    assert [hit.passage.id for hit in found] == sorted(hit.passage.id for hit in found)
    assert starts != sorted(starts)  # by id, not by place: else this test would show nothing


def test_what_only_one_leg_finds_is_scored_by_the_other_too(tmp_path: Path, model: Embedder) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    near, rare = "пчела", "Бал арасының ұясы көлдің жағасында, төбенің күнгей бетінде, ескі көпірдің түбінде тұр."
    texts = [*(f"пчела {number}" for number in range(210)), near, rare]  # more than a leg hands over
    for number, text in enumerate(texts):
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    build(folder, tmp_path / "index", model)
    found = {hit.passage.text: hit for hit in search(Index.open(tmp_path / "index", model), "Ара арасының?")}
    assert found[near].dense == max(hit.dense for hit in found.values())
    assert found[near].lexical == 0  # found by its vector alone, last among the keywords
    assert found[rare].lexical > 0  # found by its keywords alone, last among the vectors
    assert 0 < found[rare].dense == min(hit.dense for hit in found.values())


KAZAKH = "Ең ескі қолжазба қай ғасырда көшірілген?"


@pytest.mark.parametrize(
    "spelt",
    [
        fold(KAZAKH),
        fold(KAZAKH).lower(),
        *(in_latin(KAZAKH, alphabet) for alphabet in ALPHABETS),
        "EŃ ESKİ QOLJAZBA QAI ǴASYRDA KÓSHİRİLGEN?",
        "Eñ eskı qoljazba qaı ğasyrda köşırılgen?",
        unicodedata.normalize("NFD", KAZAKH),
        KAZAKH.replace("қолжазба", "қол\xadжазба"),
        KAZAKH.replace("қолжазба", "қoлжaзбa"),  # Latin o and a
        KAZAKH.replace("ғасырда", "\u200bғасырда"),
        KAZAKH.upper(),
    ],
)
def test_a_kazakh_question_finds_the_same_passage_however_it_is_spelt(engine: Engine, spelt: str) -> None:
    assert read(spelt).language == "kk"
    [first] = search(engine.index, spelt, 1)
    assert "жетінші ғасырда көшірілген" in first.passage.text
    assert first.passage == search(engine.index, KAZAKH, 1)[0].passage


@pytest.mark.parametrize(
    ("spelt", "text"),
    [
        (unicodedata.normalize("NFD", "Қайың йод ёлка"), "Қайың йод ёлка"),
        ("қол\xadжаз\u200bба\ufeff", "қолжазба"),
        ("қoлжaзбa, iс, МYЗ", "қолжазба, іс, МУЗ"),  # Latin o, a, i and Y
        ("ҧшақ ӛзен мҥйіз əн", "ұшақ өзен мүйіз ән"),  # letters of old fonts
        ("  қар\n\tқалың\u00a0ба ", "қар қалың ба"),
        ("Qoljazba qaıda? KÓL QAIDA?", "колжазба кайда? кол кайда?"),
        ("İñkärdiñ kitabı qaıda, IŃKÁRDİŃ?", "инкардин китаби кайда, инкардин?"),
    ],
)
def test_a_question_is_read_in_one_spelling(spelt: str, text: str) -> None:
    assert read(spelt) == Reading(text, "kk")


words = st.sampled_from("ара ұясында көл мост каменный lake deep кітап маяк қолжазба 1874 ? лёд".split())


@settings(max_examples=60, deadline=None)
@given(st.lists(words, min_size=1, max_size=6).map(" ".join))
def test_spans_lie_in_their_passage_and_their_numbers_within_bounds(engine: Engine, question: str) -> None:
    for hit in search(engine.index, question):
        assert hit.spans
        for span in hit.spans:
            assert 0 <= span.start < span.end <= len(hit.passage.text)
            assert hit.passage.text[span.start : span.end].strip() == hit.passage.text[span.start : span.end]
            assert -1.00001 <= span.dense <= hit.dense + ROUNDING
            assert 0 <= span.covered <= 1.00001
            assert -1.00001 <= span.met <= 1.00001
            assert 0 <= span.tells <= 1.00001
        assert max(span.dense for span in hit.spans) == pytest.approx(hit.dense, abs=ROUNDING)
        assert 0 <= hit.signals.meaning <= 1
        assert 0 <= hit.signals.keywords <= 1
        assert hit.signals.tells <= max(span.tells for span in hit.spans)


def test_covered_words_are_weighed_by_their_rarity(engine: Engine) -> None:
    [first] = search(engine.index, "Каменный мост через Тихую построили в 1874 году", 1)
    whole = max(first.spans, key=lambda span: span.covered)
    assert whole.covered == pytest.approx(1)
    assert "1874" in first.passage.text[whole.start : whole.end]
    [first] = search(engine.index, "Ара вулкан", 1)  # a word of the documents and one that is rarer than any of theirs
    assert 0 < max(span.covered for span in first.spans) < 0.5


def test_units_are_the_sentences_and_their_neighbouring_pairs(engine: Engine) -> None:
    for number, passage in enumerate(engine.index.passages):
        own = [(span.start, span.end) for span in units(engine.index.passages) if span.passage == number]
        singles = own[: (len(own) + 1) // 2]
        assert own[len(singles) :] == [(one[0], other[1]) for one, other in pairwise(singles)]
        assert " ".join(passage.text[start:end] for start, end in singles).split() == passage.text.split()


def test_only_an_exact_slice_of_a_known_document_is_proof(engine: Engine) -> None:
    passage = engine.index.passages[0]
    assert engine.index.proves(passage)
    assert not engine.index.proves(replace(passage, text=passage.text + "."))
    assert not engine.index.proves(replace(passage, start=passage.start + 1))
    assert not engine.index.proves(replace(passage, document_id="жоқ.md"))


def test_a_document_that_was_exchanged_proves_nothing_however_often_it_has_proved(engine: Engine, model: Embedder) -> None:
    index = Index.of(list(engine.index.documents.values()), model)
    passage = index.passages[0]
    assert index.proves(passage)
    assert index.proves(passage)
    document = index.documents[passage.document_id]
    index.documents[document.id] = replace(document, text=document.text + " ")
    assert index.documents[document.id].text[passage.start : passage.end] == passage.text
    assert not index.proves(passage)
    index.documents[document.id] = document
    assert index.proves(passage)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 4), max_size=30), st.integers(1, 12))
def test_the_best_scores_are_those_of_a_whole_sort(scores: list[int], most: int) -> None:
    given = np.array(scores, dtype=np.float32)
    met = np.flatnonzero(given)
    assert sorted(best(given, most)) == sorted(met[np.argsort(-given[met], kind="stable")[:most]])


def test_the_same_index_over_vectors_kept_otherwise_ranks_as_they_do(engine: Engine, model: Embedder) -> None:
    passages = engine.index.passages
    exact = engine.index.over(ExactVectors(embed(units(passages), passages, model)))
    for question in QUESTIONS:
        one, other = search(engine.index, question), search(exact, question)
        assert [hit.passage for hit in one] == [hit.passage for hit in other]
        assert engine.index.nearest(read(question), k=1) == exact.nearest(read(question), k=1)
