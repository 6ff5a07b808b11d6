"""Documents and passages as a generation keeps them: lines of JSON."""

import json
from pathlib import Path

from corpus import Document, Passage
from corpus.document import Mark, Section


def read_documents(path: Path) -> list[Document]:
    """The documents of a generation, a line of JSON each."""
    rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    return [
        Document(
            **row
            | {
                "marks": tuple(Mark(*mark) for mark in row["marks"]),
                "sections": tuple(Section(*section) for section in row["sections"]),
                "copies": tuple(row["copies"]),
            }
        )
        for row in rows
    ]


def read_passages(path: Path) -> list[Passage]:
    """The passages of a generation, a line of JSON each."""
    rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    return [Passage(**row | {"also": tuple(row["also"])}) for row in rows]
