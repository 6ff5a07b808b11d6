"""Plain text: every line of the file, as it is; form feeds, where there are any, part its pages."""

from pathlib import Path

from corpus.document import Line
from corpus.encoding import decode


def read_text(path: Path) -> tuple[str, list[Line]]:
    """Lines of a plain text; it has no title of its own."""
    text, _ = decode(path.read_bytes())
    if "\f" not in text:
        return "", [Line(line, number) for number, line in enumerate(text.split("\n"), start=1)]
    lines, page = list[Line](), 1
    for number, line in enumerate(text.split("\n"), start=1):
        page += line.count("\f")
        lines.append(Line(line.replace("\f", " "), number, page))
    return "", lines
