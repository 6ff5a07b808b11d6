"""The only door to FAISS: unit vectors in, the nearest by cosine out. `ExactVectors` is its oracle in NumPy.

How vectors are kept follows from their number alone (`layout`): few as they are, and every cosine is reckoned; many packed.
Inverted lists were tried for these: to find .97 of the ten nearest of 666,143, more than a third of 2,048 lists had to be
scanned, in twice the time that all took packed (which found .99).
"""

import math
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Ids = NDArray[np.int64]
Bytes = NDArray[np.uint8]

EXACT = 32_768  # vectors: up to so many are kept as they are; 64 MB where they have 512 numbers, 3 to 8 ms a question
WIDE = 2000  # rows that are looked at in 8 bits. Of the 200 nearest among 666,143 they hold .97, 1,000 .93, 500 .85
LEARNED_FROM = 16_384  # vectors: 34 MB where they have 512 numbers
SEED = 1
FLAT, PACKED = "flat", "turned, 1 bit scanned, 8 bits scored"  # as the manifest tells it
SCAN, ROWS = "vectors.faiss", "vectors.npy"  # files of a generation; a flat index has the first alone
SCALE, TURN = "scale.npy", "turn.npy"


def layout(rows: int) -> str:
    """The rule: how so many vectors are kept.

    >>> layout(2_566), layout(800_000)
    ('flat', 'turned, 1 bit scanned, 8 bits scored')
    """
    return FLAT if rows <= EXACT else PACKED


class VectorIndex(Protocol):
    """Search among rows numbered from 0; scores are cosines, higher is better, sorted; ties by the lower number.

    Of equal scores at the very end of the list, any may have been taken.
    """

    def __len__(self) -> int: ...

    def search(self, questions: Vectors, k: int, *, among: Ids | None = None) -> tuple[Vectors, Ids]:
        """Scores and ids of shape (questions, min(k, rows)); `among` (sorted, not empty) are the only rows to be found."""
        ...

    def cosines(self, question: Vectors, numbers: Ids) -> Vectors:
        """Cosines of one question (its vector) with the rows of these numbers."""
        ...


class ExactVectors:
    """Every cosine, computed."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors

    def __len__(self) -> int:
        return len(self._vectors)

    def search(self, questions: Vectors, k: int, *, among: Ids | None = None) -> tuple[Vectors, Ids]:
        scores = questions @ (self._vectors if among is None else self._vectors[among]).T
        found = np.argsort(-scores, axis=1, kind="stable")[:, :k]
        ids = (found if among is None else among[found]).astype(np.int64)
        return np.take_along_axis(scores, found, axis=1), ids

    def cosines(self, question: Vectors, numbers: Ids) -> Vectors:
        found: Vectors = self._vectors[numbers] @ question
        return found


class FlatVectors:
    """A flat FAISS index by inner product (of unit vectors: cosine)."""

    def __init__(self, vectors: Vectors) -> None:
        import faiss

        self._index: faiss.IndexFlatIP = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(np.ascontiguousarray(vectors))
        self._rows = self.all()

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, questions: Vectors, k: int, *, among: Ids | None = None) -> tuple[Vectors, Ids]:
        """As `VectorIndex`."""
        import faiss

        one_thread()
        # FAISS pads missing neighbours with the id -1, which Python takes for the last row: never ask for more than there is.
        if among is None:
            return _in_order(*self._index.search(np.ascontiguousarray(questions), min(k, len(self))))
        only = faiss.SearchParameters(sel=faiss.IDSelectorBatch(among))  # type: ignore[call-arg]  # a keyword that FAISS adds at run time
        return _in_order(*self._index.search(np.ascontiguousarray(questions), min(k, len(among)), params=only))

    def cosines(self, question: Vectors, numbers: Ids) -> Vectors:
        """As `VectorIndex`, exactly."""
        found: Vectors = self._rows[numbers] @ question
        return found

    def all(self) -> Vectors:
        """Every vector, shape (rows, dim): a view of the index's own memory, not to be written to."""
        import faiss

        flat = faiss.rev_swig_ptr(self._index.get_xb(), len(self) * self._index.d)
        view: Vectors = flat.reshape(len(self), self._index.d)
        view.flags.writeable = False
        return view

    def save(self, folder: Path) -> None:
        _save(self._index, folder / SCAN)

    @classmethod
    def load(cls, folder: Path) -> "FlatVectors":
        """Open what `save` wrote."""
        import faiss

        opened, read = cls.__new__(cls), _load(folder / SCAN)
        assert isinstance(read, faiss.IndexFlatIP), "only `save` writes these files"
        opened._index = read
        opened._rows = opened.all()
        return opened


