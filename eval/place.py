"""Where figures are kept: a file that a flag names, written or tried."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus import UserError


def write(path: Path, text: str, flag: str) -> None:
    """Write a text as UTF-8 and make the folders above it. Raises UserError, which names the flag to change."""
    with _writing(path, flag):
        # A lone surrogate, of a file name that is no text, is written as its escape: in JSON that is what it means.
        path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")


def try_place(path: Path, flag: str) -> None:
    """See whether a file could be written, and leave it as it is. Raises UserError."""
    with _writing(path, flag):
        there = path.exists()
        path.open("ab").close()
        if not there:
            path.unlink()


@contextmanager
def _writing(path: Path, flag: str) -> Iterator[None]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise UserError(f"{path} cannot be written ({error.strerror}): name another place with {flag}.") from error
