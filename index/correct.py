"""Slips of the finger: a question's word that is no word is read as the nearest word of the documents.

Kazakh piles suffixes onto a stem, so the form that was meant need not stand in the documents: what counts is how far into a
word of theirs a reading leads. A reading is one edit away (Damerau 1964: a letter left out, put in, swapped or wrong), and
must lead to all of a word of the documents but an ending.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.wordlist import is_common
from index.analyse import words
from index.question import Reading

SHORTEST = 5  # letters: the neighbours of shorter words are other words
ENDING = 3  # letters behind the last that a reading shares with a word of the documents
GAIN = 2  # letters by which a reading must lead further than what was typed
LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"  # folded: the words are
_WORD = re.compile(r"\w+")
LATIN = "abcdefghijklmnopqrstuvwxyz"


def neighbours(word: str) -> Iterator[str]:
    """Every reading one edit away. The first letter stays: slips seldom hit it, and it keeps other words apart.

    >>> "кітап" in set(neighbours("кітпа")), "отан" in set(neighbours("атан"))
    (True, False)
    """
    alphabet = LATIN if word[0] in LATIN else LETTERS
    for at in range(1, len(word) + 1):
        head, tail = word[:at], word[at:]
        for letter in alphabet:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]


def distinct(texts: Iterable[str]) -> list[str]:
    """The vocabulary of texts."""
    return sorted({word for text in texts for word in words(text)})


class Speller:
    """Reads slips by the vocabulary of the documents: distinct folded words, sorted."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._words = vocabulary

    def reach(self, word: str) -> int:
        """How many letters a word shares with the beginning of some word of the documents.

        >>> Speller(distinct(["кітабы көл"])).reach("китаптар")
        4
        """
        at = bisect_left(self._words, word)
        return max((_shared(word, near) for near in self._words[max(0, at - 1) : at + 1]), default=0)

    def read(self, word: str) -> str | None:
        """What a folded word was meant to be, or None where it may stand as it is.

        >>> speller = Speller(distinct(["Қазақстан Республикасының Үкіметі"]))
        >>> speller.read("казкстаннын"), speller.read("казакстаннын"), speller.read("парламент")
        ('казакстаннын', None, None)
        """
        if len(word) < SHORTEST or not word.isalpha():
            return None
        reach = self.reach(word)
        if reach >= len(word) - ENDING + 1 or is_common(word):
            return None
        best = max(((self.reach(reading), reading) for reading in neighbours(word)), default=(0, word))
        enough = max(SHORTEST, len(best[1]) - ENDING, reach + GAIN)
        return best[1] if best[0] >= enough else None

    def mend(self, reading: Reading) -> Reading:
        """The reading with its slips read as they were meant."""
        corrected: dict[str, str] = {}

        def meant(match: re.Match[str]) -> str:
            found = self.read(words(match.group())[0])
            if found:
                corrected[match.group()] = found
            return found or match.group()

        text = _WORD.sub(meant, reading.text)
        return replace(reading, text=text, corrected=tuple(corrected.items()))


def _shared(one: str, other: str) -> int:
    """Length of the common beginning."""
    return next(
        (at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), min(len(one), len(other))
    )
