"""Texts to unit vectors: by a table of our own kind, or by any model of sentence-transformers, whose only door this is.

Vectors are made unit length here and nowhere else.
"""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import UserError
from index.table import Table, read_table

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BUNDLED = Path(__file__).with_name("model")

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Texts to float32 arrays of shape (texts, dim), rows of length 1 (a text of no known word: zeros)."""

    @property
    def name(self) -> str: ...

    @property
    def hash(self) -> str: ...

    @property
    def dim(self) -> int: ...

    def embed_questions(self, texts: Sequence[str]) -> Vectors: ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors: ...

    def embed_words(self, words: Sequence[str]) -> tuple[Vectors, NDArray[np.float32]]:
        """Vectors of single words, and how much each says: a weight above 0, of no unit."""
        ...


def unit(vectors: NDArray[np.floating]) -> Vectors:
    """Rows made length 1; rows of zeros stay zeros.

    >>> unit(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist()
    [[0.6000000238418579, 0.800000011920929], [0.0, 0.0]]
    """
    rows = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Vectors = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return scaled


class TableModel:
    """A folder that is nothing but a table of piece vectors, as the bundled model is."""

    def __init__(self, name: str, folder: Path, table: Table) -> None:
        self.name = name
        self.hash = hash_folder(folder)
        self.dim = table.dim
        self._table = table

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        return unit(self._table.means(texts)[0])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return unit(self._table.means(texts)[0])

    def embed_words(self, words: Sequence[str]) -> tuple[Vectors, NDArray[np.float32]]:
        """Unit vectors of words, and their lengths before: a text's vector is the sum of its words', so the longer say more."""
        means, counts = self._table.means(words)
        lengths: NDArray[np.float32] = np.linalg.norm(means, axis=1) * counts
        return unit(means), lengths.astype(np.float32)


class SentenceTransformersModel:
    """A sentence-transformers model; questions and passages get the model's own prompts where it has them."""

    def __init__(self, name: str, folder: Path) -> None:
        if folder.is_dir():
            # A local folder is never looked up on a hub, not even for its newest version.
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(str(folder) if folder.is_dir() else name, device="cpu", trust_remote_code=False)
        self.name = name
        self.hash = hash_folder(folder) if folder.is_dir() else _hash_weights(self._model)
        self.dim = int(self._model.get_embedding_dimension() or 0)

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        return unit(self._model.encode_query(list(texts), show_progress_bar=False))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return unit(self._model.encode_document(list(texts), show_progress_bar=False, batch_size=256))

    def embed_words(self, words: Sequence[str]) -> tuple[Vectors, NDArray[np.float32]]:
        return self.embed_questions(words), np.ones(len(words), dtype=np.float32)


def hash_folder(folder: Path) -> str:
    """SHA-256 over the names and bytes of a model folder's files (its README apart)."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != "README.md":
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _hash_weights(model: "SentenceTransformer") -> str:
    """SHA-256 over the weights of a model that was not opened from a plain folder."""
    digest = hashlib.sha256()
    for name, weight in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(weight.cpu().numpy().tobytes())
    return digest.hexdigest()


def open_model(name: str = "bundled") -> Embedder:
    """The bundled model, or any sentence-transformers model by folder or public name. Raises UserError if it is not there."""
    folder = BUNDLED if name == "bundled" else Path(name)
    try:
        table = read_table(folder)
        return TableModel(name, folder, table) if table else SentenceTransformersModel(name, folder)
    except (OSError, ValueError) as error:
        raise UserError(
            f"The model {name} cannot be opened: name a folder with a sentence-transformers model, "
            "or a public model that this machine has or can fetch, with --model, or leave --model out."
        ) from error
