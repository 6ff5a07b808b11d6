"""The evidence: each cited passage as a card with its place, its reason, and what can be done with it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from corpus import Document
from corpus.glossary import abbreviations, pattern
from qa.answer import Answer, Citation
from qa.markup import Safe, join, tag
from qa.reference import facts, issued
from qa.words import LANGUAGES, word

STYLES = ("plain", "gost", "bibtex", "markdown")  # how a citation can be copied
THUMBS = ("up", "down")

Documents = Mapping[str, Document]
NONE: Documents = MappingProxyType({})


def panel(answer: Answer | None, language: str, documents: Documents = NONE, searched: Documents = NONE) -> Safe:
    """The evidence beside the chat: the citations of an answer, or what a refusal can still offer.

    Of its document a card names authors and year; a refusal says where it looked: `searched` are the documents in its scope.
    """
    if answer is None:
        return tag("section", tag("p", word("no_evidence", language), class_="empty"), class_="evidence")
    if not answer.found:
        return tag("section", *not_found(answer, language, documents, searched), class_="evidence related")
    cards = [card(citation, language, documents, related=False) for citation in answer.citations]
    return tag("section", tag("h2", word("evidence", language)), *cards, class_="evidence found")


def not_found(answer: Answer, language: str, documents: Documents, searched: Documents) -> Iterable[Safe]:
    """What was searched, which words stand nowhere, how the question was read, and the nearest passages."""
    yield tag("h2", word("not_found", language))
    scope = Counter(document.language for document in searched.values())
    looked = ", ".join(f"{word(spoken, language)} – {number}" for spoken, number in scope.most_common())
    rows = [tag("dt", word("searched", language)), tag("dd", looked or "–")]
    if answer.missing:
        words = [tag("li", each) for each in answer.missing]
        rows += [tag("dt", word("missing", language)), tag("dd", tag("ul", *words, class_="words", lang=answer.language))]
    if answer.corrected:
        pairs = [tag("li", tag("s", typed), " → ", tag("b", read)) for typed, read in answer.corrected]
        again = tag("button", word("ask_read", language), type="button", class_="quiet", data_ask=respelled(answer))
        rows += [tag("dt", word("read_as", language)), tag("dd", tag("ul", *pairs, class_="words"), again)]
    yield tag("dl", *rows, class_="facts")
    if answer.related:
        yield tag("p", word("not_found_advice", language), class_="advice")
        yield tag("h3", word("related", language))
        yield from (card(citation, language, documents, related=True) for citation in answer.related)


def respelled(answer: Answer) -> str:
    """The question with the spelling that it was read with."""
    asked = answer.question
    for typed, read in answer.corrected:
        asked = asked.replace(typed, read)
    return asked


def card(citation: Citation, language: str, documents: Documents = NONE, *, related: bool) -> Safe:
    """One passage: number, title, place, the text with its quote marked, why it is here, and what one can do with it."""
    passage = citation.passage
    document = documents.get(passage.document_id)
    name = f"[{citation.number}] {passage.title}"
    head = [tag("span", str(citation.number), class_="number", aria_hidden="true")] if not related else []
    return tag(
        "article",
        tag("header", *head, tag("h3", passage.title, class_="title")),
        *source(document),
        place(citation, document, language),
        quoted(citation),
        *why(citation, language),
        tag("div", *actions(language), class_="actions"),
        tag("p", class_="verdict", role="status"),
        class_="card",
        id=f"card-{citation.number}",
        tabindex=-1,
        aria_label=name,
        data_document=passage.document_id,
        data_start=passage.start,
        data_end=passage.end,
        data_from=citation.start,
        data_to=citation.end,
    )


def source(document: Document | None) -> Iterable[Safe]:
    """Who wrote the document, and when; what is not known is not named."""
    known = [document.authors, str(issued(document) or "")] if document else []
    if any(known):
        yield tag("p", ", ".join(filter(None, known)), class_="place")


def place(citation: Citation, document: Document | None, language: str) -> Safe:
    """Where a quote stands: its language, file, page and line, and the heading that its passage is under."""
    passage, known = citation.passage, facts(citation, document)
    where = [word("page", language, n=known.page)] if known.page else []
    where.append(word("line", language, n=known.line))
    under = [f" · {passage.heading}"] if passage.heading not in ("", passage.title) else []
    spot = tag("span", ", ".join(where), class_="whole")
    badge = tag("span", word(passage.language, language), class_="badge")
    return tag("p", badge, f" {passage.document_id} · ", spot, *under, class_="place")


def quoted(citation: Citation) -> Safe:
    """The whole passage, its quoted span marked, and in it the words that meet the question's."""
    text, spoken = citation.passage.text, citation.passage.language
    before, quote, after = (
        dressed(text, start, end, citation.marks, spoken)
        for start, end in ((0, citation.start), (citation.start, citation.end), (citation.end, len(text)))
    )
    return tag("blockquote", before, tag("mark", quote), after, lang=spoken)


