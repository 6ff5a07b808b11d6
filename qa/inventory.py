"""What an index holds: its documents with their numbers and health, and how, when and by which model it was made."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.verdict import Health
from index.manifest import DamagedIndex, Manifest, MissingIndex, StaleIndex
from index.store import current
from qa.engine import Engine


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of an index. `verdict` is green, amber or red, and empty where its health is not known."""

    id: str
    title: str
    language: str
    pages: int  # 0 where there are no pages
    passages: int
    characters: int
    year: int  # 0 where it is not known
    copies: tuple[str, ...]
    verdict: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Inventory:
    """An index. `generation` is empty, and `size` 0, for one that is in memory only or no longer the live one of its folder."""

    documents: tuple[Entry, ...]
    left_out: tuple[tuple[str, str], ...]  # id of a file and why it is not indexed
    passages: int
    vectors: int
    generation: str
    built: str  # UTC, ISO 8601
    size: int  # bytes on disk
    model: str
    model_hash: str
    dim: int
    splitter: str
    analyser: str
    format: int


def inventory(engine: Engine, *, folder: Path | None = None, health: Mapping[str, Health] | None = None) -> Inventory:
    """The inventory of an engine. `folder` is that of its index; `health` holds reports by the id of the document.

    Reports come from `corpus.check.verdicts` (it reads every file) or from `Library.health` (it does not).
    """
    manifest = engine.index.manifest
    generation = _generation(folder, manifest) if folder else None
    return Inventory(
        documents=entries(engine, health or {}),
        left_out=tuple(sorted(manifest.problems.items())),
        passages=manifest.passages,
        vectors=manifest.vectors,
        generation=generation.name if generation else "",
        built=manifest.built,
        size=sum(path.stat().st_size for path in generation.rglob("*") if path.is_file()) if generation else 0,
        model=manifest.model,
        model_hash=manifest.model_hash,
        dim=manifest.dim,
        splitter=manifest.splitter,
        analyser=manifest.analyser,
        format=manifest.format,
    )


def entries(engine: Engine, health: Mapping[str, Health]) -> tuple[Entry, ...]:
    """The documents of an engine by id; a passage that stands in several documents counts for each."""
    places = (place for passage in engine.index.passages for place in (passage.id, *passage.also))
    passages = Counter(place.rpartition(":")[0] for place in places)
    return tuple(
        Entry(
            id=document.id,
            title=document.title,
            language=document.language,
            pages=document.pages,
            passages=passages[document.id],
            characters=len(document.text),
            year=document.year,
            copies=document.copies,
            verdict=report.verdict if report else "",
            advice=report.advice if report else "",
        )
        for document, report in ((document, health.get(document.id)) for _, document in sorted(engine.index.documents.items()))
    )


def _generation(folder: Path, manifest: Manifest) -> Path | None:
    """The live generation of a folder, if it is the one with this manifest: another may have been built since."""
    try:
        live = current(folder)
        return live if Manifest.load(live / "manifest.json") == manifest else None
    except (MissingIndex, DamagedIndex, StaleIndex):
        return None
