"""What we know: files become Documents (read, repaired), Documents become Passages (exact slices)."""

from corpus.document import Document, Passage
from corpus.errors import UserError
from corpus.load import Problem, load
from corpus.split import split

__all__ = ["Document", "Passage", "Problem", "UserError", "load", "split"]
