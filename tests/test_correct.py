"""Slips of the finger: read as they were meant by the words of the documents; everything else stays as it was typed."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.wordlist import is_common
from index.analyse import words
from index.correct import SHORTEST, Speller, distinct, neighbours
from index.question import Reading, read

TEXTS = (
    "Қазақстан Республикасының Үкіметі қолжазба қорын кітапханашыға тапсырды, экстремистік ұйымдарға тыйым салды.",
    "Каменный мост построило государство, а организация следила за международным движением телеграфистов.",
    "The lighthouse keeper wrote to the government about extremism, and an international organisation answered.",
)
SPELLER = Speller(distinct(TEXTS))
WORD = re.compile(r"\w+")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("казкстаннын", "казакстаннын"),  # a letter left out
        ("қазақсстанның", "казакстаннын"),  # put in
        ("қазқастанның", "казакстаннын"),  # swapped
        ("қазарстанның", "казакстаннын"),  # wrong
        ("китпаханашы", "китапханашы"),
        ("организцаия", "организация"),
        ("междунродный", "международный"),
        ("телерафистами", "телеграфистами"),
        ("lighthuose", "lighthouse"),
        ("goverment", "government"),
        ("orgqnisations", "organisations"),
    ],
)
def test_a_slip_is_read_as_the_word_of_the_documents_that_was_meant(typed: str, meant: str) -> None:
    [folded] = words(typed)
    assert SPELLER.read(folded) == meant
    assert meant in set(neighbours(folded))


@pytest.mark.parametrize("word", ["мемлекет", "парламент", "учреждение", "parliament", "президент"])
def test_a_common_word_stays_though_no_document_has_it(word: str) -> None:
    assert is_common(word)
    assert SPELLER.read(word) is None
    near = Speller(distinct([word[:3] + word[4:]]))  # even where only its misprint stands in the documents
    assert near.read(word) is None


@pytest.mark.parametrize("word", [*(word for text in TEXTS for word in words(text)), "казакстандык", "lighthouses"])
def test_a_word_of_the_documents_stays_with_any_ending(word: str) -> None:
    assert SPELLER.read(word) is None


@pytest.mark.parametrize("word", ["мсот", "korn", "корм", "маст", "1874", "18741", "a1b2c3", "казак5тан", "921"])
def test_a_short_word_a_number_and_a_code_stay(word: str) -> None:
    assert SPELLER.read(word) is None


@pytest.mark.parametrize("word", ["акромия", "назарбаев", "ихсаноглу", "schwarzenegger", "зейнеп", "омирбеккызы"])
def test_a_name_that_no_document_has_stays(word: str) -> None:
    assert SPELLER.read(word) is None


letters = st.text("абвгікқорстуыехйн", min_size=1, max_size=12) | st.text("aehiorstn", min_size=1, max_size=12)
documents = st.lists(st.lists(letters, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=4)


@settings(max_examples=150, deadline=None)
@given(documents, letters)
def test_the_first_letter_never_changes_and_a_reading_is_one_edit_away(texts: list[str], word: str) -> None:
    [folded] = words(word)
    meant = Speller(distinct(texts)).read(folded)
    if meant is not None:
        assert meant[0] == folded[0]
        assert meant != folded
        assert abs(len(meant) - len(folded)) <= 1
        assert meant in set(neighbours(folded))
        assert len(folded) >= SHORTEST


@settings(max_examples=100, deadline=None)
@given(letters)
def test_neighbours_begin_with_the_same_letter(word: str) -> None:
    assert {near[0] for near in neighbours(words(word)[0])} == {words(word)[0][0]}


@settings(max_examples=150, deadline=None)
@given(documents, letters)
def test_how_far_a_word_leads_is_the_longest_beginning_that_it_shares_with_any(texts: list[str], word: str) -> None:
    vocabulary = distinct(texts)
    shared = [next((at for at in range(len(word), 0, -1) if other.startswith(word[:at])), 0) for other in vocabulary]
    assert Speller(vocabulary).reach(word) == max(shared)


anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
typed = st.lists(anything | st.sampled_from(["казкстаннын", "lighthuose", "Организцаия", "«", "— ", "_"]), max_size=6).map(
    " ".join
)


@settings(max_examples=200, deadline=None)
@given(typed)
@example("İ ŉ ﬁ ǆ क़ \u0345 _ ① ⅷ")
def test_mending_keeps_the_rest_of_the_text_exactly(text: str) -> None:
    before = Reading(text, "kk", topic="бұл")
    after = SPELLER.mend(before)
    assert WORD.split(after.text) == WORD.split(text)
    corrected = dict(after.corrected)
    assert WORD.findall(after.text) == [corrected.get(word, word) for word in WORD.findall(text)]
    assert set(corrected) <= set(WORD.findall(text))
    assert (after.language, after.topic) == ("kk", "бұл")


def test_a_mended_question_tells_each_slip_once_as_typed_and_as_read() -> None:
    mended = SPELLER.mend(read("Организцаия — «Lighthuose», организцаия;  Организцаия қайда?"))
    assert mended.text == "организация — «lighthouse», организация; организация қайда?"
    assert mended.corrected == (
        ("Организцаия", "организация"),
        ("Lighthuose", "lighthouse"),
        ("организцаия", "организация"),
    )


@pytest.mark.parametrize(
    "text", ["Каменный мост қайда?", "Who keeps the lighthouse?", "Қазақстанның үкіметі кім?", "№ 921", ""]
)
def test_a_question_without_slips_is_not_touched(text: str) -> None:
    assert SPELLER.mend(Reading(text, "kk")) == Reading(text, "kk")


def test_mending_once_is_mending_twice() -> None:
    once = SPELLER.mend(read("Междунродный организцаия lighthuose казкстаннын"))
    assert once.corrected
    assert SPELLER.mend(once).text == once.text


def test_without_any_words_nothing_is_a_slip() -> None:
    assert Speller([]).read("казкстаннын") is Speller([""]).read("казкстаннын") is None


def test_many_threads_read_as_one_does() -> None:
    questions = [read(text) for text in ("казкстаннын қайда", "междунродный мост", "the lighthuose", "парламент")] * 16
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(SPELLER.mend, questions)) == [SPELLER.mend(question) for question in questions]
