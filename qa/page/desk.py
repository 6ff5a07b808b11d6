"""What a reader asks of one passage: prove it, cite it, open it, say that it is wrong. Each takes and gives plain data.

What arrives comes from the browser and may be anything: a place that is none is answered with «not there», never trusted.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from corpus import Document, Passage
from corpus.errors import UserError
from qa.answer import Citation
from qa.engine import Engine
from qa.export import as_html, as_markdown
from qa.export_docx import as_docx
from qa.page.setting import Setting
from qa.page.sheet import original_sheet, sheet
from qa.page.turns import Turn, replay
from qa.page.where import from_data
from qa.permalink import Link, resolve
from qa.permalink import read as read_link
from qa.reference import STYLES
from qa.words import LANGUAGES, word

Asked = Mapping[str, Any]
Told = dict[str, Any]
LONGEST_TALK = 200  # turns of a conversation that are asked anew when it is taken up again or saved


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of a document and the quoted span in it, as a card names them; offsets are of the document's text."""

    document: Document
    start: int
    end: int
    quote_start: int
    quote_end: int

    @property
    def quote(self) -> str:
        return self.document.text[self.quote_start : self.quote_end]


def located(engine: Engine, asked: Asked) -> Place | None:
    """The place that a card names; none where there is no such place in today's documents."""
    document = engine.index.documents.get(str(asked.get("document")))
    try:
        start, end, first, last = (int(asked[key]) for key in ("start", "end", "from", "to"))
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    if document is None or not 0 <= start <= start + first < start + last <= end <= len(document.text):
        return None
    return Place(document, start, end, start + first, start + last)


def spoken(asked: Asked) -> str:
    """The interface language of who asks."""
    code = str(asked.get("language"))
    return code if code in LANGUAGES else "kk"


def passage_at(engine: Engine, place: Place) -> Passage | None:
    """The passage of the index that a place names."""
    wanted = (place.document.id, place.start, place.end)
    return next((it for it in engine.index.passages if (it.document_id, it.start, it.end) == wanted), None)


def verify(setting: Setting, asked: Asked) -> Told:
    """Whether the place is a passage of the index that is still an exact slice of its document."""
    engine = setting.live()
    place = located(engine, asked)
    passage = passage_at(engine, place) if place else None
    proven = passage is not None and engine.index.proves(passage)
    return {"ok": proven, "say": word("verified" if proven else "not_verified", spoken(asked))}


def reference(setting: Setting, asked: Asked) -> Told:
    """A citation for the clipboard, in one of the styles."""
    engine = setting.live()
    place, style = located(engine, asked), STYLES.get(str(asked.get("style")))
    passage = passage_at(engine, place) if place else None
    if place is None or passage is None or style is None:
        return {"ok": False, "say": word("not_verified", spoken(asked))}
    citation = Citation(1, passage, place.quote_start - place.start, place.quote_end - place.start, place.quote, 0.0)
    return {"ok": True, "text": style(citation, place.document, spoken(asked))}


def read(setting: Setting, asked: Asked) -> Told:
    """A whole document, open at a card's quote or where a permalink leads."""
    engine, language = setting.live(), spoken(asked)
    place = located(engine, asked)
    if place is not None:
        return sheet(place.document, place.quote_start, place.quote_end, language, originals=setting.originals)
    try:
        link = read_link({name: str(asked.get(name)) for name in ("document", "at", "h")})
    except UserError:
        return {"say": word("gone", language)}
    found = resolve(link, engine.index.documents) if isinstance(link, Link) else None
    if found is None or found.state == "missing":
        return {"say": word("gone", language)}
    notice = "" if found.state == "exact" else word(found.state, language)
    return sheet(
        engine.index.documents[found.document], found.start, found.end, language, notice=notice, originals=setting.originals
    )


def original(setting: Setting, asked: Asked) -> Told:
    """The lines of a document's file that were repaired, beside what is stored."""
    document, language = setting.live().index.documents.get(str(asked.get("document"))), spoken(asked)
    folder = setting.folder_of(document.id) if document else None
    if document is None or folder is None:
        return {"say": word("gone", language)}
    return original_sheet(document, folder, language)


