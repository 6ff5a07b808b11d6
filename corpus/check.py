"""The health of every file of a folder: also of those that cannot be read."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path

from corpus.errors import UserError
from corpus.health import health, name_copies, unreadable
from corpus.load import READERS, find, read
from corpus.measure import visible
from corpus.verdict import Health

VERDICTS = ("green", "amber", "red")


def verdicts(folder: Path, *, progress: Callable[[Iterable[str]], Iterable[str]] = iter) -> dict[str, Health]:
    """The report of every file below a folder, or of one single file, by id. Raises UserError where there is none."""
    files = find(folder)
    reports = name_copies(examine(files[name], name) for name in progress(files))
    return {report.id: report for report in reports}


def examine(path: Path, name: str) -> Health:
    """The report of one file."""
    try:
        document = read(path, name)
        _, lines = READERS[path.suffix.lower()](path)
        return health(path, lines, document)
    except UserError as error:
        return unreadable(path, name, str(error))
    except OSError as error:
        return unreadable(path, name, f"it cannot be opened ({error.strerror}); check the file and its permissions")


def counts(reports: Iterable[Health]) -> dict[str, int]:
    """How many documents are green, amber and red."""
    found = [report.verdict for report in reports]
    return {verdict: found.count(verdict) for verdict in VERDICTS}


def as_data(reports: Iterable[Health]) -> dict[str, object]:
    """The reports as plain data for JSON."""
    listed = list(reports)
    rows = [{**asdict(report), "verdict": report.verdict, "advice": report.advice} for report in listed]
    return {"verdicts": counts(listed), "documents": rows}


HEADS = ("verdict", "document", "format", "encoding", "pages", "letters", "unknown", "repaired", "joined")
LEFT = 4  # columns of words; those of numbers stand right
COLOURS = {"green": 32, "amber": 33, "red": 31}  # of a terminal


def table(reports: Iterable[Health], *, colours: bool = False) -> list[str]:
    """A line for each document under a line of heads.

    >>> table([Health("ара.txt", "txt", "utf-8", letters=0.9, repairs={"legacy": 3}), Health("х.pdf", "pdf", reason="!")])[1:]
    ['● green  ара.txt   txt     utf-8         –    90.0%     0.0%         3       0', '● red    х.pdf     pdf     –']
    """
    rows = [HEADS, *map(_row, reports)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = (cell.ljust(width) if at < LEFT else cell.rjust(width) for at, (cell, width) in enumerate(zip(row, widths)))
        line = "  ".join(cells).rstrip()
        colour = COLOURS.get(row[0].removeprefix("● "), 0) if colours else 0
        lines.append(line.replace("●", f"\033[{colour}m●\033[0m", 1) if colour else line)
    return lines


def _row(report: Health) -> tuple[str, ...]:
    named = (f"● {report.verdict}", *(visible(told) or "–" for told in (report.id, report.format, report.encoding)))
    if report.reason:
        return *named, "", "", "", "", ""
    pages = f"{report.pages - report.blank_pages}/{report.pages}" if report.blank_pages else str(report.pages or "–")
    repaired = str(sum(report.repairs.values()))
    return *named, pages, f"{report.letters:.1%}", f"{report.unknown:.1%}", repaired, str(report.joined)


def todo(reports: Iterable[Health]) -> list[str]:
    """What to do for each amber or red document, the red ones first."""
    told = [report for report in reports if report.advice]
    told.sort(key=lambda report: (-VERDICTS.index(report.verdict), report.id))
    return [f"{report.verdict}: {visible(report.id)}: {visible(report.advice)}." for report in told]
