"""Writing below a folder: one change at a time, and an error of the disk told so that a user can mend it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qa.names import LibraryError


@contextmanager
def alone(folder: Path, name: str) -> Iterator[None]:
    """No other thread or program changes the collection meanwhile; a lock of one that died is free by itself.

    Raises LibraryError where another one is changing it.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / f".{name}.lock")
    with writing(folder):
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise LibraryError(
                "busy", f"The collection {name} is being changed: wait for the change to end, then try again."
            ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Raise LibraryError for an error of the disk."""
    try:
        yield
    except OSError as error:
        raise LibraryError(
            "disk", f"The folder {folder} cannot be written ({error.strerror}): free some space, or check its permissions."
        ) from error
