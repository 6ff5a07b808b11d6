"""The only door to bm25s: the keyword leg (BM25 over the terms of `analyse.py`)."""

import json
import math
import os
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Term saturation and length normalisation; .9 and .4 lost a point of nDCG on the KazQAD development questions.
K1, B = 1.2, 0.75


class Lexical:
    """BM25 (Lucene's variant; Kamphuis et al. 2020) over tokenized passages; a score for every passage."""

    def __init__(self, passages: Iterable[Sequence[str]]) -> None:
        """Passages may come one after another: of each only the numbers of its terms are kept."""
        import bm25s

        numbered = Numbered()
        found = [numbered.add(terms or [""]) for terms in passages]
        self._ranker: Any = bm25s.BM25(method="lucene", k1=K1, b=B, csc_backend="scipy")
        self._ranker.index((found, numbered.vocabulary), show_progress=False)
        self._size = len(found)

    def scores(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """BM25 score of each passage, 0 where no term meets."""
        known = [term for term in terms if term in self._ranker.vocab_dict]
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._ranker.get_scores(known), dtype=np.float32)

    def counts(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many passages each term stands."""
        starts, vocabulary = self._ranker.scores["indptr"], self._ranker.vocab_dict
        numbers = {term: vocabulary.get(term) for term in terms}
        return {term: 0 if at is None else int(starts[at + 1] - starts[at]) for term, at in numbers.items()}

    def idf(self, terms: Iterable[str]) -> dict[str, float]:
        """Rarity of each term among the passages (Robertson and Sparck Jones 1976, with 1 added as Lucene does).

        A term that stands nowhere is the rarest of all.
        """
        size = self._size
        return {term: math.log(1 + (size - count + 0.5) / (count + 0.5)) for term, count in self.counts(terms).items()}

    def save(self, folder: Path) -> None:
        self._ranker.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path, *, mapped: bool = False) -> "Lexical":
        """Open what `save` wrote; `mapped`, only the terms that questions have are read into memory."""
        import bm25s

        opened = cls.__new__(cls)
        # Windows can delete no file that is mapped, and old generations must go.
        ranker: Any = bm25s.BM25.load(folder, load_vocab=True, mmap=mapped and os.name == "posix")
        # As plain arrays: slices of mapped ones are slow to make, and a question makes a hundred.
        ranker.scores |= {name: np.asarray(ranker.scores[name]) for name in ("data", "indices", "indptr")}
        opened._ranker = ranker
        opened._size = int(json.loads((folder / "params.index.json").read_text("utf-8"))["num_docs"])
        return opened


class Numbered:
    """Terms numbered as they come."""

    def __init__(self) -> None:
        self.vocabulary: dict[str, int] = {}

    def add(self, terms: Sequence[str]) -> "array[int]":
        """The numbers of terms."""
        known = self.vocabulary
        return array("i", [known.setdefault(term, len(known)) for term in terms])
