"""Advice on a document in the languages of the page follows the verdict, row by row."""

import re
from pathlib import Path
from string import Formatter

import pytest

from corpus.check import examine
from corpus.language import detect
from corpus.verdict import THRESHOLDS, Health
from qa.advice import ADVICE, REASONS, advice, reason
from qa.words import LANGUAGES

ROOT = Path(__file__).parents[1]

# A document for each row of the thresholds, in their order.
DOCUMENTS = (
    Health("а.pdf", "pdf", reason="it is empty; remove it"),
    Health("а.pdf", "pdf", lost=0.3, letters=0.6),
    Health("а.pdf", "pdf", soup=0.5, letters=0.6),
    Health("а.txt", "txt", letters=0.1),
    Health("а.txt", "txt", letters=0.6, unknown=0.9),
    Health("а.txt", "txt", letters=0.6, unknown=0.3),
    Health("а.txt", "txt", letters=0.6, lost=0.01),
    Health("а.pdf", "pdf", letters=0.6, pages=9, blank_pages=2),
    Health("а.txt", "txt", letters=0.6, repaired=0.1),
    Health("а.txt", "txt", letters=0.6, copy_of="б.txt"),
)


def test_there_is_a_row_for_each_threshold_and_each_language() -> None:
    assert len(ADVICE) == len(THRESHOLDS) == len(DOCUMENTS)
    assert all(row.keys() == LANGUAGES.keys() for row in ADVICE)


@pytest.mark.parametrize("number", range(len(DOCUMENTS)))
def test_each_row_is_told_where_its_threshold_decides(number: int) -> None:
    for language, words in ADVICE[number].items():
        told = advice(DOCUMENTS[number], language)
        assert told.startswith(words.partition("{")[0])
        assert "{" not in told


def test_all_languages_tell_the_same_facts() -> None:
    for row in ADVICE:
        facts = [{name for _, name, _, _ in Formatter().parse(words) if name} for words in row.values()]
        assert facts.count(facts[0]) == len(facts)


def test_why_a_file_cannot_be_read_is_told_in_the_readers_language(tmp_path: Path) -> None:
    files = {
        "а.txt": b" \n",
        "ә.pdf": b"%PDF-1.7 nothing",
        "б.docx": b"PK nothing",
        "в.rtf": rb"{\rtf1 cut",
        "г.txt": bytes(99),
    }
    for name, data in files.items():
        path = tmp_path / name
        path.write_bytes(data)
        report = examine(path, name)
        assert report.reason
        for language in ("kk", "ru"):
            told = advice(report, language)
            assert detect(told) == language
            assert report.reason not in told
        assert report.reason in advice(report, "en")
    assert reason("a sentence of tomorrow", "kk") == reason("it is a damaged DOCX", "kk")


def test_every_sentence_of_the_readers_is_in_the_table() -> None:
    folder = ROOT / "corpus"
    readers = [
        *folder.glob("read_*.py"),
        *(folder / f"{name}.py" for name in ("archive", "check", "encoding", "load", "sandbox")),
    ]
    told = re.findall(r'"((?:it|its|reading) [^"]*; [^"]*)"', "".join(path.read_text("utf-8") for path in readers))
    assert len(told) > 10
    assert [text for text in told if not any(text.startswith(begin) for begin in REASONS)] == []


def test_a_green_document_needs_no_advice() -> None:
    assert advice(Health("а.txt", "txt", letters=0.8), "kk") == ""
