"""The training loop: a table of piece vectors, fitted so that the vectors of paired texts lie closest in their batch.

Loss: symmetric in-batch cross-entropy over cosines (multiple negatives ranking, Henderson et al. 2017, arXiv 1705.00652)
at a fixed temperature. A text's vector is the sum of its pieces' vectors, made unit length; a piece's vector is its own plus
those of its letter groups (`groups.py`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from index.train.batches import Bag, Pairs, draw
from index.train.groups import Groups


@dataclass(frozen=True, slots=True)
class Recipe:
    """Every knob of the fit."""

    dim: int = 512  # length of a vector; more is better and larger
    steps: int = 12000
    batch: int = 1024  # pairs in a batch: each pair is told from batch - 1 others
    learning_rate: float = 0.02  # of Adam; falls linearly to zero after the warm-up
    warm_up: int = 100  # steps
    temperature: float = 0.08  # cosines are divided by it; lower separates harder
    dropout: float = 0.2  # share of pieces left out at random, so that no text hangs on one piece
    power: float = 0.75  # a source of n pairs is drawn in proportion to weight * n ** power
    seed: int = 20


class Rows:
    """A table of which a batch needs few rows: Adam (Kingma and Ba 2015, arXiv 1412.6980) moves those alone."""

    BETAS = (0.9, 0.999)

    def __init__(self, count: int, dim: int) -> None:
        self.table = torch.empty(count, dim)
        torch.nn.init.normal_(self.table, std=0.1)
        self.means, self.squares = torch.zeros(count, dim), torch.zeros(count, dim)

    def take(self, ids: NDArray[np.int64]) -> Tensor:
        """The rows of distinct ids, for a gradient to be found."""
        return self.table[torch.from_numpy(ids)].requires_grad_()

    def move(self, ids: NDArray[np.int64], taken: Tensor, *, rate: float, step: int) -> None:
        """Move the taken rows against their gradient; `step` counts from 1."""
        assert taken.grad is not None, "the loss was not traced back to these rows"
        places, (first, second) = torch.from_numpy(ids), self.BETAS
        mean = self.means[places].mul_(first).add_(taken.grad, alpha=1 - first)
        square = self.squares[places].mul_(second).addcmul_(taken.grad, taken.grad, value=1 - second)
        self.means[places], self.squares[places] = mean, square
        size = rate * (1 - second**step) ** 0.5 / (1 - first**step)
        self.table.index_add_(0, places, mean.div_(square.sqrt_().add_(1e-8)), alpha=-size)

    def state(self) -> dict[str, Tensor]:
        return {"table": self.table, "means": self.means, "squares": self.squares}

    def restore(self, state: dict[str, Tensor]) -> None:
        self.table, self.means, self.squares = state["table"], state["means"], state["squares"]


def summed(rows: Tensor, ids: NDArray[np.int64], offsets: NDArray[np.int64]) -> Tensor:
    """The sum of the rows of each bag, shape (bags, dim)."""
    return functional.embedding_bag(torch.from_numpy(ids), rows, torch.from_numpy(offsets), mode="sum")


def composed(
    own: Tensor, shared: Tensor, ids: NDArray[np.int64], offsets: NDArray[np.int64], weights: NDArray[np.float32]
) -> Tensor:
    """Piece vectors: each piece's own row plus its letter groups' (rows `ids` of `shared`), these times the piece's weight."""
    return own + summed(shared, ids, offsets) * torch.from_numpy(weights)[:, None]


def vectors(pieces: Tensor, texts: Bag) -> Tensor:
    """Unit vectors of a bag, float32 of shape (texts, dim)."""
    return functional.normalize(summed(pieces, texts.ids, texts.offsets), dim=1)


def contrast(left: Tensor, right: Tensor, same: Tensor, *, temperature: float) -> Tensor:
    """Symmetric cross-entropy of the batch's cosines; pairs marked `same` count as no negatives."""
    scores = (left @ right.T / temperature).masked_fill(same, float("-inf"))
    target = torch.arange(len(left))
    return (functional.cross_entropy(scores, target) + functional.cross_entropy(scores.T, target)) / 2


def rate(step: int, recipe: Recipe) -> float:
    """Learning rate of a step: a linear rise over the warm-up, then a linear fall to zero.

    >>> [round(rate(step, Recipe(steps=300, warm_up=100, learning_rate=1.0)), 2) for step in (0, 99, 100, 200, 300)]
    [0.01, 1.0, 1.0, 0.5, 0.0]
    """
    if step < recipe.warm_up:
        return recipe.learning_rate * (step + 1) / recipe.warm_up
    return recipe.learning_rate * (recipe.steps - step) / (recipe.steps - recipe.warm_up)


def fit(
    sources: Sequence[Pairs],
    *,
    groups: Groups,
    recipe: Recipe,
    checkpoint: Path,
    report: Callable[[int, float], None],
    every: int = 1000,
) -> Tensor:
    """Fit and return the table, float32 of shape (pieces, dim). Goes on from `checkpoint` where one stands.

    `report` is called with the step and the mean loss since the last report.
    """
    torch.manual_seed(recipe.seed)
    own, shared = Rows(len(groups.weights), recipe.dim), Rows(groups.count, recipe.dim)
    done = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        own.restore(saved["own"])
        shared.restore(saved["shared"])
        done = saved["done"]
    batches = draw(sources, size=recipe.batch, dropout=recipe.dropout, power=recipe.power, seed=recipe.seed, skip=done)
    losses: list[float] = []
    for step in range(done, recipe.steps):
        left, right, same = next(batches)
        pieces, places = np.unique(np.concatenate((left.ids, right.ids)), return_inverse=True)
        met, offsets = groups.of(pieces)
        letters, letter_places = np.unique(met, return_inverse=True)
        own_rows, shared_rows = own.take(pieces), shared.take(letters)
        table = composed(own_rows, shared_rows, letter_places, offsets, groups.weights[pieces])
        one = vectors(table, Bag(places[: len(left.ids)], left.offsets))
        other = vectors(table, Bag(places[len(left.ids) :], right.offsets))
        loss = contrast(one, other, torch.from_numpy(same), temperature=recipe.temperature)
        loss.backward()  # type: ignore[no-untyped-call]  # torch gives it no types
        with torch.no_grad():
            own.move(pieces, own_rows, rate=rate(step, recipe), step=step + 1)
            shared.move(letters, shared_rows, rate=rate(step, recipe), step=step + 1)
        losses.append(loss.item())
        if (step + 1) % every == 0 or step + 1 == recipe.steps:
            report(step + 1, sum(losses) / len(losses))
            losses = []
            torch.save({"own": own.state(), "shared": shared.state(), "done": step + 1}, checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").replace(checkpoint)
    return composed(own.table, shared.table, groups.ids, groups.starts[:-1], groups.weights)
