"""Texts to piece ids, fast: what stands between two white spaces is cut once and remembered.

Our tokenizer never lets a piece cross white space, so a text's pieces are those of its parts, one after another. Words repeat,
and to look one up is many times faster than to cut it again.
"""

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

REMEMBERED = 300_000  # parts; beyond it everything is forgotten, so that memory stays bounded
_SPLITS = r'Sequence(pretokenizers=[Split(pattern=Regex("[^\p{L}\p{M}\p{N}]+"), behavior=Removed'


def splits_at_space(tokenizer: "Tokenizer") -> bool:
    """Whether the tokenizer first drops everything that is no letter, mark or digit, as ours does."""
    return str(tokenizer.pre_tokenizer).startswith(_SPLITS)


class Pieces:
    """Piece ids of texts, as the tokenizer gives them without special tokens."""

    def __init__(self, tokenizer: "Tokenizer") -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Flat piece ids of all texts, and where each text's begin."""
        parts = [text.split() for text in texts]
        known = self._learn(parts)
        cut = [list(chain.from_iterable(map(known.__getitem__, found))) for found in parts]
        ends = np.cumsum([len(ids) for ids in cut], dtype=np.int64)
        total = int(ends[-1]) if len(ends) else 0
        return np.fromiter(chain.from_iterable(cut), dtype=np.int64, count=total), np.concatenate(([0], ends[:-1]))

    def _learn(self, parts: Sequence[Sequence[str]]) -> dict[str, tuple[int, ...]]:
        """Cut the parts that are not known yet; returns the dictionary that has them all (another thread may replace ours)."""
        known = self._known
        new = list(set(chain.from_iterable(parts)).difference(known))
        if len(known) + len(new) > REMEMBERED:
            new = list(set(chain.from_iterable(parts)))
            known = {}
        encoded = self._tokenizer.encode_batch_fast(new, add_special_tokens=False)
        known.update((part, tuple(encoding.ids)) for part, encoding in zip(new, encoded, strict=True))
        self._known = known
        return known
