"""Where to find it: passages become an index on disk, a question becomes Hits."""

from index.build import build
from index.embed import Embedder, open_model
from index.hit import Hit
from index.manifest import DamagedIndex, MissingIndex, StaleIndex
from index.search import Index

__all__ = ["DamagedIndex", "Embedder", "Hit", "Index", "MissingIndex", "StaleIndex", "build", "open_model"]
