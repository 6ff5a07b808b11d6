"""The keyword leg: text to terms, BM25 against the formula written out, and its folder."""

import math
import unicodedata
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.spelling import fold
from index.analyse import beginnings, stemmed, terms, word_terms, words
from index.lexical import K1, B, Lexical
from index.sound import sound

letters = st.text("абвіқұйЁҒһ 1-ı", max_size=30)
bags = st.lists(st.lists(st.sampled_from("ара бал гүл көл мұз".split()), max_size=9), min_size=1, max_size=7)

PASSAGES = [
    terms(text, "kk") for text in ("Аралар балды жинайды.", "Көлде мұз қатты, мұз қалың.", "Паром ходил через реку.", "...")
]


def bm25(passages: list[list[str]], question: list[str]) -> list[float]:
    """Lucene's BM25 written out (Kamphuis et al. 2020); a passage without a term counts as one of length 1."""
    size, lengths = len(passages), [len(passage) or 1 for passage in passages]
    mean = sum(lengths) / size
    found = [0.0] * size
    for term in question:
        count = sum(term in passage for passage in passages)
        for at, passage in enumerate(passages):
            often = Counter(passage)[term]
            rarity = math.log(1 + (size - count + 0.5) / (count + 0.5))
            found[at] += rarity * often / (often + K1 * (1 - B + B * lengths[at] / mean))
    return found


@settings(max_examples=80, deadline=None)
@given(bags, st.lists(st.sampled_from("ара бал гүл тау".split()), max_size=5))
def test_scores_are_those_of_the_formula(passages: list[list[str]], question: list[str]) -> None:
    scores = Lexical(passages).scores(question)
    assert scores.dtype == np.float32
    assert scores == pytest.approx(bm25(passages, question), abs=1e-5)


@settings(max_examples=80, deadline=None)
@given(bags)
def test_rarity_counts_the_passages_that_hold_a_term(passages: list[list[str]]) -> None:
    size = len(passages)
    for term, rarity in Lexical(passages).idf({"ара", "бал", "тау"}).items():
        count = sum(term in passage for passage in passages)
        assert rarity == pytest.approx(math.log(1 + (size - count + 0.5) / (count + 0.5)))


@settings(max_examples=80, deadline=None)
@given(bags)
def test_a_term_is_counted_once_in_each_passage_that_holds_it(passages: list[list[str]]) -> None:
    counts = Lexical(passages).counts({"ара", "бал", "тау"})
    assert counts == {term: sum(term in passage for passage in passages) for term in ("ара", "бал", "тау")}


def test_a_term_that_stands_nowhere_is_the_rarest_of_all() -> None:
    rarity = Lexical(PASSAGES).idf(["^baldi", "^vulka"])
    assert rarity["^vulka"] > rarity["^baldi"] > 0


def test_a_question_that_meets_nothing_scores_nought_everywhere() -> None:
    ranker = Lexical(PASSAGES)
    assert ranker.scores(terms("вулканы", "kk")).tolist() == ranker.scores([]).tolist() == [0, 0, 0, 0]


def test_each_question_finds_its_passage_whatever_the_suffix() -> None:
    ranker = Lexical(PASSAGES)
    for text, at in (("аралардың балдары", 0), ("мұздың қалыңдығы", 1), ("на пароме через реки", 2)):
        assert int(np.argmax(ranker.scores(terms(text, "kk")))) == at


def test_a_saved_ranker_opens_as_the_same_one(tmp_path: Path) -> None:
    before = Lexical(PASSAGES)
    before.save(tmp_path / "сөздер")
    after = Lexical.load(tmp_path / "сөздер")
    for question in (terms("мұз бен бал", "kk"), terms("река", "kk"), [], ["^vulka"]):
        assert np.array_equal(after.scores(question), before.scores(question))
        assert after.idf(question) == before.idf(question)
        assert after.counts(question) == before.counts(question)


@pytest.mark.parametrize(
    ("spelt", "same"),
    [
        ("Қарағайлы көл ҰЙЫМЫ", "Карагайлы кол уйымы"),  # on a Russian keyboard
        ("Ёлки", "елки"),
        (unicodedata.normalize("NFD", "Каменный мостовой йод, шаңғы"), "Каменный мостовой йод, шаңғы"),
        ("«ПАРОМ»", "паром"),
        ("İhsan", "Ihsan"),
        (unicodedata.normalize("NFD", "İhsan"), "Ihsan"),
    ],
)
def test_spellings_of_one_word_have_the_same_terms(spelt: str, same: str) -> None:
    assert terms(spelt, "kk") == terms(same, "kk")


def test_letters_that_differ_for_a_reader_keep_their_terms() -> None:
    assert words("ısırık") == ["ısırık"]
    assert words("№5 бет, 12-жол") == ["5", "бет", "12", "жол"]


@settings(max_examples=100, deadline=None)
@given(letters)
def test_neither_folding_nor_taking_letters_apart_changes_a_term(text: str) -> None:
    assert terms(fold(text), "kk") == terms(text, "kk") == terms(unicodedata.normalize("NFD", text), "kk")


@settings(max_examples=100, deadline=None)
@given(st.text("абвқ1", min_size=1, max_size=12))
def test_a_word_has_its_beginning_and_every_group_of_four(word: str) -> None:
    stem, beginning, *groups = word_terms(word, "kk")
    assert (stem, beginning) == ("=" + stemmed(word, "kk"), "^" + sound(word)[:5])
    assert len(groups) == max(1, len(word) - 1)
    padded = f" {word} "
    assert all(len(group) == min(4, len(padded)) and group in padded for group in groups)


@settings(max_examples=100, deadline=None)
@given(letters)
def test_terms_are_those_of_each_word_in_turn(text: str) -> None:
    assert terms(text, "kk") == [term for word in words(text) for term in word_terms(word, "kk")]
    assert beginnings(text) == [term for term in terms(text, "kk") if term.startswith("^")]
