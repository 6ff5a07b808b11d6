"""A conversation with its evidence, to be kept or printed: as one HTML page that needs nothing else, or as Markdown.

Everything that comes from outside is escaped here, once.
"""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.document import Document
from corpus.measure import visible
from qa.answer import Answer, Citation
from qa.permalink import slice_hash
from qa.reference import gost, literal
from qa.words import LANGUAGES, word

PROOF = {
    "kk": "Дәлел: {id}, {start}–{end} таңбалары, SHA-256 {hash}…",
    "ru": "Доказательство: {id}, знаки {start}–{end}, SHA-256 {hash}…",
    "en": "Proof: {id}, characters {start}–{end}, SHA-256 {hash}…",
}

# The colours of qa/page.css; on paper always the light ones.
STYLE = """
:root { color-scheme: light dark; --ink: #1d2733; --soft: #556270; --paper: #fbfaf7; --sheet: #ffffff; --edge: #dfdbd2;
  --accent: #0b6b5f; --mark: #fff0b8; --mark-ink: #1d2733; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #e9edf1; --soft: #a9b4c0; --paper: #14191f; --sheet: #1c232b;
  --edge: #35404b; --accent: #5fd0bf; --mark: #5a4a12; --mark-ink: #fff6d8; } }
body { background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  max-width: 46rem; margin: 0 auto; padding: 2rem 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; color: var(--accent); margin: 0; }
.when { color: var(--soft); margin: .2rem 0 0; }
.turn { border-top: 1px solid var(--edge); margin: 1.8rem 0 0; padding: 1.4rem 0 0; }
h2 { font-size: 1.2rem; margin: 0 0 .6rem; white-space: pre-line; }
h3 { font-size: .95rem; color: var(--soft); margin: 1.2rem 0 .5rem; }
.answer { white-space: pre-line; margin: 0 0 .7rem; }
.card { background: var(--sheet); border: 1px solid var(--edge); border-radius: 10px; padding: .8rem 1rem; margin: 0 0 .7rem;
  break-inside: avoid; }
.card p { margin: 0; } .number { color: var(--accent); font-weight: 600; }
blockquote { margin: .6rem 0; white-space: pre-line; unicode-bidi: isolate; }
mark { background: var(--mark); color: var(--mark-ink); border-radius: 3px; -webkit-print-color-adjust: exact;
  print-color-adjust: exact; }
.proof { color: var(--soft); font-size: .8rem; }
@media print { :root { color-scheme: light; } body { background: none; max-width: none; padding: 0; font-size: 11pt; } }
"""


@dataclass(frozen=True, slots=True)
class Piece:
    """The evidence of one citation, ready to be shown: its reference, its text around the quote, and what proves it."""

    number: str  # «[1] », or nothing before a related passage
    reference: str
    before: str
    quote: str
    after: str
    language: str
    proof: str


def piece(citation: Citation, documents: Mapping[str, Document], language: str, *, related: bool) -> Piece:
    """One citation's evidence, with words in an interface language. A document that is gone leaves its fields empty."""
    passage, text = citation.passage, citation.passage.text
    return Piece(
        number="" if related else f"[{citation.number}] ",
        reference=gost(citation, documents.get(passage.document_id), language),
        before=text[: citation.start],
        quote=text[citation.start : citation.end],
        after=text[citation.end :],
        language=passage.language if passage.language in LANGUAGES else "mul",
        proof=PROOF[language].format(id=passage.document_id, start=passage.start, end=passage.end, hash=slice_hash(text)),
    )


def pieces(answer: Answer, documents: Mapping[str, Document], language: str) -> tuple[str, list[Piece]]:
    """The heading of an answer's evidence, and the evidence: its citations, or the related passages of a refusal."""
    heading = word("evidence" if answer.found else "related", language)
    shown = answer.citations or answer.related
    return heading, [piece(citation, documents, language, related=not answer.found) for citation in shown]


def as_html(answers: Sequence[Answer], documents: Mapping[str, Document], language: str, *, when: str = "") -> str:
    """A conversation as a page of its own; `when` is a date as it is to be read."""
    title = f"Dayek – {word('conversation', language)}"
    turns = "".join(_turn(answer, documents, language) for answer in answers)
    date = f'<p class="when">{_escape(when)}</p>' if when else ""
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{_escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<style>{STYLE}</style></head><body><header><h1>{_escape(title)}</h1>{date}</header><main>{turns}</main></body></html>\n"
    )


def _turn(answer: Answer, documents: Mapping[str, Document], language: str) -> str:
    heading, evidence = pieces(answer, documents, language)
    cards = "".join(map(_card, evidence))
    shown = f"<h3>{_escape(heading)}</h3>{cards}" if cards else ""
    asked, spoken = _escape(answer.question), answer.language if answer.language in LANGUAGES else "mul"
    return (
        f'<section class="turn"><h2 lang="{spoken}" dir="auto">{asked}</h2>'
        f'<p class="answer" dir="auto">{_escape(answer.text)}</p>{shown}</section>'
    )


def _card(shown: Piece) -> str:
    number = f'<span class="number">{shown.number}</span>' if shown.number else ""
    return (
        f'<article class="card"><p>{number}{_escape(shown.reference)}</p>'
        f'<blockquote lang="{shown.language}" dir="auto">{_escape(shown.before)}<mark>{_escape(shown.quote)}</mark>'
        f'{_escape(shown.after)}</blockquote><p class="proof">{_escape(shown.proof)}</p></article>'
    )


def _escape(text: str) -> str:
    return html.escape(seen(text), quote=True)


def seen(text: str) -> str:
    r"""Text in its lines, its other unseen signs written as their numbers, so that every format can hold them.

    >>> seen("а\n\x00б")
    'а\n‹0000›б'
    """
    return "\n".join(map(visible, text.split("\n")))


def as_markdown(answers: Sequence[Answer], documents: Mapping[str, Document], language: str, *, when: str = "") -> str:
    """A conversation as Markdown; the quote stands in bold within its passage."""
    told = [f"# Dayek – {literal(word('conversation', language))}", *([literal(when)] if when else [])]
    for answer in answers:
        heading, evidence = pieces(answer, documents, language)
        told.append(f"## {literal(' '.join(answer.question.split()))}")
        told += [literal(line) for line in answer.text.split("\n") if line.strip()]
        told += [f"### {literal(heading)}"] * bool(evidence)
        for shown in evidence:
            told += [literal(shown.number + shown.reference), _block(shown), literal(shown.proof)]
    return "\n\n".join(told) + "\n"


def _block(shown: Piece) -> str:
    """A passage as a quoted block: one line of Markdown for each of its lines, the quote in bold."""
    lines, at, start, end = [], 0, len(shown.before), len(shown.before) + len(shown.quote)
    for line in (shown.before + shown.quote + shown.after).split("\n"):
        first, last = max(start - at, 0), min(end - at, len(line))
        lines.append(_bold(line, first, last) if first < last else literal(line))
        at += len(line) + 1
    return "\n".join(
        f"> {line}\\" if line and below else f"> {line}".rstrip() for line, below in zip(lines, [*lines[1:], ""], strict=True)
    )


def _bold(line: str, start: int, end: int) -> str:
    """A line of which a part is bold, where spaces or the line's ends bound it: else Markdown could not tell where it ends."""
    before, quote, after = line[:start], line[start:end], line[end:]
    if quote != quote.strip() or before[-1:] not in ("", " ") or after[:1] not in ("", " "):
        return literal(line)
    return " ".join(filter(None, [literal(before), f"**{literal(quote)}**", literal(after)]))