def why(citation: Citation, language: str) -> Iterable[Safe]:
    """Why this passage: its ranks and the words that met, in words."""
    found = citation.why
    if not found.meaning:
        return
    legs = [word("why_meaning", language, n=found.meaning)]
    if found.keywords:
        legs.append(word("why_keywords", language, n=found.keywords))
    met = [tag("li", f"{asked} → {stands}" if asked != stands else asked) for asked, stands in found.words]
    words = [tag("span", word("why_words", language)), " ", tag("ul", *met, class_="words")] if met else []
    yield tag("details", tag("summary", word("why", language)), tag("p", "; ".join(legs), "."), *words, class_="why")


def actions(language: str) -> Sequence[Safe]:
    """The buttons of a card."""
    copies = [_act(f"copy-{style}", word(f"copy_{style}", language)) for style in STYLES]
    thumbs = [
        _act(
            f"thumb-{way}",
            "👍" if way == "up" else "👎",
            aria_label=word(f"thumb_{way}", language),
            title=word(f"thumb_{way}", language),
        )
        for way in THUMBS
    ]
    return (
        _act("open", word("open", language), class_="act main"),
        tag("details", tag("summary", word("copy", language), class_="act"), tag("div", *copies, class_="menu"), class_="drop"),
        _act("verify", word("verify", language)),
        tag("span", class_="space"),
        *thumbs,
        _act("wrong", word("wrong", language)),
    )


def _act(name: str, label: str, class_: str = "act", **more: str) -> Safe:
    return tag("button", label, type="button", class_=class_, data_act=name, **more)


def dressed(text: str, start: int, end: int, marks: Sequence[tuple[int, int]], language: str) -> Safe:
    """A slice of a passage's text with the met words in it marked.

    >>> dressed("Су жүз градуста", 0, 15, [(3, 6)], "kk")
    'Су <b class="met">жүз</b> градуста'
    """
    parts, at = list[str](), start
    for begin, stop in sorted(marks):
        first, last = max(begin, at), min(stop, end)
        if first < last:
            parts += [told(text[at:first], language), tag("b", told(text[first:last], language), class_="met")]
            at = last
    return join([*parts, told(text[at:end], language)])


def told(text: str, language: str) -> Safe:
    """A passage's text, each abbreviation of our glossary with what it stands for.

    >>> told("a <b> OSCE", "en")
    'a &lt;b&gt; <abbr title="Organization for Security and Co-operation in Europe">OSCE</abbr>'
    """
    if language not in LANGUAGES:
        return join([text])
    meant, parts, at = abbreviations(language), list[str](), 0
    for match in pattern(language).finditer(text):
        parts += [text[at : match.start()], tag("abbr", match.group(), title=meant[match.group()])]
        at = match.end()
    return join([*parts, text[at:]])
