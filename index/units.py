"""What gets a vector: every sentence of a passage and every pair of neighbours. A passage is worth its best one.

For a model of averaged word vectors this is the largest single gain (retrieval guide, section 11).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus import Passage
from corpus.sentences import sentences


@dataclass(frozen=True, slots=True)
class Unit:
    """A span of passage number `passage`; offsets are in the passage's text."""

    passage: int
    start: int
    end: int


def units(passages: Sequence[Passage]) -> list[Unit]:
    """Sentences, then pairs of neighbouring sentences, of each passage in turn."""
    found: list[Unit] = []
    for number, passage in enumerate(passages):
        spans = sentences(passage.text)
        pairs = [(one[0], other[1]) for one, other in pairwise(spans)]
        found += [Unit(number, start, end) for start, end in [*spans, *pairs]]
    return found
