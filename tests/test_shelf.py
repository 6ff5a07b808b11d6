"""The engines that are asked: swapped in one step, alone or together, never two documents of one id."""

import pytest

from corpus import Document
from corpus.document import Mark
from index import Embedder, Index
from qa import Engine
from qa.names import LibraryError
from qa.scope import Scope
from qa.shelf import Shelf


def engine(model: Embedder, *ids: str) -> Engine:
    """An engine over documents of these ids."""
    documents = [
        Document(name, f"Title of {name}", f"The text of {name} is about bees.", "en", 0, (Mark(0, 1, 0),)) for name in ids
    ]
    return Engine(Index.of(documents, model))


def test_an_empty_shelf_says_what_to_do(model: Embedder) -> None:
    shelf = Shelf(model)
    with pytest.raises(LibraryError, match="add documents, or choose another collection"):
        shelf.view()
    assert shelf.facets().documents == ()


def test_one_collection_is_asked_with_its_own_engine(model: Embedder) -> None:
    shelf, alone = Shelf(model), engine(model, "a/1.txt")
    shelf.put({"a": alone})
    assert shelf.view().engine is alone
    shelf.put({"b": engine(model, "b/1.txt")})
    assert shelf.view(Scope(collections=frozenset(["a"]))).engine is alone
    assert sorted(shelf.view().engine.index.documents) == ["a/1.txt", "b/1.txt"]
    assert shelf.state.origin == {"a/1.txt": "a", "b/1.txt": "b"}
    with pytest.raises(LibraryError, match="another collection"):
        shelf.view(Scope(collections=frozenset(["c"])))


def test_a_state_stays_as_it_is_whatever_changes(model: Embedder) -> None:
    shelf = Shelf(model)
    shelf.put({"a": engine(model, "a/1.txt"), "b": engine(model, "b/1.txt")})
    before, view = shelf.state, shelf.view()
    shelf.put({"a": None})
    assert sorted(before.engines) == ["a", "b"]
    assert sorted(view.engine.index.documents) == ["a/1.txt", "b/1.txt"]
    assert sorted(shelf.state.engines) == ["b"]
    assert shelf.view().engine is before.engines["b"]


def test_two_documents_of_one_id_are_refused_and_nothing_changes(model: Embedder) -> None:
    shelf = Shelf(model)
    shelf.put({"a": engine(model, "a/1.txt")})
    before = shelf.state
    with pytest.raises(LibraryError, match="stands in two collections: rename one of them"):
        shelf.put({"": engine(model, "a/1.txt")})
    assert shelf.state is before
