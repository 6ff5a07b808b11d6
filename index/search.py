"""A question to hits: two legs, each scoring every candidate, fused into one ranking."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import Document, Passage
from index.analyse import beginnings, terms
from index.build import assemble, settings
from index.candidates import NOBODY, Candidates, Scaled, best, scaled
from index.closely import Asking, Close, asking, look, shares, told, worths
from index.correct import Speller
from index.embed import Embedder, unit
from index.fuse import fuse
from index.hit import Hit, Span
from index.keep import Keep, Kinds
from index.kind import kind_of, says_something
from index.lexical import Lexical
from index.manifest import FORMAT, Manifest, compare, hash_bytes
from index.meet import SAYING, TEXTS, TOPIC, Meeting, Met, met, word_beginning, words_of
from index.place import apart, place
from index.proof import Proof
from index.question import Reading, read
from index.records import read_documents, read_passages
from index.rerank import BEHIND, Signals
from index.rerank import DEPTH as CLOSELY
from index.store import open_generation
from index.vectors import FLAT, VectorIndex, layout
from index.vectors import load as load_vectors
from index.weights import load_weights

DEPTH = 200  # candidates taken from each leg; both legs then score all of them
ALIKE = 0.4  # cosine from which a word of a hit may be what a word of the question means
ASIDE = 0.15  # a span whose cosine is so much below its passage's best may not tell what the question wants


@dataclass(frozen=True, slots=True)
class Seen:
    """A candidate that has been looked at closely, and what each of its units has of the question."""

    at: int  # among the candidates
    number: int  # of its passage
    score: float
    signals: Signals
    close: Close
    cosines: list[float]
    met: list[float]
    tells: list[float]


class Index:
    """An opened generation: documents, passages, and both legs."""

    def __init__(
        self,
        documents: Iterable[Document],
        passages: Iterable[Passage],
        speller: Speller,
        units: NDArray[np.int64],
        vectors: VectorIndex,
        lexical: Lexical,
        model: Embedder,
        manifest: Manifest,
    ) -> None:
        self.documents = {document.id: document for document in documents}
        self.passages = tuple(passages)
        self.manifest = manifest
        self._speller = speller
        self._units = units
        self._first = np.searchsorted(units[:, 0], np.arange(len(self.passages) + 1))
        self._vectors = vectors
        self._lexical = lexical
        self._model = model
        self._weights = load_weights()
        self._languages, self._language = np.unique([passage.language for passage in self.passages], return_inverse=True)
        self._by_id = np.argsort(np.array(sorted(range(len(self.passages)), key=lambda number: self.passages[number].id)))
        self._meeting = Meeting(model)
        self._close: dict[int, Close] = {}
        self._kinds = Kinds(self.passages)
        self._proof = Proof(self.documents, manifest.documents)

    @classmethod
    def open(cls, folder: Path, model: Embedder) -> "Index":
        """Open the live generation of a folder, verified first. Raises MissingIndex, DamagedIndex or StaleIndex."""
        generation, manifest = open_generation(folder)
        compare(manifest, settings(model, manifest.vectors))
        units: NDArray[np.int64] = np.load(generation / "units.npy", allow_pickle=False)
        vectors = load_vectors(generation, manifest.vectors)
        return cls(
            read_documents(generation / "documents.jsonl"),
            read_passages(generation / "passages.jsonl"),
            Speller((generation / "words.txt").read_text("utf-8").split("\n")),
            units,
            vectors,
            Lexical.load(generation / "lexical", mapped=layout(manifest.vectors) != FLAT),
            model,
            manifest,
        )

    @classmethod
    def of(cls, documents: Sequence[Document], model: Embedder) -> "Index":
        """An index in memory, of documents that are in no folder; at least one of them has text."""
        parts = assemble(documents, model)
        hashes = {document.id: hash_bytes(document.text.encode()) for document in documents}
        made = Manifest(
            format=FORMAT, built="", dim=model.dim, sources={}, documents=hashes, problems={}, passages=len(parts.passages),
            vectors=len(parts.vectors), files={}, **settings(model, len(parts.vectors)),
        )  # fmt: skip
        return cls(documents, parts.passages, Speller(parts.vocabulary), parts.units, parts.vectors, parts.lexical, model, made)

    def read(self, question: str, topic: str = "") -> Reading:
        """A question as it is searched for: cleaned, its spelling and its slips read by the words of these documents.

        `topic` is the question that a follow-up leans on.
        """
        return replace(self._speller.mend(read(question)), topic=self._speller.mend(read(topic)).text if topic else "")

    def search(self, reading: Reading, *, k: int, keep: Keep | None = None) -> list[Hit]:
        """The k best passages for a question, best first; ties go to the lower passage id. Only those that `keep` lets in."""
        question = self._embed(reading)
        found = self._candidates(reading, question, keep)
        if not len(found.numbers):
            return []
        shares = self._weights.shares(reading.language, self._languages)[self._language[found.numbers]]
        fused = fuse(found.dense, found.lexical, shares)
        order = np.lexsort((self._by_id[found.numbers], -fused)).tolist()
        asked, both = self._asking(reading), scaled(found)
        near = [self._weigh(found, at, question, asked, both) for at in order[:CLOSELY]]
        near.sort(key=lambda seen: (-seen.score, self.passages[seen.number].id))
        # The rest stand behind, in their order, and nobody looks what they tell.
        floor, unasked = near[-1].score - 1, replace(asked, kind="")
        far = [
            replace(self._weigh(found, at, question, unasked, both), score=floor - 1 + float(fused[at]))
            for at in order[CLOSELY:k]
        ]
        near = apart(near, lambda seen: place(self.passages[seen.number]))
        return [self._hit(seen, found, asked, both) for seen in (*near, *far)[:k]]

    def _embed(self, reading: Reading) -> NDArray[np.float32]:
        """The question's vector, with some of its topic's."""
        own = self._model.embed_questions([reading.text, reading.topic] if reading.topic else [reading.text])
        both: NDArray[np.float32] = unit((own[0] + TOPIC * own[-1])[None])[0]
        return both

    def _candidates(self, reading: Reading, question: NDArray[np.float32], keep: Keep | None) -> Candidates:
        """The passages that either leg finds, with the scores of both legs."""
        lexical = self._lexical.scores(terms(f"{reading.topic} {reading.text}", reading.language))
        among = None
        if keep is not None:
            kept = self._kinds.kept(keep)
            among = np.flatnonzero(kept[self._units[:, 0]])
            if not len(among):
                return NOBODY
            lexical = np.where(kept, lexical, np.float32(0))
        _, found = self._vectors.search(question[None], DEPTH, among=among)
        numbers = np.union1d(self._units[found[0], 0], best(lexical, DEPTH))
        counts = self._first[numbers + 1] - self._first[numbers]
        begins = np.cumsum(counts) - counts
        rows = np.arange(counts.sum()) - np.repeat(begins - self._first[numbers], counts)
        dense = np.maximum.reduceat(self._vectors.cosines(question, rows), begins)
        return Candidates(numbers, dense, lexical[numbers])

    def _asking(self, reading: Reading) -> Asking:
        rarity = {word: TOPIC * weight for word, weight in self._lexical.idf(set(beginnings(reading.topic))).items()}
        rarity |= self._lexical.idf(set(beginnings(reading.text)))
        words = self._meeting.ask(reading.text, reading.topic)
        return asking(reading.text, reading.language, words, kind_of(reading.text), rarity)

    def _weigh(self, found: Candidates, at: int, question: NDArray[np.float32], asked: Asking, both: Scaled) -> Seen:
        """A candidate looked at closely."""
        number = int(found.numbers[at])
        passage, close = self.passages[number], self._look(number)
        cosines = self._vectors.cosines(question, np.arange(self._first[number], self._first[number + 1])).tolist()
        met = worths(close, asked.words, self._meeting.cosines(asked.words, close.said))
        tells = told(close, asked.kind, asked.text, self._meeting.nearness)
        good = max(cosines) - ASIDE
        signals = Signals(
            both.dense[at],
            both.lexical[at],
            cosine=float(found.dense[at]),
            met=max(met),
            tells=max((told for told, cosine in zip(tells, cosines, strict=True) if cosine >= good), default=0.0),
        )
        group = "same" if passage.language in (asked.language, "mixed") else "cross"
        score = signals.weighed(self._weights.rank[group]) - BEHIND.get(passage.section, 0.0)
        return Seen(at, number, score, signals, close, cosines, met, tells)

    def _hit(self, seen: Seen, found: Candidates, asked: Asking, both: Scaled) -> Hit:
        starts, ends = zip(*seen.close.places, strict=True)
        spans = tuple(map(Span, starts, ends, seen.cosines, shares(seen.close, asked), seen.met, seen.tells))
        lexical = float(found.lexical[seen.at])
        ranks = (both.dense_ranks[seen.at], both.lexical_ranks[seen.at] if lexical else 0)
        return Hit(self.passages[seen.number], seen.score, seen.signals.cosine, lexical, spans, seen.signals, ranks)

    def _look(self, number: int) -> Close:
        """A passage's words and units, remembered."""
        known = self._close.get(number)
        if known is None:
            if len(self._close) >= TEXTS:
                self._close.clear()
            known = look(self.passages[number].text, self._units[self._first[number] : self._first[number + 1], 1:])
            self._close[number] = known
        return known

    def alike(self, text: str, others: Sequence[str]) -> list[float]:
        """Cosines of a text with others."""
        vectors = self._model.embed_passages([text, *others])
        found: list[float] = (vectors[1:] @ vectors[0]).tolist()
        return found

    def nearest(self, reading: Reading, *, k: int) -> list[int]:
        """Numbers of the units nearest to a question by their vectors alone: for those who measure the vectors."""
        return [int(number) for number in self._vectors.search(self._embed(reading)[None], k)[1][0]]

    def over(self, vectors: VectorIndex) -> "Index":
        """The same index over the same vectors kept otherwise: to hold one layout against another."""
        other = copy(self)
        other._vectors = vectors
        return other

    def reweigh(self) -> None:
        """Read the weights anew: they have just been fitted."""
        self._weights = load_weights()

    def met(self, reading: Reading, passage: Passage, start: int, end: int) -> list[Met]:
        """Which words of a question a span of a passage's text meets."""
        asked, said = self._meeting.ask(reading.text, reading.topic), words_of(passage.text)
        return met(asked, said, self._meeting.cosines(asked, said), start, end)

    def missing(self, reading: Reading, hits: Iterable[Hit]) -> list[tuple[str, float]]:
        """Telling words of a question that the documents seem to lack, and the share of its weight that each has.

        The beginning of such a word stands in no passage, and no word of the hits is near to it in meaning.
        """
        asked = self._meeting.ask(reading.text)
        nearest = np.full(len(asked.words), -1.0)
        for hit in hits:
            cosines = self._meeting.cosines(asked, words_of(hit.passage.text))
            nearest = np.maximum(nearest, cosines.max(axis=1, initial=-1.0))
        rare = self._lexical.counts(word_beginning(word.lower()) for word in asked.words)
        return [
            (word, float(weight))
            for word, weight, near in zip(asked.words, asked.weights, nearest, strict=True)
            if weight >= SAYING / len(asked.words)
            and near < ALIKE
            and not rare[word_beginning(word.lower())]
            and says_something(word)
        ]

    def proves(self, passage: Passage) -> bool:
        """Whether a passage is still an exact slice of its stored document, and the document what the manifest says."""
        return self._proof.holds(passage)
