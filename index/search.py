"""A question to hits: two legs, each scoring every candidate, fused into one ranking."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import Document, Passage
from corpus.document import Mark, Section
from index.analyse import prefixes, terms
from index.build import settings
from index.embed import Embedder
from index.fuse import fuse
from index.lexical import Lexical
from index.manifest import Manifest, compare, hash_bytes
from index.question import Reading
from index.store import open_generation
from index.vectors import FaissVectors
from index.weights import load_weights

BEHIND = {"references": 0.5, "keywords": 0.7}  # sections that answer seldom: their passages rank below running text
DEPTH = 200  # candidates taken from each leg; both legs then score all of them


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence, or two neighbouring ones, of a hit's passage; offsets are in the passage's text."""

    start: int
    end: int
    dense: float  # cosine with the question
    covered: float  # share of the question's words that it has, each word weighed by its rarity (idf)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its scores. `score` is the fused one, by which hits are sorted; higher is better everywhere."""

    passage: Passage
    score: float
    dense: float  # cosine of the question with the passage's best span
    lexical: float  # BM25
    spans: tuple[Span, ...]


class Index:
    """An opened generation: documents, passages, and both legs."""

    def __init__(
        self,
        documents: Iterable[Document],
        passages: Iterable[Passage],
        units: NDArray[np.int64],
        vectors: FaissVectors,
        lexical: Lexical,
        model: Embedder,
        manifest: Manifest,
    ) -> None:
        self.documents = {document.id: document for document in documents}
        self.passages = tuple(passages)
        self.manifest = manifest
        self._units = units
        self._first = np.searchsorted(units[:, 0], np.arange(len(self.passages) + 1))
        self._vectors = vectors
        self._lexical = lexical
        self._model = model
        self._weights = load_weights()
        self._languages = np.array([passage.language for passage in self.passages])
        self._standing = np.array([BEHIND.get(passage.section, 1.0) for passage in self.passages], dtype=np.float32)

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
            units,
            vectors,
            Lexical.load(generation / "lexical"),
            model,
            manifest,
        )

    def search(self, reading: Reading, *, k: int) -> list[Hit]:
        """The k best passages for a question, best first; ties go to the lower passage id."""
        question = self._model.embed_questions([reading.text])
        lexical = self._lexical.scores(terms(reading.text))
        _, found = self._vectors.search(question, DEPTH)
        met = np.flatnonzero(lexical)
        candidates = np.union1d(self._units[found[0], 0], met[np.argsort(-lexical[met], kind="stable")[:DEPTH]])
        dense = np.array([self._cosines(int(number), question[0]).max() for number in candidates], dtype=np.float32)
        fused = fuse(dense, lexical[candidates], self._weights.shares(reading.language, self._languages[candidates]))
        fused = fused * self._standing[candidates]
        ranked = sorted(range(len(candidates)), key=lambda at: (-fused[at], self.passages[candidates[at]].id))
        weights = self._lexical.idf(set(prefixes(reading.text)))
        return [
            Hit(
                self.passages[candidates[at]],
                float(fused[at]),
                float(dense[at]),
                float(lexical[candidates[at]]),
                self._spans(int(candidates[at]), question[0], weights),
            )
            for at in ranked[:k]
        ]

    def reweigh(self) -> None:
        """Read the weights between the legs anew: they have just been fitted."""
        self._weights = load_weights()

    def shares(self, question: str, passages: Iterable[str]) -> list[float]:
        """The keyword leg's weight for a question of one language on passages of these languages."""
        return [float(share) for share in self._weights.shares(question, passages)]

    def _cosines(self, number: int, question: NDArray[np.float32]) -> NDArray[np.float32]:
        """Cosine of each span of a passage."""
        return self._vectors.rows(int(self._first[number]), int(self._first[number + 1])) @ question

    def _spans(self, number: int, question: NDArray[np.float32], weights: Mapping[str, float]) -> tuple[Span, ...]:
        """Every span of a passage with its cosine and its share of the question's words."""
        text = self.passages[number].text
        total = sum(weights.values()) or 1.0
        found = []
        places = self._units[self._first[number] : self._first[number + 1], 1:].tolist()
        for (start, end), cosine in zip(places, self._cosines(number, question), strict=True):
            met = set(prefixes(text[start:end]))
            covered = sum(weight for prefix, weight in weights.items() if prefix in met) / total
            found.append(Span(start, end, float(cosine), covered))
        return tuple(found)

    def proves(self, passage: Passage) -> bool:
        """Whether a passage is still an exact slice of its stored document, and the document what the manifest says."""
        document = self.documents.get(passage.document_id)
        return (
            document is not None
            and document.text[passage.start : passage.end] == passage.text
            and hash_bytes(document.text.encode()) == self.manifest.documents[document.id]
        )


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
