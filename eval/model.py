"""An embedding model: does it find translations and passages, typed in whatever way, and how fast is it?"""

import csv
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

import corpus.language
from corpus.split import SIZE
from eval.kazqad import SPELLINGS, Asked, read_kazqad
from eval.metrics import measured
from index import Embedder, Index, open_model
from index.embed import BUNDLED, unit

GLOSSARY = Path(corpus.language.__file__).with_name("glossary.tsv")
LANGUAGES = ("kk", "ru", "en")
BITEXTS = {  # file -> the languages of its columns
    "ntrex-dev.kk-ru-en.tsv": LANGUAGES,
    "flores-dev.kk-ru-en.tsv": LANGUAGES,
    "tatoeba-dev.ru-en.tsv": ("ru", "en"),
}
CUTS = (384, 256)  # lengths of vectors at which NTREX is measured too
MEASURES = {"nDCG@10": "nDCG@10", "MRR@10": "RR@10", "recall@10": "Success@10"}  # our name -> that of ir-measures
Figures = dict[str, float]


def translation_accuracy(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """Share of rows whose nearest row of the other language is their translation, in the weaker direction.

    >>> translation_accuracy(np.eye(3, dtype=np.float32), np.eye(3, dtype=np.float32))
    1.0
    """
    cosines, own = one @ other.T, np.arange(len(one))
    return float(min((cosines.argmax(axis=1) == own).mean(), (cosines.argmax(axis=0) == own).mean()))


def measure(name: str, benchmarks: Path) -> Figures:
    """Figures of a model by name or folder on the benchmark files of a folder."""
    model, figures = opened(name)
    documents, questions = read_kazqad(benchmarks / "kazqad-dev.jsonl")
    # Before anything else is embedded: a model may remember words.
    figures |= speeds(model, benchmarks, [document.text for document in documents])
    for file, languages in BITEXTS.items():
        columns = dict(zip(languages, columns_of(benchmarks / file), strict=True))
        figures |= translations(file.partition("-")[0], model, columns, CUTS if file.startswith("ntrex") else ())
    figures |= translations("glossary", model, glossary())
    return figures | answers(Index.of(documents, model), questions)


def opened(name: str) -> tuple[Embedder, Figures]:
    """The model, how long it took to open once its libraries were there, and its size."""
    # A first opening brings in the libraries.
    open_model(name)
    began = time.perf_counter()
    model = open_model(name)
    figures = {"load s, after imports": time.perf_counter() - began, "dimensions": float(model.dim)}
    folder = BUNDLED if name == "bundled" else Path(name)
    if folder.is_dir():
        figures["size MB"] = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    return model, figures


def glossary() -> dict[str, list[str]]:
    """Terms of our glossary by language."""
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return {language: [row[language] for row in rows] for language in LANGUAGES}


def translations(name: str, model: Embedder, columns: Mapping[str, Sequence[str]], cuts: Sequence[int] = ()) -> Figures:
    """Translation accuracy between every two languages, by whole vectors and by their first numbers."""
    rows = {language: model.embed_passages(texts) for language, texts in columns.items()}
    cut = {"": rows} | {
        f", {length} numbers": {language: unit(found[:, :length]) for language, found in rows.items()}
        for length in cuts
        if length < model.dim
    }
    return {
        f"{name} {one}-{other}{told}": translation_accuracy(found[one], found[other])
        for told, found in cut.items()
        for one, other in combinations(found, 2)
    }


def answers(index: Index, questions: Sequence[Asked]) -> Figures:
    """How well passages are found: by vectors alone as written, and as Dayek finds them, typed in other ways too."""
    found: Figures = {}
    for how, spell in SPELLINGS.items():
        rows = [ranked(index, spell(question.text)) for question in questions]
        for leg, rankings in (("dense", [dense for dense, _ in rows]), ("fused", [fused for _, fused in rows])):
            for measure, theirs in MEASURES.items() if how == "as written" else [*MEASURES.items()][:1]:
                scores = [
                    measured(ranking, question.gold, [theirs])[0] for ranking, question in zip(rankings, questions, strict=True)
                ]
                found[f"kazqad {leg} {measure}, {how}"] = fmean(scores)
    return found


def ranked(index: Index, question: str) -> tuple[list[str], list[str]]:
    """Ids of all documents that were scored, best first: by sentence vectors alone, and fused."""
    hits = index.search(index.read(question), k=len(index.passages))

    def distinct(ordered: Iterator[str]) -> list[str]:
        return list(dict.fromkeys(ordered))

    dense = sorted(hits, key=lambda hit: (-hit.dense, hit.passage.id))
    return distinct(hit.passage.document_id for hit in dense), distinct(hit.passage.document_id for hit in hits)


def speeds(model: Embedder, benchmarks: Path, passages: Sequence[str]) -> Figures:
    """Distinct texts embedded a second: short ones (the cells of Tatoeba), and passages of 800 characters of all other text."""
    columns = {file: columns_of(benchmarks / file) for file in BITEXTS}
    running = [" ".join(column) for file, found in columns.items() if not file.startswith("tatoeba") for column in found]
    cut = [text[at : at + SIZE] for text in (*running, " ".join(passages)) for at in range(0, len(text) - SIZE, SIZE)]
    short = list(dict.fromkeys(cell for column in columns["tatoeba-dev.ru-en.tsv"] for cell in column))
    figures = {}
    for what, texts in (("short texts/s", short), ("passages/s", cut)):
        began = time.perf_counter()
        model.embed_passages(texts)
        figures[what] = len(texts) / (time.perf_counter() - began)
    return figures


def columns_of(file: Path) -> list[tuple[str, ...]]:
    """The columns of a tab-separated file."""
    return list(zip(*(line.split("\t") for line in file.read_text("utf-8").splitlines()), strict=True))


def lines(figures: Mapping[str, float], before: Mapping[str, float] | None = None) -> str:
    """The figures, a line each; with those of a saved run, and what has changed, beside them."""
    return "\n".join(_line(name, value, before) for name, value in figures.items())


def _line(name: str, value: float, before: Mapping[str, float] | None) -> str:
    line = f"{name:<40}{_number(value):>10}"
    if before is None:
        return line
    return line + (f"{_number(before[name]):>10}{value - before[name]:>+12.3f}" if name in before else f"{'–':>10}")


def _number(value: float) -> str:
    return f"{value:.3f}" if value < 100 else f"{value:,.0f}"
