"""Texts to piece ids, fast: what stands between two white spaces is cut once and remembered.

Our tokenizer lets no piece cross a word's end, so a text's pieces are those of its words, one after another. Words repeat, and
to look one up is many times faster than to cut it again; new ones are cut many at a time, in one text.
"""

import json
import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate, chain, compress
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

REMEMBERED = 300_000  # parts; beyond it everything is forgotten, so that memory stays bounded
BITS = 24  # of the number of ids of a part
TOGETHER = 250  # new words in one text for the tokenizer: it works on several texts at once
_SPLITTER = (
    r'Sequence(pretokenizers=[Split(pattern=Regex("[^\p{L}\p{M}\p{N}]+"), behavior=Removed, invert=False), '
    'Digits(individual_digits=False), Metaspace(replacement="▁", prepend_scheme=always, split=True)])'
)
# Characters of which Python and the tokenizer agree whether they are letters.
_ALIKE = re.compile("[\0-\u024f\u0400-\u0481\u048a-\u052f\u2010-\u203a]*")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_BEGINS = "▁"

Ids = NDArray[np.int32]


def splits_at_space(tokenizer: "Tokenizer") -> bool:
    """Whether the tokenizer normalises and drops everything that is no letter, mark or digit, as ours does."""
    return str(tokenizer.pre_tokenizer) == _SPLITTER and _replaced(tokenizer) is not None


def _replaced(tokenizer: "Tokenizer") -> list[tuple[str, str]] | None:
    """What the normaliser replaces after NFKC and lower-casing; None where it does anything else."""
    from tokenizers.normalizers import Sequence as Steps

    if not isinstance(tokenizer.normalizer, Steps):
        return None
    steps = json.loads(tokenizer.normalizer.__getstate__())["normalizers"]
    ours, replacing = steps[:2], steps[2:]
    if [step["type"] for step in ours] != ["NFKC", "Lowercase"]:
        return None
    if any(step["type"] != "Replace" or "String" not in step["pattern"] for step in replacing):
        return None
    return [(step["pattern"]["String"], step["content"]) for step in replacing]


