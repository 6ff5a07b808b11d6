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
FEATURES = ("dense", "missing", "strange", "length", "named", *LACKING)
LONGEST = 12  # words; what goes beyond counts no more


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the estimate rests on, over the three best hits."""

    group: str  # «same» where the best passage is in the question's language, else «cross»: their levels differ
    dense: float = 0.0  # the best cosine
    missing: float = 0.0  # the share of the question, by weight, in words that stand nowhere in the documents
    strange: bool = False  # whether one of these is a name or a number: then the question is of something else
    length: float = 0.0  # of the question, in tens of words: the more words meet, the more do equal cosines prove
    kind: str = ""  # what the question wants to be told (`index.kind`)
    tells: float = 0.0  # whether one of the best spans holds it

    def features(self) -> dict[str, float]:
        """The numbers of the estimate. What is lacking of what was asked for speaks against an answer.

        Of «who is X» it speaks for one, too, that X is named: such questions are short, and their cosines tell little.
        """
        lacks = {name: (1 - self.tells) * (self.kind in kinds) for name, kinds in LACKING.items()}
        named = 2 * self.tells - 1 if self.kind == "name" else 0.0
        plain = {"dense": self.dense, "missing": self.missing, "strange": float(self.strange), "length": self.length}
        return plain | {"named": named} | lacks


def is_strange(word: str, question: str) -> bool:
    """Whether a word of a question is a name or a number: in capitals, with a capital inside the question, or with a digit.

    >>> [is_strange(word, "Когда Молдова вошла в ВТО?") for word in ("Когда", "Молдова", "вошла", "ВТО")]
    [False, True, False, True]
    """
    capitals = len(word) > 1 and word.isupper() and not question.isupper()
    within = word[:1].isupper() and not question.lstrip('«“"').startswith(word)
    return capitals or within or any(letter.isdigit() for letter in word)


def evidence(
    question: str, language: str, hits: Sequence[Hit], *, kind: str = "", missing: Sequence[tuple[str, float]] = ()
) -> Evidence:
    """Evidence of the best hits for a question in `language`; `missing`: its words that stand nowhere, with their weights."""
    best = hits[:LOOKED_AT]
    spans = [span for hit in best for span in hit.spans]
    dense, met = max((span.dense for span in spans), default=0.0), max((span.met for span in spans), default=0.0)
    near = [span for span in spans if span.dense >= dense - ASIDE]
    meeting = [span for span in spans if span.met >= met - ASIDE]
    good = [span for span in near if span in meeting] or near + meeting
    return Evidence(
        group="same" if hits and hits[0].passage.language == language else "cross",
        dense=dense,
        missing=sum(weight for _, weight in missing),
        strange=any(is_strange(word, question) for word, _ in missing),
        length=min(len(question.split()), LONGEST) / 10,
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
