"""The nouns of an answer. Every `[n]` in the text has a citation n, and the reverse."""

from dataclasses import dataclass

from corpus import Passage
from index import Hit
from qa.refusal import Evidence


@dataclass(frozen=True, slots=True)
class Why:
    """Why a passage was chosen: its rank (from 1) by meaning and by keywords, and which words of the question it has.

    A rank of 0 by keywords: no word meets. `words` pairs a word of the question, as typed, with the word met, as it stands.
    """

    meaning: int = 0
    keywords: int = 0
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited passage with its quoted span: `passage.text[start:end] == quote`. `score` orders citations, no percentage."""

    number: int
    passage: Passage
    start: int
    end: int
    quote: str
    score: float
    marks: tuple[tuple[int, int], ...] = ()  # words that meet the question's, as start and end in the passage's text
    why: Why = Why()


@dataclass(frozen=True, slots=True)
class Phrased:
    """What a language model made of the cited passages: sentences that passed every check, or the problem that left none.

    `faults` has one of `qa.proofread.FAULTS` for each sentence that was dropped. `problem` is late, unreachable, refused (then
    `status` is what the server answered), large, nonsense, or nothing: no sentence passed.
    """

    model: str
    text: str = ""
    faults: tuple[str, ...] = ()
    problem: str = ""
    status: int = 0

    @property
    def dropped(self) -> int:
        return len(self.faults)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for a question. Not found is an ordinary answer: no citations, and the nearest passages as related."""

    question: str
    language: str
    text: str
    confidence: float  # 0 to 1: how likely it is that the citations answer the question
    citations: tuple[Citation, ...]
    related: tuple[Citation, ...]
    hits: tuple[Hit, ...]  # everything that was ranked, best first: what retrieval is measured on
    missing: tuple[str, ...] = ()  # words of the question that stand nowhere in the documents
    corrected: tuple[tuple[str, str], ...] = ()  # words that were read as slips: as typed, and as read
    evidence: Evidence | None = None  # what `confidence` rests on
    elapsed_ms: float = 0.0  # from the question to the composed answer; the engine, which began, fills it in
    phrased: Phrased | None = None  # beside the quotes, where a model was named; its `[n]` are those of the citations

    @property
    def found(self) -> bool:
        return bool(self.citations)