class Pieces:
    """Piece ids of texts, as the tokenizer gives them without special tokens."""

    def __init__(self, tokenizer: "Tokenizer") -> None:
        from tokenizers import Tokenizer
        from tokenizers.pre_tokenizers import Metaspace

        replaced = _replaced(tokenizer)
        assert replaced is not None, "the tokenizer is not as ours: ask splits_at_space first"
        self._tokenizer, self._replaced = tokenizer, replaced
        self._bare = Tokenizer(tokenizer.model)  # for words that are normalised and parted already
        self._bare.pre_tokenizer = Metaspace(prepend_scheme="always")
        self._begins: dict[int, bool] = {}  # whether a piece begins a word
        self._lock = Lock()
        # Of each known part where its ids begin in the array, and how many they are, in one number: hundreds of thousands of
        # tuples would keep the garbage collector busy.
        self._known: tuple[dict[str, int], Ids] = ({}, np.zeros(0, dtype=np.int32))

    def of(self, texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Flat piece ids of all texts, and where each text's begin."""
        parts = [text.split() for text in texts]
        known, flat = self._learn(parts)
        count = sum(map(len, parts))
        places = np.fromiter(map(known.__getitem__, chain.from_iterable(parts)), dtype=np.int64, count=count)
        starts, lengths = places >> BITS, places & (1 << BITS) - 1
        ends = np.concatenate(([0], np.cumsum(lengths)))
        first = np.cumsum([0, *map(len, parts)])[:-1]
        return ranges(flat, starts, lengths).astype(np.int64), ends[first]

    def _learn(self, parts: Sequence[Sequence[str]]) -> tuple[dict[str, int], Ids]:
        """Cut the parts that are not known yet; returns what has them all (another thread may replace ours)."""
        with self._lock:
            known, flat = self._known
            new = list(set(chain.from_iterable(parts)).difference(known))
            if len(known) + len(new) > REMEMBERED:
                new = list(set(chain.from_iterable(parts)))
                known, flat = {}, flat[:0]
            if new:
                order, ids, lengths = self._cut(new)
                starts = len(flat) + np.cumsum(lengths) - lengths
                known.update(zip(order, (starts << BITS | lengths).tolist(), strict=True))
                flat = np.concatenate((flat, ids))
            self._known = (known, flat)
            return self._known

    def _cut(self, parts: Sequence[str]) -> tuple[list[str], Ids, NDArray[np.int64]]:
        """The parts in some order, their ids one after another, and how many each has."""
        text = unicodedata.normalize("NFKC", "\n".join(parts)).lower()
        for letter, plain in self._replaced:
            text = text.replace(letter, plain)
        lines = text.split("\n")
        alike = [True] * len(lines) if _ALIKE.fullmatch(text) else [_ALIKE.fullmatch(line) is not None for line in lines]
        words = [_WORDS.findall(line) for line in compress(lines, alike)]
        distinct = list(set(chain.from_iterable(words)))
        flat, starts, lengths = self._cut_words(distinct)
        numbers = dict(zip(distinct, range(len(distinct)), strict=True))
        counts = list(map(len, words))
        of = np.fromiter(map(numbers.__getitem__, chain.from_iterable(words)), dtype=np.int64, count=sum(counts))
        ends = np.concatenate(([0], np.cumsum(lengths[of])))
        plain_lengths = np.diff(ends[np.cumsum([0, *counts])])
        odd = [part for part, same in zip(parts, alike, strict=True) if not same]
        odd_ids = [self._tokenizer.encode(part, add_special_tokens=False).ids for part in odd]
        return (
            [*compress(parts, alike), *odd],
            np.concatenate(
                (ranges(flat, starts[of], lengths[of]), np.array(list(chain.from_iterable(odd_ids)), dtype=np.int32))
            ),
            np.concatenate((plain_lengths, np.array(list(map(len, odd_ids)), dtype=np.int64))),
        )

    def _cut_words(self, words: Sequence[str]) -> tuple[Ids, NDArray[np.int64], NDArray[np.int64]]:
        """The ids of normalised words one after another, where each word's begin, and how many they are."""
        together = [words[at : at + TOGETHER] for at in range(0, len(words), TOGETHER)]
        encoded = self._bare.encode_batch_fast([" ".join(some) for some in together], add_special_tokens=False)
        found, starts, length = list[Sequence[int]](), list[int](), 0
        for some, encoding in zip(together, encoded, strict=True):
            ids = encoding.ids
            begins = self._beginnings(ids)
            # A letter that the vocabulary lacks hides where its word begins.
            if len(begins) != len(some) or begins[0] != 0:
                each = [self._bare.encode(word, add_special_tokens=False).ids for word in some]
                ids, begins = list(chain.from_iterable(each)), [0, *accumulate(map(len, each))][:-1]
            found.append(ids)
            starts += [length + begin for begin in begins]
            length += len(ids)
        where = np.array(starts, dtype=np.int64)
        return np.array(list(chain.from_iterable(found)), dtype=np.int32), where, np.diff(where, append=length)

    def _beginnings(self, ids: Sequence[int]) -> list[int]:
        """Where words begin among piece ids."""
        for new in set(ids).difference(self._begins):
            self._begins[new] = str(self._tokenizer.id_to_token(new)).startswith(_BEGINS)
        return list(compress(range(len(ids)), map(self._begins.__getitem__, ids)))


def ranges(values: Ids, starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> Ids:
    """Stretches of an array, one after another.

    >>> ranges(np.array([5, 6, 7, 8], dtype=np.int32), np.array([2, 0]), np.array([2, 1])).tolist()
    [7, 8, 5]
    """
    before = np.cumsum(lengths) - lengths
    taken: Ids = values[np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths)]
    return taken
