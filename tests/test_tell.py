"""Whether a sentence tells what is wanted: tables of numbers, currencies, times, names and places."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.kind import ASKED, kind_of
from index.tell import tells


def same(word: str, others: Sequence[str]) -> float:
    """Nearness for those who know no meaning: 1 for the same word."""
    return float(word in others)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=40), st.text(max_size=60), st.sampled_from(["", *ASKED]))
def test_what_a_sentence_tells_lies_between_nought_and_one(question: str, sentence: str, kind: str) -> None:
    assert kind_of(question) in {"", *ASKED}
    assert 0 <= tells(kind, question, sentence, same) <= 1


def test_a_question_of_no_kind_wants_nothing() -> None:
    assert tells("", "Неге?", "2001 жылы 12 елді Акрам Юлдашев аралады.", same) == 0


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Неше бала келді?", "Барлығы 12 бала келді."),
        ("Неше бала келді?", "Жиырма бала келді."),
        ("Қанша кітап бар?", "Қорда үш мың кітап бар."),
        ("Сколько человек спасли?", "Спасли двадцать человек."),
        ("Сколько человек спасли?", "Спасли сорок семь человек."),
        ("Сколько человек спасли?", "Спасли пятьсот человек."),
        ("Сколько человек спасли?", "Спасли одиннадцать человек."),
        ("How many bees live here?", "Forty bees live here."),
        ("How many bees live here?", "There are 40,000 BEES."),
    ],
)
def test_a_number_beside_what_is_counted_tells_how_many(question: str, sentence: str) -> None:
    assert tells("count", question, sentence, same) == 1


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Неше бала келді?", "Бала көп келді."),
        ("Неше бала келді?", "Сот бала туралы шешім шығарды."),  # a court, no hundred
        ("Сколько стран вошло?", "Сотрудничество стран продолжается."),
        ("Сколько людей?", "Семья людей жила дружно."),
        ("Сколько людей?", "Семинар для людей прошёл."),
        ("Сколько людей?", "Шествие людей и пятно."),
        ("How many bees?", "The bees are often alone."),
        ("How many bees?", "No bees."),
        ("Неше бала келді?", ""),
    ],
)
def test_a_sentence_without_a_number_does_not_tell_how_many(question: str, sentence: str) -> None:
    assert tells("count", question, sentence, same) == 0


def test_he_is_no_number() -> None:
    assert tells("count", "Сколько людей?", "Он людей не видел.", same) == 0
    assert tells("count", "Неше ел?", "Оған он ел кірді, тағы біреуі өтінді.", same) == 1


@pytest.mark.parametrize(
    "sentence",
    ["2001 жылғы бала туралы заң.", "№ 921 бала туралы бұйрық.", "30 қараша бала күні.", "In 2001 бала.", "[7] бала"],
)
def test_a_year_a_date_or_the_number_of_a_document_counts_nothing(sentence: str) -> None:
    assert tells("count", "Неше бала?", sentence, same) == 0


def test_the_number_of_a_table_row_counts_what_its_other_cells_name() -> None:
    assert tells("count", "Неше мешіт бар?", "2022 | мешіт, барлығы | 232", same) == 1


def test_what_is_counted_may_stand_before_the_question_word() -> None:
    assert tells("count", "Ұйымға кірмейтін мешіт қанша болған екен", "232 мешіт кірмейді.", same) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Орталыққа 10 миллион АҚШ долларын бермек болды.",
        "Айыппұл 50 АЕК.",
        "Штраф составил 20 тысяч тенге.",
        "Египет дал 10 млн долларов.",
        "They gave $10 million.",
        "It cost 40 euros.",
    ],
)
def test_a_number_of_a_currency_tells_how_much_money(sentence: str) -> None:
    assert tells("money", "", sentence, same) == 1


@pytest.mark.parametrize("sentence", ["Ақша берілді.", "10 адам ақша берді.", "Доллары приняли 5 мая.", "Dollars of 2001", ""])
def test_a_number_of_anything_else_tells_no_money(sentence: str) -> None:
    assert tells("money", "", sentence, same) == 0


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Кездесу қайда өтті?", "Кездесу Астанада өтті."),
        ("Где он родился?", "Он родился в Андижане."),
        ("Where was it founded?", "It was founded in Tashkent."),
        ("Қай елден келді?", "Олар Пәкістаннан келді."),
    ],
)
def test_a_place_that_the_question_lacks_tells_where(question: str, sentence: str) -> None:
    assert tells("place", question, sentence, same) == 1


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Кездесу қайда өтті?", "Кездесу кеше өтті."),
        ("Астанада қайда өтті?", "Астанада өтті: Астанада."),
        ("Где он родился?", "Он родился в семье врача."),
        ("Where was it founded?", "It was founded in secret."),
        ("Where?", ""),
    ],
)
def test_a_sentence_without_a_place_of_its_own_does_not_tell_where(question: str, sentence: str) -> None:
    assert tells("place", question.lower(), sentence, same) == 0


def test_a_number_far_from_what_is_counted_says_less_than_one_beside_it() -> None:
    beside, far = "12 бала келді", "12 рет айтылған сөз бен күй жайлы бала"
    assert tells("count", "Неше бала?", beside, same) > tells("count", "Неше бала?", far, same)
    assert tells("count", "Неше бала?", "12", same) == 0  # nothing stands around it


def test_a_number_counts_half_where_nothing_is_named_to_be_counted() -> None:
    assert tells("count", "Барлығы қанша?", "Барлығы 12.", same) == 0.5
    assert tells("count", "Барлығы қанша?", "Барлығы көп.", same) == 0


def test_of_two_things_counted_the_last_one_counts() -> None:
    question = "Сколько ульев стоит? Сколько пчёл живёт?"
    assert tells("count", question, "Живёт 40 пчёл.", same) == 1
    assert tells("count", question, "Стоит 40 ульев.", same) == 0


@pytest.mark.parametrize(
    "sentence",
    [
        "2001 жылы құрылды.",
        "12.07.2007 келді.",
        "Ол шілдеде келді.",
        "ЖЕЛТОҚСАН айы еді.",
        "Встреча прошла 5 мая.",
        "Это было в июле.",
        "В мае его не стало.",
        "They met in May.",
        "It closed on 12 March.",
        "It opened in September.",
    ],
)
def test_a_year_a_date_or_a_month_tells_when(sentence: str) -> None:
    assert tells("time", "", sentence, same) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Кейін құрылды.",
        "Қазаншы Әлі келді.",
        "№ 921 бұйрық.",
        "Их было 40000.",
        "Позже всё изменилось.",
        "Members may leave at will.",
        "They march along the shore.",
        "",
    ],
)
def test_a_sentence_without_a_time_does_not_tell_when(sentence: str) -> None:
    assert tells("time", "", sentence, same) == 0


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Ұйымды кім құрды?", "Оны Акрам Юлдашев құрды."),
        ("Кто подписал договор?", "И. Иванов подписал договор."),
        ("Кто подписал договор?", "Подписал Н.А. Назарбаев."),
        ("Who founded it?", "It was founded by Ada Byron in secret."),
    ],
)
def test_a_name_tells_who(question: str, sentence: str) -> None:
    assert tells("person", question, sentence, same) == 1


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Ұйымды кім құрды?", "Оны халық құрды."),
        ("Кто подписал договор?", "Президент подписал договор."),
        ("Кто такой Акрам Юлдашев?", "Акрам Юлдашев болды."),  # the question has the name itself
        ("Who founded it?", "it was founded in secret."),
        ("Who founded it?", "2001"),
        ("Who banned it?", "The Supreme Court banned it."),
        ("Who banned it?", "Central Asia banned it."),
    ],
)
def test_a_sentence_without_a_name_of_its_own_does_not_tell_who(question: str, sentence: str) -> None:
    assert tells("person", question, sentence, same) == 0
