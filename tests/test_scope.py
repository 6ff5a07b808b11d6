"""Where a question looks: each field narrows, an empty one does not, and a passage of several places is found at each."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Document, Passage
from index.keep import Kinds
from qa.scope import EVERYWHERE, Facets, Scope, facets, keeper, searched

DOCUMENTS = {
    document.id: document
    for document in (
        Document("аралар.md", "Бал арасы", "Сөз.", "kk", 0, (), year=1999),
        Document("жинақ/мосты.txt", "Мосты", "Слово.", "ru", 0, (), copies=("жинақ/мосты 2.txt",)),
        Document("жинақ/lakes.html", "Two lakes", "A word.", "en", 0, (), year=2005),
    )
}
PASSAGES = [
    Passage(document.id, document.title, 0, len(document.text), document.text, 0, 1, document.language)
    for document in DOCUMENTS.values()
]
ORIGIN = {"аралар.md": "", "жинақ/мосты.txt": "жинақ", "жинақ/lakes.html": "жинақ"}


def found(**fields: frozenset[str] | frozenset[int]) -> list[str]:
    """The titles in a scope."""
    keep = keeper(Scope(**fields), DOCUMENTS, ORIGIN)
    return [passage.title for passage in PASSAGES if keep is None or keep(passage)]


@pytest.mark.parametrize(
    ("fields", "titles"),
    [
        ({}, ["Бал арасы", "Мосты", "Two lakes"]),
        ({"collections": frozenset([""])}, ["Бал арасы"]),
        ({"collections": frozenset(["жинақ"])}, ["Мосты", "Two lakes"]),
        ({"collections": frozenset(["", "жинақ"])}, ["Бал арасы", "Мосты", "Two lakes"]),
        ({"collections": frozenset(["жоқ"])}, []),
        ({"documents": frozenset(["аралар.md", "жинақ/lakes.html"])}, ["Бал арасы", "Two lakes"]),
        ({"documents": frozenset(["жинақ/мосты 2.txt"])}, ["Мосты"]),
        ({"languages": frozenset(["en", "kk"])}, ["Бал арасы", "Two lakes"]),
        ({"years": frozenset([1999, 2005])}, ["Бал арасы", "Two lakes"]),
        ({"years": frozenset([1999]), "languages": frozenset(["ru"])}, []),
        ({"collections": frozenset(["жинақ"]), "languages": frozenset(["en"])}, ["Two lakes"]),
    ],
)
def test_each_field_narrows(fields: dict[str, frozenset[str]], titles: list[str]) -> None:
    assert found(**fields) == titles


def test_a_scope_that_leaves_nothing_out_needs_no_predicate() -> None:
    assert keeper(EVERYWHERE, DOCUMENTS, ORIGIN) is None
    assert keeper(Scope(collections=frozenset(["", "жинақ"])), DOCUMENTS, ORIGIN) is None


def test_a_mixed_passage_is_one_of_each_language() -> None:
    keep = keeper(Scope(languages=frozenset(["ru"])), DOCUMENTS, ORIGIN)
    assert keep is not None
    assert keep(replace(PASSAGES[0], language="mixed"))
    assert not keep(PASSAGES[0])


def test_words_that_stand_in_two_documents_are_found_in_either() -> None:
    twice = replace(PASSAGES[0], also=("жинақ/lakes.html:10-14",))
    keep = keeper(Scope(documents=frozenset(["жинақ/lakes.html"])), DOCUMENTS, ORIGIN)
    assert keep is not None
    assert keep(twice)
    assert not keep(PASSAGES[0])


@pytest.mark.parametrize(
    ("scope", "ids"),
    [
        (EVERYWHERE, list(DOCUMENTS)),
        (Scope(years=frozenset([2005])), ["жинақ/lakes.html"]),
        (Scope(languages=frozenset(["kk"])), ["аралар.md"]),
        (Scope(languages=frozenset(["en"])), ["аралар.md", "жинақ/мосты.txt", "жинақ/lakes.html"]),
        (Scope(languages=frozenset(["en"]), years=frozenset([2005])), ["жинақ/lakes.html"]),
        (Scope(languages=frozenset(["ru"]), years=frozenset([2005])), []),
    ],
)
def test_a_document_was_searched_where_it_is_in_scope_and_has_words_in_a_language_of_it(scope: Scope, ids: list[str]) -> None:
    summary = replace(PASSAGES[0], start=9, language="en", also=("жинақ/мосты.txt:20-24",))
    several = replace(PASSAGES[1], start=30, language="mixed")
    assert list(searched(scope, DOCUMENTS, [*PASSAGES, summary, several], ORIGIN)) == ids


def test_the_filters_offer_what_there_is() -> None:
    passages = [*PASSAGES, replace(PASSAGES[0], language="mixed")]
    assert facets(DOCUMENTS.values(), passages, ORIGIN) == Facets(
        collections=("", "жинақ"),
        documents=(("аралар.md", "Бал арасы"), ("жинақ/lakes.html", "Two lakes"), ("жинақ/мосты.txt", "Мосты")),
        languages=("en", "kk", "ru"),
        years=(1999, 2005),
    )


@given(
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["kk", "ru", "mixed"]), st.booleans()), max_size=12),
    st.builds(
        Scope, documents=st.frozensets(st.sampled_from(sorted(DOCUMENTS)), min_size=1), languages=st.just(frozenset(["ru"]))
    ),
)
def test_passages_are_let_in_alike_where_they_stand_in_the_same_documents_and_language(
    made: list[tuple[int, str, bool]], scope: Scope
) -> None:
    passages = [
        replace(PASSAGES[number], language=language, also=("аралар.md:0-4",) if elsewhere else ())
        for number, language, elsewhere in made
    ]
    keep = keeper(scope, DOCUMENTS, ORIGIN)
    assert keep is not None
    assert Kinds(passages).kept(keep).tolist() == [keep(passage) for passage in passages]
