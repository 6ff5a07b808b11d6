"""Text to keyword terms. Kazakh piles suffixes onto a stem, so whole words rarely meet: terms are beginnings and letter groups.

Measured on the KazQAD development questions (nDCG@10, BM25 alone): words .68, first 5 letters .78, 4-letter groups .79,
both together .80 (the default; README, «Why»). All terms are folded, so spelling on a Russian keyboard finds the same.
"""

import re
import unicodedata
from collections.abc import Iterator

from corpus.spelling import fold

ANALYSER = "fold+prefix5+gram4/1"  # in the manifest: an index made by another analyser is stale
PREFIX = 5
GRAM = 4
_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """Folded lower-case words and numbers of a text.

    >>> words("№921 бұйрық, Ёлка")
    ['921', 'буйрык', 'елка']
    """
    return _WORD.findall(fold(unicodedata.normalize("NFC", text).replace("İ", "I").lower()))


def word_terms(word: str) -> Iterator[str]:
    """The beginning of a word (marked `^`) and its letter groups, the word's ends counted as letters.

    >>> list(word_terms("кітап"))
    ['^кітап', ' кіт', 'кіта', 'ітап', 'тап ']
    """
    yield prefix(word)
    padded = f" {word} "
    for start in range(max(1, len(padded) - GRAM + 1)):
        yield padded[start : start + GRAM]


def prefix(word: str) -> str:
    """The beginning of a word, marked."""
    return "^" + word[:PREFIX]


def prefixes(text: str) -> list[str]:
    """The marked beginnings of the words of a text."""
    return [prefix(word) for word in words(text)]


def terms(text: str) -> list[str]:
    """All keyword terms of a text, in order, with repetitions."""
    return [term for word in words(text) for term in word_terms(word)]
