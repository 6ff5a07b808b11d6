"""The starter corpus and its glossary: ours, whole, and in our own words."""

import csv
import re
import unicodedata
from pathlib import Path

import pytest

from corpus import load
from corpus.document import Document
from corpus.repair import restore_legacy_letters, unify_scripts
from index import Index, open_model
from qa import Engine
from qa.words import EXAMPLES

ROOT = Path(__file__).parents[1]
SOURCES = ROOT.parent / "shared" / "documents"
RUN = 9  # words: so many in a row, shared with a source, would be a copied phrase
LAST_SECTION = re.compile(r"^(Дереккөздер|Источники|Sources)$", re.MULTILINE)
# Names of laws are quoted as they are.
NAMES = ("заңсыз жолмен алынған кірістерді заңдастыруға және терроризмді қаржыландыруға қарсы іс қимыл туралы",)


@pytest.fixture(scope="module")
def bundled(documents: tuple[Document, ...]) -> Engine:
    return Engine(Index.of(documents, open_model()))


@pytest.fixture(scope="module")
def documents() -> tuple[Document, ...]:
    loaded = load(ROOT / "corpus" / "documents")
    assert not loaded.problems
    return loaded.documents


def words(text: str) -> list[str]:
    plain = " ".join(re.findall(r"\w+", unify_scripts(restore_legacy_letters(unicodedata.normalize("NFKC", text))).lower()))
    for name in NAMES:
        plain = plain.replace(name, "")
    return plain.split()


def runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[start : start + RUN]) for start in range(len(found) - RUN + 1)}


def test_there_are_ten_kazakh_six_russian_and_four_english_documents(documents: tuple[Document, ...]) -> None:
    languages = [document.language for document in documents]
    assert {language: languages.count(language) for language in ("kk", "ru", "en")} == {"kk": 10, "ru": 6, "en": 4}


def test_every_document_has_a_title_and_ends_with_its_sources(documents: tuple[Document, ...]) -> None:
    for document in documents:
        assert document.text.startswith(document.title), document.id
        assert LAST_SECTION.search(document.text[-2500:]), document.id


def test_no_phrase_is_copied_from_a_source(documents: tuple[Document, ...]) -> None:
    if not SOURCES.is_dir():
        pytest.skip("the source documents (../shared/documents) are not here")
    theirs = set().union(*(runs(document.text) for document in load(SOURCES).documents))
    for document in documents:
        ours = LAST_SECTION.split(document.text)[0]
        assert not runs(ours) & theirs, document.id


def test_the_glossary_is_whole() -> None:
    with (ROOT / "corpus" / "glossary.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(rows) >= 600
    assert all(row[language].strip() for row in rows for language in ("kk", "ru", "en"))
    assert len({row["kk"] for row in rows}) == len(rows)
    assert not [row["kk"] for row in rows if unify_scripts(row["kk"]) != row["kk"]]


@pytest.mark.parametrize("asked", EXAMPLES, ids=lambda asked: asked[1])
def test_every_question_that_the_page_offers_to_begin_with_is_answered_in_its_language(
    bundled: Engine, asked: tuple[str, str]
) -> None:
    language, question = asked
    answer = bundled.ask(question)
    assert answer.found
    assert answer.citations[0].passage.language == language
