"""What a question wants to be told, by a table of question words."""

from collections.abc import Sequence
from itertools import product

import pytest

from corpus.spelling import fold
from index.kind import kind_of, says_something
from index.tell import tells

ASKING = {
    "count": (
        "Бір ара ұясында неше ара тұрады?",
        "Ұйымда қанша мүше бар?",
        "Нешеуі келді?",
        "Сколько стран вошло в союз?",
        "Скольких людей спасли?",
        "How many bees live in a hive?",
        "How old is the bridge?",
    ),
    "money": (
        "Орталыққа қанша қаражат бөлінді?",
        "Айыппұл мөлшері қанша?",
        "Сколько денег дали на мост?",
        "Какой штраф за шум?",
        "How much money did they give?",
        "How much does it cost?",
        "What is the fine for noise?",
    ),
    "time": (
        "Ұйым қашан құрылды?",
        "Қай жылы құрылды?",
        "Когда создан союз?",
        "В каком году построили мост?",
        "When was it founded?",
        "In which year did it close?",
    ),
    "person": (
        "Ұйымды кім құрды?",
        "Кімдер қатысты?",
        "Басшының аты кім?",
        "Кто построил мост?",
        "Кого избрали?",
        "Как зовут смотрителя?",
        "Who founded it?",
        "Whose lighthouse is it?",
    ),
    "place": (
        "Кездесу қайда өтті?",
        "Ол қай қалада туған?",
        "Где родился поэт?",
        "В каком городе построили мост?",
        "Where was it founded?",
        "Which country left the union?",
    ),
    "": (
        "Неге?",
        "Ұйымның мақсаты қандай?",
        "Почему закрыли мост?",
        "Какие организации запрещены?",
        "Why do volcanoes erupt?",
        "What is the aim of the union?",
        "",
        "921",
    ),
}
# What only looks like a question word.
NOT_ASKING = (
    "Бірнеше ел неге шықты?",  # «several»
    "Почему несколько стран вышли из союза?",
    "Почему он никогда не выходил из дома?",
    "Американша қалай айтылады?",
    "Show many pictures",
    "Какие кимоно продают?",
    "Киім неге сатылмайды?",
    "Whole villages were moved: why?",
)
EXPLAINING = (
    "Кто такой Акрам Юлдашев?",
    "Хизбулла деген кім?",
    "Who was Ada Byron?",
    "К.М. Бишманов кім?",
    "Бал арасы деген кім?",
)


@pytest.mark.parametrize(("kind", "question"), [(kind, text) for kind, texts in ASKING.items() for text in texts])
def test_a_question_word_tells_what_is_wanted(kind: str, question: str) -> None:
    assert kind_of(question) == kind_of(question.upper()) == kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [("Неше ара?", "count"), ("Қанша адам?", "count"), ("Қашан?", "time"), ("Қай күні?", "time"), ("Кім?", "person")],
)
def test_a_kazakh_question_word_counts_also_as_a_russian_keyboard_writes_it(question: str, kind: str) -> None:
    assert kind_of(fold(question)) == kind


@pytest.mark.parametrize("question", NOT_ASKING)
def test_a_word_that_only_holds_a_question_word_asks_nothing(question: str) -> None:
    assert kind_of(question) == ""


@pytest.mark.parametrize("question", EXPLAINING)
def test_who_somebody_is_wants_his_own_name_and_no_other(question: str) -> None:
    assert kind_of(question) == "name"
    assert kind_of(f"{question} Ол қайда тұрды?") == "place"


def test_a_name_is_told_by_the_sentence_that_has_it() -> None:
    def same(word: str, others: Sequence[str]) -> float:
        return float(word in others)

    assert tells("name", "Кто такой Акрам Юлдашев?", "Группу создал Акрам Юлдашев.", same) == 1.0
    assert tells("name", "Кто такой Акрам Юлдашев?", "Группу создал Юлдашев.", same) == 0.0


def test_a_surname_is_no_question_word() -> None:
    assert kind_of("Почему ушёл Ким Чен Ын?") == ""
    assert kind_of("Ким келді?") == "person"


@pytest.mark.parametrize("word", ["Қанша", "нешінші", "сколько", "Какая", "вообще", "which", "екен", "there"])
def test_a_word_to_ask_with_says_nothing_of_its_own(word: str) -> None:
    assert not says_something(word)


@pytest.mark.parametrize("word", ["бюджет", "канал", "зарплата", "мешіт", "airport", "кинотеатр", "доля", "болат"])
def test_a_word_of_the_matter_says_something(word: str) -> None:
    assert says_something(word)


@pytest.mark.parametrize(("one", "other"), [pair for pair in product(ASKING, repeat=2) if all(pair)])
def test_of_two_questions_the_last_counts(one: str, other: str) -> None:
    for first, second in zip(ASKING[one], ASKING[other], strict=False):
        assert kind_of(f"{first} {second}") == other


def test_a_follow_up_that_asks_nothing_itself_wants_what_was_wanted_before() -> None:
    assert kind_of("Сколько пчёл в улье? А зимой?") == "count"
