"""Where to look: in which collections, documents, languages and years. An empty field means everywhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus import Document, Passage
from index.keep import Keep

BASE = ""  # the collection of the documents that Dayek was started with
MIXED = "mixed"  # a passage of several languages is one of each of them


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question is asked of. Collections by name (`BASE` too), documents by id, languages as kk, ru, en."""

    collections: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()


EVERYWHERE = Scope()


def holds(scope: Scope, document: Document, collection: str = BASE) -> bool:
    """Whether a document of a collection is in scope; by its id also stand the ids of its copies.

    >>> holds(Scope(years=frozenset([1999])), Document("а.txt", "А", "Сөз.", "kk", 0, (), year=1999))
    True
    """
    return (
        (not scope.collections or collection in scope.collections)
        and (not scope.documents or not scope.documents.isdisjoint((document.id, *document.copies)))
        and (not scope.years or document.year in scope.years)
    )


def covers(scope: Scope, passage: Passage, inside: frozenset[str]) -> bool:
    """Whether a passage is in scope, if `inside` are the ids of the documents that are.

    A passage that stands in several documents is in scope where one of them is.

    >>> passage = Passage("а.txt", "А", 0, 4, "Сөз.", 0, 1, "kk", also=("б.txt:9-13",))
    >>> russian, inside = Scope(languages=frozenset(["ru"])), frozenset(["б.txt"])
    >>> [covers(EVERYWHERE, passage, inside), covers(EVERYWHERE, passage, frozenset()), covers(russian, passage, inside)]
    [True, False, False]
    """
    if scope.languages and passage.language != MIXED and passage.language not in scope.languages:
        return False
    return passage.document_id in inside or any(place.rpartition(":")[0] in inside for place in passage.also)


def keeper(scope: Scope, documents: Mapping[str, Document], origin: Mapping[str, str]) -> Keep | None:
    """The predicate that a search takes; None where all is in scope. `origin` tells a document's collection by its id."""
    if scope == EVERYWHERE:
        return None
    inside = frozenset(_inside(scope, documents, origin))
    if not scope.languages and len(inside) == len(documents):
        return None
    return lambda passage: covers(scope, passage, inside)


def _inside(scope: Scope, documents: Mapping[str, Document], origin: Mapping[str, str]) -> dict[str, Document]:
    return {name: document for name, document in documents.items() if holds(scope, document, origin.get(name, BASE))}


def searched(
    scope: Scope, documents: Mapping[str, Document], passages: Iterable[Passage], origin: Mapping[str, str]
) -> dict[str, Document]:
    """The documents that a question is asked of: those in scope, and of these the ones with words in a language of the scope.

    One with passages of several languages only is not told: who asks in one language would wonder at it.
    """
    inside = _inside(scope, documents, origin)
    if not scope.languages:
        return inside
    places = (place for passage in passages if passage.language in scope.languages for place in (passage.id, *passage.also))
    spoken = {place.rpartition(":")[0] for place in places}
    return {name: document for name, document in inside.items() if name in spoken}


@dataclass(frozen=True, slots=True)
class Facets:
    """What there is to choose from: every list sorted; documents as id and title; year 0 (not known) is left out."""

    collections: tuple[str, ...]
    documents: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]
    years: tuple[int, ...]


def facets(documents: Iterable[Document], passages: Iterable[Passage], origin: Mapping[str, str]) -> Facets:
    """What the filters of these documents can offer."""
    listed = sorted(documents, key=lambda document: document.id)
    return Facets(
        collections=tuple(sorted({origin.get(document.id, BASE) for document in listed})),
        documents=tuple((document.id, document.title) for document in listed),
        languages=tuple(sorted({passage.language for passage in passages} - {MIXED})),
        years=tuple(sorted({document.year for document in listed} - {0})),
    )
