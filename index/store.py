"""The folder of an index: immutable generations, and one pointer that says which of them is live.

    DIR/CURRENT                 one line: the name of the live generation
    DIR/000001-1a2b3c4d/        manifest.json and the files it lists; never changed once CURRENT has named it

A new generation is written aside, synced, read again and verified, and only then named: a reader sees the old one or the
new one, never a half of either. The generation before is kept, older ones are removed.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import UserError
from index.manifest import AGAIN, DamagedIndex, Manifest, MissingIndex, hash_bytes, verify

POINTER = "CURRENT"
_GENERATION = re.compile(r"\d{6}-[0-9a-f]{8}")
KEPT = 2  # generations: the live one and the one before it


def current(folder: Path) -> Path:
    """Folder of the live generation. Raises MissingIndex or DamagedIndex."""
    pointer = folder / POINTER
    if not pointer.is_file():
        raise MissingIndex(
            f"There is no index in {folder}: build it with python -m index build --index {folder} --documents DIR."
        )
    name = pointer.read_text("utf-8", errors="replace").strip()
    if not _GENERATION.fullmatch(name) or not (folder / name).is_dir():
        raise DamagedIndex(f"The index in {folder} is damaged: {POINTER} names no generation; {AGAIN}.")
    return folder / name


def open_generation(folder: Path) -> tuple[Path, Manifest]:
    """The live generation and its manifest, every file verified."""
    generation = current(folder)
    manifest = Manifest.load(generation / "manifest.json")
    # The manifest vouches for the files, and the generation's name for the manifest.
    if generation.name != _name(int(generation.name[:6]), generation):
        raise DamagedIndex(f"The index is damaged: manifest.json is not what was written; {AGAIN}.")
    verify(generation, manifest)
    return generation, manifest


def _name(number: int, folder: Path) -> str:
    """Name of a generation: its number and the beginning of its manifest's hash."""
    return f"{number:06}-{hash_bytes((folder / 'manifest.json').read_bytes())[:8]}"


def write_generation(folder: Path, write: Callable[[Path], Manifest]) -> tuple[Path, Manifest]:
    """Let `write` fill a new folder and return its manifest; verify it; make it the live generation."""
    folder.mkdir(parents=True, exist_ok=True)
    with _lock(folder):
        for leftover in folder.glob("new-*"):
            shutil.rmtree(leftover)
        fresh = folder / f"new-{os.getpid()}"
        fresh.mkdir()
        try:
            manifest = write(fresh)
            manifest.save(fresh / "manifest.json")
            _sync(fresh)
            verify(fresh, Manifest.load(fresh / "manifest.json"))
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        name = _name(_next_number(folder), fresh)
        fresh.rename(folder / name)
        _point(folder, name)
        for old in _generations(folder)[:-KEPT]:
            shutil.rmtree(folder / old)
    return folder / name, manifest


def _generations(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if _GENERATION.fullmatch(path.name))


def _next_number(folder: Path) -> int:
    return max((int(name[:6]) for name in _generations(folder)), default=0) + 1


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """One builder at a time; the lock of a builder that died is free again by itself."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder / "LOCK")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise UserError(f"Another build is writing the index in {folder}: wait for it to end, then try again.") from error
    try:
        yield
    finally:
        lock.release()


def _sync(folder: Path) -> None:
    """Make every file of a folder, and the folder itself, outlast a power cut."""
    for path in [*folder.rglob("*"), folder]:
        if path.is_file() or os.name == "posix":
            descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _point(folder: Path, name: str) -> None:
    """Replace the pointer in one step."""
    fresh = folder / f"{POINTER}.new"
    with fresh.open("w", encoding="utf-8", newline="\n") as file:
        file.write(name + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / POINTER)
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
