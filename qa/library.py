"""Own documents: named collections in one folder. Files come in, are examined, indexed and asked at once; and go again.

file --take_in: examined in a child process--> red? aside : documents --build--> a new generation --put--> Shelf
"""

import shutil
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import UserError
from corpus.sandbox import examine_apart
from corpus.verdict import Health
from index import DamagedIndex, Embedder, Index, MissingIndex, StaleIndex, build
from index.manifest import compare_sources, hash_file
from qa.collection import (
    Collection,
    File,
    Move,
    clear,
    files,
    forget,
    load_reports,
    make,
    moved,
    plain_files,
    save_reports,
    sources,
)
from qa.engine import Engine
from qa.intake import Limits, Outcome, Upload, take_in
from qa.lock import alone, writing
from qa.names import LibraryError, check_name, is_name, key
from qa.shelf import Shelf
from qa.steps import Step, Tell, silent, told


class Library:
    """The collections below a folder, and the shelf of their engines. Safe to use from several threads and programs."""

    def __init__(
        self,
        folder: Path,
        model: Embedder,
        shelf: Shelf | None = None,
        *,
        read_only: bool = False,
        limits: Limits | None = None,
    ) -> None:
        self.folder = folder
        self.shelf = shelf or Shelf(model)
        self.read_only = read_only
        self.limits = limits or Limits()
        self._model = model

    def names(self) -> tuple[str, ...]:
        """The collections, sorted."""
        if not self.folder.is_dir():
            return ()
        found = (path.name for path in self.folder.iterdir() if path.is_dir() and not path.is_symlink())
        return tuple(sorted(name for name in found if is_name(name)))

    def files(self, name: str) -> tuple[File, ...]:
        """The files of a collection with their health. Raises LibraryError."""
        return files(self._find(name))

    def health(self) -> dict[str, Health]:
        """The health of every indexed document of all collections, by its id."""
        listed = [file for name in self.names() for file in self.files(name)]
        return {file.document_id: file.health for file in listed if file.indexed and file.health}

    def folder_of(self, document_id: str) -> Path | None:
        """The folder from which a document's id leads to its file; None for an id that is of no collection."""
        name, _, file = document_id.partition("/")
        collection = Collection(self.folder / name)
        return collection.tree if name in self.names() and file in plain_files(collection.documents) else None

    def index_folder(self, name: str) -> Path:
        """The folder of a collection's index, for its inventory. Raises LibraryError."""
        return self._find(name).index

    def open(self, *, tell: Tell = silent) -> dict[str, str]:
        """Put every collection on the shelf, building indexes anew where that is needed and allowed.

        Returns the collections that could not be opened, each with its reason: the others are served all the same.
        """
        engines, problems = dict[str, Engine | None](), dict[str, str]()
        for name in self.names():
            try:
                engines[name] = self._open(Collection(self.folder / name), tell)
            except UserError as error:
                problems[name] = str(error)
        try:
            self.shelf.put(engines)
        except LibraryError:
            problems |= self._put_one_by_one(engines)
        return problems

    def _put_one_by_one(self, engines: Mapping[str, Engine | None]) -> dict[str, str]:
        """Put on the shelf what can be put there; a collection that cannot is a problem of its own."""
        problems = dict[str, str]()
        for name, engine in engines.items():
            try:
                self.shelf.put({name: engine})
            except LibraryError as error:
                problems[name] = str(error)
        return problems

    def create(self, name: str) -> str:
        """Make an empty collection; returns its name as it is kept. Raises LibraryError."""
        self._writable()
        plain = check_name(name)
        if key(plain) in map(key, self.names()):
            raise LibraryError("collection_exists", f"There is a collection {plain} already: choose another name.")
        if len(self.names()) >= self.limits.collections:
            raise LibraryError("collections", f"There are {self.limits.collections} collections, the most: delete one first.")
        with writing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # what people put here is theirs alone
            make(Collection(self.folder / plain))
        return plain

    def delete(self, name: str) -> None:
        """Take a collection from the shelf and delete it with its files. Raises LibraryError."""
        self._writable()
        with self._changing(name) as collection, writing(self.folder):
            self.shelf.put({name: None})
            gone = self.folder / f".{name}.deleted"  # renamed first: half a collection is never listed
            shutil.rmtree(gone, ignore_errors=True)
            collection.root.rename(gone)
            shutil.rmtree(gone)

    def add(
        self, name: str, uploads: Sequence[Upload], *, replace: bool = False, include_red: bool = False, tell: Tell = silent
    ) -> tuple[Outcome, ...]:
        """Add files to a collection and index them; one that is refused leaves the others alone.

        A file whose name another one has is refused, unless `replace`; one whose health is red is set aside, unless
        `include_red`; one that cannot be read at all is not kept. Raises UserError where the index cannot be built: then the
        collection is as it was.
        """
        self._writable()
        with self._changing(name) as collection:
            plan = take_in(
                collection, uploads, load_reports(collection), self.limits, replace=replace, include_red=include_red, tell=tell
            )
            self._change(collection, plan.moves, plan.reports, tell)
            return plan.outcomes

    def remove(self, name: str, file_names: Sequence[str], *, tell: Tell = silent) -> None:
        """Remove files, indexed or set aside, and their text for good. Raises UserError, then all is as it was."""
        self._writable()
        with self._changing(name) as collection:
            there = [*plain_files(collection.documents).values(), *plain_files(collection.aside).values()]
            _known(file_names, {path.name for path in there})
            moves = [Move(None, path) for path in there if path.name in file_names]
            self._change(collection, moves, load_reports(collection), tell)

    def accept(self, name: str, file_names: Sequence[str], *, tell: Tell = silent) -> None:
        """Index files that were set aside. Raises UserError, then all is as it was."""
        self._writable()
        with self._changing(name) as collection:
            waiting = plain_files(collection.aside)
            _known(file_names, waiting.keys())
            reports = load_reports(collection)
            for file in file_names:
                if (report := reports.get(hash_file(waiting[file]))) and report.reason:
                    raise LibraryError("unreadable", f"{file} cannot be read: {report.reason}.")
            moves = [Move(waiting[file], collection.documents / file) for file in dict.fromkeys(file_names)]
            self._change(collection, moves, reports, tell)

    def refresh(self, name: str, *, tell: Tell = silent) -> None:
        """Index the files of a collection as they lie there now: some may have been put there by hand. Raises UserError."""
        self._writable()
        with self._changing(name) as collection:
            self.shelf.put({name: self._settle(collection, tell)})

    def _open(self, collection: Collection, tell: Tell) -> Engine | None:
        wanted = sources(collection)
        if not wanted:
            return None
        try:
            index = Index.open(collection.index, self._model)
            compare_sources(index.manifest, wanted)
            return Engine(index)
        except (MissingIndex, StaleIndex, DamagedIndex) as error:
            if self.read_only:
                raise LibraryError(
                    "read_only",
                    f"The collection {collection.name} has no index of its files: start Dayek once without --read-only.",
                ) from error
        with self._changing(collection.name):
            return self._settle(collection, tell)

    def _settle(self, collection: Collection, tell: Tell) -> Engine | None:
        """Examine the files that nobody has examined, set the red ones among them aside, and index the rest."""
        reports = load_reports(collection)
        lying = {path: hash_file(path) for path in plain_files(collection.documents).values()}
        new = [path for path, digest in lying.items() if digest not in reports]
        for number, path in enumerate(new):
            tell(Step("examine", path.name, number, len(new)))
            reports[lying[path]] = self._examine(collection, path)
        red = [path for path in new if reports[lying[path]].verdict == "red"]
        with writing(collection.root), moved(collection, [Move(path, collection.aside / path.name) for path in red]):
            engine = self._build(collection, tell)
            save_reports(collection, reports)
            return engine

    def _examine(self, collection: Collection, path: Path) -> Health:
        return examine_apart(path, collection.id(path.name), seconds=self.limits.seconds, memory=self.limits.memory)

    def _change(self, collection: Collection, moves: Sequence[Move], reports: Mapping[str, Health], tell: Tell) -> None:
        """Move files and bring index and shelf after them, or leave everything as it was."""
        if not moves:
            return
        indexed = any(collection.documents == move.target.parent for move in moves)
        with writing(collection.root), moved(collection, moves):
            engine = self._build(collection, tell) if indexed else None
            save_reports(collection, reports)
            if indexed:
                self.shelf.put({collection.name: engine})

    def _build(self, collection: Collection, tell: Tell) -> Engine | None:
        """The engine of a new generation; none for a collection without files."""
        if not sources(collection):
            shutil.rmtree(collection.index, ignore_errors=True)
            return None
        # Red files lie aside until someone has said that they be indexed: what lies here is indexed.
        build(collection.tree, collection.index, self._model, include_red=True, progress=told(tell))
        forget(collection)
        return Engine(Index.open(collection.index, self._model))

    def _writable(self) -> None:
        if self.read_only:
            raise LibraryError("read_only", "Documents cannot be changed here: start Dayek without --read-only to change them.")

    def _find(self, name: str) -> Collection:
        if name not in self.names():
            raise LibraryError("missing", "There is no collection of this name: choose one of the list, or make it first.")
        return Collection(self.folder / name)

    @contextmanager
    def _changing(self, name: str) -> Iterator[Collection]:
        """One change of a collection at a time, over all threads and programs."""
        collection = self._find(name)
        with alone(self.folder, name):
            try:
                self._find(name)  # it may have been deleted in the meantime
                with writing(collection.root):
                    make(collection)
                yield collection
            finally:
                clear(collection)


def _known(wanted: Sequence[str], there: Container[str]) -> None:
    """Raise LibraryError for a file that is not there."""
    for name in wanted:
        if name not in there:
            raise LibraryError("missing_file", f"There is no file {name[:80]!r} in the collection: choose one of its list.")
