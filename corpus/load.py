"""A folder or files to Documents. A file that cannot be read is reported by name with the reason; the rest goes on."""

import gc
import hashlib
import os
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.document import Document, Line
from corpus.errors import UserError
from corpus.language import detect
from corpus.read_docx import read_docx
from corpus.read_epub import read_epub
from corpus.read_html import read_html
from corpus.read_markdown import read_markdown
from corpus.read_odt import read_odt
from corpus.read_pdf import read_pdf
from corpus.read_rtf import read_rtf
from corpus.read_text import read_text
from corpus.reflow import reflow
from corpus.repair import repair_line
from corpus.sections import authors, sections, year
from corpus.sections import title as find_title
from corpus.sentences import sentences

Reader = Callable[[Path], tuple[str, list[Line]]]

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".odt": read_odt,
    ".rtf": read_rtf,
    ".epub": read_epub,
}
SIZE_LIMIT = 200_000_000  # bytes of one file
TITLE_LENGTH = 120  # code points
NAMED = 5  # kinds of files that are not read, named where there are no others


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that could not be read: its id and one sentence that ends with what to do."""

    document_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a folder holds: documents sorted by id, and what could not be read."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]


def load(
    folder: Path,
    *,
    progress: Callable[[Iterable[str]], Iterable[str]] = iter,
    without: frozenset[str] = frozenset(),
    leave_out: Container[str] = (),
) -> Loaded:
    """Read every document below a folder, or one single file. Raises UserError where there is nothing to read.

    Ids are paths relative to the folder; for a single file, its name. `progress` may wrap the files to show a bar. The same
    text in several files is one document, with the other files as its `copies`. `without` names repairs to leave out, and
    `leave_out` the ids of files not to read.
    """
    first: dict[bytes, Document] = {}
    copies: dict[str, list[str]] = {}
    problems = list[Problem]()
    for found in stream(folder, progress=progress, without=without, leave_out=leave_out):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        original = first.setdefault(hashlib.sha256(found.text.encode()).digest(), found)
        if original is not found:
            copies.setdefault(original.id, []).append(found.id)
    if not first:
        reasons = "; ".join(f"{problem.document_id}: {problem.reason}" for problem in problems[:3])
        raise UserError(f"No document in {folder} could be read ({reasons}): mend these files or add others.")
    documents = (replace(document, copies=tuple(copies.get(document.id, ()))) for document in first.values())
    return Loaded(tuple(documents), tuple(problems))


def stream(
    folder: Path,
    *,
    progress: Callable[[Iterable[str]], Iterable[str]] = iter,
    without: frozenset[str] = frozenset(),
    leave_out: Container[str] = (),
) -> Iterator[Document | Problem]:
    """Documents of a folder one after another, so that memory holds one at a time; what cannot be read is a Problem."""
    files = find(folder)
    for name in progress(files):
        if name in leave_out:
            continue
        try:
            with collector_paused():
                document = read(files[name], name, without=without)
            yield document
        except UserError as error:
            yield Problem(name, str(error))
        except OSError as error:
            yield Problem(name, f"it cannot be opened ({error.strerror}); check the file and its permissions")


@contextmanager
def collector_paused() -> Iterator[None]:
    """No search for cycles while a file is read: there are none among its lines, and the search costs a fifth of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def find(folder: Path) -> dict[str, Path]:
    """Id and path of every document below a folder, or of one single file. Raises UserError where there is none."""
    if not folder.exists():
        raise UserError(f"There is no folder {folder}: name one that holds documents with --documents DIR.")
    files = {folder.name: folder} if folder.is_file() else {_name(path, folder): path for path in _files(folder)}
    files = dict(sorted(files.items()))
    if not files:
        known = ", ".join(sorted(READERS))
        others = {path.suffix.lower() for path in folder.rglob("[!.]*.*") if path.is_file()} - READERS.keys()
        seen = f", only files of kinds that are not read ({', '.join(sorted(others)[:NAMED])})" if others else ""
        raise UserError(f"There are no documents in {folder}{seen}: put files of these kinds there: {known}.")
    return files


def _name(path: Path, folder: Path) -> str:
    """The path relative to the folder, with forward slashes; a byte of a name that is no text is written as its number."""
    return os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "backslashreplace")


def fingerprint(folder: Path) -> dict[str, str]:
    """SHA-256 of every document's file, by id; of an unreadable one, nothing. Raises UserError where there is none."""
    return {name: _hash(path) for name, path in find(folder).items()}


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _files(folder: Path) -> Iterator[Path]:
    """Regular files of a known kind below a folder, and folders that may not be opened; no links, hidden files, devices."""
    closed = list[OSError]()
    for parent, folders, names in os.walk(folder, followlinks=False, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(parent, name)
            if path.suffix.lower() in READERS and not name.startswith((".", "~$")) and not path.is_symlink() and path.is_file():
                yield path
    yield from (Path(error.filename) for error in closed if error.filename)


def read(path: Path, name: str, *, without: frozenset[str] = frozenset()) -> Document:
    """One file as a Document with the id `name`. Raises UserError with the reason where it cannot be read."""
    if path.is_dir():
        raise UserError("this folder cannot be opened; check its permissions")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UserError(f"files of kind {path.suffix or 'without an ending'} are not read; save it as {', '.join(READERS)}")
    if path.stat().st_size > SIZE_LIMIT:
        raise UserError("it is larger than 200 MB; split it into smaller files")
    title, lines = reader(path)
    title = repair_line(title)
    heads, text, marks, starts = reflow(lines, without)
    if not text:
        raise UserError("it is empty; remove it or put text into it")
    parts = sections(heads, starts)
    named = title or find_title(heads)
    return Document(
        id=name,
        title=shorten(title or _sentence(named)),
        text=text,
        language=detect(text[:20_000]),
        pages=max(line.page for line in lines),
        marks=marks,
        sections=parts,
        authors=authors(heads),
        year=year(heads, named),
    )


def _sentence(text: str) -> str:
    """The first sentence of a text."""
    start, end = sentences(text)[0]
    return text[start:end]


def shorten(title: str) -> str:
    """A title of at most TITLE_LENGTH code points, cut between words.

    >>> len(shorten("сөз " * 100)) <= TITLE_LENGTH
    True
    """
    if len(title) <= TITLE_LENGTH:
        return title
    return title[: TITLE_LENGTH - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
