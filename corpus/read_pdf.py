"""PDF by pypdf (pure Python: hostile files ended in a clean limit, never in a hang). No text layer, no text: no guess."""

import logging
from pathlib import Path

from corpus.document import Line
from corpus.errors import UserError

NO_TITLE = ("untitled", "без имени", "без названия", "атаусыз")  # what programs write where nobody has given a title


def read_pdf(path: Path) -> tuple[str, list[Line]]:
    """Title (from the metadata) and lines with their page, counted from 1 in each page."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UserError("it is locked with a password; save a copy without one")
        lines = [
            Line(line, number, page)
            for page, sheet in enumerate(reader.pages, start=1)
            for number, line in enumerate(sheet.extract_text().split("\n"), start=1)
        ]
        title = str((reader.metadata.title if reader.metadata else None) or "").strip()
        title = "" if title.lower() in NO_TITLE else title
    except (DependencyError, NotImplementedError) as error:
        # Locks of the newer kind (AES), also those without a password, need a library that Dayek does without; pypdf has not
        # learned to open some others at all.
        raise UserError("it is locked in a way that cannot be opened here; print it into a new PDF") from error
    except (PyPdfError, RecursionError, ValueError, KeyError, TypeError, AttributeError, MemoryError, AssertionError) as error:
        # pypdf raises these on damaged files too; each of them means «this file cannot be read», never a fault of ours.
        # An assertion fails where a page's content has an object in a place that wants a number or a name.
        raise UserError(f"it is a damaged PDF ({type(error).__name__}); open it and save it again") from error
    if not any(line.text.strip() for line in lines):
        raise UserError("it has pages but no text (a scan?); run text recognition on it first")
    return title, lines
