"""Answers as text for the page. The only place that builds markup: everything that comes from outside is escaped here, once."""

import html
import re
from collections.abc import Sequence

from corpus.glossary import abbreviations, pattern
from qa.answer import Answer, Citation
from qa.words import LANGUAGES, word

# In a chat message every sign that HTML or Markdown could read becomes an entity: measured to be inert in Gradio's chat.
_SPECIAL = re.compile(r"""[<>&"'`\\*_{}\[\]()#+\-.!|~$:/@=^%]""")


def inert(text: str) -> str:
    """Text that a chat message shows as it is, whatever it contains.

    >>> inert("<b>[1](x)")
    '&#60;b&#62;&#91;1&#93;&#40;x&#41;'
    """
    return _SPECIAL.sub(lambda match: f"&#{ord(match.group())};", text)


def message(answer: Answer) -> str:
    """The answer's text for the chat: paragraphs kept, all else inert."""
    return "\n\n".join(inert(paragraph) for paragraph in answer.text.split("\n\n"))


def card(citation: Citation, language: str, *, related: bool) -> str:
    """One passage as a card: number, title, place, language, and the text with the quoted span marked."""
    passage = citation.passage
    text, start, end = passage.text, citation.start, citation.end
    places = [word("line", language, n=passage.line)]
    if passage.page:
        places.insert(0, word("page", language, n=passage.page))
    number = "" if related else f'<span class="number">{citation.number}</span>'
    return (
        f'<article class="card" id="card-{citation.number}" aria-label="[{citation.number}] {_escape(passage.title)}">'
        f'<header>{number}<span class="title">{_escape(passage.title)}</span></header>'
        f'<p class="place"><span class="badge">{_escape(word(passage.language, language))}</span> '
        f"{_escape(passage.document_id)} · {_escape(', '.join(places))}</p>"
        f'<blockquote lang="{passage.language}">{told(text[:start], passage.language)}'
        f"<mark>{told(text[start:end], passage.language)}</mark>"
        f"{told(text[end:], passage.language)}</blockquote></article>"
    )


def panel(answer: Answer | None, language: str) -> str:
    """The evidence beside the chat: the citations of an answer, or the related passages of a refusal."""
    if answer is None:
        return f'<section class="evidence"><p class="empty">{_escape(word("no_evidence", language))}</p></section>'
    shown: Sequence[Citation] = answer.citations or answer.related
    heading = word("evidence" if answer.found else "related", language)
    cards = "".join(card(citation, language, related=not answer.found) for citation in shown)
    kind = "found" if answer.found else "related"
    return f'<section class="evidence {kind}"><h2>{_escape(heading)}</h2>{cards}</section>'


def banner(language: str) -> str:
    """The head of the page."""
    return f'<header class="banner"><h1>Dayek</h1><p>{_escape(word("tagline", language))}</p></header>'


def status(language: str, documents: int, passages: int) -> str:
    """The line that says what is indexed."""
    return f'<p class="status">{_escape(word("status", language, documents=documents, passages=passages))}</p>'


def told(text: str, language: str) -> str:
    """A passage's text for a card, each abbreviation of our glossary with what it stands for.

    >>> told("a <b> OSCE", "en")
    'a &lt;b&gt; <abbr title="Organization for Security and Co-operation in Europe">OSCE</abbr>'
    """
    if language not in LANGUAGES:
        return _escape(text)
    meant, parts, at = abbreviations(language), list[str](), 0
    for match in pattern(language).finditer(text):
        parts.append(_escape(text[at : match.start()]))
        parts.append(f'<abbr title="{_escape(meant[match.group()])}">{_escape(match.group())}</abbr>')
        at = match.end()
    return "".join(parts) + _escape(text[at:])


def _escape(text: str) -> str:
    """Text for HTML; line ends stay visible through the style sheet (`white-space: pre-line`)."""
    return html.escape(text, quote=True)
