"""The engines that are asked: one for each collection, one for all together; changed under questions without a pause.

A question takes a View and keeps it to its end. A change makes a new State beside the old one, then one reference is swapped:
questions in flight finish on the old engines, the next ones have the new.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

from corpus import Document
from index import Embedder, Index
from index.keep import Keep
from qa.engine import Engine
from qa.names import LibraryError
from qa.scope import EVERYWHERE, Facets, Scope, facets, keeper, searched


@dataclass(frozen=True, slots=True)
class View:
    """What one question is asked of: `view.engine.ask(question, history, keep=view.keep)`."""

    engine: Engine
    keep: Keep | None


@dataclass(frozen=True, slots=True)
class State:
    """All engines at one moment. `joint` knows the documents of all of them; `origin` tells a document's collection."""

    engines: Mapping[str, Engine] = field(default_factory=dict)
    joint: Engine | None = None
    origin: Mapping[str, str] = field(default_factory=dict)


class Shelf:
    """The live engines by the name of their collection. Safe to use from several threads."""

    def __init__(self, model: Embedder) -> None:
        self._model = model
        self._state = State()
        self._writing = Lock()

    @property
    def state(self) -> State:
        """The engines of this moment; they stay as they are, whatever changes."""
        return self._state

    def put(self, changed: Mapping[str, Engine | None]) -> None:
        """Put engines in the place of those of the same name; None takes one away. Raises LibraryError and changes nothing."""
        with self._writing:
            engines = {name: engine for name, engine in {**self._state.engines, **changed}.items() if engine}
            origin = _origin(engines)
            self._state = State(engines, self._join(engines), origin)

    def _join(self, engines: Mapping[str, Engine]) -> Engine | None:
        """One engine over all documents; scores of several indexes could not be compared."""
        if len(engines) < 2:
            return next(iter(engines.values()), None)
        documents = [document for engine in engines.values() for document in engine.index.documents.values()]
        return Engine(Index.of(documents, self._model))

    def view(self, scope: Scope = EVERYWHERE) -> View:
        """What to ask within a scope. Raises LibraryError where there is nothing."""
        state = self._state
        chosen = [engine for name, engine in state.engines.items() if not scope.collections or name in scope.collections]
        if not chosen or state.joint is None:
            raise LibraryError("empty", "There are no documents to ask: add documents, or choose another collection.")
        engine = chosen[0] if len(chosen) == 1 else state.joint
        return View(engine, keeper(scope, engine.index.documents, state.origin))

    def searched(self, scope: Scope) -> Mapping[str, Document]:
        """The documents that a question is asked of within a scope."""
        state = self._state
        if state.joint is None or scope == EVERYWHERE:
            return state.joint.index.documents if state.joint else {}
        return searched(scope, state.joint.index.documents, state.joint.index.passages, state.origin)

    def facets(self) -> Facets:
        """What the filters can offer now."""
        state = self._state
        if state.joint is None:
            return Facets((), (), (), ())
        return facets(state.joint.index.documents.values(), state.joint.index.passages, state.origin)


def _origin(engines: Mapping[str, Engine]) -> dict[str, str]:
    """The collection of every document. Raises LibraryError for an id that two collections have: it could not be cited."""
    origin: dict[str, str] = {}
    for name, engine in engines.items():
        for document in engine.index.documents:
            if origin.setdefault(document, name) != name:
                raise LibraryError("twice", f"The document {document} stands in two collections: rename one of them.")
    return origin
