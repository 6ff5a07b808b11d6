"""A question set is proved against its documents: its own faults are told, and nothing that is asked of ours alone."""

import json
from pathlib import Path

import pytest

from corpus import load, split
from corpus.copies import unite
from eval.__main__ import QUESTIONS
from eval.check import faults
from eval.questions import load_questions, relevant, with_kept
from qa.config import STARTER

METRO = "Алматы метросы 2011 жылғы 1 желтоқсанда ашылды."


def row(id: str, question: str, document: str, evidence: str) -> str:
    told = {"id": id, "language": "kk", "kind": "fact", "question": question, "history": []}
    return json.dumps({**told, "document": document, "evidence": [evidence]}, ensure_ascii=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents, one of them twice."""
    for name, text in (("copy-of-metro.txt", METRO), ("metro.txt", METRO), ("lake.txt", "Көлдің тереңдігі – тоқсан метр.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def proved(folder: Path, *rows: str, balanced: bool = False) -> list[str]:
    (folder / "set.jsonl").write_text("\n".join(rows), encoding="utf-8")
    documents = load(folder).documents
    passages = unite(passage for document in documents for passage in split(document))
    return list(faults(load_questions(folder / "set.jsonl"), documents, passages, balanced=balanced))


def test_a_small_set_of_ones_own_is_told_its_own_faults_and_no_quotas(folder: Path) -> None:
    lake = row("1", "Көл қаншалықты терең?", "lake.txt", "тоқсан метр")
    assert proved(folder, lake) == []
    wrong = proved(folder, lake, row("2", "Метро қашан ашылды?", "lake.txt", "желтоқсанда"))
    assert wrong == ["2: «желтоқсанда» does not stand in lake.txt", "2: no passage holds its evidence whole"]
    assert "1 questions, 240 are wanted" in proved(folder, lake, balanced=True)


def test_a_question_may_name_any_file_of_a_text_that_stands_in_several(folder: Path) -> None:
    asked = ("Метро қашан ашылды?", "Жерасты пойызы қай жылы жүре бастады?")
    names = ("metro.txt", "copy-of-metro.txt")
    rows = [row(str(at), text, name, "1 желтоқсанда") for at, (text, name) in enumerate(zip(asked, names, strict=True))]
    assert proved(folder, *rows) == []
    documents = load(folder).documents
    [one, other] = with_kept(load_questions(folder / "set.jsonl"), documents)
    assert one.gold == other.gold
    assert list(relevant(one, split(documents[0]))) == ["copy-of-metro.txt:0-47"]


def test_our_own_set_is_balanced() -> None:
    documents = load(STARTER).documents
    passages = unite(passage for document in documents for passage in split(document))
    assert list(faults(load_questions(QUESTIONS), documents, passages, balanced=True)) == []
