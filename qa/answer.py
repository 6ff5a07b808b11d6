"""The nouns of an answer. Every `[n]` in the text has a citation n, and the reverse."""

from dataclasses import dataclass

from corpus import Passage
from index import Hit


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited passage with its quoted span: `passage.text[start:end] == quote`. `score` orders citations, no percentage."""

    number: int
    passage: Passage
    start: int
    end: int
    quote: str
    score: float


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
    elapsed_ms: float = 0.0  # from the question to the composed answer; the engine, which began, fills it in

    @property
    def found(self) -> bool:
        return bool(self.citations)