class PackedVectors:
    """Vectors in 8 bits a number, and in one bit a number (a product quantizer of FAISS) to find which of them to look at.

    All are scanned by their one bit; the WIDE best are scored by their 8, which are off by some .0005 in a cosine. Before that
    they are turned at random: a model may tell most of what it has to tell in few of its numbers, and each has as many bits.
    """

    def __init__(self, scan: Any, rows: Bytes, turn: Vectors, low: float, step: float) -> None:
        self._scan, self._rows, self._turn = scan, rows, turn
        self._low, self._step = low, step  # a number is low + step times its 8 bits
        self._asked: tuple[Vectors, Vectors] | None = None  # the question that was turned last: it is asked for often

    def __len__(self) -> int:
        return len(self._rows)

    def search(self, questions: Vectors, k: int, *, among: Ids | None = None) -> tuple[Vectors, Ids]:
        """As `VectorIndex`, but for what the scan does not find."""
        one_thread()
        found = [self._search(question, k, among) for question in questions]
        return np.stack([scores for scores, _ in found]), np.stack([ids for _, ids in found])

    def _search(self, question: Vectors, k: int, among: Ids | None) -> tuple[Vectors, Ids]:
        numbers = self._wide(question, k, among)
        scores = self.cosines(question, numbers)
        order = np.lexsort((numbers, -scores))[:k]
        return scores[order], numbers[order]

    def _wide(self, question: Vectors, k: int, among: Ids | None) -> Ids:
        """Numbers of the rows to look at: those that the scan finds; of those let in all, where they are no more."""
        wide = max(WIDE, 10 * k)
        if among is None:
            return self._scanned(question, wide) if wide < len(self) else np.arange(len(self))
        # So many more as there are rows that are not let in.
        wide = wide * len(self) // len(among)
        if wide >= len(among):
            return among
        let_in = np.zeros(len(self), dtype=bool)
        let_in[among] = True
        found = self._scanned(question, wide)
        found = found[let_in[found]]
        return found if len(found) >= min(k, len(among)) else among

    def _scanned(self, question: Vectors, wide: int) -> Ids:
        found: Ids = self._scan.search(np.ascontiguousarray(self._turned(question)[None]), wide)[1][0]
        return found

    def _turned(self, question: Vectors) -> Vectors:
        last = self._asked
        if last is None or last[0] is not question:
            self._asked = last = (question, question @ self._turn)
        return last[1]

    def cosines(self, question: Vectors, numbers: Ids) -> Vectors:
        """As `VectorIndex`, by the 8 bits that are kept."""
        bits, turned = self._rows[numbers].astype(np.float32), self._turned(question)
        found: Vectors = bits @ turned * np.float32(self._step) + np.float32(self._low * float(turned.sum()))
        return found

    def save(self, folder: Path) -> None:
        _save(self._scan, folder / SCAN)
        np.save(folder / ROWS, self._rows)
        np.save(folder / TURN, self._turn)
        np.save(folder / SCALE, np.array([self._low, self._step]))

    @classmethod
    def load(cls, folder: Path) -> "PackedVectors":
        """Open what `save` wrote, whose hashes the caller has verified."""
        import faiss

        scan = _load(folder / SCAN)
        assert isinstance(scan, faiss.IndexPQFastScan), "only `save` writes these files"
        # Mapped: only rows that are looked at are read. Windows can delete no file that is mapped, and old generations must go.
        rows = np.load(folder / ROWS, mmap_mode="r" if os.name == "posix" else None, allow_pickle=False)
        low, step = np.load(folder / SCALE, allow_pickle=False).tolist()
        return cls(scan, np.asarray(rows), np.load(folder / TURN, allow_pickle=False), low, step)


