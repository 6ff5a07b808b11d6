"""What one may ask next: headings that stand near the cited passages, and glossary terms in them. No word is made up."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from corpus.document import Document, Passage
from corpus.glossary import TABLE
from index.analyse import words
from qa.answer import Answer
from qa.reader import Entry, contents
from qa.words import LANGUAGES

TEMPLATES = {
    "kk": "«{topic}» туралы не айтылған?",
    "ru": "Что сказано на тему «{topic}»?",
    "en": "What is said about “{topic}”?",
}
MOST = 3
HEADINGS = 2  # of them before the first term, where there are terms
NEIGHBOURS = (1, 0, -1)  # the heading behind the passage's own, its own, the one before
SHORTEST_BODY = 80  # code points: below a heading with less, nothing is told
LONGEST = 100  # code points of a heading that can be asked about
FEWEST = 2  # words of a heading or a term: single ones are too wide to be asked about
BEGINNING = 5  # letters of a word by which it is known with other endings

_QUOTES = re.compile('[«»“”"„]')
_WORDS = re.compile(r"[^\W\d_]{2,}")

Forms = tuple[str, ...]  # a topic in every wording that we know of: a question may have used any


def suggest(answer: Answer, documents: Mapping[str, Document], language: str, *, asked: Sequence[str] = ()) -> tuple[str, ...]:
    """At most three questions for an interface language, from the documents that were cited, best first.

    `asked` holds the questions of the conversation so far: what they name is not suggested again.
    """
    passages = [citation.passage for citation in answer.citations or answer.related]
    known = [_beginnings(question) for question in (*asked, answer.question)]
    headings = [(heading,) for heading in dict.fromkeys(near(passages, documents, language)) if _is_new((heading,), known)]
    terms = [forms for forms in dict.fromkeys(met(passages, language)) if _is_new(forms, known)]
    chosen = list[str]()
    for topic, *_ in (*headings[:HEADINGS], *terms, *headings[HEADINGS:]):
        named = set(_beginnings(topic))
        if len(chosen) < MOST and not any(named <= other or other <= named for other in map(set, map(_beginnings, chosen))):
            chosen.append(topic)
    return tuple(phrased(topic, language) for topic in chosen)


def phrased(topic: str, language: str) -> str:
    """A topic as a question; one that is a question, or has quotation marks of its own, stays as it is.

    >>> phrased("Аралар неге ұшады?", "kk"), phrased("Бал", "kk")
    ('Аралар неге ұшады?', '«Бал» туралы не айтылған?')
    """
    return topic if topic.endswith("?") or _QUOTES.search(topic) else TEMPLATES[language].format(topic=topic)


def near(passages: Sequence[Passage], documents: Mapping[str, Document], language: str) -> list[str]:
    """Headings near passages: first those behind each passage's own, then its own, then those before.

    Those of documents in the interface language come first, for the others must be read before they are asked.
    """
    shelves = {name: askable(documents[name]) for name in {passage.document_id for passage in passages} & documents.keys()}
    found = list[tuple[bool, str]]()
    for step in NEIGHBOURS:
        for passage in passages:
            entries = shelves.get(passage.document_id, ())
            at = sum(entry.start <= passage.start for entry in entries) - 1 + step
            if 0 <= at < len(entries):
                found.append((documents[passage.document_id].language != language, entries[at].heading))
    return [heading for _, heading in sorted(found, key=lambda pair: pair[0])]


def askable(document: Document) -> tuple[Entry, ...]:
    """The headings of a document that name a topic: not its title, its authors, its apparatus, nor what has no text below."""
    kinds = {section.start: section.kind for section in document.sections}
    entries = contents(document)
    ends = [*(entry.start for entry in entries), len(document.text)][1:]  # each ends where the next begins
    return tuple(
        entry
        for entry, end in zip(entries, ends, strict=True)
        if end - entry.end >= SHORTEST_BODY
        and kinds[entry.start] in ("text", "table")
        and len(entry.heading) <= LONGEST
        and len(_WORDS.findall(entry.heading)) >= FEWEST
        and entry.heading != document.title
        and not (document.authors and document.authors.split(",")[0] in entry.heading)
    )


def met(passages: Sequence[Passage], language: str) -> Iterator[Forms]:
    """Glossary terms that stand in passages, in their order there, each in the interface language first."""
    for passage in passages:
        if passage.language not in LANGUAGES:
            continue
        terms, said = _terms(passage.language), _beginnings(passage.text)
        for at, first in enumerate(said):
            for term, row in terms.get(first, ()):
                if tuple(said[at : at + len(term)]) == term and row[language]:
                    yield tuple(filter(None, (row[language], *row.values())))


@cache
def _terms(language: str) -> dict[str, list[tuple[Forms, dict[str, str]]]]:
    """Names of several words by the beginning of their first: the beginnings of all, and the name in every language.

    A name has a capital or an abbreviation; other terms are too common to be asked about, and places too wide.
    """
    found: dict[str, list[tuple[Forms, dict[str, str]]]] = {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            beginnings = tuple(_beginnings(row[language]))
            named = row["field"] != "geography" and (row["kk"][:1].isupper() or row[f"{language}_abbr"])
            if named and len(row[language].split()) >= FEWEST:
                forms = {name: value for name, value in row.items() if name != "field"}
                found.setdefault(beginnings[0], []).append((beginnings, forms))
    return found


def _beginnings(text: str) -> list[str]:
    return [word[:BEGINNING] for word in words(text)]


def _is_new(forms: Forms, asked: Sequence[Sequence[str]]) -> bool:
    """Whether no question has named a topic, in any of its wordings."""
    return not any(_named(_beginnings(form), question) for form in forms for question in asked)


def _named(topic: Sequence[str], question: Sequence[str]) -> bool:
    """Whether a question has every word of a topic, whatever its ending: «ара» is in «аралар»."""
    return all(any(word.startswith(beginning) for word in question) for beginning in topic)
