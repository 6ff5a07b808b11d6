"""Question sets, JSONL or CSV: gold is a document and evidence text, so that labels survive another way of splitting."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus import Document, Passage, UserError
from corpus.repair import restore_legacy_letters, unify_scripts
from eval.sheet import read_sheet
from eval.words import SaidError
from qa.question import check

NO_QUESTION = "Line {line} of {name} is no question ({why!s}): see eval/data/README.md."


@dataclass(frozen=True, slots=True)
class Gold:
    """A passage of `document` that holds any of the texts of `evidence` answers the question."""

    document: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the places that answer it; none of them: the documents do not answer it."""

    id: str
    language: str
    kind: str
    text: str
    history: tuple[str, ...]
    gold: tuple[Gold, ...]
    near: bool = False  # not answered, but the documents speak of its subject
    answers: tuple[str, ...] = ()  # short answers that a quote may hold instead of the evidence

    @property
    def answerable(self) -> bool:
        return bool(self.gold)


def load_questions(path: Path) -> list[Question]:
    """Questions of a JSONL file, or of a CSV file by its ending. Raises UserError naming the line that is no question."""
    if not path.is_file():
        raise UserError(f"There is no question set {path}: name a JSONL or CSV file with --questions FILE.")
    found: dict[str, Question] = {}
    for number, row in read_sheet(path) if path.suffix.lower() == ".csv" else _read_lines(path):
        try:
            question = _question(row)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SaidError(NO_QUESTION, line=number, name=path.name, why=wrong(error)) from error
        except UserError as error:
            raise SaidError("Line {line} of {name} cannot be asked. {why}", line=number, name=path.name, why=error) from error
        if question.id in found:
            told = "Line {line} of {name} repeats the id «{id}»: give each question its own."
            raise SaidError(told, line=number, name=path.name, id=question.id)
        found[question.id] = question
    if not found:
        raise SaidError("There is no question in {name}: write at least one, as eval/data/README.md shows.", name=path.name)
    return list(found.values())


def _read_lines(path: Path) -> Iterator[tuple[int, Any]]:
    """Numbered rows of a JSONL file."""
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise SaidError(NO_QUESTION, line=number, name=path.name, why=wrong(error)) from error
            yield number, row


def _question(row: dict[str, Any]) -> Question:
    places = [row, *row.get("also", ())] if row["document"] is not None else []
    if not all(isinstance(place["evidence"], list) for place in places):
        raise TypeError("evidence is no list")
    if not all(fold(text) for place in places for text in place["evidence"]):
        raise ValueError("evidence without a letter or digit")
    gold = tuple(Gold(place["document"], tuple(place["evidence"])) for place in places)
    check(row["question"])
    return Question(
        str(row["id"]),
        row["language"],
        row["kind"],
        row["question"],
        tuple(row["history"]),
        gold,
        bool(row.get("near")),
        tuple(row.get("answers", ())),
    )


def wrong(error: Exception) -> str:
    """What is wrong with a row, in words.

    >>> wrong(KeyError("language")), wrong(ValueError("evidence without a letter or digit"))
    ('it has no language', 'evidence without a letter or digit')
    """
    return f"it has no {error.args[0]}" if isinstance(error, KeyError) else str(error)


def with_kept(questions: Iterable[Question], documents: Iterable[Document]) -> list[Question]:
    """Questions that name, in place of a copy of a document, the file under which the same text is indexed."""
    kept = {copy: document.id for document in documents for copy in document.copies}
    return [
        replace(question, gold=tuple(replace(gold, document=kept.get(gold.document, gold.document)) for gold in question.gold))
        for question in questions
    ]


def fold(text: str) -> str:
    """What evidence is compared by: NFKC, legacy and look-alike letters unified, lower case, letters and digits only.

    >>> fold("мҧнай-газ қҧбырлары") == fold("Мұнай – газ құбырлары")
    True
    """
    plain = unify_scripts(restore_legacy_letters(unicodedata.normalize("NFKC", text)))
    return re.sub(r"[\W_]+", "", plain.lower())


def relevant(question: Question, passages: Iterable[Passage]) -> dict[str, str]:
    """Ids of the passages that answer a question, with their languages; those of its first document come first."""
    pool = list(passages)
    found: dict[str, str] = {}
    for gold in question.gold:
        texts = [fold(text) for text in gold.evidence]
        for passage in pool:
            stands_in = {passage.document_id, *(place.rpartition(":")[0] for place in passage.also)}
            if gold.document in stands_in and any(text in _folded(passage.text) for text in texts):
                found[passage.id] = passage.language
    return found


_folded = lru_cache(maxsize=100_000)(fold)
