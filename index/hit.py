"""What a search finds: a passage with its scores, and its spans with theirs."""

from dataclasses import dataclass

from corpus import Passage
from index.rerank import Signals


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence, or two neighbouring ones, of a hit's passage; offsets are in the passage's text."""

    start: int
    end: int
    dense: float  # cosine with the question
    covered: float  # share of the question's words that it has, each word weighed by its rarity (idf)
    met: float = 0.0  # how well it meets the question's words in meaning
    tells: float = 0.0  # whether it holds what the question wants to be told


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its scores; hits are sorted by `score`, and higher is better everywhere but in ranks."""

    passage: Passage
    score: float  # the weighted sum of its signals: it orders, and is no probability
    dense: float  # cosine of the question with the passage's best span
    lexical: float  # BM25
    spans: tuple[Span, ...]
    signals: Signals
    ranks: tuple[int, int]  # from 1 among the candidates: by cosine, by keywords (0 where no keyword meets)
