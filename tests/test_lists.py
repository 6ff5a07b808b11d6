"""A list is quoted as a whole: its lead-in with its items, and never across what is no list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.lists import LONGEST, asks_for_list, lists, widen

LIST = "Авторлар үш заңды атайды:\n\n«Көл туралы» заң;\n«Мұз туралы» заң;\n«Ара туралы» заң."
LAWS = f"Мақала 1998 жылдан басталады. {LIST}\n\nБасқасы жоқ."


def at(text: str, part: str) -> tuple[int, int]:
    return text.index(part), text.index(part) + len(part)


def test_a_lead_in_takes_its_items_along() -> None:
    start, end = widen(LAWS, *at(LAWS, "Авторлар үш заңды атайды:"), several=False)
    assert LAWS[start:end] == LIST


def test_a_quote_that_ends_with_the_lead_in_keeps_what_stands_before_it() -> None:
    start, end = widen(LAWS, *at(LAWS, "Мақала 1998 жылдан басталады. Авторлар үш заңды атайды:"), several=False)
    assert LAWS[start:end] == "Мақала 1998 жылдан басталады. " + LIST


def test_an_item_stands_alone_unless_several_things_are_asked_for() -> None:
    item = at(LAWS, "«Мұз туралы» заң;")
    assert widen(LAWS, *item, several=False) == item
    assert widen(LAWS, *item, several=True) == at(LAWS, LIST)


@pytest.mark.parametrize("part", ["Мақала 1998 жылдан басталады.", "Басқасы жоқ."])
def test_what_is_no_part_of_the_list_stays_as_it_is(part: str) -> None:
    assert widen(LAWS, *at(LAWS, part), several=True) == at(LAWS, part)


@pytest.mark.parametrize(
    "text",
    [
        "Кесте:\n\nЖыл | Сан\n2001 | 12\n2002 | 13",  # rows of a table
        "Бір заң бар:\n\n«Көл туралы» заң.",  # one thing is no list
        "Үш заң бар:",  # the items are in another passage
        "Сағат 12:30.\nБір.\nЕкі.",
    ],
)
def test_no_list_is_seen_where_there_is_none(text: str) -> None:
    assert lists(text) == []


def test_a_very_long_list_is_not_quoted_as_a_whole() -> None:
    text = "Тізім:\n\n" + "\n".join(["сөз " * 40] * (LONGEST // 100))
    assert widen(text, 0, 6, several=True) == (0, 6)


@given(st.text(alphabet="аб:.;| \n", max_size=60), st.data())
def test_a_widened_quote_holds_the_quote_and_stays_within_its_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    wide = widen(text, start, end, several=data.draw(st.booleans()))
    assert 0 <= wide[0] <= start <= end <= wide[1] <= len(text)


@pytest.mark.parametrize(
    "question",
    [
        "Қандай заңдар бар?",
        "Какие законы приняты?",
        "Перечислите законы",
        "Which laws were passed?",
        "What are the aims?",
        "List the laws",
    ],
)
def test_questions_for_several_things_are_known_by_their_words(question: str) -> None:
    assert asks_for_list(question)


@pytest.mark.parametrize(
    "question", ["Қашан қабылданды?", "Какой закон принят?", "Which law was passed?", "Why?", "What is it?"]
)
def test_questions_for_one_thing_ask_for_no_list(question: str) -> None:
    assert not asks_for_list(question)
