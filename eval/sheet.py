"""A question set as a spreadsheet saves it: CSV, each row in the shape of our JSONL."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.language import detect
from eval.words import SaidError

NEEDED = ("question", "document", "evidence")
COLUMNS = ("id", "language", "kind", *NEEDED, "history", "answers", "near")
LANGUAGES = ("kk", "ru", "en")
LISTS = ("evidence", "history", "answers")  # several texts in one cell
BETWEEN = "|"  # stands between them
YES, NO = ("1", "true", "yes"), ("", "0", "false", "no")


def read_sheet(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows with the line on which each ends. Raises UserError naming the line and the column that are wrong.

    The text is UTF-8, with or without a byte order mark; commas, semicolons or tabs stand between the cells.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes().count(b"\n", 0, error.start) + 1
        told = "Line {line} of {name} is not UTF-8: save the sheet as «CSV UTF-8»."
        raise SaidError(told, line=line, name=path.name) from error
    head = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    columns: list[str] = []
    while True:
        try:
            cells = next(rows, None)
        except csv.Error as error:
            told = "Line {line} of {name} is no CSV ({why!s}): mend its quotation marks."
            raise SaidError(told, line=rows.line_num, name=path.name, why=error) from error
        if cells is None:
            return
        if not columns:
            columns = _columns(cells, path.name)
        elif any(cell.strip() for cell in cells):
            yield rows.line_num, _row(dict(_pair(columns, cells, rows.line_num, path.name)), rows.line_num, path.name)


def _columns(cells: list[str], name: str) -> list[str]:
    """The names of the columns, checked; an unnamed one is left out of the rows."""
    columns = [cell.strip().lower() for cell in cells]
    for column in columns:
        if column and column not in COLUMNS:
            told = "Line 1 of {name}: column «{column}» is unknown: delete it, or name it {names}."
            raise SaidError(told, name=name, column=column, names=", ".join(COLUMNS))
        if column and columns.count(column) > 1:
            raise SaidError("Line 1 of {name}: column «{column}» stands twice: delete one.", name=name, column=column)
    for column in NEEDED:
        if column not in columns:
            told = "Line 1 of {name}: column «{column}» is missing: add it; the first line names the columns."
            raise SaidError(told, name=name, column=column)
    return columns


def _pair(columns: list[str], cells: list[str], line: int, name: str) -> Iterator[tuple[str, str]]:
    """Columns with the cells of a line; cells that a short line leaves out are empty."""
    if len(cells) > len(columns):
        told = "Line {line} of {name}: column {column} has no name: quote a cell that holds a separator."
        raise SaidError(told, line=line, name=name, column=len(columns) + 1)
    for column, cell in zip(columns, cells + [""] * len(columns), strict=False):
        if column:
            yield column, cell.strip()


def _row(cells: dict[str, str], line: int, name: str) -> dict[str, Any]:
    """A row of the JSONL shape; what may be left out is filled in."""
    row: dict[str, Any] = {"id": f"line {line}", "language": detect(cells["question"]), **_filled(cells)}
    row |= {column: [part.strip() for part in cells.get(column, "").split(BETWEEN) if part.strip()] for column in LISTS}
    row["near"] = cells.get("near", "").lower() in YES
    row.setdefault("document", None)
    row.setdefault("kind", "fact" if row["document"] else "none")
    if not row.get("question"):
        told = "Line {line} of {name}: column «question» is empty: write the question, or delete the line."
        raise SaidError(told, line=line, name=name)
    if row["document"] and not row["evidence"]:
        told = "Line {line} of {name}: column «evidence» is empty: copy the words of the document that answer."
        raise SaidError(told, line=line, name=name)
    if row["evidence"] and not row["document"]:
        told = "Line {line} of {name}: column «document» is empty: name the file in which the evidence stands."
        raise SaidError(told, line=line, name=name)
    if row["language"] not in LANGUAGES:
        told = "Line {line} of {name}: column «language» is «{value}»: write kk, ru or en, or nothing."
        raise SaidError(told, line=line, name=name, value=row["language"])
    if cells.get("near", "").lower() not in YES + NO:
        told = "Line {line} of {name}: column «near» is «{value}»: write yes or no."
        raise SaidError(told, line=line, name=name, value=cells["near"])
    return row


def _filled(cells: dict[str, str]) -> dict[str, str]:
    return {column: cell for column, cell in cells.items() if cell}
