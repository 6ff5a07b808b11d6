"""Document -> Passages: langchain-text-splitters proposes the cuts at sentence ends, the offsets are ours."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from corpus.document import Document, Passage, Section
from corpus.language import of_passage
from corpus.sentences import sentences

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

SIZE = 800  # code points: the most that a passage holds
SMALL = 400  # code points: sections that together hold no more may share a passage

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
    if len(text) <= size:
        yield 0, len(text)
        return
    start = 0
    for piece in _splitter(size).split_text(text):
        # The library's own start index can be wrong or -1; with nothing stripped, the pieces simply add up.
        if not text.startswith(piece, start):
            raise AssertionError(f"the splitter changed the text at offset {start}")
        yield start, start + len(piece)
        start += len(piece)
    if start != len(text):
        raise AssertionError(f"the splitter lost text from offset {start} on")


def _with_lead_ins(text: str, size: int) -> Iterator[tuple[int, int]]:
    """Cuts as of `_pieces`, but what leads in to a list («three laws were passed:») stays with what it leads in to."""
    held = 0  # where the lead-in begins that the piece before has left
    for start, end in _pieces(text, size):
        begin, again = (held, _pieces(text[held:end], size)) if held < start else (start, iter([(0, end - start)]))
        cuts = [(begin + one, begin + other) for one, other in again]
        yield from cuts[:-1]
        last, held = cuts[-1][0], end
        if end < len(text):
            held = last + _lead_in(text[last:end], size)
        if last < held:
            yield last, held
    if held < len(text):
        yield held, len(text)


def _lead_in(piece: str, size: int) -> int:
    r"""Where the sentence begins that ends a piece with a colon; its end where there is none, or nothing before it.

    >>> _lead_in("Бір. Үш заң бар:\n\n", 800), _lead_in("Үш заң бар:", 800), _lead_in("Бір. Екі.", 800)
    (5, 11, 9)
    """
    if not piece.rstrip().endswith(":"):
        return len(piece)
    line = piece.rstrip().rfind("\n") + 1
    *_, (began, _) = sentences(piece[line:].rstrip())
    start = line + began
    return start if start and len(piece) - start <= size // 2 else len(piece)


def spans(document: Document, size: int) -> Iterator[tuple[int, int, Section]]:
    """Stretches of a document that are split on their own: sections, small ones of a kind together. None is empty."""
    sections = document.sections or (Section(0, "text", ""),)
    ends = [*(section.start for section in sections[1:]), len(document.text)]
    start, of = 0, sections[0]
    for section, end, after in zip(sections, ends, [*sections[1:], None], strict=True):
        together = after is not None and after.kind == of.kind and of.kind == section.kind
        room = after is not None and end - start < min(SMALL, size) // 2
        if not (together and room):
            yield start, end, of
            start, of = end, after or section


def split(document: Document, *, size: int = SIZE) -> list[Passage]:
    """Passages of at most `size` code points, in order, each an exact slice without white space at its ends."""
    passages = []
    for begin, stop, section in spans(document, size):
        for start, end in _with_lead_ins(document.text[begin:stop], size):
            piece = document.text[begin + start : begin + end]
            first = begin + end - len(piece.lstrip())
            text = piece.strip()
            if not text:
                continue
            mark = document.place(first)
            passages.append(
                Passage(
                    document_id=document.id,
                    title=document.title,
                    start=first,
                    end=first + len(text),
                    text=text,
                    page=mark.page,
                    line=mark.line,
                    language=of_passage(text),
                    section=section.kind,
                    heading=section.heading,
                )
            )
    return passages
