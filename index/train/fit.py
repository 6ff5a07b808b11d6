"""The training loop: a table of piece vectors, fitted so that the vectors of paired texts lie closest in their batch.

Loss: symmetric in-batch cross-entropy over cosines (multiple negatives ranking, Henderson et al. 2017, arXiv 1705.00652)
at a fixed temperature. A text's vector is the sum of its pieces' vectors, made unit length.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from index.train.batches import Bag, Pairs, draw


@dataclass(frozen=True, slots=True)
class Recipe:
    """Every knob of the fit."""

    dim: int = 512  # length of a vector; more is better and larger
    steps: int = 6000
    batch: int = 1024  # pairs in a batch: each pair is told from batch - 1 others
    learning_rate: float = 0.02  # of sparse Adam; falls linearly to zero after the warm-up
    warm_up: int = 100  # steps
    temperature: float = 0.05  # cosines are divided by it; lower separates harder
    dropout: float = 0.2  # share of pieces left out at random, so that no text hangs on one piece
    power: float = 0.75  # a source of n pairs is drawn in proportion to weight * n ** power
    seed: int = 20


def vectors(table: nn.EmbeddingBag, texts: Bag) -> Tensor:
    """Unit vectors of a bag, float32 of shape (texts, dim)."""
    summed = table(torch.from_numpy(texts.ids), torch.from_numpy(texts.offsets))
    return nn.functional.normalize(summed, dim=1)


def contrast(left: Tensor, right: Tensor, same: Tensor, *, temperature: float) -> Tensor:
    """Symmetric cross-entropy of the batch's cosines; pairs marked `same` count as no negatives."""
    scores = (left @ right.T / temperature).masked_fill(same, float("-inf"))
    target = torch.arange(len(left))
    return (nn.functional.cross_entropy(scores, target) + nn.functional.cross_entropy(scores.T, target)) / 2


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
    pieces: int,
    recipe: Recipe,
    checkpoint: Path,
    report: Callable[[int, float], None],
    every: int = 500,
) -> Tensor:
    """Fit and return the table, float32 of shape (pieces, dim). Goes on from `checkpoint` where one stands.

    `report` is called with the step and the mean loss since the last report.
    """
    torch.manual_seed(recipe.seed)
    table = nn.EmbeddingBag(pieces, recipe.dim, mode="sum", sparse=True)
    nn.init.normal_(table.weight, std=0.1)
    optimizer = torch.optim.SparseAdam(list(table.parameters()), lr=recipe.learning_rate)
    done = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        table.load_state_dict(saved["table"])
        optimizer.load_state_dict(saved["optimizer"])
        done = saved["done"]
    batches = draw(sources, size=recipe.batch, dropout=recipe.dropout, power=recipe.power, seed=recipe.seed, skip=done)
    losses: list[float] = []
    for step in range(done, recipe.steps):
        left, right, same = next(batches)
        for group in optimizer.param_groups:
            group["lr"] = rate(step, recipe)
        loss = contrast(vectors(table, left), vectors(table, right), torch.from_numpy(same), temperature=recipe.temperature)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()  # type: ignore[no-untyped-call]
        losses.append(loss.item())
        if (step + 1) % every == 0 or step + 1 == recipe.steps:
            report(step + 1, sum(losses) / len(losses))
            losses = []
            state = {"table": table.state_dict(), "optimizer": optimizer.state_dict(), "done": step + 1}
            torch.save(state, checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").replace(checkpoint)
    return table.weight.detach()
