"""The keyword leg alone, with one kind of term after another: what the default of `index/analyse.py` was chosen by."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from eval.metrics import ndcg_at
from index.analyse import terms, words
from index.lexical import Lexical

Analyser = Callable[[str], list[str]]


def prefixes(length: int) -> Analyser:
    """The first letters of each word.

    >>> prefixes(3)("Қазақ тілі")
    ['каз', 'тил']
    """
    return lambda text: [word[:length] for word in words(text)]


def grams(length: int) -> Analyser:
    """Letter groups of each word, its ends counted as letters.

    >>> grams(4)("тіл")
    [' тил', 'тил ']
    """

    def analyse(text: str) -> list[str]:
        padded = [f" {word} " for word in words(text)]
        return [word[at : at + length] for word in padded for at in range(max(1, len(word) - length + 1))]

    return analyse


ANALYSERS: dict[str, Analyser] = {
    "words": words,
    "first 4 letters": prefixes(4),
    "first 5 letters": prefixes(5),
    "first 6 letters": prefixes(6),
    "groups of 3": grams(3),
    "groups of 4": grams(4),
    "groups of 5": grams(5),
    "first 5 + groups of 4 (ours)": terms,
}


def read_kazqad(file: Path) -> tuple[list[str], dict[str, set[str]]]:
    """Passages of the KazQAD development file, and for each question those that answer it."""
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    gold: dict[str, set[str]] = {}
    for row in rows:
        if row["answers"]["text"]:
            gold.setdefault(row["question"], set()).add(row["context"])
    return sorted({row["context"] for row in rows}), gold


def compare(file: Path) -> Iterator[tuple[str, float]]:
    """nDCG@10 of BM25 on the KazQAD development questions, for each analyser."""
    passages, gold = read_kazqad(file)
    for name, analyse in ANALYSERS.items():
        lexical = Lexical([analyse(passage) for passage in passages])
        rankings = {question: np.argsort(-lexical.scores(analyse(question)), kind="stable")[:10] for question in gold}
        scores = [ndcg_at(10, [passages[at] for at in ranking], gold[question]) for question, ranking in rankings.items()]
        yield name, sum(scores) / len(scores)
