"""A question to hits: two legs, each scoring every candidate, fused into one ranking."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import Document, Passage
from corpus.document import Mark, Section
from index.analyse import beginnings, terms
from index.build import assemble, settings
from index.correct import Speller
from index.embed import Embedder, unit
from index.fuse import fuse, scale
from index.kind import kind_of, says_something
from index.lexical import Lexical
from index.manifest import FORMAT, Manifest, compare, hash_bytes
from index.meet import SAYING, TOPIC, Asked, Meeting, Met, Words, met, word_beginning, words_of, worth
from index.question import Reading, read
from index.rerank import BEHIND, Signals
from index.rerank import DEPTH as CLOSELY
from index.store import open_generation
from index.tell import tells
from index.vectors import FaissVectors
from index.weights import load_weights

DEPTH = 200  # candidates taken from each leg; both legs then score all of them
REMEMBERED = 20_000  # passages whose words are kept
ALIKE = 0.4  # cosine from which a word of a hit may be what a word of the question means
ASIDE = 0.15  # a span whose cosine is so much below its passage's best may not tell what the question wants

Keep = Callable[[Passage], bool]


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


class Index:
    """An opened generation: documents, passages, and both legs."""

    def __init__(
        self,
        documents: Iterable[Document],
        passages: Iterable[Passage],
        speller: Speller,
        units: NDArray[np.int64],
        vectors: FaissVectors,
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
        self._vectors, self._rows = vectors, vectors.all()
        self._lexical = lexical
        self._model = model
        self._weights = load_weights()
        self._languages = np.array([passage.language for passage in self.passages])
        self._meeting = Meeting(model)
        self._words: dict[int, Words] = {}

    @classmethod
    def open(cls, folder: Path, model: Embedder) -> "Index":
        """Open the live generation of a folder, verified first. Raises MissingIndex, DamagedIndex or StaleIndex."""
        generation, manifest = open_generation(folder)
        compare(manifest, settings(model))
        units: NDArray[np.int64] = np.load(generation / "units.npy", allow_pickle=False)
        vectors = FaissVectors.load(generation / "vectors.faiss")
        return cls(
            _read_documents(generation / "documents.jsonl"),
            _read_passages(generation / "passages.jsonl"),
            Speller((generation / "words.txt").read_text("utf-8").split("\n")),
            units,
            vectors,
            Lexical.load(generation / "lexical"),
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
            vectors=len(parts.vectors), files={}, **settings(model),
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
        candidates, dense, lexical = self._candidates(reading, question, keep)
        if not len(candidates):
            return []
        shares = self._weights.shares(reading.language, self._languages[candidates])
        fused = fuse(dense, lexical, shares)
        order = sorted(range(len(candidates)), key=lambda at: (-fused[at], self.passages[candidates[at]].id))
        scaled = list(zip(scale(dense).tolist(), scale(lexical).tolist(), strict=True))
        ranks = list(zip(_ranks(dense), _ranks(lexical), strict=True))
        asked, kind = self._meeting.ask(reading.text, reading.topic), kind_of(reading.text)
        rarity = {word: TOPIC * weight for word, weight in self._lexical.idf(set(beginnings(reading.topic))).items()}
        rarity |= self._lexical.idf(set(beginnings(reading.text)))
        near, far = order[:CLOSELY], order[CLOSELY:k]
        hits = []
        for at in near:
            spans = self._spans(int(candidates[at]), question, reading.text, asked, kind, rarity)
            hits.append(
                self._hit(
                    int(candidates[at]), reading.language, float(dense[at]), float(lexical[at]), spans, scaled[at], ranks[at]
                )
            )
        hits.sort(key=lambda hit: (-hit.score, hit.passage.id))
        floor = hits[-1].score - 1
        for at in far:
            spans = self._spans(int(candidates[at]), question, reading.text, asked, "", rarity)
            hit = self._hit(
                int(candidates[at]), reading.language, float(dense[at]), float(lexical[at]), spans, scaled[at], ranks[at]
            )
            hits.append(replace(hit, score=floor - 1 + float(fused[at])))
        return hits[:k]

    def _embed(self, reading: Reading) -> NDArray[np.float32]:
        """The question's vector, with some of its topic's."""
        own, topic = self._model.embed_questions([reading.text, reading.topic or reading.text])
        both: NDArray[np.float32] = unit((own + TOPIC * topic)[None])[0]
        return both

    def _candidates(
        self, reading: Reading, question: NDArray[np.float32], keep: Keep | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]:
        """Numbers of the passages that either leg finds, with the scores of both legs."""
        lexical = self._lexical.scores(terms(f"{reading.topic} {reading.text}", reading.language))
        among = None
        if keep is not None:
            kept = np.array([keep(passage) for passage in self.passages], dtype=bool)
            among = np.flatnonzero(kept[self._units[:, 0]])
            if not len(among):
                nothing = np.zeros(0, dtype=np.float32)
                return np.zeros(0, dtype=np.int64), nothing, nothing
            lexical = np.where(kept, lexical, np.float32(0))
        _, found = self._vectors.search(question[None], DEPTH, among=among)
        met = np.flatnonzero(lexical)
        candidates = np.union1d(self._units[found[0], 0], met[np.argsort(-lexical[met], kind="stable")[:DEPTH]])
        dense = self._best(candidates, question)
        return candidates, dense, lexical[candidates]

    def _hit(
        self,
        number: int,
        language: str,
        dense: float,
        lexical: float,
        spans: tuple[Span, ...],
        scaled: tuple[float, float],
        ranks: tuple[int, int],
    ) -> Hit:
        passage = self.passages[number]
        best = max(span.dense for span in spans)
        signals = Signals(
            *scaled,
            cosine=dense,
            met=max(span.met for span in spans),
            tells=max((span.tells for span in spans if span.dense >= best - ASIDE), default=0.0),
        )
        group = "same" if passage.language in (language, "mixed") else "cross"
        score = signals.weighed(self._weights.rank[group]) - BEHIND.get(passage.section, 0.0)
        return Hit(passage, score, dense, lexical, spans, signals, (ranks[0], ranks[1] if lexical else 0))

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

    def _cosines(self, number: int, question: NDArray[np.float32]) -> NDArray[np.float32]:
        """Cosine of each span of a passage."""
        cosines: NDArray[np.float32] = self._rows[self._first[number] : self._first[number + 1]] @ question
        return cosines

    def _best(self, numbers: NDArray[np.int64], question: NDArray[np.float32]) -> NDArray[np.float32]:
        """The best cosine of each passage."""
        counts = self._first[numbers + 1] - self._first[numbers]
        begins = np.cumsum(counts) - counts
        rows = np.arange(counts.sum()) - np.repeat(begins - self._first[numbers], counts)
        best: NDArray[np.float32] = np.maximum.reduceat(self._rows[rows] @ question, begins)
        return best

    def _spans(
        self, number: int, question: NDArray[np.float32], text: str, asked: Asked, kind: str, rarity: Mapping[str, float]
    ) -> tuple[Span, ...]:
        """Every span of a passage with what it has of the question."""
        passage, said = self.passages[number].text, self._said(number)
        cosines = self._meeting.cosines(asked, said)
        total = sum(rarity.values()) or 1.0
        found = []
        places = self._units[self._first[number] : self._first[number + 1], 1:]
        bounds = np.searchsorted(said.starts, places)
        for (start, end), (first, last), cosine in zip(
            places.tolist(), bounds.tolist(), self._cosines(number, question).tolist(), strict=True
        ):
            has = rarity.keys() & set(said.beginnings[first:last])
            found.append(
                Span(
                    start,
                    end,
                    cosine,
                    sum(rarity[word] for word in has) / total,
                    worth(asked, cosines, first, last),
                    tells(kind, text, passage[start:end], self._meeting.nearness),
                )
            )
        return tuple(found)

    def _said(self, number: int) -> Words:
        """The words of a passage, remembered."""
        if number not in self._words:
            if len(self._words) > REMEMBERED:
                self._words.clear()
            self._words[number] = words_of(self.passages[number].text)
        return self._words[number]

    def proves(self, passage: Passage) -> bool:
        """Whether a passage is still an exact slice of its stored document, and the document what the manifest says."""
        document = self.documents.get(passage.document_id)
        return (
            document is not None
            and document.text[passage.start : passage.end] == passage.text
            and hash_bytes(document.text.encode()) == self.manifest.documents[document.id]
        )


def _ranks(scores: NDArray[np.float32]) -> list[int]:
    """The rank of each score from 1, the highest first.

    >>> _ranks(np.array([0.5, 2.0, 1.0], dtype=np.float32))
    [3, 1, 2]
    """
    ranks = np.empty(len(scores), dtype=np.int64)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return [int(rank) for rank in ranks]


def _read_documents(path: Path) -> list[Document]:
    rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    return [
        Document(
            **row
            | {
                "marks": tuple(Mark(*mark) for mark in row["marks"]),
                "sections": tuple(Section(*section) for section in row["sections"]),
                "copies": tuple(row["copies"]),
            }
        )
        for row in rows
    ]


def _read_passages(path: Path) -> list[Passage]:
    rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    return [Passage(**row | {"also": tuple(row["also"])}) for row in rows]
