"""Files on their way into a collection: each is copied, compared with what is there, examined, and given its place.

What comes out is a plan (moves, and what to tell of each file); nothing has changed in the collection yet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.sandbox import MEMORY, SECONDS, examine_apart
from corpus.verdict import Health
from index.manifest import hash_file
from qa.collection import Collection, Move, plain_files, receive
from qa.names import LibraryError, check_file_name, key
from qa.steps import Step, Tell


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be put on this machine."""

    size: int = 50_000_000  # bytes of one file
    files: int = 500  # of one collection
    total: int = 2_000_000_000  # bytes of one collection
    collections: int = 50
    seconds: int = SECONDS  # to examine one file
    memory: int = MEMORY  # bytes for it


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to be added: where it lies now, and what it is called."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an upload.

    `fate` is added, replaced, unchanged (it was there already), aside (its health is red: not indexed) or refused; `advice`
    says what to do, and is empty where there is nothing to do. `fault` is the key of a refusal, as in LibraryError.
    """

    name: str
    fate: str
    health: Health | None = None
    advice: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What became of each upload, the moves that make it so, and the reports of files by their hash."""

    outcomes: tuple[Outcome, ...]
    moves: tuple[Move, ...]
    reports: Mapping[str, Health]


@dataclass(frozen=True, slots=True)
class Held:
    """A file that is there, or will be: its name, its folder in the end, and where its bytes are now."""

    name: str
    folder: Path
    path: Path


def take_in(
    collection: Collection,
    uploads: Sequence[Upload],
    reports: Mapping[str, Health],
    limits: Limits,
    *,
    replace: bool,
    include_red: bool,
    tell: Tell,
) -> Plan:
    """Take in uploads one after another; one that is refused leaves the others alone."""
    known = dict(reports)
    held = [
        Held(name, folder, path)
        for folder in (collection.documents, collection.aside)
        for name, path in plain_files(folder).items()
    ]
    outcomes, moves = list[Outcome](), list[Move]()
    for number, upload in enumerate(uploads):
        tell(Step("examine", upload.name, number, len(uploads)))
        place = collection.incoming / str(number)
        try:
            name = check_file_name(upload.name)
            source = place.with_suffix(Path(name).suffix.lower())
            receive(upload.path, source, _room(name, held, limits))
            outcome, wanted = _place(collection, name, source, held, known, limits, replace=replace, include_red=include_red)
        except LibraryError as error:
            outcome, wanted = Outcome(upload.name, "refused", advice=str(error), fault=error.fault), []
        outcomes.append(outcome)
        moves += wanted
        held = _after(held, wanted)
    return Plan(tuple(outcomes), tuple(moves), known)


def _room(name: str, held: Sequence[Held], limits: Limits) -> int:
    """The bytes that a file may have. Raises LibraryError where there is no room for another."""
    if len(held) >= limits.files and not _same_name(name, held):
        raise LibraryError(
            "full", f"The collection has {limits.files} files, the most: remove some, or make another collection."
        )
    left = limits.total - sum(file.path.stat().st_size for file in held)
    if left <= 0:
        raise LibraryError("full", "The collection has no room left: remove some files, or make another collection.")
    return min(limits.size, left)


def _place(
    collection: Collection,
    name: str,
    source: Path,
    held: Sequence[Held],
    reports: dict[str, Health],
    limits: Limits,
    *,
    replace: bool,
    include_red: bool,
) -> tuple[Outcome, list[Move]]:
    """What becomes of a file that was taken in, and the moves for it. Raises LibraryError."""
    digest = hash_file(source)
    there = _same_name(name, held)
    same = [file for file in there if hash_file(file.path) == digest]
    if any(file.folder == collection.documents or not include_red for file in same):
        return Outcome(name, "unchanged", reports.get(digest)), []
    if [file for file in there if file not in same and not (replace and file.name == name)]:
        raise LibraryError(
            "exists", f"There is another file {there[0].name}: remove it, rename this one, or say that this one replaces it."
        )
    report = reports.get(digest) or examine_apart(source, collection.id(name), seconds=limits.seconds, memory=limits.memory)
    if report.reason:
        return Outcome(name, "refused", report, f"It cannot be read: {report.reason}.", "unreadable"), []
    reports[digest] = report
    if report.verdict == "red" and not include_red:
        return Outcome(name, "aside", report, report.advice), [Move(source, collection.aside / name)]
    fate = "replaced" if any(file.folder == collection.documents for file in there) else "added"
    waiting = [Move(None, file.folder / file.name) for file in there if file.folder == collection.aside]
    return Outcome(name, fate, report, report.advice), [Move(source, collection.documents / name), *waiting]


def _same_name(name: str, held: Sequence[Held]) -> list[Held]:
    return [file for file in held if key(file.name) == key(name)]


def _after(held: Sequence[Held], moves: Sequence[Move]) -> list[Held]:
    """What will be there when moves have been made."""
    gone = {move.target for move in moves}
    coming = [Held(move.target.name, move.target.parent, move.source) for move in moves if move.source]
    return [file for file in held if file.folder / file.name not in gone] + coming
