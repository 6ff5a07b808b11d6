"""What a developer wants to see of one question: how it was read, what each leg found, and what the answer rests on."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import Passage
from index import Hit
from index.analyse import word_terms, words
from index.keep import Keep
from index.kind import kind_of
from index.question import read
from qa.engine import RANKED, Engine
from qa.follow import topic
from qa.prefer import own_first
from qa.question import check
from qa.refusal import Evidence, confidence, evidence, threshold


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question as it is searched for, and its keyword terms."""

    word: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A passage with its scores. Ranks count from 1 among all candidates of the search; 0: no keyword meets."""

    passage: Passage
    fused: float
    fused_rank: int
    dense: float  # cosine
    dense_rank: int
    lexical: float  # BM25
    lexical_rank: int
    met: float  # how well its best span meets the question's words in meaning
    tells: float  # whether it holds what the question wants: a count, a time, a person


@dataclass(frozen=True, slots=True)
class Bench:
    """One question, opened up. `evidence`, `confidence` and `threshold` are those by which it was answered or refused."""

    question: str
    language: str  # of the question alone
    searched: str  # what was searched for: a follow-up with its topic, Latin Kazakh in Cyrillic, slips mended
    searched_language: str
    corrected: tuple[tuple[str, str], ...]
    words: tuple[Word, ...]
    candidates: int
    rows: tuple[Row, ...]  # the best, by fused score
    evidence: Evidence
    confidence: float
    threshold: float
    search_ms: float

    @property
    def found(self) -> bool:
        """Whether the question has been answered, not refused."""
        return bool(self.rows) and self.confidence >= self.threshold


def bench(engine: Engine, question: str, history: Sequence[str] = (), *, k: int = RANKED, keep: Keep | None = None) -> Bench:
    """Search as `Engine.ask` does, and show it. Raises QuestionError."""
    asked = check(question)
    reading = engine.index.read(asked, topic(asked, history))
    began = time.perf_counter()
    hits = engine.index.search(reading, k=len(engine.index.passages), keep=keep)
    elapsed = (time.perf_counter() - began) * 1000
    language = read(asked).language
    proven = own_first([hit for hit in hits[:RANKED] if engine.index.proves(hit.passage)], language, engine.index.alike)
    absent = engine.index.missing(reading, hits[:RANKED])
    found = evidence(asked, language, proven, kind=kind_of(reading.text), missing=absent)
    return Bench(
        question=asked,
        language=language,
        searched=f"{reading.topic} {reading.text}".strip(),
        searched_language=reading.language,
        corrected=reading.corrected,
        words=tuple(Word(word, tuple(word_terms(word, reading.language))) for word in words(f"{reading.topic} {reading.text}")),
        candidates=len(hits),
        rows=tuple(map(_row, hits[:k], range(1, k + 1))),
        evidence=found,
        confidence=confidence(found),
        threshold=threshold(found),
        search_ms=elapsed,
    )


def _row(hit: Hit, rank: int) -> Row:
    dense, lexical = hit.ranks
    return Row(hit.passage, hit.score, rank, hit.dense, dense, hit.lexical, lexical, hit.signals.met, hit.signals.tells)
