"""How fast texts are repaired and split, and whether memory stays flat: over our own documents, wrapped as print is."""

import re
import sys
import tempfile
import textwrap
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.load import Problem, load, stream
from corpus.split import split

FILE = 5_000_000  # bytes of each file
WIDTHS = (62, 76, 90)  # columns at which the files are wrapped


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured; sizes in millions of bytes, memory as the process's peak resident set."""

    megabytes: float
    documents: int
    passages: int
    seconds: float
    memory_before: float
    memory_first: float  # after the first file
    memory_last: float  # after the last one

    @property
    def speed(self) -> float:
        """Millions of bytes a second."""
        return self.megabytes / self.seconds


def wrapped(text: str, width: int) -> str:
    r"""A text as a page has it: wrapped, long words parted by a hyphen now and then, a blank line between paragraphs.

    >>> wrapped("Қауіпсіздік мәселесі", 12)
    'Қауіп-\nсіздік\nмәселесі'
    """
    paragraphs = []
    for paragraph in text.split("\n"):
        parted = re.sub(r"\b([а-яәғқңөұүһі]{5})([а-яәғқңөұүһі]{6,})\b", "\\1\xad\\2", paragraph, flags=re.IGNORECASE)
        lines = textwrap.wrap(parted.replace("\xad", "\xad "), width) if len(paragraph) > width else [paragraph]
        paragraphs.append("\n".join(lines).replace("\xad\n", "-\n").replace("\xad ", ""))
    return "\n\n".join(paragraphs)


def fill(folder: Path, megabytes: float) -> int:
    """Write files of FILE bytes until there are so many megabytes; the bytes written."""
    texts = [document.text for document in load(Path(__file__).with_name("documents")).documents]
    written, number = 0, 0
    while written < megabytes * 1e6:
        page = "\n\n".join(wrapped(text, WIDTHS[number % len(WIDTHS)]) for text in texts) + f"\n\n{number}\n\n"
        data = page.encode()
        size = int(min(FILE, megabytes * 1e6 - written))
        (folder / f"{number:04}.txt").write_bytes((data * (size // len(data) + 1))[:size].rsplit(b"\n", 1)[0])
        written += size
        number += 1
    return sum(path.stat().st_size for path in folder.iterdir())


def peak() -> float:
    """Peak resident memory of this process in millions of bytes."""
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def passes(folder: Path) -> Iterator[tuple[int, float]]:
    """Passages of each file as they come, and the peak memory behind it."""
    for document in stream(folder):
        if not isinstance(document, Problem):
            yield len(split(document)), peak()


def measure(megabytes: float) -> Figures:
    """Make the files, read, repair and split them one after another, and measure the latter."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written = fill(folder, megabytes)
        split(load(Path(__file__).with_name("documents")).documents[0])  # the splitting library is loaded
        before, began = peak(), time.perf_counter()
        found = list(passes(folder))
        seconds = time.perf_counter() - began
    return Figures(written / 1e6, len(found), sum(count for count, _ in found), seconds, before, found[0][1], found[-1][1])
