"""A saved answer proved again: is its text made of its quotes, each cited text still a slice of its document where it says, and
the document the one that was indexed?
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.document import Document
from corpus.errors import UserError
from corpus.load import find, read
from corpus.measure import visible
from index.manifest import hash_bytes
from qa.compose import in_line
from qa.phrases import PHRASES

# What a saved citation must have to be proved; the names are those of qa.render. A page may be null.
FIELDS: dict[str, type] = {
    "number": int,
    "document": str,
    "title": str,
    "line": int,
    "start": int,
    "end": int,
    "text": str,
    "quote": str,
    "quote_start": int,
    "quote_end": int,
}
ANSWER_FIELDS: dict[str, type] = {"found": bool, "answer": str, "citations": list}
SENTENCES = {  # of a proof's questions, what is said where one fails
    "exact": "its text is not what stands at {start}-{end} of the document",
    "placed": "its title, page or line is not that of the document there",
    "quoted": "its quote is not at {quote_start}-{quote_end} of its text",
    "current": "the document is not the one that was indexed",
}
HELP = "save an answer with python -m qa QUESTION --json > ANSWER.json"

Saved = Mapping[str, Any]  # an answer or a citation as qa.render writes it


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found of one citation."""

    number: int
    document: str
    known: bool  # the document is there
    exact: bool  # the text is the slice of the document that it says
    placed: bool  # the title, the page and the line are the document's
    quoted: bool  # the quote is the slice of the text that it says
    current: bool  # the document's hash is that of the index
    failures: tuple[str, ...] = ()  # in words, for those that are not so

    @property
    def holds(self) -> bool:
        return not self.failures


def prove(citation: Saved, documents: Mapping[str, Document], hashes: Mapping[str, str]) -> Proof:
    """Prove one saved citation against the documents and their hashes in the index's manifest, both by id."""
    name, document = citation["document"], documents.get(citation["document"])
    if document is None:
        reason = "there is no such document"
        return Proof(citation["number"], name, False, False, False, False, False, (reason,))
    found = {
        "exact": slices(document.text, citation["start"], citation["end"], citation["text"]),
        "placed": (citation["title"], citation.get("page"), citation["line"]) == _place(document, citation["start"]),
        "quoted": slices(citation["text"], citation["quote_start"], citation["quote_end"], citation["quote"]),
        "current": hashes.get(name) == hash_bytes(document.text.encode()),
    }
    failures = tuple(SENTENCES[question].format(**citation) for question, holds in found.items() if not holds)
    return Proof(citation["number"], name, True, failures=failures, **found)


def _place(document: Document, start: int) -> tuple[str, int | None, int]:
    mark = document.place(start)
    return document.title, mark.page or None, mark.line


def faults(answer: Saved) -> list[str]:
    """What is wrong with a saved answer itself, whatever its citations are worth."""
    cited = answer["citations"]
    found = []
    if answer["found"] != bool(cited):
        found.append(f"it says that it is {'' if answer['found'] else 'not '}found, and has {len(cited) or 'no'} citations")
    if not _composed(answer["answer"], cited):
        found.append("its text is not made of its quotes" if cited else "its text is not that of a refusal")
    return found


def _composed(text: str, cited: Sequence[Saved]) -> bool:
    """Whether a text is what `qa.compose` makes of citations: some quoted, the others pointed at; of none, a refusal."""
    if not cited:
        return text in PHRASES["not_found"].values()
    if [citation["number"] for citation in cited] != list(range(1, len(cited) + 1)):
        return False
    parts = text.split("\n\n")
    lines = [f"«{in_line(citation['quote'])}» [{citation['number']}]" for citation in cited]
    quoted = [line for line in lines if line in parts]
    rest = [f"[{number}]" for number, line in enumerate(lines, start=1) if line not in parts]
    endings = [[" ".join([see, *rest])] for see in PHRASES["see_also"].values()] if rest else [[]]
    return bool(quoted) and any(parts == quoted + ending for ending in endings)


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


def told_faults(answer: Saved) -> list[str]:
    """What is wrong with a saved answer itself as one line, or none; the id tells the answers of a batch apart."""
    found, name = faults(answer), answer.get("id")
    return [f"answer{'' if name is None else visible(f' {name}')}: FAILED: {'; '.join(found)}"] if found else []


def answers(path: Path) -> list[Saved]:
    """The saved answer of a file, or those of a saved batch with one answer a line, but for lines that could not be answered.

    Raises UserError for a file that holds no answer.
    """
    try:
        content = path.read_text("utf-8")
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror}): name a saved answer, or {HELP}.") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is not a text in UTF-8: {HELP}.") from error
    found = [
        answer for answer in _answers(path, content) if not (isinstance(answer, dict) and answer.keys() == {"id", "error"})
    ]
    for answer in found:
        if _lacks(answer, ANSWER_FIELDS):
            raise UserError(f"{path} holds no answer with citations: {HELP}.")
        for number, citation in enumerate(citations(answer), start=1):
            if wrong := _lacks(citation, FIELDS):
                raise UserError(f"Citation {number} in {path} has no {wrong[0]} that could be proved: {HELP}.")
    return found


def citations(answer: Saved) -> list[Saved]:
    """The citations of a saved answer; of a refusal its related passages."""
    related = answer.get("related")
    return list(answer["citations"] or (related if isinstance(related, list) else []))


def _lacks(saved: Any, fields: Mapping[str, type]) -> list[str]:
    """The fields that are not there, or not of their kind; a bool is an int to isinstance, and no offset."""
    return [name for name, kind in fields.items() if not isinstance(saved, dict) or type(saved.get(name)) is not kind]


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


def reread(folder: Path, names: Iterable[str], *, without: frozenset[str] = frozenset()) -> dict[str, Document]:
    """The named documents, read anew from their files but for the repairs to leave out; one that is not there is left out.

    Raises UserError where a file cannot be read.
    """
    files = find(folder)
    found = {}
    for name in sorted(set(names) & files.keys()):
        try:
            found[name] = read(files[name], name, without=without)
        except UserError as error:
            raise UserError(f"{name} cannot be read: {error}.") from error
        except OSError as error:
            raise UserError(f"{name} cannot be opened ({error.strerror}): check the file and its permissions.") from error
    return found
