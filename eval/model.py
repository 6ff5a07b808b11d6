"""An embedding model alone: does it find the translation, does it find the passage, how fast is it?"""

import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.sentences import sentences
from corpus.spelling import fold
from eval.keywords import read_kazqad
from eval.metrics import ndcg_at
from index import Embedder, open_model

BITEXTS = {  # file -> the languages of its columns
    "ntrex-dev.kk-ru-en.tsv": ("kk", "ru", "en"),
    "flores-dev.kk-ru-en.tsv": ("kk", "ru", "en"),
    "tatoeba-dev.ru-en.tsv": ("ru", "en"),
}


def translation_accuracy(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """Share of rows whose nearest row of the other language is their translation, in the weaker direction.

    >>> translation_accuracy(np.eye(3, dtype=np.float32), np.eye(3, dtype=np.float32))
    1.0
    """
    cosines, own = one @ other.T, np.arange(len(one))
    return float(min((cosines.argmax(axis=1) == own).mean(), (cosines.argmax(axis=0) == own).mean()))


def measure(name: str, benchmarks: Path) -> dict[str, float]:
    """Figures of a model by name or folder on the benchmark files of a folder."""
    began = time.perf_counter()
    model = open_model(name)
    figures = {"load s (imports included)": time.perf_counter() - began}
    for file, languages in BITEXTS.items():
        cells = [line.split("\t") for line in (benchmarks / file).read_text("utf-8").splitlines()]
        columns = {language: model.embed_passages([row[at] for row in cells]) for at, language in enumerate(languages)}
        for at, one in enumerate(languages):
            for other in languages[at + 1 :]:
                figures[f"{file.partition('-')[0]} {one}-{other}"] = translation_accuracy(columns[one], columns[other])
    passages, gold = read_kazqad(benchmarks / "kazqad-dev.jsonl")
    figures["kazqad dense nDCG@10"] = passage_ndcg(model, passages, gold)
    figures["kazqad Russian letters"] = passage_ndcg(model, passages, gold, fold)
    return figures | speeds(model, list(gold), passages)


def passage_ndcg(model: Embedder, passages: list[str], gold: dict[str, set[str]], spell: Callable[[str], str] = str) -> float:
    """nDCG@10 of questions (spelt by `spell`) among passages, each passage scored by its best sentence or pair of sentences."""
    texts, owners = [], []
    for number, passage in enumerate(passages):
        spans = sentences(passage)
        for start, end in [*spans, *((one[0], other[1]) for one, other in pairwise(spans))]:
            texts.append(passage[start:end])
            owners.append(number)
    cosines = model.embed_questions([spell(question) for question in gold]) @ model.embed_passages(texts).T
    total = 0.0
    for row_cosines, (_, answering) in zip(cosines, gold.items(), strict=True):
        best = np.full(len(passages), -1.0, dtype=np.float32)
        np.maximum.at(best, owners, row_cosines)
        total += ndcg_at(10, [passages[at] for at in np.argsort(-best, kind="stable")[:10]], answering)
    return total / len(gold)


def speeds(model: Embedder, questions: list[str], passages: list[str]) -> dict[str, float]:
    """Texts embedded a second: the questions, and passages cut or filled to 800 characters."""
    found = {}
    for what, texts in (("questions/s", questions * 7), ("passages/s", [(passage * 3)[:800] for passage in passages] * 5)):
        began = time.perf_counter()
        model.embed_passages(texts)
        found[what] = len(texts) / (time.perf_counter() - began)
    return found


def lines(figures: dict[str, float]) -> str:
    """The figures, a line each."""
    return "\n".join(
        f"{name:<28}{value:>10.3f}" if value < 100 else f"{name:<28}{value:>10,.0f}" for name, value in figures.items()
    )
