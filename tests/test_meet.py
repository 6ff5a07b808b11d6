"""Words of a passage that meet those of a question: how well, where, and the same for several threads and after forgetting."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import index.meet
from index import Embedder
from index.meet import NEAR, WORD, Asked, Meeting, Met, met, words_of, worth

QUESTIONS = (
    "Бір ара ұясында неше ара тұрады?",
    "How many thousand bees live in one hive?",
    "Сколько тысяч пчёл живут в одном улье?",
    "Каменный мост через реку",
    "№ 921, 1874!",
    "",
)
TEXTS = (
    "Бір ара ұясында қырық мың ара тұрады. Ұяны жалғыз аналық ара басқарады.",
    "Каменный мост через Тихую построили в 1874 году.",
    "Blue Lake is ninety metres deep; its water stays cold.",
    "№ 921 «бұйрық» – 12-бап, e-mail_2.",
    "…",
)
words = st.sampled_from("ара ұясында bees hive мост каменный lake кітап 1874 — « № _ пчёл".split())
texts = st.lists(words, max_size=8).map(" ".join)


def cosines(model: Embedder, question: str, text: str) -> np.ndarray:
    meeting = Meeting(model)
    return meeting.cosines(meeting.ask(question), words_of(text))


def meeting_worth(model: Embedder, question: str, text: str) -> float:
    meeting, said = Meeting(model), words_of(text)
    asked = meeting.ask(question)
    return worth(asked, meeting.cosines(asked, said), 0, len(said.lowered))


@settings(max_examples=100, deadline=None)
@given(texts | st.text(max_size=40))
def test_words_are_slices_of_the_text_in_order(text: str) -> None:
    said = words_of(text)
    assert [text[start:end] for start, end in zip(said.starts, said.ends, strict=True)] == WORD.findall(text)
    assert said.lowered == tuple(word.lower() for word in WORD.findall(text))
    assert sorted(said.starts) == said.starts.tolist()
    assert len(said.beginnings) == len(said.lowered)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_weights_of_a_questions_words_sum_to_one(model: Embedder, question: str) -> None:
    asked = Meeting(model).ask(question)
    assert asked.words == tuple(WORD.findall(question))
    assert asked.vectors.shape == (len(asked.words), model.dim)
    assert asked.weights.sum() == pytest.approx(1 if asked.words else 0)


@pytest.mark.parametrize("question", QUESTIONS[:4])
def test_the_words_of_a_topic_are_asked_too_but_weigh_less(model: Embedder, question: str) -> None:
    asked = Meeting(model).ask(question, "Blue lake")
    assert asked.words == (*WORD.findall(question), "Blue", "lake")
    assert asked.weights.sum() == pytest.approx(1)
    assert asked.weights[-2:].max() < asked.weights[:-2].min()


def test_the_last_question_that_is_remembered_is_never_taken_for_another(model: Embedder) -> None:
    meeting = Meeting(model)
    for question, topic in [("ара", ""), ("ара", "көл"), ("көл", "ара"), ("ара көл", ""), ("ара", "")]:
        fresh, again = Meeting(model).ask(question, topic), meeting.ask(question, topic)
        assert again.words == fresh.words
        assert np.array_equal(again.vectors, fresh.vectors)
        assert np.array_equal(again.weights, fresh.weights)


@settings(max_examples=150, deadline=None)
@given(texts, texts)
def test_worth_lies_between_minus_one_and_one(model: Embedder, question: str, text: str) -> None:
    assert -1.00001 <= meeting_worth(model, question, text) <= 1.00001


@settings(max_examples=150, deadline=None)
@given(texts, texts, words)
def test_another_word_never_makes_a_span_worth_less(model: Embedder, question: str, text: str, word: str) -> None:
    if WORD.search(text):
        assert meeting_worth(model, question, f"{text} {word}") >= meeting_worth(model, question, text) - 1e-6


@pytest.mark.parametrize(("one", "other"), [("bees", "ара"), ("hive", "улье"), ("thousand", "мың")])
def test_worth_grows_when_a_word_that_meets_is_added(model: Embedder, one: str, other: str) -> None:
    question = f"{one} lake"
    without, met_one = meeting_worth(model, question, "көл"), meeting_worth(model, question, f"көл {other}")
    assert met_one > without + 0.3
    assert met_one == pytest.approx(1)  # both words meet, in another language


def test_a_span_without_words_and_a_question_without_words_are_worth_nothing(model: Embedder) -> None:
    assert meeting_worth(model, "ара", "…") == meeting_worth(model, "?", "ара") == 0
    assert worth(Meeting(model).ask("ара"), cosines(model, "ара", "бір ара"), 1, 1) == 0


@settings(max_examples=200, deadline=None)
@given(texts, texts, st.data())
def test_met_places_are_words_of_the_span_in_order(model: Embedder, question: str, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    said, meeting = words_of(text), Meeting(model)
    asked = meeting.ask(question)
    found = met(asked, said, meeting.cosines(asked, said), start, end)
    places = [(word.start, word.end) for word in found]
    assert places == sorted(set(places))
    for word in found:
        assert word.asked in WORD.findall(question)
        assert start <= word.start < end
        assert (word.start, word.end) in set(zip(said.starts.tolist(), said.ends.tolist(), strict=True))
        assert WORD.fullmatch(text[word.start : word.end])


def test_words_meet_by_sound_and_by_meaning_and_light_ones_are_not_shown(model: Embedder) -> None:
    text = "Ихсаноғлы ара ұясы туралы айтты."
    said, meeting = words_of(text), Meeting(model)
    asked = meeting.ask("Did Ihsanoglu see bees volcano")
    found = met(asked, said, meeting.cosines(asked, said), 0, len(text))
    assert [(word.asked, text[word.start : word.end]) for word in found] == [("Ihsanoglu", "Ихсаноғлы"), ("bees", "ара")]
    light = Asked(asked.words, asked.vectors, np.array([0.3, 0.3, 0.3, 0.05, 0.05], dtype=np.float32))
    found = met(light, said, meeting.cosines(asked, said), 0, len(text))
    assert found == [Met("Ihsanoglu", 0, 9)]
    assert meeting.nearness("bees", ["ұясы", "ара"]) > NEAR


def test_forgetting_gives_the_same_vectors(model: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = {(question, text): cosines(model, question, text) for question in QUESTIONS for text in TEXTS}
    for most in (0, 1, 5, 12):
        monkeypatch.setattr(index.meet, "REMEMBERED", most)
        meeting = Meeting(model)
        for question, text in [*expected, *reversed(expected)]:
            found = meeting.cosines(meeting.ask(question), words_of(text))
            assert found == pytest.approx(expected[question, text], abs=1e-6)


def test_more_words_than_there_was_room_for_are_remembered(model: Embedder) -> None:
    meeting, text = Meeting(model), " ".join(f"сөз{number}" for number in range(2500))
    few = meeting.cosines(meeting.ask("ара сөз7"), words_of("ара сөз7"))
    many = meeting.cosines(meeting.ask("сөз7 сөз2499"), words_of(text))
    assert many.shape == (2, 2500)
    assert (many.argmax(axis=1) == [7, 2499]).all() or many.max(axis=1) == pytest.approx(1)
    assert meeting.cosines(meeting.ask("ара сөз7"), words_of("ара сөз7")) == pytest.approx(few)


@pytest.mark.parametrize("most", [3, 40, 65_536])
def test_several_threads_asking_at_once_get_what_one_gets_alone(
    model: Embedder, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(index.meet, "REMEMBERED", most)
    pairs = [(question, text) for text in TEXTS for question in QUESTIONS] * 4
    alone = [cosines(model, *pair) for pair in pairs]
    meeting = Meeting(model)

    def ask(pair: tuple[str, str]) -> np.ndarray:
        return meeting.cosines(meeting.ask(pair[0]), words_of(pair[1]))

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(ask, pairs))
    for one, other in zip(alone, together, strict=True):
        assert other == pytest.approx(one, abs=1e-6)
