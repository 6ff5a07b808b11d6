"""Our own question set: well formed, and every piece of evidence stands in its document. What is no set is refused."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from corpus import Passage, UserError, load, split
from corpus.language import detect
from eval.questions import fold, load_questions
from qa.config import STARTER

OWN = Path(__file__).parents[1] / "eval" / "data" / "questions.jsonl"
KINDS = {"fact", "list", "why", "table", "follow", "keyboard", "latin", "typo", "none"}
LANGUAGES = {"kk", "ru", "en"}
ROW = {
    "id": "1",
    "language": "kk",
    "kind": "fact",
    "question": "Бір ара ұясында неше ара тұрады?",
    "history": [],
    "document": "аралар.md",
    "evidence": ["қырық мың ара"],
}


@pytest.fixture(scope="module")
def starter() -> list[Passage]:
    return [passage for document in load(STARTER).documents for passage in split(document)]


def test_our_own_questions_are_well_formed() -> None:
    questions = load_questions(OWN)
    assert len(questions) >= 100
    assert [name for name, times in Counter(item.id for item in questions).items() if times > 1] == []
    assert [asked for asked, times in Counter((*item.history, item.text) for item in questions).items() if times > 1] == []
    assert {item.kind for item in questions} == KINDS
    for item in questions:
        assert item.language in LANGUAGES, item.id
        assert item.answerable == (item.kind != "none"), item.id
        assert item.text == item.text.strip() != "", item.id
        assert item.kind in ({"follow", "none"} if item.history else KINDS - {"follow"}), item.id
        assert all(10 <= len(text) <= 80 for gold in item.gold for text in gold.evidence), item.id


def test_our_own_questions_are_in_the_language_and_letters_that_they_say() -> None:
    for item in load_questions(OWN):
        if item.kind == "latin":
            assert not re.search("[а-яәі]", item.text.lower()), item.id
        if item.kind == "keyboard":
            assert not re.search("[әғқңөұүһі]", item.text.lower()), item.id
        if item.kind in {"fact", "list", "why", "table"}:
            assert detect(item.text) == item.language, item.id


def test_every_piece_of_evidence_stands_in_a_passage_of_its_document(starter: list[Passage]) -> None:
    folded: dict[str, list[str]] = {}
    for passage in starter:
        folded.setdefault(passage.document_id, []).append(fold(passage.text))
    for item in load_questions(OWN):
        for gold in item.gold:
            assert gold.evidence, item.id
            for text in gold.evidence:
                assert any(fold(text) in passage for passage in folded[gold.document]), f"{item.id}: {text}"


def test_our_own_questions_ask_every_document_in_every_language(starter: list[Passage]) -> None:
    questions = load_questions(OWN)
    assert {gold.document for item in questions for gold in item.gold} == {passage.document_id for passage in starter}
    spoken = {passage.document_id: passage.language for passage in starter}
    pairs = Counter((item.language, spoken[item.gold[0].document]) for item in questions if item.gold)
    assert len(pairs) == 9


def line(**changed: object) -> bytes:
    return json.dumps({**ROW, **changed}, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    "bad",
    [
        b"{",
        b"[]",
        b"null",
        '"сұрақ"'.encode(),
        b'{"id": "1"}',
        line().replace(b'"history"', b'"past"'),
        line(history=None),
        line(evidence=None),
        line(also=[{"document": "lakes.html"}]),
        line(evidence="қырық мың ара"),
        line().decode().encode("kz1048"),
    ],
)
def test_a_line_that_is_no_question_is_refused_by_its_number(tmp_path: Path, bad: bytes) -> None:
    (tmp_path / "set.jsonl").write_bytes(b"\n\n".join([line(), bad]))
    with pytest.raises(UserError, match=r"Line 3 of set\.jsonl is no question"):
        load_questions(tmp_path / "set.jsonl")


def test_a_field_that_a_line_lacks_is_named_in_words(tmp_path: Path) -> None:
    (tmp_path / "set.jsonl").write_bytes(line().replace(b'"language"', b'"tongue"'))
    with pytest.raises(UserError, match=r"no question \(it has no language\)"):
        load_questions(tmp_path / "set.jsonl")


def test_a_set_that_is_not_there_is_a_users_error(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no question set .* --questions FILE"):
        load_questions(tmp_path / "жоқ.jsonl")