def pack(rows: int, sample: Vectors, batches: Iterable[Vectors]) -> PackedVectors:
    """Learn from a sample, then take in so many rows in batches. The same sample and rows give the same bytes."""
    import faiss

    one_thread()
    dim = sample.shape[1]
    # Four numbers in four bits; fewer where four does not divide the dimension.
    scan: Any = faiss.IndexPQFastScan(dim, dim // math.gcd(dim, 4), 4, faiss.METRIC_INNER_PRODUCT)
    scan.pq.cp.seed = SEED
    turn = turned_at_random(dim)
    sample = sample @ turn
    scan.train(np.ascontiguousarray(sample))
    low = float(sample.min())
    step = (float(sample.max()) - low) / 255 or 1.0
    kept, filled = np.empty((rows, dim), dtype=np.uint8), 0
    for batch in (each @ turn for each in batches):
        scan.add(np.ascontiguousarray(batch))
        kept[filled : filled + len(batch)] = np.clip(np.rint((batch - low) / step), 0, 255)
        filled += len(batch)
    assert filled == rows, "the batches are all rows"
    return PackedVectors(scan, kept, turn, low, step)


def turned_at_random(dim: int) -> Vectors:
    """A random turn, shape (dim, dim), that changes no cosine: every number of a turned vector tells as much as any other."""
    turn: Vectors = np.linalg.qr(np.random.default_rng(SEED).standard_normal((dim, dim)))[0].astype(np.float32)
    return turn


KeptVectors = FlatVectors | PackedVectors


def keep(rows: int, dim: int, embed: Callable[[Ids], Vectors], batches: Callable[[], Iterable[Ids]]) -> KeptVectors:
    """Vectors laid out by their number. `embed` gives those of some numbers, `batches` parts 0 to rows - 1, in order.

    Where they are many, a sample is embedded twice, and memory never holds all of them as they are.
    """
    if layout(rows) == FLAT:
        parts = [embed(batch) for batch in batches()]
        return FlatVectors(np.concatenate(parts) if parts else np.zeros((0, dim), dtype=np.float32))
    chosen = np.random.default_rng(SEED).choice(rows, min(rows, LEARNED_FROM), replace=False)
    return pack(rows, embed(np.sort(chosen)), map(embed, batches()))


def load(folder: Path, rows: int) -> KeptVectors:
    """Open the vectors of a generation whose manifest tells that there are so many."""
    opened = FlatVectors.load(folder) if layout(rows) == FLAT else PackedVectors.load(folder)
    assert len(opened) == rows, "the manifest tells their number"
    return opened


def _save(kept: Any, path: Path) -> None:
    """Write through our own file handle: FAISS's own cannot open every path, and can end short without an error."""
    import faiss

    path.write_bytes(faiss.serialize_index(kept).tobytes())


def _load(path: Path) -> Any:
    """The caller has verified the file's hash: FAISS itself notices damage in one case of three."""
    import faiss

    return faiss.deserialize_index(np.frombuffer(path.read_bytes(), dtype=np.uint8))


def one_thread() -> None:
    """With two threads a flat scan on a busy small machine takes several times longer (retrieval guide, section 9)."""
    import faiss

    faiss.omp_set_num_threads(1)


def _in_order(scores: Vectors, ids: Ids) -> tuple[Vectors, Ids]:
    """FAISS leaves equal scores in the order of its heap."""
    order = np.lexsort((ids, -scores), axis=1)
    return np.take_along_axis(scores, order, axis=1), np.take_along_axis(ids, order, axis=1)
