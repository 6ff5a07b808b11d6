"""Which passages a search may find."""

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from corpus import Passage

Keep = Callable[[Passage], bool]  # decides by a passage's documents and its language, by nothing else


class Kinds:
    """Passages by what a `Keep` decides by: one of each kind is asked about, and there are far fewer kinds than passages."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages

    def kept(self, keep: Keep) -> NDArray[np.bool_]:
        """Whether each passage is let in, shape (passages,)."""
        firsts, kinds = self._numbered
        let_in = np.array([keep(passage) for passage in firsts], dtype=np.bool_)
        found: NDArray[np.bool_] = let_in[kinds]
        return found

    @cached_property
    def _numbered(self) -> tuple[list[Passage], NDArray[np.int64]]:
        """The first passage of each kind, and the number of each passage's kind. Reckoned when first needed."""
        numbers: dict[tuple[object, ...], int] = {}
        firsts = list[Passage]()
        kinds = np.empty(len(self._passages), dtype=np.int64)
        for at, passage in enumerate(self._passages):
            kind = (passage.document_id, passage.language, passage.also)
            kinds[at] = number = numbers.setdefault(kind, len(firsts))
            if number == len(firsts):
                firsts.append(passage)
        return firsts, kinds
