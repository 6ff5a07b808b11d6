"""Plain text: every line of the file, as it is."""

from pathlib import Path

from corpus.document import Line
from corpus.encoding import decode


def read_text(path: Path) -> tuple[str, list[Line]]:
    """Lines of a plain text; it has no title of its own."""
    text, _ = decode(path.read_bytes())
    return "", [Line(line, number) for number, line in enumerate(text.split("\n"), start=1)]
