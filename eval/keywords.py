"""The keyword leg alone, with one kind of term after another: what the default of `index/analyse.py` was chosen by."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from eval.kazqad import read_kazqad
from eval.metrics import ndcg_at
from index.analyse import beginnings, stemmed, terms, words
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


def stems(text: str) -> list[str]:
    """The Kazakh stem of each word.

    >>> stems("кітабы мектептерде")
    ['китап', 'мектеп']
    """
    return [stemmed(word, "kk") for word in words(text)]


ANALYSERS: dict[str, Analyser] = {
    "words": words,
    "stems": stems,
    "first 4 letters": prefixes(4),
    "first 5 letters": prefixes(5),
    "first 6 letters": prefixes(6),
    "first 5 letters by sound": beginnings,
    "groups of 3": grams(3),
    "groups of 4": grams(4),
    "groups of 5": grams(5),
    "first 5 + groups of 4": lambda text: prefixes(5)(text) + grams(4)(text),
    "stems + groups of 4": lambda text: stems(text) + grams(4)(text),
    "stems + sound + groups of 4 (ours)": lambda text: terms(text, "kk"),
}


def compare(file: Path) -> Iterator[tuple[str, float]]:
    """nDCG@10 of BM25 on the KazQAD development questions, for each analyser."""
    documents, questions = read_kazqad(file)
    for name, analyse in ANALYSERS.items():
        lexical = Lexical([analyse(f"{document.title} {document.text}") for document in documents])
        scores = []
        for question in questions:
            best = np.argsort(-lexical.scores(analyse(question.text)), kind="stable")[:10]
            scores.append(ndcg_at(10, [documents[at].id for at in best], question.gold))
        yield name, sum(scores) / len(scores)
