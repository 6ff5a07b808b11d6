"""A folder or files to Documents. A file that cannot be read is reported by name with the reason; the rest goes on."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.document import Document, Line
from corpus.errors import UserError
from corpus.language import detect
from corpus.read_docx import read_docx
from corpus.read_html import read_html
from corpus.read_markdown import read_markdown
from corpus.read_pdf import read_pdf
from corpus.read_text import read_text
from corpus.reflow import reflow
from corpus.repair import repair_line
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
}
SIZE_LIMIT = 200_000_000  # bytes of one file
TITLE_LENGTH = 120  # code points


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


def load(folder: Path, *, progress: Callable[[Iterable[str]], Iterable[str]] = iter) -> Loaded:
    """Read every document below a folder, or one single file. Raises UserError where there is nothing to read.

    Ids are paths relative to the folder; for a single file, its name. `progress` may wrap the files to show a bar.
    """
    files = find(folder)
    documents, problems = list[Document](), list[Problem]()
    for name in progress(files):
        try:
            documents.append(read(files[name], name))
        except UserError as error:
            problems.append(Problem(name, str(error)))
        except OSError as error:
            problems.append(Problem(name, f"it cannot be opened ({error.strerror}); check the file and its permissions"))
    if not documents:
        reasons = "; ".join(f"{problem.document_id}: {problem.reason}" for problem in problems[:3])
        raise UserError(f"No document in {folder} could be read ({reasons}): mend these files or add others.")
    return Loaded(tuple(documents), tuple(problems))


def find(folder: Path) -> dict[str, Path]:
    """Id and path of every document below a folder, or of one single file. Raises UserError where there is none."""
    if not folder.exists():
        raise UserError(f"There is no folder {folder}: name one that holds documents with --documents DIR.")
    files = {folder.name: folder} if folder.is_file() else {_name(path, folder): path for path in _files(folder)}
    if not files:
        known = ", ".join(sorted(READERS))
        raise UserError(f"There are no documents in {folder}: put files of these kinds there: {known}.")
    return files


def _name(path: Path, folder: Path) -> str:
    """The path relative to the folder, with forward slashes; bytes of a name that are no text become «?»."""
    return path.relative_to(folder).as_posix().encode("utf-8", "replace").decode("utf-8")


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
    """Regular files of a known kind below a folder, sorted; links, hidden files and devices are left alone."""
    for parent, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if path.suffix.lower() in READERS and not name.startswith((".", "~$")) and not path.is_symlink() and path.is_file():
                yield path


def read(path: Path, name: str) -> Document:
    """One file as a Document with the id `name`. Raises UserError with the reason where it cannot be read."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UserError(f"files of kind {path.suffix or 'without an ending'} are not read; save it as {', '.join(READERS)}")
    if path.stat().st_size > SIZE_LIMIT:
        raise UserError("it is larger than 200 MB; split it into smaller files")
    title, lines = reader(path)
    heads, text, marks = reflow(lines)
    if not text:
        raise UserError("it is empty; remove it or put text into it")
    return Document(
        id=name,
        title=shorten(repair_line(title) or _first_words(heads)),
        text=text,
        language=detect(text[:20_000]),
        pages=max(line.page for line in lines),
        marks=marks,
    )


def _first_words(heads: list[Line]) -> str:
    """A title for a text that names none: its first heading, else its first sentence with a word in it."""
    for head in heads:
        if head.kind == "heading":
            return head.text
    texts = [head.text for head in heads if sum(letter.isalpha() for letter in head.text) > 8] or [heads[0].text]
    start, end = sentences(texts[0])[0]
    return texts[0][start:end]


def shorten(title: str) -> str:
    """A title of at most TITLE_LENGTH code points, cut between words.

    >>> len(shorten("сөз " * 100)) <= TITLE_LENGTH
    True
    """
    if len(title) <= TITLE_LENGTH:
        return title
    return title[: TITLE_LENGTH - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
