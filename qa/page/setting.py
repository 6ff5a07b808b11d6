"""What the page is laid out around: the live engines, the reader's own documents, and what this server allows."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from index import Embedder, open_model
from index.build import Progress, silent
from qa.config import Config
from qa.engine import Engine
from qa.library import Library
from qa.page.turns import Ask
from qa.scope import BASE, Scope
from qa.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Setting:
    """The shelf is asked for its engine each time: a rebuilt index takes the old one's place without a restart."""

    config: Config
    model: Embedder
    shelf: Shelf
    library: Library
    kept: Path | None = None  # folder for what readers say of the answers; none: nothing is kept here
    originals: bool = False  # whether a document's own file can be fetched

    @property
    def read_only(self) -> bool:
        return self.library.read_only

    def ask(self, scope: Scope) -> Ask:
        """How a question is asked of a part of the documents. Raises UserError where there is none."""
        view = self.shelf.view(scope)
        return partial(view.engine.ask, keep=view.keep)

    def live(self) -> Engine:
        """One engine over all documents, as they are now."""
        joint = self.shelf.state.joint
        assert joint is not None, "the shelf always holds the documents that Dayek was started with"
        return joint

    def base(self) -> Engine:
        """The engine of the documents that Dayek was started with."""
        return self.shelf.state.engines[BASE]

    def folder_of(self, document: str) -> Path:
        """The folder that a document's id is relative to."""
        return self.library.folder_of(document) or self.config.documents


def opened(config: Config, kept: Path | None = None, *, originals: bool = True, progress: Progress = silent) -> Setting:
    """Open the engine, building the index where it is missing or old, and the own documents."""
    model = open_model(config.model)
    shelf = Shelf(model)
    shelf.put({BASE: Engine.open(config, model=model, progress=progress, rebuild=True)})
    library = Library(config.library_folder, model, shelf, read_only=config.read_only)
    library.open()
    return Setting(config, model, shelf, library, kept=None if config.read_only else kept, originals=originals)
