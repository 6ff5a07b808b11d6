"""Texts to piece ids, fast: what stands between two white spaces is cut once and remembered.

Our tokenizer lets no piece cross a word's end, so a text's pieces are those of its words, one after another. Words repeat, and
to look one up is many times faster than to cut it again; new ones are cut many at a time, in one text.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import chain, compress
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

REMEMBERED = 300_000  # parts; beyond it everything is forgotten, so that memory stays bounded
TOGETHER = 250  # new words in one text for the tokenizer: it works on several texts at once
_SPLITTER = (
    r'Sequence(pretokenizers=[Split(pattern=Regex("[^\p{L}\p{M}\p{N}]+"), behavior=Removed, invert=False), '
    'Digits(individual_digits=False), Metaspace(replacement="▁", prepend_scheme=always, split=True)])'
)
# Characters of which Python and the tokenizer agree whether they are letters.
_ALIKE = re.compile("[\0-\u024f\u0400-\u0481\u048a-\u052f\u2010-\u203a]*")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_BEGINS = "▁"

Ids = tuple[int, ...]


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
        self._known: dict[str, Ids] = {}

    def of(self, texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Flat piece ids of all texts, and where each text's begin."""
        parts = [text.split() for text in texts]
        known = self._learn(parts)
        cut = [list(chain.from_iterable(map(known.__getitem__, found))) for found in parts]
        ends = np.cumsum([len(ids) for ids in cut], dtype=np.int64)
        total = int(ends[-1]) if len(ends) else 0
        return np.fromiter(chain.from_iterable(cut), dtype=np.int64, count=total), np.concatenate(([0], ends[:-1]))

    def _learn(self, parts: Sequence[Sequence[str]]) -> dict[str, Ids]:
        """Cut the parts that are not known yet; returns the dictionary that has them all (another thread may replace ours)."""
        known = self._known
        new = list(set(chain.from_iterable(parts)).difference(known))
        if len(known) + len(new) > REMEMBERED:
            new = list(set(chain.from_iterable(parts)))
            known = {}
        if new:
            known.update(self._cut(new))
        self._known = known
        return known

    def _cut(self, parts: Sequence[str]) -> Iterable[tuple[str, Ids]]:
        """Each part with its ids."""
        text = unicodedata.normalize("NFKC", "\n".join(parts)).lower()
        for letter, plain in self._replaced:
            text = text.replace(letter, plain)
        lines = text.split("\n")
        if not _ALIKE.fullmatch(text):
            alike = [_ALIKE.fullmatch(line) is not None for line in lines]
            yield from ((part, self._whole(part)) for part, same in zip(parts, alike, strict=True) if not same)
            parts, lines = list(compress(parts, alike)), list(compress(lines, alike))
        words = [_WORDS.findall(line) for line in lines]
        by = self._cut_words(list(set(chain.from_iterable(words))))
        for part, found in zip(parts, words, strict=True):
            if len(found) == 1 and found[0] in by:
                yield part, by[found[0]]
            elif by.keys() >= set(found):
                yield part, tuple(chain.from_iterable(map(by.__getitem__, found)))
            else:
                yield part, self._whole(part)

    def _whole(self, part: str) -> Ids:
        return tuple(self._tokenizer.encode(part, add_special_tokens=False).ids)

    def _cut_words(self, words: Sequence[str]) -> dict[str, Ids]:
        """The ids of normalised words, but for the few whose beginning is lost when they are cut together with others."""
        by: dict[str, Ids] = {}
        together = [words[at : at + TOGETHER] for at in range(0, len(words), TOGETHER)]
        encoded = self._bare.encode_batch_fast([" ".join(some) for some in together], add_special_tokens=False)
        for some, encoding in zip(together, encoded, strict=True):
            ids = encoding.ids
            starts = self._beginnings(ids)
            # A letter that the vocabulary lacks hides where its word begins.
            if len(starts) == len(some) and starts[0] == 0:
                ends = [*starts[1:], len(ids)]
                by.update((word, tuple(ids[start:end])) for word, start, end in zip(some, starts, ends, strict=True))
        return by

    def _beginnings(self, ids: Sequence[int]) -> list[int]:
        """Where words begin among piece ids."""
        for new in set(ids).difference(self._begins):
            self._begins[new] = str(self._tokenizer.id_to_token(new)).startswith(_BEGINS)
        return list(compress(range(len(ids)), map(self._begins.__getitem__, ids)))
