"""Texts to piece ids, fast: what stands between two white spaces is cut once and remembered.

Our tokenizer lets no piece cross a word's end, so a text's pieces are those of its words, one after another. Words repeat, and
to look one up is many times faster than to cut it again; new ones are cut many at a time, in one text.
"""

import json
import re
import unicodedata
from collections.abc import Sequence
from itertools import chain, compress, repeat
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
# Where characters begin of which Python and the tokenizer agree whether they are letters, and where such end.
_ALIKE = (0, 0x250, 0x400, 0x482, 0x48A, 0x530, 0x2010, 0x203B)
_WORDS = re.compile(r"[^\W\d_]+|\d+|\n")
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
        # Whether a piece begins a word; -1 where that has not been asked yet.
        self._begins = np.full(tokenizer.get_vocab_size(), -1, dtype=np.int8)
        self._lock = Lock()
        # Of each known part where its ids begin in the array, and how many they are, in one number: hundreds of thousands of
        # tuples would keep the garbage collector busy.
        self._known: tuple[dict[str, int], Ids] = ({}, np.zeros(0, dtype=np.int32))

    def of(self, texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Flat piece ids of all texts, and where each text's begin."""
        parts = [text.split() for text in texts]
        places, flat = self._places(list(chain.from_iterable(parts)))
        starts, lengths = places >> BITS, places & (1 << BITS) - 1
        ends = np.concatenate(([0], np.cumsum(lengths)))
        first = np.cumsum([0, *map(len, parts)])[:-1]
        return ranges(flat, starts, lengths).astype(np.int64), ends[first]

    def _places(self, parts: Sequence[str]) -> tuple[NDArray[np.int64], Ids]:
        """Where each part's ids stand, and how many they are, in one number; and the array where they stand."""
        with self._lock:
            known, flat = self._known
            places = np.fromiter(map(known.get, parts, repeat(-1)), dtype=np.int64, count=len(parts))
            unknown = places < 0
            new = list(dict.fromkeys(compress(parts, unknown.tolist())))
            if len(known) + len(new) > REMEMBERED:
                known, flat, new, unknown = {}, flat[:0], list(dict.fromkeys(parts)), np.ones_like(unknown)
            if new:
                order, ids, lengths = self._cut(new)
                starts = len(flat) + np.cumsum(lengths) - lengths
                known.update(zip(order, (starts << BITS | lengths).tolist(), strict=True))
                flat = np.concatenate((flat, ids))
                places[unknown] = list(map(known.__getitem__, compress(parts, unknown.tolist())))
            self._known = (known, flat)
            return places, flat

    def _cut(self, parts: Sequence[str]) -> tuple[list[str], Ids, NDArray[np.int64]]:
        """The parts in some order, their ids one after another, and how many each has."""
        text = unicodedata.normalize("NFKC", "\n".join(parts)).lower()
        for letter, plain in self._replaced:
            text = text.replace(letter, plain)
        lines = text.split("\n")
        alike = _alike(text, len(lines))
        same, odd = list(compress(parts, alike)), [part for part, known in zip(parts, alike, strict=True) if not known]
        flat, lengths = self._cut_lines(text if not odd else "\n".join(compress(lines, alike)), len(same))
        odd_ids = [self._tokenizer.encode(part, add_special_tokens=False).ids for part in odd]
        return (
            [*same, *odd],
            np.concatenate((flat, np.array(list(chain.from_iterable(odd_ids)), dtype=np.int32))),
            np.concatenate((lengths, np.array(list(map(len, odd_ids)), dtype=np.int64))),
        )

    def _cut_lines(self, text: str, lines: int) -> tuple[Ids, NDArray[np.int64]]:
        """The ids of normalised lines one after another, and how many each has."""
        words = _WORDS.findall(text)
        distinct = dict.fromkeys(words)
        distinct.pop("\n", None)
        numbers = dict(zip(distinct, range(len(distinct)), strict=True)) | {"\n": -1}
        of = np.fromiter(map(numbers.__getitem__, words), dtype=np.int64, count=len(words))
        line_ends = np.concatenate((np.flatnonzero(of < 0), [len(of)]))[:lines] - np.arange(lines)
        of = of[of >= 0]
        flat, starts, lengths = self._cut_words(list(distinct))
        ends = np.concatenate(([0], np.cumsum(lengths[of])))
        return ranges(flat, starts[of], lengths[of]), np.diff(ends[line_ends], prepend=0)

    def _cut_words(self, words: Sequence[str]) -> tuple[Ids, NDArray[np.int64], NDArray[np.int64]]:
        """The ids of normalised words one after another, where each word's begin, and how many they are."""
        together = [words[at : at + TOGETHER] for at in range(0, len(words), TOGETHER)]
        encoded = self._bare.encode_batch_fast([" ".join(some) for some in together], add_special_tokens=False)
        found, begin = list[Ids](), list[NDArray[np.bool_]]()
        for some, encoding in zip(together, encoded, strict=True):
            ids = np.array(encoding.ids, dtype=np.int32)
            begins = self._beginnings(ids)
            # A letter that the vocabulary lacks hides where its word begins.
            if np.count_nonzero(begins) != len(some) or not begins[0]:
                each = [self._bare.encode(word, add_special_tokens=False).ids for word in some]
                ids = np.array(list(chain.from_iterable(each)), dtype=np.int32)
                begins = np.zeros(len(ids), dtype=np.bool_)
                begins[np.cumsum([0, *map(len, each)])[:-1]] = True
            found.append(ids)
            begin.append(begins)
        flat = np.concatenate((np.zeros(0, dtype=np.int32), *found))
        starts = np.flatnonzero(np.concatenate((np.zeros(0, dtype=np.bool_), *begin)))
        return flat, starts, np.diff(starts, append=len(flat))

    def _beginnings(self, ids: Ids) -> NDArray[np.bool_]:
        """Whether each of these piece ids begins a word."""
        begins = self._begins[ids]
        if (begins < 0).any():
            for new in np.unique(ids[begins < 0]).tolist():
                self._begins[new] = str(self._tokenizer.id_to_token(new)).startswith(_BEGINS)
            begins = self._begins[ids]
        return begins > 0


def _alike(text: str, lines: int) -> list[bool]:
    """Which of a text's lines hold only characters of which Python and the tokenizer agree."""
    signs = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    strange = np.flatnonzero(np.searchsorted(_ALIKE, signs, side="right") % 2 == 0)
    alike = np.ones(lines, dtype=np.bool_)
    if len(strange):
        alike[np.searchsorted(np.flatnonzero(signs == ord("\n")), strange)] = False
    return alike.tolist()


def ranges(values: Ids, starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> Ids:
    """Stretches of an array, one after another.

    >>> ranges(np.array([5, 6, 7, 8], dtype=np.int32), np.array([2, 0]), np.array([2, 1])).tolist()
    [7, 8, 5]
    """
    before = np.cumsum(lengths) - lengths
    taken: Ids = values[np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths)]
    return taken
