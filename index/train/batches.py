"""Pairs of texts as piece ids, and the batches drawn from them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.train.sources import Source

LONGEST = 160  # pieces of one text; a mean over more says little, and a batch stays small


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts as one flat array of piece ids; text i is `ids[starts[i]:starts[i + 1]]`. `same[i]` is equal for equal texts."""

    ids: NDArray[np.int32]
    starts: NDArray[np.int64]
    same: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """A source after tokenizing: text i of `left` belongs with text i of `right`."""

    name: str
    weight: float
    left: Texts
    right: Texts

    def __len__(self) -> int:
        return len(self.left.same)


@dataclass(frozen=True, slots=True)
class Bag:
    """A batch of texts for an embedding bag: flat ids and where each text begins."""

    ids: NDArray[np.int64]
    offsets: NDArray[np.int64]


def encode(tokenizer: Tokenizer, texts: Sequence[str]) -> Texts:
    """Piece ids of texts, each cut at LONGEST."""
    rows = [encoding.ids[:LONGEST] for encoding in tokenizer.encode_batch(list(texts), add_special_tokens=False)]
    starts = np.cumsum([0, *(len(row) for row in rows)], dtype=np.int64)
    flat = np.fromiter((piece for row in rows for piece in row), dtype=np.int32, count=int(starts[-1]))
    return Texts(flat, starts, np.array([hash(tuple(row)) for row in rows], dtype=np.int64))


def encode_source(tokenizer: Tokenizer, source: Source) -> Pairs:
    """Tokenize a source; pairs with a side that has no piece are dropped."""
    left = encode(tokenizer, [pair[0] for pair in source.pairs])
    right = encode(tokenizer, [pair[1] for pair in source.pairs])
    whole = (np.diff(left.starts) > 0) & (np.diff(right.starts) > 0)
    if whole.all():
        return Pairs(source.name, source.weight, left, right)
    kept = tuple(pair for pair, keep in zip(source.pairs, whole, strict=True) if keep)
    return encode_source(tokenizer, Source(source.name, source.weight, kept))


def bag(texts: Texts, rows: NDArray[np.int64], *, dropout: float, rng: np.random.Generator) -> Bag:
    """The chosen rows as a bag; each piece is left out with probability `dropout`, never the last of a text."""
    begins, lengths = texts.starts[rows], np.diff(texts.starts)[rows]
    ends = np.cumsum(lengths)
    text_of = np.repeat(np.arange(len(rows)), lengths)
    places = np.arange(ends[-1]) - np.repeat(ends - lengths, lengths) + np.repeat(begins, lengths)
    keep = rng.random(len(places)) >= dropout
    keep[ends - 1] |= np.bincount(text_of, weights=keep, minlength=len(rows)) == 0
    counts = np.bincount(text_of[keep], minlength=len(rows))
    return Bag(texts.ids[places[keep]].astype(np.int64), np.concatenate(([0], np.cumsum(counts)[:-1])))


def draw(
    sources: Sequence[Pairs], *, size: int, dropout: float, power: float, seed: int, skip: int = 0
) -> Iterator[tuple[Bag, Bag, NDArray[np.bool_]]]:
    """Endless batches, each from one source: left bag, right bag, and where a negative is in truth the same text.

    Sources are drawn in proportion to `weight * pairs ** power`. Batch n depends on the seed and n alone, so a resumed
    run (`skip` batches) goes on exactly as an unbroken one.
    """
    shares = np.array([source.weight * len(source) ** power for source in sources])
    shares /= shares.sum()
    number = skip
    while True:
        rng = np.random.default_rng((seed, number))
        source = sources[rng.choice(len(sources), p=shares)]
        rows = rng.choice(len(source), size=min(size, len(source)), replace=False).astype(np.int64)
        same_left, same_right = source.left.same[rows], source.right.same[rows]
        same = (same_left[:, None] == same_left[None, :]) | (same_right[:, None] == same_right[None, :])
        np.fill_diagonal(same, False)
        yield (
            bag(source.left, rows, dropout=dropout, rng=rng),
            bag(source.right, rows, dropout=dropout, rng=rng),
            same,
        )
        number += 1
