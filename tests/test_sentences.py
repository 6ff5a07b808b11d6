"""Sentence ends in Kazakh, Russian and English: abbreviations, initials, years, quotes, citations, list numbers."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.sentences import sentences

ODD = 'қазіәғ АБҚ.,;:!?«»"…\n  aI()[]–—- 123\u0306\xad\u200b\xa0\u2028\u3000\x85\x1cİı🇰🇿👩\u200d🏫ﷺ'
SENTENCES = (
    "Кеңес биыл үш рет жиналды.",
    "Әкімдік 2019 жылғы 5 шілдеде жаңа орталық ашты!",
    "Ұйымға кім басшылық етеді?",
    "Он сообщил об этом 12 июля.",
    "Съезд прошёл тихо…",
    "Nobody was hurt.",
    "Have the members met since then?",
    "«Бірлік бар жерде тірлік бар».",
)


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@settings(max_examples=400, deadline=None)
@given(st.text(st.sampled_from(ODD), max_size=120) | st.text(max_size=80))
def test_spans_follow_one_another_and_leave_out_white_space_only(text: str) -> None:
    after = 0
    for start, end in sentences(text):
        assert after <= start < end <= len(text)
        assert text[after:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        after = end
    assert text[after:].strip() == ""


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=10), st.sampled_from((" ", "  ", "\n", "\n\n")))
def test_plain_sentences_come_apart_as_they_were_put_together(chosen: list[str], gap: str) -> None:
    assert parts(gap.join(chosen)) == chosen


@pytest.mark.parametrize(
    "sentence",
    [
        "Бұл жөнінде Қ.К. Тоқтаров пен Ә. Нұрланов баяндады.",
        "Жиын 2004 ж. Алматыда өтті.",
        "Шығын 3 млн. Америка долларына жетті.",
        "Ауыл, аудан т.б. Орталықтан көмек алды.",
        "Мекеме қ. Астанада орналасқан.",
        "Указ подписан в 2004 г. Президентом страны.",
        "Доклад сделал акад. Петров из Москвы.",
        "См. рис. 4 и табл. 5 в приложении.",
        "The talk was given by Prof. Brown and Dr. Green.",
        "The rule (see p. 12) holds in no. 7 as well.",
        "Көлемі 2.5 есе өсіп, 0.75 үлеске жетті.",
        "Ресми сайты gov.kz деп аталады.",
        "He said «Yes.» and left.",
    ],
)
def test_an_abbreviation_an_initial_or_a_number_ends_no_sentence(sentence: str) -> None:
    assert parts(sentence) == [sentence]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ереже 2005 жылы бекітілді.", "2006 жылы ол өзгерді."),
        ("Олардың саны 25.", "Бәрі де тіркелген."),
        ("The war ended in 1945.", "Two years later peace was signed."),
        ("Ол былай деді: «Келісеміз.»", "Сосын қол қойды."),
        ("Ұйым тыйым салынған (2013 жылдан бері).", "Тізім жарияланды."),
        ("Бұл сан өсіп келеді [3; 15 б.].", "Себебі көп."),
        ("Деректер бар [1, 2].", "Олар ашық."),
        ("Солай ма?!", "Иә."),
        ("Он замолчал…", "Потом заговорил."),
        ("Келісім жасалды.", "– Қашан? деп сұрады ол"),
        ("Ғылым дамыды.", "Үміт зор."),
        ("Дәл солай.", "Һәм басқаша."),
    ],
)
def test_a_sentence_ends_where_the_next_one_begins(first: str, second: str) -> None:
    assert parts(f"{first} {second}") == [first, second]


def test_the_number_of_a_list_item_stays_with_its_item() -> None:
    assert parts("Міндеттер: 1. Оқыту. 2. Бақылау.") == ["Міндеттер: 1. Оқыту.", "2. Бақылау."]


def test_a_small_letter_begins_no_sentence() -> None:
    assert parts("Өткен ғ. басында болды. кейін ұмытылды") == ["Өткен ғ. басында болды. кейін ұмытылды"]


def test_a_line_end_always_ends_a_sentence() -> None:
    assert parts("Бірінші бөлім\n\n  екінші жол \nҮшінші") == ["Бірінші бөлім", "екінші жол", "Үшінші"]


@pytest.mark.parametrize(
    "text",
    [
        unicodedata.normalize("NFD", "Бұл май айы. Йод пен ёлка."),
        "Қауіп\xadсіздік. Бей\xadбітшілік.",
        "İstanbul. Izmir.",
        "Бiрлiк. Eл.",
    ],
    ids=["NFD", "soft hyphen", "dotted capital I", "Latin look-alikes"],
)
def test_odd_spellings_do_not_hide_a_sentence_end(text: str) -> None:
    assert len(parts(text)) == 2


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u3000\x85"])
def test_a_text_without_words_has_no_sentences(text: str) -> None:
    assert sentences(text) == []
