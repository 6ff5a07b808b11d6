"""Links to passages: what was linked is found again, moved words are followed, and a changed text is never passed off as it."""

import re
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corpus import Document, UserError
from corpus.document import Mark
from qa.permalink import Asked, Link, Place, link, parse, question_link, read, resolve, slice_hash, whole

TEXT = "Бір ара ұясында қырық мың ара тұрады.\n\nҰяны аналық ара басқарады."
written = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
names = st.one_of(st.sampled_from(["а б/ә.md", "a&b=c.txt", "?#%2F+.pdf", "..\\x", "é\u0301.md"]), written)


def document(text: str, name: str = "ара.md") -> Document:
    return Document(name, "Ара", text, "kk", 0, (Mark(0, 1, 0),))


@settings(max_examples=300, deadline=None)
@given(names, written.filter(bool), st.data())
def test_a_link_leads_back_to_its_slice(name: str, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    linked = document(text, name)
    address = link(linked, start, end)
    assert address.isascii()
    assert not set(address) & set("<>\"' #\n")
    found = parse(address)
    assert found == Link(name, start, end, slice_hash(text[start:end])) == parse(address[1:])
    assert isinstance(found, Link)
    assert resolve(found, {name: linked}) == Place("exact", name, start, end)


@settings(max_examples=200, deadline=None)
@given(written)
def test_a_question_comes_back_as_it_was_asked(question: str) -> None:
    address = question_link(question)
    assert address.isascii()
    assert parse(address) == (Asked(question) if question.strip() else None)


@settings(max_examples=200, deadline=None)
@given(st.text("аб .\n", max_size=30), st.text("аб .\n", max_size=30), st.text("вгд ,", min_size=1, max_size=30))
def test_words_that_have_moved_are_found_where_they_stand(before: str, after: str, quote: str) -> None:
    assume(quote == quote.strip())
    old = document(f"{quote}\n\n{after}")
    moved = document(f"{before}\n\n{quote}\n\n{after}")
    found = parse(link(old, 0, len(quote)))
    assert isinstance(found, Link)
    place = resolve(found, {"ара.md": moved})
    assert place.state in ("exact", "moved")
    assert moved.text[place.start : place.end] == quote


def test_of_two_places_the_nearer_one_is_meant() -> None:
    quote = "Бал тәтті."
    found = Link("ара.md", 40, 50, slice_hash(quote))
    text = f"{quote} {'а ' * 20}{quote}"
    assert resolve(found, {"ара.md": document(text)}) == Place("moved", "ара.md", text.rindex(quote), len(text))


def test_words_that_no_longer_stand_there_are_said_to_have_changed() -> None:
    found = parse(link(document(TEXT), 0, 37))
    assert isinstance(found, Link)
    assert resolve(found, {"ара.md": document(TEXT.replace("қырық", "елу"))}) == Place("changed", "ара.md", 0, 0)
    assert resolve(found, {"ара.md": document("Бал.")}).state == "changed"
    assert resolve(found, {}) == Place("missing", "ара.md", 0, 0)


def test_a_copy_of_a_document_stands_for_it() -> None:
    found = parse(link(document(TEXT, "көшірме.md"), 0, 37))
    assert isinstance(found, Link)
    kept = replace(document(TEXT), copies=("басқа.md", "көшірме.md"))
    assert resolve(found, {"ара.md": kept}) == Place("exact", "ара.md", 0, 37)


@pytest.mark.parametrize(
    "query",
    [
        "document=ара.md",
        "document=ара.md&at=1-2",
        "document=ара.md&at=2-1&h=00000000",
        "document=ара.md&at=1-1&h=00000000",
        "document=ара.md&at=-1-2&h=00000000",
        "document=ара.md&at=1-2&h=0000000g",
        "document=ара.md&at=1-2&h=000000000",
        "document=ара.md&at=١-٢&h=00000000",
        f"document=ара.md&at=1-{'9' * 5000}&h=00000000",
        "document=&at=&h=",
    ],
)
def test_a_damaged_link_is_an_error_that_says_what_to_do(query: str) -> None:
    with pytest.raises(UserError, match="copy the whole link again"):
        parse(query)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=60), st.text("documenatqh=&%-0123456789abcdef?F", max_size=60)))
def test_no_address_breaks_the_page(query: str) -> None:
    try:
        found = parse(query)
    except UserError:
        return
    assert found is None or isinstance(found, Link | Asked)


@pytest.mark.parametrize("query", ["", "?", "__theme=dark", "q=", "q=%20", "at=1-2&h=00000000"])
def test_an_address_that_asks_for_nothing_is_nothing(query: str) -> None:
    assert parse(query) is None


def test_parameters_that_are_decoded_already_are_read_as_they_are() -> None:
    assert read({"q": "100%25 + 1?"}) == Asked("100%25 + 1?")


@settings(max_examples=100, deadline=None)
@given(st.text("аб, \n_1", max_size=40), st.integers(1, 20))
def test_whole_slices_cut_no_word(text: str, size: int) -> None:
    for start in whole(text, size):
        piece = text[start : start + size]
        assert len(piece) == size
        assert piece == piece.strip()
        for edge in (start, start + size):
            assert not (re.match(r"\w", text[edge - 1 : edge]) and re.match(r"\w", text[edge : edge + 1]))
