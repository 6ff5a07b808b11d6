"""What a piece shares with others: the letter groups of how it sounds.

A piece's vector is its own plus those of its letter groups (fastText's idea; Bojanowski et al. 2017, arXiv 1607.04606). Pieces
of one stem share groups, so a rare form learns from frequent ones; and as groups are taken from a rough Latin reading of the
piece, a name shares them with itself in the other script («меркел», «merkel»). After the fit the sums are the pieces' vectors,
and nothing of this is needed to use the model.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.sound import sound

LENGTHS = (3, 4, 5)  # letters in a group, the mark of a word's beginning counted; a sixth, and whole pieces, gave nothing more


def groups_of(piece: str) -> list[str]:
    """The letter groups of a piece; numbers have none, for 1991 is not nearly 1992.

    >>> groups_of("▁дин"), groups_of("▁1991")
    (['_din', '_di', 'din'], [])
    """
    said = sound(piece.replace("▁", "_"))
    if any(sign.isdigit() for sign in said):
        return []
    return sorted(
        {said[at : at + length] for length in LENGTHS for at in range(len(said) - length + 1)}, key=lambda g: (-len(g), g)
    )


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of every piece: piece i has `ids[starts[i]:starts[i + 1]]`, each weighing `weights[i]`."""

    ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    weights: NDArray[np.float32]
    count: int

    def of(self, pieces: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Flat group ids of the given pieces, and where each piece's begin."""
        lengths = self.starts[pieces + 1] - self.starts[pieces]
        ends = np.cumsum(lengths)
        places = np.arange(ends[-1]) - np.repeat(ends - lengths, lengths) + np.repeat(self.starts[pieces], lengths)
        return self.ids[places], ends - lengths


def table_of(pieces: Sequence[str]) -> Groups:
    """Number the groups of a vocabulary, given in the order of its ids. A group of one piece alone is dropped.

    >>> table = table_of(["тил", "тили", "кол"])
    >>> table.count, table.of(np.array([0, 1, 2]))[0].tolist()
    (1, [0, 0])
    """
    found = [groups_of(piece) for piece in pieces]
    times = Counter(group for groups in found for group in groups)
    shared = [[group for group in groups if times[group] > 1] for groups in found]
    numbers = {group: number for number, group in enumerate(dict.fromkeys(group for groups in shared for group in groups))}
    return Groups(
        ids=np.array([numbers[group] for groups in shared for group in groups], dtype=np.int64),
        starts=np.cumsum([0, *(len(groups) for groups in shared)], dtype=np.int64),
        # Unit variance whatever their number, so that long pieces do not start out louder than short ones.
        weights=np.array([len(groups) ** -0.5 if groups else 0 for groups in shared], dtype=np.float32),
        count=len(numbers),
    )
