"""Measures of one ranking, by ir-measures: `ranking` holds passage ids, best first; `gold` those that answer."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

import numpy as np

# Our name -> theirs. One answering passage among the first k is enough to be answered: TREC calls our recall «Success».
MEASURES = {
    "recall@1": "Success@1",
    "recall@3": "Success@3",
    "recall@5": "Success@5",
    "recall@10": "Success@10",
    "MRR@10": "RR@10",
    "nDCG@10": "nDCG@10",
}


def measured(ranking: Sequence[str], gold: Collection[str], names: Sequence[str] = tuple(MEASURES.values())) -> list[float]:
    """Measures (by their ir-measures names) of a ranking; all are 0 where nothing was found or nothing answers.

    >>> measured(["a", "b"], {"b", "z"}, ["Success@1", "Success@3", "RR@10"])
    [0.0, 1.0, 0.5]
    """
    import ir_measures

    if not ranking or not gold:
        return [0.0] * len(names)
    # Ids become ranks: an id may hold anything, also bytes of a file name that are no text.
    run = {str(rank): -float(rank) for rank in range(len(ranking))}
    answering = [str(rank) for rank, passage in enumerate(ranking) if passage in gold]
    unranked = [f"unranked {number}" for number in range(len(set(gold)) - len(answering))]
    asked = _parsed(tuple(names))
    values = ir_measures.iter_calc(asked, {"": dict.fromkeys([*answering, *unranked], 1)}, {"": run})
    found = {value.measure: float(value.value) for value in values}
    return [found[measure] for measure in asked]


@cache
def _parsed(names: tuple[str, ...]) -> list[Any]:
    import ir_measures

    return [ir_measures.parse_measure(name) for name in names]


def ndcg_at(k: int, ranking: Sequence[str], gold: Collection[str]) -> float:
    """Binary normalised discounted cumulative gain (Järvelin and Kekäläinen 2002).

    >>> round(ndcg_at(10, ["a", "b"], {"b"}), 3), ndcg_at(10, ["b", "a"], {"b"})
    (0.631, 1.0)
    """
    return measured(ranking, gold, [f"nDCG@{k}"])[0]


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie (nearest rank); 0 for no values.

    >>> percentile([4.0, 1.0, 3.0, 2.0], 0.5), percentile([], 0.5)
    (2.0, 0.0)
    """
    return float(np.quantile(values, share, method="inverted_cdf")) if len(values) else 0.0
