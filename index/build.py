"""Documents -> passages -> vectors and keyword terms -> a new generation on disk."""

import errno
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus import Document, Passage, Problem, UserError, split
from corpus.check import counts, verdicts
from corpus.copies import unite
from corpus.load import fingerprint, load
from corpus.split import SIZE
from index.analyse import ANALYSER, terms
from index.correct import distinct
from index.embed import Embedder, Vectors
from index.lexical import Lexical
from index.manifest import FORMAT, Manifest, hash_bytes, hash_files
from index.store import write_generation
from index.units import context, embed, units
from index.vectors import Ids, KeptVectors, keep, layout


def silent(things: Iterable[Any], _what: str, _total: int) -> Iterable[Any]:
    """No progress bar."""
    return things


BATCH = 2048  # units embedded between two steps of the progress bar

Progress = Callable[[Iterable[Any], str, int], Iterable[Any]]  # things, what is being done, how many


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made, for its one-line summary."""

    generation: str
    documents: int
    passages: int
    vectors: int
    problems: tuple[Problem, ...]
    health: dict[str, int]  # how many files are green, amber and red


def settings(model: Embedder, vectors: int) -> dict[str, str]:
    """The fields of the manifest that an index of so many vectors and its reader must share."""
    return {
        "model": model.name,
        "model_hash": model.hash,
        "splitter": f"sections, sentences<={SIZE}, lead-ins, context",
        "analyser": ANALYSER,
        "layout": layout(vectors),
    }


def build(
    documents: Path,
    folder: Path,
    model: Embedder,
    *,
    without: frozenset[str] = frozenset(),
    include_red: bool = False,
    progress: Progress = silent,
) -> Built:
    """Read a folder of documents and write its index as a new live generation below `folder`.

    A file whose health is red is left out and reported, unless `include_red`. `without` names repairs to leave out. The
    generation before stays live until the new one is complete and verified. Raises UserError.
    """
    if _among(documents, folder):
        raise UserError(
            f"The index cannot be kept in {folder}: its files would be read as documents of {documents}; name a folder outside "
            "with --index DIR, or a hidden one, as .index."
        )
    sources = fingerprint(documents)
    reports = verdicts(documents, progress=lambda files: progress(files, "check", len(sources)))
    red = {name: Problem(name, report.advice) for name, report in reports.items() if report.verdict == "red"}
    left_out = {} if include_red else {name: problem for name, problem in red.items() if not reports[name].reason}
    loaded = load(documents, progress=lambda files: progress(files, "read", len(sources)), without=without, leave_out=left_out)
    problems = (*loaded.problems, *left_out.values())
    parts = assemble(loaded.documents, model, progress=progress)
    if not parts.passages:
        raise UserError(f"The documents in {documents} hold no text: add documents with text.")

    def write(fresh: Path) -> Manifest:
        _write_documents(fresh, loaded.documents)
        _write_passages(fresh, parts.passages)
        (fresh / "words.txt").write_text("\n".join(parts.vocabulary), encoding="utf-8", newline="\n")
        np.save(fresh / "units.npy", parts.units)
        parts.vectors.save(fresh)
        parts.lexical.save(fresh / "lexical")
        return Manifest(
            format=FORMAT,
            built=datetime.now(UTC).isoformat(timespec="seconds"),
            dim=model.dim,
            sources=sources,
            documents={document.id: hash_bytes(document.text.encode()) for document in loaded.documents},
            problems={problem.document_id: problem.reason for problem in problems},
            passages=len(parts.passages),
            vectors=len(parts.vectors),
            files=hash_files(fresh),
            without=",".join(sorted(without)),
            **settings(model, len(parts.vectors)),
        )

    try:
        generation, _ = write_generation(folder, write)
    except OSError as error:
        mend = "free some space" if error.errno == errno.ENOSPC else "check its permissions"
        raise UserError(
            f"The index cannot be written to {folder} ({error.strerror}): {mend}, or name another --index DIR."
        ) from error
    return Built(
        generation.name, len(loaded.documents), len(parts.passages), len(parts.vectors), problems, counts(reports.values())
    )


def _among(documents: Path, folder: Path) -> bool:
    """Whether a folder is one whose files are read as documents; hidden ones are not."""
    within = folder.resolve().is_relative_to(documents.resolve())
    return within and not any(name.startswith(".") for name in folder.resolve().relative_to(documents.resolve()).parts)


@dataclass(frozen=True, slots=True)
class Parts:
    """What is searched: passages, the units that have vectors (rows of passage, start, end), and both legs."""

    passages: Sequence[Passage]
    vocabulary: Sequence[str]  # distinct words, folded, sorted
    units: NDArray[np.int64]
    vectors: KeptVectors
    lexical: Lexical


def assemble(documents: Sequence[Document], model: Embedder, *, progress: Progress = silent) -> Parts:
    """Split, embed and analyse documents, in memory."""
    cut = (split(document) for document in progress(documents, "split", len(documents)))
    passages = unite(passage for found in cut for passage in found)
    spans = units(passages)

    def batches() -> Iterable[Ids]:
        starts = range(0, len(spans), BATCH)
        return (np.arange(start, min(start + BATCH, len(spans))) for start in progress(starts, "embed", len(starts)))

    def rows(numbers: Ids) -> Vectors:
        return embed([spans[number] for number in numbers.tolist()], passages, model)

    vectors = keep(len(spans), model.dim, rows, batches)
    lexical = Lexical(
        terms(f"{context(passage)} {passage.text}", passage.language)
        for passage in progress(passages, "analyse", len(passages))
    )
    return Parts(
        passages,
        distinct(passage.text for passage in passages),
        np.array([(span.passage, span.start, span.end) for span in spans], dtype=np.int64).reshape(-1, 3),
        vectors,
        lexical,
    )


def _write_documents(folder: Path, documents: Sequence[Document]) -> None:
    with (folder / "documents.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for document in documents:
            marks = [(mark.start, mark.line, mark.page) for mark in document.marks]
            sections = [(section.start, section.kind, section.heading) for section in document.sections]
            row = asdict(document) | {"marks": marks, "sections": sections}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _write_passages(folder: Path, passages: Sequence[Passage]) -> None:
    with (folder / "passages.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for passage in passages:
            file.write(json.dumps(asdict(passage), ensure_ascii=False) + "\n")
