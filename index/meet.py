"""Which words of a passage meet those of a question, by meaning, in the same language or another.

A question word meets the word of a span that is nearest to it in meaning; a span is worth the mean of these, the words weighed
by how much the model finds that they say (late interaction, after Khattab and Zaharia 2020, arXiv 2004.12832, over a table of
word vectors). Without it, the other signals fitted anew, the half of our questions that is not fitted on has a mean reciprocal
rank of .81 instead of .88.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from index.analyse import beginning, words
from index.embed import Embedder, Vectors

WORD = re.compile(r"[^\W_]+")
REMEMBERED = 65_536  # word vectors: 134 MB where they have 512 numbers; beyond it all are forgotten
TEXTS = 4096  # texts whose words are remembered, with their numbers: some 40 MB
ASKED = 16  # questions that are remembered: each is asked for again by its hits and citations
COMPARED = 64  # texts of which a question remembers its cosines
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
    compared: dict[str, Vectors] = field(default_factory=dict)  # cosines with the words of texts, the first COMPARED


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: where they begin and end, in small letters, and their beginnings by sound."""

    text: str
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    lowered: tuple[str, ...]
    beginnings: tuple[str, ...]


@lru_cache(maxsize=TEXTS)
def words_of(text: str) -> Words:
    """The words of a text, in order."""
    places = [match.span() for match in WORD.finditer(text)]
    lowered = tuple([text[start:end].lower() for start, end in places])
    bounds = np.array(places, dtype=np.int64).reshape(-1, 2)
    return Words(text, bounds[:, 0], bounds[:, 1], lowered, tuple(map(word_beginning, lowered)))


@lru_cache(maxsize=200_000)
def word_beginning(word: str) -> str:
    """The beginning of a word by sound, the same for its forms and for a name in two scripts.

    >>> word_beginning("бірлестіктің") == word_beginning("бірлестік")
    True
    >>> word_beginning("ihsanoglu") == word_beginning("ихсаноғлы")
    True
    """
    return "".join(map(beginning, words(word)))


class Known:
    """Word vectors and their numbers. Vectors are there before their numbers: a number that is found has its vector."""

    def __init__(self, dim: int) -> None:
        self.numbers: dict[str, int] = {}
        self.vectors: Vectors = np.zeros((1024, dim), dtype=np.float32)
        self.texts: dict[str, NDArray[np.int64]] = {}  # the numbers of the words of texts

    def learn(self, words: Sequence[str], model: Embedder) -> None:
        """Add words that are not known. One thread at a time; others may read meanwhile."""
        first, last = len(self.numbers), len(self.numbers) + len(words)
        if last > len(self.vectors):
            # Room for twice as many, in another array: rows that another thread is reading stay where they are.
            more = np.zeros((max(last, len(self.vectors)), model.dim), dtype=np.float32)
            self.vectors = np.concatenate((self.vectors, more))
        self.vectors[first:last] = model.embed_words(words)[0]
        self.numbers |= {word: first + at for at, word in enumerate(words)}


class Meeting:
    """Remembers the word vectors of a model. Safe for several threads."""

    def __init__(self, model: Embedder) -> None:
        self._model = model
        self._lock = Lock()
        self._known = Known(model.dim)
        self._asked = lru_cache(maxsize=ASKED)(self._ask)

    def ask(self, question: str, topic: str = "") -> Asked:
        """The words of a question and, weighing TOPIC of theirs, of its topic."""
        return self._asked(question, topic)

    def _ask(self, question: str, topic: str) -> Asked:
        own, leaned_on = WORD.findall(question), WORD.findall(topic)
        vectors, weights = self._model.embed_words([word.lower() for word in (*own, *leaned_on)])
        weights = weights * np.array([1.0] * len(own) + [TOPIC] * len(leaned_on), dtype=np.float32)
        return Asked((*own, *leaned_on), vectors, weights / max(float(weights.sum()), 1e-9))

    def cosines(self, asked: Asked, said: Words) -> Vectors:
        """Cosines of a question's words with those of a text, shape (question words, words)."""
        found = asked.compared.get(said.text)
        if found is None:
            known, rows = self._rows(said)
            found = asked.vectors @ known.vectors[rows].T
            if len(asked.compared) < COMPARED:
                asked.compared[said.text] = found
        return found

    def nearness(self, word: str, others: Sequence[str]) -> float:
        """Cosine of a word with the nearest of others; 1 where one of them begins as it does, by sound: another form of it."""
        if word_beginning(word) in map(word_beginning, others):
            return 1.0
        known, rows = self._numbers([word, *others])
        return float((known.vectors[rows[1:]] @ known.vectors[rows[0]]).max())

    def _rows(self, said: Words) -> tuple[Known, NDArray[np.int64]]:
        """The numbers of a text's words, and where their vectors are."""
        known = self._known
        rows = known.texts.get(said.text)
        if rows is None:
            known, rows = self._numbers(said.lowered)
            if len(known.texts) < TEXTS:
                known.texts[said.text] = rows
        return known, rows

    def _numbers(self, words: Sequence[str]) -> tuple[Known, NDArray[np.int64]]:
        """The numbers of words, learned where they are not known."""
        known = self._known
        try:
            return known, np.array([known.numbers[word] for word in words], dtype=np.int64)
        except KeyError:
            with self._lock:
                known = self._learn(words)
            return known, np.array([known.numbers[word] for word in words], dtype=np.int64)

    def _learn(self, words: Sequence[str]) -> Known:
        known, distinct = self._known, dict.fromkeys(words)
        new = [word for word in distinct if word not in known.numbers]
        if len(known.numbers) + len(new) > REMEMBERED:
            known, new = Known(self._model.dim), list(distinct)
        if new:
            known.learn(new, self._model)
        self._known = known
        return known


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
