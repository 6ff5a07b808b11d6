"""Which words of a passage meet those of a question, by meaning, in the same language or another.

A question word meets the word of a span that is nearest to it in meaning; a span is worth the mean of these, the words weighed
by how much the model finds that they say (late interaction, after Khattab and Zaharia 2020, arXiv 2004.12832, over a table of
word vectors). Without it, the other signals fitted anew, the half of our questions that is not fitted on has a mean reciprocal
rank of .81 instead of .88.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from index.analyse import beginning, words
from index.embed import Embedder, Vectors

WORD = re.compile(r"[^\W_]+")
REMEMBERED = 65_536  # word vectors: 134 MB where they have 512 numbers; beyond it all are forgotten
NEAR = 0.55  # cosine from which two words are said to meet, where a reader is told so
TOPIC = 0.6  # of the weight of a follow-up's own words: that of the question that it leans on
SAYING = 0.6  # of the mean weight of a question's words: a lighter word («of», «және») is not shown as met


@dataclass(frozen=True, slots=True)
class Met:
    """A word of a question and the place of the word that it meets in a passage's text."""

    asked: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a question: as typed, unit vectors of shape (words, dim), and weights that sum to 1."""

    words: tuple[str, ...]
    vectors: Vectors
    weights: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: where they begin and end, in small letters, and their beginnings by sound."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    lowered: tuple[str, ...]
    beginnings: tuple[str, ...]


def words_of(text: str) -> Words:
    """The words of a text, in order."""
    matches = list(WORD.finditer(text))
    lowered = tuple(match.group().lower() for match in matches)
    places = np.array([match.span() for match in matches], dtype=np.int64).reshape(-1, 2)
    return Words(places[:, 0], places[:, 1], lowered, tuple(map(word_beginning, lowered)))


@lru_cache(maxsize=200_000)
def word_beginning(word: str) -> str:
    """The beginning of a word by sound, the same for its forms and for a name in two scripts.

    >>> word_beginning("бірлестіктің") == word_beginning("бірлестік")
    True
    >>> word_beginning("ihsanoglu") == word_beginning("ихсаноғлы")
    True
    """
    return "".join(map(beginning, words(word)))


class Meeting:
    """Remembers the word vectors of a model. Safe for several threads."""

    def __init__(self, model: Embedder) -> None:
        self._model = model
        self._lock = Lock()
        self._last = (("", ""), Asked((), np.zeros((0, model.dim), dtype=np.float32), np.zeros(0, dtype=np.float32)))
        self._known: tuple[dict[str, int], Vectors] = ({}, np.zeros((1024, model.dim), dtype=np.float32))

    def ask(self, question: str, topic: str = "") -> Asked:
        """The words of a question and, weighing TOPIC of theirs, of its topic. The last is remembered: citations ask for it."""
        last, asked = self._last
        if last != (question, topic):
            own, leaned_on = WORD.findall(question), WORD.findall(topic)
            vectors, weights = self._model.embed_words([word.lower() for word in (*own, *leaned_on)])
            weights = weights * np.array([1.0] * len(own) + [TOPIC] * len(leaned_on), dtype=np.float32)
            asked = Asked((*own, *leaned_on), vectors, weights / max(float(weights.sum()), 1e-9))
            self._last = ((question, topic), asked)
        return asked

    def cosines(self, asked: Asked, said: Words) -> Vectors:
        """Cosines of a question's words with those of a text, shape (question words, words)."""
        rows, vectors = self._rows(said.lowered)
        return asked.vectors @ vectors[rows].T

    def nearness(self, word: str, others: Sequence[str]) -> float:
        """Cosine of a word with the nearest of others."""
        rows, vectors = self._rows([word, *others])
        return float((vectors[rows[1:]] @ vectors[rows[0]]).max())

    def _rows(self, found: Sequence[str]) -> tuple[NDArray[np.int64], Vectors]:
        """Row numbers of words, and the vectors that they number."""
        numbers, vectors = self._known
        if not all(word in numbers for word in found):
            with self._lock:
                numbers, vectors = self._learn(dict.fromkeys(found))
        return np.array([numbers[word] for word in found], dtype=np.int64), vectors

    def _learn(self, found: dict[str, None]) -> tuple[dict[str, int], Vectors]:
        numbers, vectors = self._known
        new = [word for word in found if word not in numbers]
        if len(numbers) + len(new) > REMEMBERED:
            numbers, vectors, new = {}, vectors[:0], list(found)
        first, last = len(numbers), len(numbers) + len(new)
        if last > len(vectors):
            # Room for twice as many: rows that another thread is reading stay where they are.
            vectors = np.concatenate((vectors, np.zeros((max(last, 1024), self._model.dim), dtype=np.float32)))
        if new:
            vectors[first:last] = self._model.embed_words(new)[0]
        numbers = numbers | {word: first + at for at, word in enumerate(new)}
        self._known = (numbers, vectors)
        return self._known


def worth(asked: Asked, cosines: Vectors, first: int, last: int) -> float:
    """How well words first to last - 1 meet a question: the mean cosine of the words that meet, -1 to 1; 0 for no words."""
    if first >= last or not asked.words:
        return 0.0
    return float(asked.weights @ cosines[:, first:last].max(axis=1))


def met(asked: Asked, said: Words, cosines: Vectors, start: int, end: int) -> list[Met]:
    """The telling words of a question that a span of a text meets, each with the place of the word met, in the text's order."""
    within = np.flatnonzero((said.starts >= start) & (said.starts < end))
    if not len(within) or not asked.words:
        return []
    found: dict[tuple[int, int], str] = {}
    for row, word in enumerate(asked.words):
        if asked.weights[row] < SAYING / len(asked.words):
            continue
        sound = word_beginning(word.lower())
        alike = [at for at in within if said.beginnings[at] == sound]
        best = max(alike or within, key=lambda at: cosines[row, at])
        if alike or cosines[row, best] >= NEAR:
            found[int(said.starts[best]), int(said.ends[best])] = word
    return [Met(word, *place) for place, word in sorted(found.items())]
