"""What the page is laid out around: the live engines, the reader's own documents, and what this server allows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from multiprocessing.pool import ThreadPool
from pathlib import Path

from index import Embedder, open_model
from index.build import Progress, silent
from qa.answer import Answer
from qa.config import Config
from qa.engine import Engine
from qa.library import Library
from qa.page.turns import Ask
from qa.phrase import Phraser, phrase, phraser
from qa.question import LONGEST
from qa.scope import BASE, Scope
from qa.shelf import Shelf

WARM = 24  # documents whose titles are asked about before anyone asks: a fraction of a second


@dataclass(frozen=True, slots=True)
class Stock:
    """What takes its time to open. `problems` are own collections that could not be opened, each with its reason."""

    model: Embedder
    shelf: Shelf
    library: Library
    problems: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Setting:
    """The shelf is asked for its engine each time: a rebuilt index takes the old one's place without a restart.

    The page is laid out while the stock is still being opened: who asks for it waits until it is there.
    """

    config: Config
    stock: Callable[[], Stock]
    kept: Path | None = None  # folder for what readers say of the answers; none: nothing is kept here
    originals: bool = False  # whether a document's own file can be fetched
    phraser: Phraser | None = None  # the language model that phrases answers beside their quotes, if any

    @property
    def model(self) -> Embedder:
        return self.stock().model

    @property
    def shelf(self) -> Shelf:
        return self.stock().shelf

    @property
    def library(self) -> Library:
        return self.stock().library

    @property
    def read_only(self) -> bool:
        return self.config.read_only

    def ask(self, scope: Scope) -> Ask:
        """How a question is asked of a part of the documents. Raises UserError where there is none."""
        view = self.shelf.view(scope)
        return partial(view.engine.ask, keep=view.keep)

    def phrase(self, answer: Answer) -> Answer:
        """The answer with what the language model made of it; as it was where there is none."""
        return phrase(answer, self.phraser)

    def live(self) -> Engine:
        """One engine over all documents, as they are now."""
        joint = self.shelf.state.joint
        assert joint is not None, "the shelf always holds the documents that Dayek was started with"
        return joint

    def base(self) -> Engine:
        """The engine of the documents that Dayek was started with."""
        return self.shelf.state.engines[BASE]

    def folder_of(self, document: str) -> Path | None:
        """The folder that a document's id is relative to."""
        return self.library.folder_of(document) or self.config.documents


def stock(config: Config, *, progress: Progress = silent) -> Stock:
    """Open the engine, building the index where it is missing or old, and the own documents. Raises UserError."""
    model = open_model(config.model)
    shelf = Shelf(model)
    shelf.put({BASE: Engine.open(config, model=model, progress=progress, rebuild=True)})
    library = Library(config.library_folder, model, shelf, read_only=config.read_only)
    problems = library.open()
    warm(shelf)
    return Stock(model, shelf, library, problems)


def warm(shelf: Shelf) -> None:
    """Ask for some of the documents, so that the first reader finds everything at hand and memory stays where it is then."""
    engine = shelf.view().engine
    for document in islice(engine.index.documents.values(), WARM):
        if any(map(str.isalnum, document.title)):
            engine.ask(document.title[:LONGEST])


def opened(config: Config, kept: Path | None = None, *, originals: bool = True, progress: Progress = silent) -> Setting:
    """The setting of a page whose stock is being opened in a thread of its own: the page need not wait for it."""
    by = phraser(config)
    # The threads of such a pool end with the program: who stops it while an index is built need not wait for the end of that.
    pool = ThreadPool(1)
    coming = pool.apply_async(stock, (config,), {"progress": progress})
    pool.close()
    return Setting(config, coming.get, kept=None if config.read_only else kept, originals=originals, phraser=by)
