"""Questions typed with the wrong keyboard layout are read as they were meant; ordinary ones in any language stay."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.spelling import ALPHABETS, in_latin
from eval.questions import load_questions
from index.layout import TO_CYRILLIC, TO_LATIN, retyped
from index.question import read

OWN = Path(__file__).parents[1] / "eval" / "data" / "questions.jsonl"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rfrbt jhufybpfwbb pfghtotys?", "какие организации запрещены?"),
        ("Rjulf cjplfyf IJC?", "когда создана шос?"),
        ("ghbdtn", "привет"),
        ("xnj nfrjt 'rcnhtvbpv", "что такое экстремизм"),
        ("0fpf0cnfy vtvktrtn3", "қазақстан мемлекеті"),
        ("0fpf0cnfy htcge,kbrfcs 0fify 09hskls?", "қазақстан республикасы қашан құрылды?"),
        ("црут вшв ше рфззут", "when did it happen"),
        ("црщ щкпфтшяув еру ьууештп?", "who organized the meeting?"),
    ],
)
def test_a_wrong_layout_is_read_as_it_was_meant(typed: str, meant: str) -> None:
    assert retyped(typed) == meant
    assert retyped(retyped(typed)) == meant


@pytest.mark.parametrize(
    ("typed", "language"),
    [("rfrbt jhufybpfwbb pfghtotys?", "ru"), ("0fpf0cnfy vtvktrtn3", "kk"), ("црут вшв ше рфззут", "en")],
)
def test_a_question_in_the_wrong_layout_is_read_in_its_own_language(typed: str, language: str) -> None:
    assert read(typed).language == language


@pytest.mark.parametrize(
    "text",
    [
        "Қазақстан Шанхай бестігіне қашан қосылды?",
        "Казакстан кашан косылды?",  # on a Russian keyboard
        "Когда Казахстан присоединился к Шанхайской пятёрке?",
        "When did Ihsanoglu visit Kazakhstan?",
        "Qazaqstan memleketi qaşan quryldy?",
        "Akromiya uiymyn kim qurdy",
        *(in_latin("Ең ескі қолжазба қай ғасырда көшірілген?", alphabet) for alphabet in ALPHABETS),
        "API",
        "№ 921",
        "ISO 9001",
        "USB-C",
        "№ 921 бұйрық",
        "ШОС",
        "НАТО",
        "ҰҚК",
        "кім?",
        "Who?",
        "1874",
        "12-бап",
        "e-mail",
        "Hizb ut-Tahrir",
        "Хизб ут-Тахрир",
        "?!",
        "",
        " ",
    ],
)
def test_an_ordinary_question_stays_as_it_is(text: str) -> None:
    assert retyped(text) == text


def test_none_of_our_own_questions_is_taken_for_another_layout() -> None:
    texts = [question.text for question in load_questions(OWN)]
    assert [text for text in texts if retyped(text) != text] == []


def test_nearly_all_our_russian_and_english_questions_are_read_from_the_other_layout() -> None:
    for language, table in (("ru", TO_LATIN), ("en", TO_CYRILLIC)):
        asked = [question.text.lower() for question in load_questions(OWN) if question.language == language]
        plain = [text for text in asked if text.replace(" ", "").removesuffix("?").isalpha() and len(text.split()) > 3]
        found = [retyped(text.removesuffix("?").translate(table) + "?") for text in plain]
        right = sum(one == other.removesuffix("?") + "?" for one, other in zip(found, plain, strict=True))
        assert len(plain) >= 20
        assert right >= 0.9 * len(plain), language


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_what_is_read_is_the_text_itself_or_a_layout_of_it(text: str) -> None:
    found = retyped(text)
    if found != text:
        assert found == text.lower().translate(TO_LATIN) or len(found.split()) == len(text.split())
        assert found == found.lower()
