"""A table of piece vectors read straight from its folder: what sentence-transformers gives for it, without seconds of loading.

Such a model (`StaticEmbedding`) is a row for each piece, and a text's vector is the mean of its pieces' rows. A folder that is
anything else is left to sentence-transformers.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.pieces import Pieces, splits_at_space

if TYPE_CHECKING:
    from tokenizers import Tokenizer

BATCH = 1024  # texts that are cut into pieces at once

Vectors = NDArray[np.float32]


class Table:
    """Rows by piece, shape (pieces, dim), and the tokenizer that numbers them. Vectors are means, not yet of length 1."""

    def __init__(self, rows: Vectors, tokenizer: "Tokenizer") -> None:
        self._rows = rows
        self._pieces = Pieces(tokenizer)
        self.dim = rows.shape[1]

    def means(self, texts: Sequence[str]) -> tuple[Vectors, NDArray[np.int64]]:
        """The mean of each text's rows, zeros where it has no piece, and the number of its pieces."""
        means = np.zeros((len(texts), self.dim), dtype=np.float32)
        counts = np.zeros(len(texts), dtype=np.int64)
        for first in range(0, len(texts), BATCH):
            ids, starts = self._pieces.of(texts[first : first + BATCH])
            ends = [*starts[1:].tolist(), len(ids)]
            for at, (start, end) in enumerate(zip(starts.tolist(), ends, strict=True), start=first):
                if end > start:
                    counts[at] = end - start
                    self._rows[ids[start:end]].mean(axis=0, out=means[at])
        return means, counts


def read_table(folder: Path) -> Table | None:
    """The table of a model folder; None where the folder holds another model, or its tokenizer is not as ours.

    Raises OSError or ValueError for a damaged file.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    if not _is_table(folder):
        return None
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    if not splits_at_space(tokenizer):
        return None
    try:
        found = load_file(folder / "model.safetensors")
    except SafetensorError as error:
        raise ValueError(f"{folder / 'model.safetensors'} is damaged") from error
    if set(found) == {"embeddings", "weights"}:
        return Table(found["embeddings"].astype(np.float32) * found["weights"][:, None], tokenizer)
    return Table(found["embedding.weight"].astype(np.float32), tokenizer) if set(found) == {"embedding.weight"} else None


def _is_table(folder: Path) -> bool:
    """Whether a folder's modules are a table in the folder itself and, behind it, nothing but steps to unit length."""
    if not all((folder / name).is_file() for name in ("modules.json", "model.safetensors", "tokenizer.json")):
        return False
    modules = json.loads((folder / "modules.json").read_text("utf-8"))
    kinds = [str(module["type"]).rpartition(".")[2] for module in modules]
    return kinds[:1] == ["StaticEmbedding"] and modules[0]["path"] == "" and set(kinds[1:]) <= {"Normalize"}
