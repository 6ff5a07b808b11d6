"""How Dayek does with very many passages: time to build, disk, memory, latency on one core, and what packing loses.

The documents are our own and others made in their manner (`imitate`), so that every question has its passage among strangers
that look like it. Each stage runs in a process of its own that has one core: its memory and its threads are its own.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Container, Hashable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np

from corpus import load, split
from corpus.bench import peak
from eval.imitate import manners, texts
from eval.metrics import percentile
from eval.questions import Question, load_questions
from eval.run import Row, evaluate
from index import Embedder, Index, build, open_model
from index.build import BATCH
from index.units import embed, units
from index.vectors import ExactVectors, layout
from qa.answer import Answer
from qa.engine import RANKED, Engine
from qa.follow import topic

SEED = 1
WARM = 10  # questions that are asked before the clock runs
COMPARED = 100  # questions that are asked of every vector too
Figures = dict[str, float | str]
Apart = Callable[..., Any]  # runs a function with its arguments, in another process or in this one


def measure(
    passages: int, starter: Path, questions: Path, model: str, *, others: Path | None = None, run: Apart | None = None
) -> Iterator[tuple[str, float | str]]:
    """Every figure with its name, as they come. `others`: a folder whose documents stand beside the starter's instead."""
    run = run or apart
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        documents, large = folder / "documents", folder / "large"
        fill(documents, passages, starter, others)
        yield from run(build_stage, documents, large, model).items()
        yield from run(
            ask_stage, {"starter": (starter, folder / "small"), "large": (documents, large)}, questions, model
        ).items()
        yield from run(compare_stage, large, folder / "rows.npy", questions, model).items()


def apart(function: Callable[..., Any], *arguments: Any) -> Any:
    """Run a function in a process of its own, with one core and one thread."""
    with one_core(), ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


@contextmanager
def one_core() -> Iterator[None]:
    """A process that is started meanwhile has one core, where the system can do that, and one thread."""
    kept = {name: os.environ.get(name) for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TOKENIZERS_PARALLELISM")}
    os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
    cores = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
    if cores:
        os.sched_setaffinity(0, {max(cores)})
    try:
        yield
    finally:
        if cores:
            os.sched_setaffinity(0, cores)
        os.environ |= {name: value for name, value in kept.items() if value is not None}
        for name in (name for name, value in kept.items() if value is None):
            del os.environ[name]


def fill(folder: Path, passages: int, starter: Path, others: Path | None) -> None:
    """Lay the starter documents into a folder, and beside them those of another folder or made ones: so many passages."""
    shutil.copytree(starter, folder)
    if others:
        shutil.copytree(others, folder / "others")
        return
    documents = load(starter).documents
    own = sum(len(split(document)) for document in documents)
    for name, text in texts(manners(documents), max(0, passages - own), SEED):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def build_stage(documents: Path, folder: Path, model: str) -> Figures:
    """Build an index: how long it takes, and what it takes."""
    opened = open_model(model)
    began, before = time.perf_counter(), peak()
    built = build(documents, folder, opened, include_red=True)
    return {
        "documents": built.documents,
        "passages": built.passages,
        "vectors": built.vectors,
        "layout": layout(built.vectors),
        "build, s": time.perf_counter() - began,
        "build, peak memory, MB": peak(),
        "build, of it before the build, MB": before,
        "on disk, MB": sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6,
    }


def ask_stage(indexes: Mapping[str, tuple[Path, Path]], questions: Path, model: str) -> Figures:
    """Ask every question of indexes by name, one after another; of the first, which is built if need be, own documents."""
    opened, found = open_model(model), Figures()
    own = frozenset[str]()
    for name, (documents, folder) in indexes.items():
        if not folder.exists():
            build(documents, folder, opened)
        began, before = time.perf_counter(), peak()
        engine = Engine(Index.open(folder, opened))
        took = time.perf_counter() - began
        own = own or frozenset(engine.index.documents)
        rows, busy = ask(engine, load_questions(questions), own)
        times = [row.answer.elapsed_ms for row in rows]
        answerable = [row for row in rows if row.question.answerable]
        figures = {
            "open, s": took,
            "p50 ms": percentile(times, 0.5),
            "p95 ms": percentile(times, 0.95),
            "p50 ms, processor alone": percentile(busy, 0.5),
            "p95 ms, processor alone": percentile(busy, 0.95),
            **{name: fmean(row.scores[name] for row in answerable) for name in ("recall@1", "recall@5")},
            "peak memory, MB": peak(),
            "of it before the index, MB": before,
        }
        found |= {f"{name}: {figure}": value for figure, value in figures.items()}
    return found


def ask(engine: Engine, questions: Sequence[Question], documents: Container[str]) -> tuple[list[Row], list[float]]:
    """Ask every question; also the milliseconds that the processor was busy with each, which on a busy machine are fewer.

    What answers it stands in some documents alone: the others need not be looked through.
    """
    for question in questions[:WARM]:
        engine.ask(question.text, question.history)
    own = [passage for passage in engine.index.passages if passage.document_id in documents or passage.also]
    busy = list[float]()

    def clocked(question: str, history: Sequence[str]) -> Answer:
        began = time.thread_time()
        answer = engine.ask(question, history)
        busy.append((time.thread_time() - began) * 1000)
        return answer

    return evaluate(clocked, questions, own), busy


def compare_stage(folder: Path, file: Path, questions: Path, model: str) -> Figures:
    """What of an exact scan's finds the index has: of its ten nearest vectors, and of its ten hits."""
    opened = open_model(model)
    index = Index.open(folder, opened)
    exact = index.over(ExactVectors(every_vector(index, opened, file)))
    asked = load_questions(questions)
    near, hits = [], []
    for question in asked[:: max(1, len(asked) // COMPARED)]:
        reading = index.read(question.text, topic(question.text, question.history))
        near.append(shared(index.nearest(reading, k=RANKED), exact.nearest(reading, k=RANKED)))
        one, other = ([hit.passage.id for hit in found.search(reading, k=RANKED)] for found in (index, exact))
        hits.append(shared(one, other))
    return {"nearest vectors found": fmean(near), "hits as by an exact scan": fmean(hits)}


def shared(found: Sequence[Hashable], wanted: Sequence[Hashable]) -> float:
    """What share of what was wanted is among what was found.

    >>> shared([3, 1], [1, 2])
    0.5
    """
    return len(set(found) & set(wanted)) / len(wanted)


def every_vector(index: Index, model: Embedder, file: Path) -> np.memmap:
    """The vectors of an index as they were before they were laid out, in a file."""
    spans = units(index.passages)
    rows = np.lib.format.open_memmap(file, "w+", np.float32, (len(spans), model.dim))
    for start in range(0, len(spans), BATCH):
        rows[start : start + BATCH] = embed(spans[start : start + BATCH], index.passages, model)
    return rows


def line(name: str, value: float | str) -> str:
    """A figure as it is printed.

    >>> line("p50 ms", 9.876), line("passages", 2000)
    ('p50 ms                              9.88', 'passages                            2,000')
    """
    shown = (
        value
        if isinstance(value, str)
        else f"{value:,}"
        if isinstance(value, int)
        else f"{value:,.3g}"
        if value < 100
        else f"{value:,.0f}"
    )
    return f"{name:<36}{shown}"
