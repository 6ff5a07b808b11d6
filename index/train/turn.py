"""A table in axes of falling weight, so that its vectors can be cut: what a text differs in from others stands in front."""

from collections.abc import Iterable

import numpy as np
import torch
from torch import Tensor

from index.train.batches import Bag, Pairs, bag
from index.train.fit import vectors

OF_EACH = 2000  # texts of a source: the axes are those of all registers, not of the largest


def samples(sources: Iterable[Pairs]) -> list[Bag]:
    """The first texts of each source, whole."""
    rng = np.random.default_rng(0)  # no piece is left out, so nothing is drawn from it
    return [bag(source.left, np.arange(min(len(source), OF_EACH)), dropout=0.0, rng=rng) for source in sources]


def turned(table: Tensor, texts: Iterable[Bag]) -> Tensor:
    """The table, shape (pieces, dim), in the principal axes of the texts' unit vectors, the widest first.

    Principal components without centring (Pearson 1901): of all turns the one whose first k numbers keep most of the vectors,
    for every k. A turn changes no cosine.
    """
    second = torch.zeros(table.shape[1], table.shape[1])
    for each in texts:
        rows = vectors(table, each)
        second += rows.T @ rows
    axes = torch.linalg.eigh(second).eigenvectors.flip(1)
    # An axis has no direction of its own: its largest number is made positive, so that the same texts give the same table.
    largest = axes.gather(0, axes.abs().argmax(dim=0, keepdim=True))
    found: Tensor = table @ (axes * largest.sign())
    return found
