"""One collection of own documents: its folder, what lies in it, and changes that are made wholly or not at all.

NAME/documents/NAME/     the files that are indexed: a document's id is NAME/FILE, no other collection has it
NAME/aside/              files whose health is red: reported, not indexed, until someone says so
NAME/index/              generations, as any index
NAME/health.json         the report of each file, by its hash
NAME/incoming/, bin/     a change under way; emptied when it is over
"""

import json
import os
import shutil
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from corpus.health import name_copies
from corpus.load import READERS, fingerprint
from corpus.sandbox import from_json, to_json
from corpus.verdict import Health
from index.manifest import hash_file
from index.store import current
from qa.names import LibraryError

CHUNK = 1 << 20  # bytes copied at once


@dataclass(frozen=True, slots=True)
class File:
    """A file of a collection. `indexed` is false for one set aside; `health` is None for one that nobody has examined yet."""

    name: str
    document_id: str
    size: int  # bytes
    indexed: bool
    health: Health | None


@dataclass(frozen=True, slots=True)
class Collection:
    """The folders of a collection."""

    root: Path

    @property
    def name(self) -> str:
        return self.root.name

    @property
    def tree(self) -> Path:
        """The folder that is indexed; documents have their ids from it."""
        return self.root / "documents"

    @property
    def documents(self) -> Path:
        return self.tree / self.name

    @property
    def aside(self) -> Path:
        return self.root / "aside"

    @property
    def index(self) -> Path:
        return self.root / "index"

    @property
    def incoming(self) -> Path:
        return self.root / "incoming"

    @property
    def bin(self) -> Path:
        return self.root / "bin"

    def id(self, file: str) -> str:
        """The id of the document that a file is."""
        return f"{self.name}/{file}"


@dataclass(frozen=True, slots=True)
class Move:
    """A part of a change: `target` becomes `source`, or goes where there is no source."""

    source: Path | None
    target: Path


def plain_files(folder: Path) -> dict[str, Path]:
    """The documents of a folder by name, sorted: regular files of a known kind; no links, no hidden ones, nothing below it."""
    if not folder.is_dir():
        return {}
    with os.scandir(folder) as entries:
        found = [entry.name for entry in entries if entry.is_file(follow_symlinks=False)]
    named = (name for name in found if not name.startswith((".", "~$")) and Path(name).suffix.lower() in READERS)
    return {name: folder / name for name in sorted(named)}


def files(collection: Collection) -> tuple[File, ...]:
    """What lies in a collection: files that are indexed, then those set aside, each with its report."""
    reports = load_reports(collection)
    found = list[File]()
    for folder, indexed in ((collection.documents, True), (collection.aside, False)):
        for name, path in plain_files(folder).items():
            with suppress(FileNotFoundError):  # a change under way has just taken it
                size, digest = _known(path)
                found.append(File(name, collection.id(name), size, indexed, reports.get(digest)))
    known = [replace(file.health, id=file.document_id) for file in found if file.health]
    copies = iter(name_copies(known))
    return tuple(replace(file, health=next(copies)) if file.health else file for file in found)


def _known(path: Path) -> tuple[int, str]:
    """Size and hash of a file; the bytes of one that has not changed are not read again."""
    now = path.stat()
    return now.st_size, _hash(path, now.st_mtime_ns, now.st_size)


@lru_cache(maxsize=20_000)
def _hash(path: Path, _changed: int, _size: int) -> str:
    return hash_file(path)


def load_reports(collection: Collection) -> dict[str, Health]:
    """The reports by the hash of their file; one that cannot be read is made anew at the next change."""
    try:
        rows = json.loads((collection.root / "health.json").read_text("utf-8"))
        return {digest: from_json(json.dumps(row)) for digest, row in rows.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def save_reports(collection: Collection, reports: Mapping[str, Health]) -> None:
    """Keep the reports of the files that are there, in one step."""
    there = {hash_file(path) for folder in (collection.documents, collection.aside) for path in plain_files(folder).values()}
    rows = {digest: json.loads(to_json(report)) for digest, report in reports.items() if digest in there}
    fresh = collection.root / "health.json.new"
    fresh.write_text(json.dumps(rows, ensure_ascii=True, indent=1), encoding="utf-8")
    fresh.replace(collection.root / "health.json")


def receive(source: Path, target: Path, limit: int) -> None:
    """Copy a file from outside, no byte beyond the limit. Raises LibraryError for links, devices, and what is too large."""
    try:
        # A link at the end is not followed, and a pipe without a writer is not waited for, where the system knows these flags.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(source, flags), "rb") as reading:
            if not stat.S_ISREG(os.fstat(reading.fileno()).st_mode):
                raise LibraryError("file", "It is no ordinary file: add a file that holds a document.")
            with target.open("xb") as writing:
                left = limit
                while data := reading.read(min(CHUNK, left + 1)):
                    left -= len(data)
                    if left < 0:
                        raise LibraryError(
                            "large", f"It is larger than {limit // 1_000_000} MB: split it into smaller files, then add these."
                        )
                    writing.write(data)
    except LibraryError:
        target.unlink(missing_ok=True)
        raise
    except OSError as error:
        target.unlink(missing_ok=True)
        raise LibraryError("file", f"It cannot be taken in ({error.strerror}): check the file and the free space.") from error


@contextmanager
def moved(collection: Collection, moves: Sequence[Move]) -> Iterator[None]:
    """Make a change for as long as the block succeeds: where it raises, every file is again where it was."""
    with ExitStack() as undoing:
        for number, move in enumerate(moves):
            kept = _keep(move.target, collection.bin / str(number))
            undoing.callback(_undo, move, kept)
            if move.source:
                move.source.replace(move.target)
            else:
                move.target.unlink()
        yield
        undoing.pop_all()  # all went well: nothing is undone


def _keep(target: Path, place: Path) -> Path | None:
    """A copy of what stands in the way of a change, for its undoing."""
    return Path(shutil.copy2(target, place)) if target.exists() else None


def _undo(move: Move, kept: Path | None) -> None:
    if move.source and move.target.exists() and not move.source.exists():
        move.target.replace(move.source)
    if kept:
        kept.replace(move.target)


def make(collection: Collection) -> None:
    """Make the folders that are missing, and clear away what a change that was cut short has left."""
    clear(collection)
    for folder in (collection.documents, collection.aside, collection.incoming, collection.bin):
        folder.mkdir(parents=True, exist_ok=True)


def clear(collection: Collection) -> None:
    for folder in (collection.incoming, collection.bin):
        shutil.rmtree(folder, ignore_errors=True)


def forget(collection: Collection) -> None:
    """Delete the generations before the live one: they hold the text of files that are gone."""
    live = current(collection.index)
    for path in collection.index.iterdir():
        if path.is_dir() and path != live:
            shutil.rmtree(path)


def sources(collection: Collection) -> dict[str, str]:
    """Hash of each file that is to be indexed, by the id of its document; empty for an empty collection."""
    return fingerprint(collection.tree) if plain_files(collection.documents) else {}
