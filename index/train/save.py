"""A fitted table as a sentence-transformers folder, its vectors in 8 bits with one scale for each piece.

The layout (`embeddings`, `weights`) is one that sentence-transformers itself reads and multiplies out on loading.
"""

from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor


def quantise(table: Tensor) -> tuple[Tensor, Tensor]:
    """Rows as int8 and the scale of each, so that `rows * scale` is nearly the table.

    >>> rows, scales = quantise(torch.tensor([[1.0, -0.5], [0.0, 0.0]]))
    >>> rows.tolist(), [round(scale, 4) for scale in scales.tolist()]
    ([[127, -64], [0, 0]], [0.0079, 0.0])
    """
    scales = table.abs().amax(dim=1) / 127
    rows = torch.round(table / scales.clamp(min=1e-12)[:, None]).to(torch.int8)
    return rows, scales


def save(table: Tensor, tokenizer: Tokenizer, folder: Path) -> None:
    """Write the folder that `SentenceTransformer(folder)` opens: tokenizer, vectors, and a step that makes them unit length."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    folder.mkdir(parents=True, exist_ok=True)
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=table), Normalize()], device="cpu")
    model.save(str(folder), create_model_card=False)
    rows, scales = quantise(table)
    save_file({"embeddings": rows.contiguous(), "weights": scales}, folder / "model.safetensors")
    (folder / "model.safetensors").chmod(0o644)
