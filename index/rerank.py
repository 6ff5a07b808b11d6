"""The order of the best candidates: a weighted sum of signals, one set of weights within a language and one across.

The weights are in `weights.json`; `python -m eval fit` learns them on one half of our questions: the probability that a passage
answers, among those of its question, is taken to grow with the exponential of its sum (listwise softmax; Cao et al. 2007).
"""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass

DEPTH = 20  # candidates that are looked at closely: words met, and what the question wants to be told
# Sections that answer seldom stand so much lower. Fixed by hand: hardly a question of ours is answered there.
BEHIND = {"references": 1.5, "keywords": 1.0}


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of a candidate, each about 0 to 1, more is better."""

    meaning: float  # best cosine, scaled over the candidates of the question
    keywords: float  # BM25, scaled likewise
    cosine: float  # best cosine as it is
    met: float  # how well the best span meets the question's words
    tells: float  # whether a good span holds what the question wants: a number, a time, a person

    def weighed(self, weights: Mapping[str, float]) -> float:
        """The weighted sum, with the group's constant."""
        return weights["constant"] + math.fsum(weights[name] * value for name, value in asdict(self).items())
