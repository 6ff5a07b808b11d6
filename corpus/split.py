"""Document -> Passages: langchain-text-splitters proposes the cuts at sentence ends, the offsets are ours."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from corpus.document import Document, Passage
from corpus.language import detect

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

SIZE = 800  # code points: the most that a passage holds

# From the strongest place to cut to the weakest: paragraph, line, sentence end (also before a closing quote or bracket),
# clause, word, letter.
_CAPITAL = '[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ«"“(\\[0-9–—-]'
SEPARATORS = [
    r"\n\n",
    r"\n",
    rf"(?<=[а-яёәғқңөұүһіa-z\d»\")\]][.!?…]) (?={_CAPITAL})",
    rf"(?<=[.!?…][»\")\]]) (?={_CAPITAL})",
    r"(?<=[;:]) ",
    r"(?<=,) ",
    " ",
    "",
]


@cache
def _splitter(size: int) -> "RecursiveCharacterTextSplitter":
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(
        SEPARATORS,
        is_separator_regex=True,
        keep_separator="end",
        strip_whitespace=False,
        chunk_size=size,
        chunk_overlap=0,
    )


def _pieces(text: str, size: int) -> Iterator[tuple[int, int]]:
    """Cuts of a text: spans that follow one another without a gap."""
    start = 0
    for piece in _splitter(size).split_text(text):
        # The library's own start index can be wrong or -1; with nothing stripped, the pieces simply add up.
        if not text.startswith(piece, start):
            raise AssertionError(f"the splitter changed the text at offset {start}")
        yield start, start + len(piece)
        start += len(piece)
    if start != len(text):
        raise AssertionError(f"the splitter lost text from offset {start} on")


def split(document: Document, *, size: int = SIZE) -> list[Passage]:
    """Passages of at most `size` code points, in order, each an exact slice without white space at its ends."""
    passages = []
    for start, end in _pieces(document.text, size):
        piece = document.text[start:end]
        first, last = start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
        if first >= last:
            continue
        mark = document.place(first)
        text = document.text[first:last]
        passages.append(Passage(document.id, document.title, first, last, text, mark.page, mark.line, detect(text)))
    return passages
