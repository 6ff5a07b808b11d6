"""The language of short questions in every spelling that people type, and of the benchmarks' sentences."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.language import KAZAKH_LATIN, detect, likeliest
from corpus.spelling import fold
from index.train.languages import ALPHABETS, in_latin

SHARED = Path(__file__).parents[2] / "shared"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here")

KAZAKH = (
    "Заң қашан қабылданды?",
    "Бұл ұйымды кім құрды?",
    "Қазақстан нешінші жылы мүше болды?",
    "Теміржол вокзалы қайда орналасқан?",
    "Мектепте неше оқушы бар?",
    "Дінтану сабағы не үшін керек?",
    "Кеңес мүшелерін кім тағайындайды?",
    "Әкімдік қандай шара қолданды?",
)
RUSSIAN = (
    "Когда был принят закон?",
    "Кто основал эту организацию?",
    "Сколько учеников в школе?",
    "Где находится вокзал?",
    "Зачем нужны уроки религиоведения?",
    "Какие меры приняты в Казахстане?",
    "Что такое экстремизм?",
)
ENGLISH = (
    "When was the law adopted?",
    "Who founded this organisation?",
    "How many pupils are there?",
    "Where is the station?",
    "What did Kazakhstan do about it?",
    "What is extremism?",
)


@pytest.mark.parametrize(("language", "questions"), [("kk", KAZAKH), ("ru", RUSSIAN), ("en", ENGLISH)], ids=["kk", "ru", "en"])
def test_short_questions_are_told_apart_in_any_case_and_with_parted_marks(language: str, questions: tuple[str, ...]) -> None:
    for question in questions:
        for spelling in (question, question.lower(), question.upper(), question.rstrip("?"), f"  {question}\n"):
            assert detect(spelling) == language, spelling
            assert detect(unicodedata.normalize("NFD", spelling)) == language, spelling


@pytest.mark.parametrize("question", KAZAKH)
def test_kazakh_typed_on_a_russian_keyboard_is_kazakh(question: str) -> None:
    assert detect(fold(question)) == "kk"
    assert detect(fold(question).upper()) == "kk"


@pytest.mark.parametrize("alphabet", ALPHABETS, ids=["2018", "2021", "everyday", "chat"])
@pytest.mark.parametrize("question", KAZAKH)
def test_kazakh_in_latin_letters_is_kazakh(question: str, alphabet: dict[str, str]) -> None:
    latin = in_latin(question, alphabet)
    assert likeliest(latin) == KAZAKH_LATIN
    assert detect(latin) == detect(latin.capitalize()) == "kk"


@pytest.mark.parametrize(
    "question",
    [
        "İslam dini qaşan taraldy?",
        "ISLAM DINI QAShAN TARALDY",
        "Islam dıni qashan taraldy?",
        "İSLAM DİNİ QAŞAN TARALDI",
        "Iслам дiнi қашан тaралды?",
        "Ислам ди\xadні қа\xadшан тарал\xadды?",
    ],
    ids=["dotted capital I", "capitals", "dotless i", "Turkish capitals", "Latin look-alikes", "soft hyphen"],
)
def test_odd_spellings_of_a_kazakh_question_are_kazakh(question: str) -> None:
    assert detect(question) == "kk"


@pytest.mark.parametrize(
    ("text", "language"),
    [("NATO деген не?", "kk"), ("Что такое NATO?", "ru"), ("What does «жасақ» mean in this law?", "en")],
)
def test_a_foreign_word_does_not_change_the_language_of_a_question(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    "text", ["Что значит слово «жасақ»?", "Где был подписан договор «Ақ жол»?", "Кто построил Нұр-Сұлтан?"]
)
def test_a_russian_question_about_a_kazakh_name_is_russian(text: str) -> None:
    assert detect(text) == "ru"


def test_a_russian_question_about_a_latin_name_is_russian() -> None:
    assert detect("Кто такой Ibrahim Al-Mansur?") == "ru"


@pytest.mark.parametrize("text", ["", "  ", "1999?", "№ 17/3", "«…»"])
def test_a_text_without_letters_counts_as_kazakh(text: str) -> None:
    assert detect(text) == "kk"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_in_one_of_three_languages(text: str) -> None:
    assert detect(text) in ("kk", "ru", "en")


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(((KAZAKH, "kk"), (RUSSIAN, "ru"), (ENGLISH, "en"))), st.data())
def test_digits_and_signs_around_the_words_do_not_matter(case: tuple[tuple[str, ...], str], data: st.DataObject) -> None:
    questions, language = case
    noise = st.text("0123456789 .,!?()«»–№%", max_size=6)
    words = data.draw(st.sampled_from(questions)).split()
    assert detect(" ".join(word + data.draw(noise) for word in words)) == language


def columns(name: str) -> list[tuple[str, ...]]:
    """The columns of a benchmark of parallel sentences."""
    return list(
        zip(*(line.split("\t") for line in (SHARED / "benchmarks" / name).read_text("utf-8").splitlines()), strict=True)
    )


def share(texts: list[str] | tuple[str, ...], language: str) -> float:
    return sum(detect(text) == language for text in texts) / len(texts)


def kazakh_texts() -> dict[str, list[str] | tuple[str, ...]]:
    rows = map(json.loads, (SHARED / "benchmarks" / "kazqad-dev.jsonl").read_text("utf-8").splitlines())
    parallel = {name: columns(f"{name}-dev.kk-ru-en.tsv")[0] for name in ("flores", "ntrex")}
    return {**parallel, "kazqad": [row["question"] for row in rows]}


@needs_shared
@pytest.mark.parametrize("name", ["flores-dev.kk-ru-en.tsv", "ntrex-dev.kk-ru-en.tsv", "tatoeba-dev.ru-en.tsv"])
def test_the_languages_of_parallel_sentences_are_told_apart(name: str) -> None:
    languages = name.split(".")[1].split("-")
    for language, texts in zip(languages, columns(name), strict=True):
        assert share(texts, language) >= 0.99, (language, len(texts))


@needs_shared
def test_kazakh_sentences_and_questions_are_kazakh_in_every_spelling() -> None:
    for name, texts in kazakh_texts().items():
        assert share(texts, "kk") >= 0.99, name
        assert share([fold(text) for text in texts], "kk") >= 0.98, name
        for alphabet in ALPHABETS:
            assert share([in_latin(text, alphabet) for text in texts], "kk") >= 0.98, name
