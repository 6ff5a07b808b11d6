"""A question set as a spreadsheet saves it: CSV, each row in the shape of our JSONL."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus import UserError
from corpus.language import detect

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
        raise UserError(f"Line {line} of {path.name} is not UTF-8: save the sheet as «CSV UTF-8».") from error
    head = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    columns: list[str] = []
    while True:
        try:
            cells = next(rows, None)
        except csv.Error as error:
            raise UserError(f"Line {rows.line_num} of {path.name} is no CSV ({error}): mend its quotation marks.") from error
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
            raise UserError(f"Line 1 of {name}: column «{column}» is unknown: delete it, or name it {', '.join(COLUMNS)}.")
        if column and columns.count(column) > 1:
            raise UserError(f"Line 1 of {name}: column «{column}» stands twice: delete one.")
    for column in NEEDED:
        if column not in columns:
            raise UserError(f"Line 1 of {name}: column «{column}» is missing: add it; the first line names the columns.")
    return columns


def _pair(columns: list[str], cells: list[str], line: int, name: str) -> Iterator[tuple[str, str]]:
    """Columns with the cells of a line; cells that a short line leaves out are empty."""
    if len(cells) > len(columns):
        raise UserError(f"Line {line} of {name}: column {len(columns) + 1} has no name: quote a cell that holds a separator.")
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
        raise UserError(f"Line {line} of {name}: column «question» is empty: write the question, or delete the line.")
    if row["document"] and not row["evidence"]:
        raise UserError(f"Line {line} of {name}: column «evidence» is empty: copy the words of the document that answer.")
    if row["evidence"] and not row["document"]:
        raise UserError(f"Line {line} of {name}: column «document» is empty: name the file in which the evidence stands.")
    if row["language"] not in LANGUAGES:
        raise UserError(f"Line {line} of {name}: column «language» is «{row['language']}»: write kk, ru or en, or nothing.")
    if cells.get("near", "").lower() not in YES + NO:
        raise UserError(f"Line {line} of {name}: column «near» is «{cells['near']}»: write yes or no.")
    return row


def _filled(cells: dict[str, str]) -> dict[str, str]:
    return {column: cell for column, cell in cells.items() if cell}
