"""The only door to FAISS: unit vectors in, the nearest by cosine out. `ExactVectors` is its oracle in NumPy."""

from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Ids = NDArray[np.int64]


class VectorIndex(Protocol):
    """Search among rows numbered from 0; scores are cosines, higher is better, sorted; ties by the lower number.

    Of equal scores at the very end of the list, any may have been taken.
    """

    def __len__(self) -> int: ...

    def search(self, questions: Vectors, k: int) -> tuple[Vectors, Ids]:
        """Scores and ids of shape (questions, min(k, rows))."""
        ...


class ExactVectors:
    """Every cosine, computed."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors

    def __len__(self) -> int:
        return len(self._vectors)

    def search(self, questions: Vectors, k: int) -> tuple[Vectors, Ids]:
        scores = questions @ self._vectors.T
        ids = np.argsort(-scores, axis=1, kind="stable")[:, : min(k, len(self))].astype(np.int64)
        return np.take_along_axis(scores, ids, axis=1), ids


class FaissVectors:
    """A flat FAISS index by inner product (of unit vectors: cosine)."""

    def __init__(self, vectors: Vectors) -> None:
        import faiss

        self._index: faiss.IndexFlatIP = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(np.ascontiguousarray(vectors))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, questions: Vectors, k: int, *, among: Ids | None = None) -> tuple[Vectors, Ids]:
        """As `VectorIndex`; `among` (sorted, not empty) are the only rows that may be found."""
        import faiss

        # With two threads a flat scan on a busy small machine takes several times longer (retrieval guide, section 9).
        faiss.omp_set_num_threads(1)
        # FAISS pads missing neighbours with the id -1, which Python takes for the last row: never ask for more than there is.
        if among is None:
            scores, ids = self._index.search(np.ascontiguousarray(questions), min(k, len(self)))
        else:
            only = faiss.SearchParameters(sel=faiss.IDSelectorBatch(among))  # type: ignore[call-arg]
            scores, ids = self._index.search(np.ascontiguousarray(questions), min(k, len(among)), params=only)
        # FAISS leaves equal scores in the order of its heap.
        order = np.lexsort((ids, -scores), axis=1)
        return np.take_along_axis(scores, order, axis=1), np.take_along_axis(ids, order, axis=1)

    def all(self) -> Vectors:
        """Every vector, shape (rows, dim): a view of the index's own memory, not to be written to."""
        import faiss

        flat = faiss.rev_swig_ptr(self._index.get_xb(), len(self) * self._index.d)
        view: Vectors = flat.reshape(len(self), self._index.d)
        view.flags.writeable = False
        return view

    def save(self, path: Path) -> None:
        """Write through our own file handle: FAISS's own cannot open every path, and can end short without an error."""
        import faiss

        path.write_bytes(faiss.serialize_index(self._index).tobytes())

    @classmethod
    def load(cls, path: Path) -> "FaissVectors":
        """Open what `save` wrote. The caller has verified the file's hash: FAISS itself notices damage in one case of three."""
        import faiss

        opened = cls.__new__(cls)
        read = faiss.deserialize_index(np.frombuffer(path.read_bytes(), dtype=np.uint8))
        assert isinstance(read, faiss.IndexFlatIP), "only `save` writes these files"
        opened._index = read
        return opened
