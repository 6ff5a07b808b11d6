"""Whether what was found answers the question: a logistic estimate from the evidence of the best passages.

The numbers are in `refusal.json`; `python -m eval fit` fits them on one half of our question set.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index import Hit


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the estimate rests on: the best cosine, and the best idf-weighted share of the question's words (0 to 1)."""

    dense: float
    covered: float
    group: str  # «same» where the best passage is in the question's language, else «cross»: their cosines differ in level


def evidence(language: str, hits: Sequence[Hit]) -> Evidence:
    """Evidence of the three best hits for a question in `language`."""
    best = hits[:3]
    return Evidence(
        dense=max((hit.dense for hit in best), default=0.0),
        covered=max((span.covered for hit in best for span in hit.spans), default=0.0),
        group="same" if hits and hits[0].passage.language == language else "cross",
    )


@cache
def _numbers() -> dict[str, dict[str, float]]:
    return dict(json.loads(Path(__file__).with_name("refusal.json").read_text("utf-8")))


def confidence(found: Evidence) -> float:
    """Probability that the citations answer the question."""
    numbers = _numbers()[found.group]
    logit = numbers["bias"] + numbers["dense"] * found.dense + numbers["covered"] * found.covered
    return 1 / (1 + math.exp(-logit))


def threshold(found: Evidence) -> float:
    """Below this confidence the answer is «not found»."""
    return _numbers()[found.group]["threshold"]


def forget() -> None:
    """Read the numbers anew: they have just been fitted."""
    _numbers.cache_clear()
