"""Retrieval metrics of one question: `ranking` holds passage ids, best first; `gold` those that answer."""

import math
from collections.abc import Collection, Sequence


def recall_at(k: int, ranking: Sequence[str], gold: Collection[str]) -> float:
    """1 where any answering passage is among the first k, else 0 (one is enough to be answered).

    >>> recall_at(1, ["a", "b"], {"b"}), recall_at(2, ["a", "b"], {"b", "z"})
    (0.0, 1.0)
    """
    return float(any(passage in gold for passage in ranking[:k]))


def reciprocal_rank_at(k: int, ranking: Sequence[str], gold: Collection[str]) -> float:
    """1 / rank of the first answering passage among the first k, else 0 (MRR when averaged).

    >>> reciprocal_rank_at(10, ["a", "b"], {"b"})
    0.5
    """
    return next((1 / rank for rank, passage in enumerate(ranking[:k], start=1) if passage in gold), 0.0)


def ndcg_at(k: int, ranking: Sequence[str], gold: Collection[str]) -> float:
    """Binary normalised discounted cumulative gain (Järvelin and Kekäläinen 2002).

    >>> round(ndcg_at(10, ["a", "b"], {"b"}), 3), ndcg_at(10, ["b", "a"], {"b"})
    (0.631, 1.0)
    """
    gained = sum(1 / math.log2(rank + 1) for rank, passage in enumerate(ranking[:k], start=1) if passage in gold)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(k, len(gold)) + 1))
    return gained / ideal if ideal else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie (nearest rank); 0 for no values.

    >>> percentile([4.0, 1.0, 3.0, 2.0], 0.5), percentile([], 0.5)
    (2.0, 0.0)
    """
    ranked = sorted(values)
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)] if ranked else 0.0
