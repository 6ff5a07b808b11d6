"""A saved answer proved again: is each cited text still a slice of its document, and the document the one that was indexed?"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import UserError
from corpus.load import find, read
from corpus.measure import visible
from index.manifest import hash_bytes

# What a saved citation must have to be proved; the names are those of qa.render.
FIELDS: dict[str, type] = {
    "number": int,
    "document": str,
    "start": int,
    "end": int,
    "text": str,
    "quote": str,
    "quote_start": int,
    "quote_end": int,
}
SENTENCES = {  # of a proof's three questions, what is said where one fails
    "exact": "its text is not what stands at {start}-{end} of the document",
    "quoted": "its quote is not at {quote_start}-{quote_end} of its text",
    "current": "the document is not the one that was indexed",
}
HELP = "save an answer with python -m qa QUESTION --json > ANSWER.json"

Saved = Mapping[str, Any]  # a citation as qa.render writes it


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found of one citation."""

    number: int
    document: str
    known: bool  # the document is there
    exact: bool  # the text is the slice of the document that it says
    quoted: bool  # the quote is the slice of the text that it says
    current: bool  # the document's hash is that of the index
    failures: tuple[str, ...] = ()  # in words, for those that are not so

    @property
    def holds(self) -> bool:
        return not self.failures


def prove(citation: Saved, texts: Mapping[str, str], hashes: Mapping[str, str]) -> Proof:
    """Prove one saved citation against the texts of the documents and the hashes in the index's manifest, both by id."""
    name, text = citation["document"], texts.get(citation["document"])
    if text is None:
        reason = "there is no such document"
        return Proof(citation["number"], name, False, False, False, False, (reason,))
    found = {
        "exact": slices(text, citation["start"], citation["end"], citation["text"]),
        "quoted": slices(citation["text"], citation["quote_start"], citation["quote_end"], citation["quote"]),
        "current": hashes.get(name) == hash_bytes(text.encode()),
    }
    failures = tuple(SENTENCES[question].format(**citation) for question, holds in found.items() if not holds)
    return Proof(citation["number"], name, True, failures=failures, **found)


def slices(text: str, start: int, end: int, piece: str) -> bool:
    """Whether a piece is what stands between two offsets, and is not empty.

    >>> slices("Ара ұшты.", 0, 3, "Ара"), slices("Ара", -1, 3, "а"), slices("Ара", 1, 1, "")
    (True, False, False)
    """
    return 0 <= start < end and text[start:end] == piece


def told(proof: Proof) -> str:
    """A proof as one line."""
    verdict = "proved" if proof.holds else f"FAILED: {'; '.join(proof.failures)}"
    return f"[{proof.number}] {visible(proof.document)}: {verdict}"


def citations(path: Path) -> list[Saved]:
    """The citations of a saved answer, or of a saved batch with one answer a line; of a refusal its related passages.

    Raises UserError for a file that holds no answer.
    """
    try:
        content = path.read_text("utf-8")
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror}): name a saved answer, or {HELP}.") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is not a text in UTF-8: {HELP}.") from error
    return [citation for answer in _answers(path, content) for citation in _cited(path, answer)]


def _answers(path: Path, content: str) -> list[Any]:
    """One JSON object, however it is laid out, or one a line."""
    try:
        return [json.loads(content)]
    except (ValueError, RecursionError):
        pass  # then it may be a batch
    lines = [line for line in content.split("\n") if line.strip()]
    if not lines:
        raise UserError(f"{path} is empty: {HELP}.")
    try:
        return [json.loads(line) for line in lines]
    except (ValueError, RecursionError) as error:
        raise UserError(f"{path} is not JSON: {HELP}.") from error


def _cited(path: Path, answer: Any) -> Iterable[Saved]:
    if not isinstance(answer, dict) or not ("error" in answer or isinstance(answer.get("citations"), list)):
        raise UserError(f"{path} holds no answer with citations: {HELP}.")
    related = answer.get("related", [])
    found: Sequence[Any] = answer.get("citations") or (related if isinstance(related, list) else [])
    for number, citation in enumerate(found, start=1):
        # A bool is an int to isinstance, and no offset.
        wrong = [
            name for name, kind in FIELDS.items() if not isinstance(citation, dict) or type(citation.get(name)) is not kind
        ]
        if wrong:
            raise UserError(f"Citation {number} in {path} has no {wrong[0]} that could be proved: {HELP}.")
        yield citation


def texts(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """The stored texts of the named documents, read anew from their files; one that is not there is left out.

    Raises UserError where a file cannot be read.
    """
    files = find(folder)
    found = {}
    for name in sorted(set(names) & files.keys()):
        try:
            found[name] = read(files[name], name).text
        except UserError as error:
            raise UserError(f"{name} cannot be read: {error}.") from error
        except OSError as error:
            raise UserError(f"{name} cannot be opened ({error.strerror}): check the file and its permissions.") from error
    return found
