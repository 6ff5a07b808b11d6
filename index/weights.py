"""How much each leg and each signal counts, by the languages of question and passage. The numbers are in `weights.json`."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """`share["ru-kk"]`: the keyword leg's share (0 to 1) for Russian questions on Kazakh passages."""

    share: dict[str, float]
    rank: dict[str, dict[str, float]]  # by group (same, cross): the weight of each signal (`rerank.Signals`), and a constant

    def shares(self, question: str, passages: Iterable[str]) -> NDArray[np.float32]:
        """The share for each passage, by its language; a mixed one counts as one of the question's own language."""
        own = {"mixed": question}
        return np.array([self.share[f"{question}-{own.get(passage, passage)}"] for passage in passages], dtype=np.float32)


def load_weights(path: Path = WEIGHTS) -> Weights:
    saved = json.loads(path.read_text("utf-8"))
    return Weights(saved["share"], saved["rank"])
