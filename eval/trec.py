"""A run in the TREC formats, for trec_eval and its kin: `run.txt` and `qrels.txt`."""

import re
from collections.abc import Iterator, Sequence

from eval.run import Row

TAG = "dayek"


def run_lines(rows: Sequence[Row]) -> Iterator[str]:
    """Question, Q0, passage, rank, score, tag. The score counts down: trec_eval sorts by it and would reorder equal ones."""
    for row in rows:
        for rank, passage in enumerate(row.ranking, start=1):
            yield f"{column(row.question.id)} Q0 {column(passage)} {rank} {len(row.ranking) - rank + 1} {TAG}"


def qrels_lines(rows: Sequence[Row]) -> Iterator[str]:
    """Question, 0, passage, 1, for the answerable questions.

    Where no passage holds the evidence, its document stands in: the question must count as not found, not be left out.
    """
    for row in rows:
        for passage in row.gold or sorted({place.document for place in row.question.gold}):
            yield f"{column(row.question.id)} 0 {column(passage)} 1"


def column(text: str) -> str:
    """An id as one column: white space and percent signs, which would break or blur it, are percent-encoded.

    >>> column("екі сөз 5%.txt:0-80")
    'екі%20сөз%205%25.txt:0-80'
    """
    return re.sub(r"[\s%]", lambda match: "".join(f"%{byte:02X}" for byte in match.group().encode()), text)