def save(setting: Setting, asked: Asked) -> Told | None:
    """A conversation with its evidence as a file; its questions are asked anew."""
    engine, form = setting.live(), str(asked.get("form"))
    if form not in FILES or not isinstance(asked.get("questions"), list):
        return None
    answers = [turn.answer for turn in replay(setting.ask, kept_turns(asked)) if turn.answer]
    kind, ending, write = FILES[form]
    written = write(answers, engine.index.documents, spoken(asked), when=str(asked.get("when", "")))
    return parcel(f"dayek.{ending}", kind, written if isinstance(written, bytes) else written.encode("utf-8", "replace"))


def kept_turns(asked: Asked) -> list[Turn]:
    """The questions of a conversation as the browser keeps them, each with where it was asked; not yet answered."""
    questions, scopes = (found if isinstance(found := asked.get(name), list) else [] for name in ("questions", "scopes"))
    kept = zip_longest(questions, scopes[: len(questions)])
    return [Turn(str(question), scope=from_data(scope)) for question, scope in list(kept)[:LONGEST_TALK]]


FILES: dict[str, tuple[str, str, Callable[..., str | bytes]]] = {  # form -> media type, ending of the name, writer
    "html": ("text/html", "html", as_html),
    "markdown": ("text/markdown", "md", as_markdown),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", as_docx),
}


def parcel(name: str, kind: str, data: bytes) -> Told:
    """A file for the browser to save."""
    return {"name": name, "type": kind, "data": base64.b64encode(data).decode("ascii")}


def feedback(setting: Setting, asked: Asked) -> Told:
    """Keep a judgement, or hand it over as a file where nothing may be kept.

    A thumb is a judgement of one passage; «wrong», with the sentence that is right, is a question that a set can hold.
    """
    engine, kept = setting.live(), setting.kept
    language, place = spoken(asked), located(engine, asked)
    kind = str(asked.get("kind"))
    if place is None or kind not in ROWS:
        return {"ok": False, "say": word("not_verified", language)}
    name, write = ROWS[kind]
    found = write(engine, asked, place)
    if found is None:
        return {"ok": False, "say": word("wrong_nowhere", language)}
    line = json.dumps(found, ensure_ascii=False) + "\n"
    if kept is None:
        return {
            "ok": True,
            "say": word("noted_download", language),
            **parcel(name, "application/jsonl", line.encode("utf-8", "replace")),
        }
    kept.mkdir(parents=True, exist_ok=True)
    with (kept / name).open("a", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.write(line)
    return {"ok": True, "say": word("noted", language)}


def judgement(engine: Engine, asked: Asked, place: Place) -> Told:
    """A thumb: the question, the passage, and which way."""
    return {
        "question": str(asked.get("question", "")),
        "history": _history(asked),
        "document": place.document.id,
        "start": place.quote_start,
        "end": place.quote_end,
        "quote": place.quote,
        "judged": str(asked.get("kind")),
        "built": engine.index.manifest.built,
    }


def question_row(engine: Engine, asked: Asked, place: Place) -> Told | None:
    """A row that `python -m eval` reads; none where the sentence that should answer stands in no document."""
    sentence = str(asked.get("sentence", "")).strip()
    right = next((document.id for document in engine.index.documents.values() if sentence and sentence in document.text), None)
    if sentence and right is None:
        return None
    question, history = str(asked.get("question", "")), _history(asked)
    name = hashlib.sha256(
        "\n".join([question, place.document.id, place.quote, sentence]).encode("utf-8", "replace")
    ).hexdigest()
    return {
        "id": f"reader-{name[:12]}",
        "language": engine.index.read(question).language,
        "kind": "none" if right is None else "follow" if history else "fact",
        "question": question,
        "history": history,
        "document": right,
        "evidence": [sentence] if right else [],
        "wrong": {"document": place.document.id, "quote": place.quote, "built": engine.index.manifest.built},
    }


def _history(asked: Asked) -> list[str]:
    history = asked.get("history")
    return [str(each) for each in history] if isinstance(history, list) else []


ROWS: dict[str, tuple[str, Callable[[Engine, Asked, Place], Told | None]]] = {  # judgement -> its file, and its row
    "up": ("judgements.jsonl", judgement),
    "down": ("judgements.jsonl", judgement),
    "wrong": ("questions.jsonl", question_row),
}

VERBS = (verify, reference, read, original, save, feedback)
