"""The words of the page and of the answers: no cell is empty, and a translation fills in the same values."""

import re
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.language import detect
from qa import phrases, words
from qa.refusal import FEATURES
from qa.words import EXAMPLES, LANGUAGES, WORDS, preferred, word

ROOT = Path(__file__).parents[1]
TABLES = {**WORDS, **phrases.PHRASES}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_is_filled_in_every_language(name: str) -> None:
    row = TABLES[name]
    assert list(row) == list(LANGUAGES)
    assert all(cell == cell.strip() != "" for cell in row.values())


@pytest.mark.parametrize("name", TABLES)
def test_every_language_fills_in_the_same_values(name: str) -> None:
    [same] = {frozenset(placeholders(cell)) for cell in TABLES[name].values()}
    assert "" not in same


@pytest.mark.parametrize("name", [name for name, row in TABLES.items() if name not in LANGUAGES and len(row["en"].split()) > 5])
def test_a_sentence_is_in_the_language_of_its_column(name: str) -> None:
    assert {language: detect(re.sub(r"\{\w+\}", "", cell)) for language, cell in TABLES[name].items()} == {
        language: language for language in LANGUAGES
    }


def test_words_and_phrases_speak_the_same_languages() -> None:
    assert tuple(words.LANGUAGES) == phrases.LANGUAGES == ("kk", "ru", "en")
    assert set(LANGUAGES) <= set(WORDS)  # the name of each language, in each language


def test_every_word_that_the_page_asks_for_is_in_the_table() -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "app.py", *ROOT.glob("qa/**/*.py")))
    asked = set(re.findall(r'\bword\("(\w+)"', code))
    assert asked
    assert asked <= set(WORDS)


def test_values_are_put_where_they_belong() -> None:
    assert word("page", "kk", n=12) == "12-бет"
    assert word("status", "en", documents=2, passages=30).startswith("Indexed: 2 documents, 30 passages")
    assert word("line", "ru", n="{n}") == "строка {n}"


def test_the_examples_are_in_all_three_languages() -> None:
    assert {language for language, _ in EXAMPLES} == set(LANGUAGES)
    assert all(detect(question) == language for language, question in EXAMPLES)
    assert len(set(EXAMPLES)) == len(EXAMPLES)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("ru-RU,ru;q=0.9,en-US;q=0.8", "ru"),
        ("EN-gb", "en"),
        (" kk , ru", "kk"),
        ("uk,de;q=0.9,en;q=0.3", "en"),
        ("*", "kk"),
        ("", "kk"),
        ("rus,english", "kk"),
        ("қаз;q=ү,,;-", "kk"),
    ],
)
def test_the_page_speaks_the_first_language_of_the_browser_that_it_knows(header: str, language: str) -> None:
    assert preferred(header) == language


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(), st.text("rukenq=;,-*. 01")))
def test_any_header_gives_a_language_of_the_page(header: str) -> None:
    assert preferred(header) in LANGUAGES


def test_every_feature_of_the_refusal_has_a_name() -> None:
    assert {f"evidence_{name}" for name in FEATURES} <= WORDS.keys()
