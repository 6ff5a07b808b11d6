"""Repairs of characters: each does its one thing, doing it twice changes nothing, and no repair ever changes a digit."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.repair import (
    CHARACTER_REPAIRS,
    compose,
    drop_unseen,
    part_sentences,
    repair_line,
    restore_legacy_letters,
    tidy_spaces,
    unify_scripts,
)

Repair = Callable[[str], str]

# What the repairs look at: letters of both scripts, legacy letters, marks, unseen characters, punctuation, digits of all kinds.
TOUCHED = 'қазіәғңөұүһ ЗаңОл.,;!?«»"…-  acEHIoxyïëҧӛəɵ\u0306\u0308\xad\u200b\xa0\t\u2011\ufffd\x0c\ud800İı0123456789٣²½Ⅳ'
lines = st.text(st.sampled_from(TOUCHED), max_size=30) | st.text(max_size=20)
many = settings(max_examples=250, deadline=None)
each_repair = pytest.mark.parametrize("repair", CHARACTER_REPAIRS, ids=lambda repair: repair.__name__)


@each_repair
@many
@given(line=lines)
def test_a_repair_done_twice_is_the_repair_done_once(repair: Repair, line: str) -> None:
    assert repair(repair(line)) == repair(line)


# Marks that combine are left to the two tests of their own below.
@many
@given(st.text(st.sampled_from(TOUCHED.replace("\u0306", "").replace("\u0308", "")), max_size=40))
def test_a_repaired_line_stays_as_it_is(line: str) -> None:
    assert repair_line(repair_line(line)) == repair_line(line)


@pytest.mark.parametrize("line", ["ə\u0308", "даy\u0306лет"])
def test_a_letter_and_its_mark_are_composed_whatever_stood_between_them(line: str) -> None:
    once = repair_line(line)
    assert once == unicodedata.normalize("NFC", once)
    assert repair_line(once) == once


def digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isnumeric())


@each_repair
@many
@given(line=lines)
def test_no_repair_changes_a_digit(repair: Repair, line: str) -> None:
    assert digits(repair(line)) == digits(line)


@many
@given(line=lines)
def test_all_repairs_together_change_no_digit_and_part_no_number(line: str) -> None:
    assert digits(repair_line(line)) == digits(line)
    assert repair_line("2,5 млн 1 200 0.75 1999-2005 №17/3") == "2,5 млн 1 200 0.75 1999-2005 №17/3"


@many
@given(st.lists(st.sampled_from("қауіпсіздік туралы заң 1999 жылы Алматыда NATO Wi-Fi үшін «Бірлік» ұйымы — 25% т.б.".split())))
def test_sound_text_is_left_alone(words: list[str]) -> None:
    line = " ".join(words)
    assert repair_line(line) == line


@many
@given(st.text(st.characters(codec="utf-8")))
def test_no_letter_of_sound_text_is_lost(line: str) -> None:
    """Letters may turn into others of their kind, but never vanish."""
    assert sum(map(str.isalpha, compose(line))) == sum(map(str.isalpha, repair_line(line)))


@pytest.mark.parametrize("word", ["май", "ёлка", "ұйым", "Йод", "съёмка"])
def test_parted_marks_are_composed(word: str) -> None:
    parted = unicodedata.normalize("NFD", word)
    assert parted != word
    assert compose(parted) == word
    assert repair_line(parted.replace("\u0306", "\xad\u0306").replace("\u0308", "\u200b\u0308")) == word


@pytest.mark.parametrize(
    "unseen", ["\xad", "\u200b", "\u200d", "\ufeff", "\u202e", "\u2066", "\x00", "\x1f", "\U000e0041", "\ud83d"]
)
def test_unseen_characters_leave_the_word_whole(unseen: str) -> None:
    assert drop_unseen(f"тәуел{unseen}сіздік") == "тәуелсіздік"


@pytest.mark.parametrize("space", ["\t", "\x0b", "\x0c", "\x85", "\xa0", "\u2003", "\u2009", "\u2028", "\u202f", "\u3000"])
def test_odd_spaces_part_words_as_plain_ones_do(space: str) -> None:
    assert repair_line(f"ел{space}бірлігі{space}") == "ел бірлігі"


@pytest.mark.parametrize("hyphen", ["\u2010", "\u2011"])
def test_odd_hyphens_become_plain_ones(hyphen: str) -> None:
    assert drop_unseen(f"іс{hyphen}шара") == "іс-шара"


def test_dashes_are_kept() -> None:
    assert drop_unseen("ел – жер — су") == "ел – жер — су"


def test_letters_of_old_fonts_become_kazakh_ones() -> None:
    assert restore_legacy_letters("ҧйым ҥшін ӛмір таӊ жəне кɵп") == "ұйым үшін өмір таң және көп"
    assert restore_legacy_letters("ҦЙЫМ ҤШІН ӚМІР ТАӉ ЖƏНЕ КƟП") == "ҰЙЫМ ҮШІН ӨМІР ТАҢ ЖӘНЕ КӨП"


@pytest.mark.parametrize(
    ("mixed", "whole"),
    [
        ("қoғaм", "қоғам"),  # Latin o and a
        ("тәуелсiздiк", "тәуелсіздік"),  # Latin i
        ("Cаясат", "Саясат"),  # Latin C
        ("ҚАЗАҚСТАH", "ҚАЗАҚСТАН"),  # Latin H
        ("шahар", "шаһар"),  # Latin a and h
        ("gоvеrnmеnt", "government"),  # Cyrillic о and е
        ("XVІІI", "XVIII"),  # Cyrillic І in a Latin numeral
    ],
)
def test_a_word_of_two_scripts_gets_the_one_of_most_of_its_letters(mixed: str, whole: str) -> None:
    assert unify_scripts(mixed) == whole


@pytest.mark.parametrize(
    "line", ["NATOға мүше", "İstanbul қаласы", "ıqlım", "Wi-Fi желісі", "USB-кабель", "IT-маман", "Zoomда", "the law", "заң"]
)
def test_words_without_look_alikes_stay_in_their_scripts(line: str) -> None:
    assert unify_scripts(line) == line


def test_the_dotted_capital_i_survives_all_repairs() -> None:
    assert repair_line("İзмир, ıssız, İLMEK") == "İзмир, ıssız, İLMEK"


@pytest.mark.parametrize(
    ("loose", "tidy"),
    [
        ("  бірлік   пен  ынтымақ ", "бірлік пен ынтымақ"),
        ("заң , ереже ; бұйрық .", "заң, ереже; бұйрық."),
        ("2005 , 2006 .", "2005, 2006."),
        ("нөл .5 пен .kz", "нөл .5 пен .kz"),
        ("ел – жұрт", "ел – жұрт"),
    ],
)
def test_spaces_are_tidied_but_none_is_taken_from_a_number(loose: str, tidy: str) -> None:
    assert tidy_spaces(loose) == tidy


@pytest.mark.parametrize(
    ("glued", "parted"),
    [
        ("жасалды.Келесі кезең", "жасалды. Келесі кезең"),
        ("рас па?Иә", "рас па?Иә"),  # a word of two letters may be an abbreviation
        ("бітті!«Жаңа ел» деді", "бітті! «Жаңа ел» деді"),
        ("окончен.Ёлка", "окончен. Ёлка"),
        ("болады..Әр ел", "болады. Әр ел"),
        ("[12]..Сонда", "[12]. Сонда"),
        ("Ә.Н.Нысанов", "Ә.Н.Нысанов"),
        ("ж.ж.Заң", "ж.ж.Заң"),
        ("сайт.kz", "сайт.kz"),
        ("пункт 3.15.2", "пункт 3.15.2"),
        ("ҚР.ІІМ", "ҚР.ІІМ"),
    ],
)
def test_glued_sentences_are_parted_and_abbreviations_are_not(glued: str, parted: str) -> None:
    assert part_sentences(glued) == parted


def test_all_repairs_work_together() -> None:
    assert repair_line(" Ҧлттық қауiп\xadсіздік\u00a0 , таби\u0306.Жəне\u200b бейбiтшiлiк . ") == (
        "Ұлттық қауіпсіздік, табй. Және бейбітшілік."
    )
