"""Whether what was found answers the question: a logistic estimate from the evidence of the best passages.

The numbers are in `refusal.json`; `python -m eval fit` fits them on our question set, and measures on halves not
fitted on.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index import Hit

LOOKED_AT = 3  # hits
ASIDE = 0.15  # a span that lies so much below the best may not tell what the question wants
LACKING = {"number": ("count", "money", "time"), "name": ("person", "place")}  # kinds of questions that are lacking alike
FEATURES = ("dense", "missing", "length", "named", *LACKING)
LONGEST = 12  # words; what goes beyond counts no more


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the estimate rests on, over the three best hits."""

    group: str  # «same» where the best passage is in the question's language, else «cross»: their levels differ
    dense: float = 0.0  # the best cosine
    missing: float = 0.0  # the share of the question, by weight, in words that stand nowhere in the documents
    length: float = 0.0  # of the question, in tens of words: the more words meet, the more do equal cosines prove
    kind: str = ""  # what the question wants to be told (`index.kind`)
    tells: float = 0.0  # whether one of the best spans holds it

    def features(self) -> dict[str, float]:
        """The numbers of the estimate. What is lacking of what was asked for speaks against an answer.

        Of «who is X» it speaks for one, too, that X is named: such questions are short, and their cosines tell little.
        """
        lacks = {name: (1 - self.tells) * (self.kind in kinds) for name, kinds in LACKING.items()}
        named = 2 * self.tells - 1 if self.kind == "name" else 0.0
        return {"dense": self.dense, "missing": self.missing, "length": self.length, "named": named} | lacks


def evidence(language: str, hits: Sequence[Hit], *, kind: str = "", missing: float = 0.0, length: int = 0) -> Evidence:
    """Evidence of the best hits for a question in `language` of `length` words."""
    best = hits[:LOOKED_AT]
    spans = [span for hit in best for span in hit.spans]
    dense, met = max((span.dense for span in spans), default=0.0), max((span.met for span in spans), default=0.0)
    near = [span for span in spans if span.dense >= dense - ASIDE]
    meeting = [span for span in spans if span.met >= met - ASIDE]
    good = [span for span in near if span in meeting] or near + meeting
    return Evidence(
        group="same" if hits and hits[0].passage.language == language else "cross",
        dense=dense,
        missing=missing,
        length=min(length, LONGEST) / 10,
        kind=kind,
        tells=max((span.tells for span in good), default=0.0),
    )


@cache
def _numbers() -> dict[str, dict[str, float]]:
    return dict(json.loads(Path(__file__).with_name("refusal.json").read_text("utf-8")))


def confidence(found: Evidence) -> float:
    """Probability that the citations answer the question."""
    numbers = _numbers()[found.group]
    logit = numbers["bias"] + sum(numbers[name] * value for name, value in found.features().items())
    return 1 / (1 + math.exp(-logit))


def threshold(found: Evidence) -> float:
    """Below this confidence the answer is «not found»."""
    return _numbers()[found.group]["threshold"]


def forget() -> None:
    """Read the numbers anew: they have just been fitted."""
    _numbers.cache_clear()
