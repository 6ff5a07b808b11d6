"""Which words are known: lists of common words of each language, and a rule for the forms that a list cannot hold.

The lists are learned from our training texts by `python -m index.train words`. Measured on the development lines of FLORES
(names left out): 2.9 % of the Kazakh words, 3.8 % of the Russian and 1.7 % of the English are unknown; with one letter in
ten replaced 33 to 39 %, with one letter in every word 70 to 80 %, with a shifted alphabet 97 to 99 %.
"""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.language import KAZAKH_LATIN
from corpus.spelling import fold, read_latin

LANGUAGES = ("kk", "ru", "en")
LISTS = Path(__file__).with_name("words.txt.gz")
SHORT_CAPITALS = 6  # letters: a word so short and all in capitals is most likely an abbreviation


@dataclass(frozen=True, slots=True)
class Rule:
    """How unlisted forms are known: a listed word, less up to `cut` last letters but with `least` left, begins the word.

    `tail` is the most letters that may follow that beginning. Few words are wrongly unknown where `least` and `cut` are
    generous, but a damaged word then passes more often; these are the strictest that keep clean text below 4 % unknown.
    """

    least: int
    cut: int
    tail: int


RULES = {
    "kk": Rule(least=4, cut=0, tail=40),  # suffixes pile up behind a stem that itself stands whole
    "ru": Rule(least=4, cut=2, tail=4),  # one ending gives way to another
    "en": Rule(least=4, cut=0, tail=40),  # compounds and -ly, -ing, -ness behind a whole word
}
RULES[KAZAKH_LATIN] = RULES["kk"]  # read as Cyrillic without Kazakh letters: 9 % unknown where Cyrillic has 3 %


@cache
def _listed() -> dict[str, frozenset[str]]:
    """The lists by language: one line of the packed file for each, the language first."""
    lines = gzip.decompress(LISTS.read_bytes()).decode("utf-8").splitlines()
    lists = {language: frozenset(words) for language, *words in (line.split() for line in lines)}
    return lists | {KAZAKH_LATIN: frozenset(map(fold, lists["kk"]))}


@cache
def _beginnings(language: str) -> frozenset[str]:
    rule = RULES[language]
    words = _listed()[language]
    return frozenset(word[: len(word) - cut] for word in words for cut in range(rule.cut + 1) if len(word) - cut >= rule.least)


def listed(word: str, language: str) -> bool:
    """Whether a word in small letters stands in the list of a language as it is.

    >>> listed("мемлекет", "kk"), listed("мемлекетшілдігіміздің", "kk")
    (True, False)
    """
    return word in _listed()[language]


@cache
def _folded() -> frozenset[str]:
    return frozenset(fold(word) for language in LANGUAGES for word in _listed()[language])


def is_common(folded: str) -> bool:
    """Whether a folded word stands in the list of any language.

    >>> is_common("мемлекет"), is_common("улттык"), is_common("мелмекет")
    (True, True, False)
    """
    return folded in _folded()


def known(word: str, language: str) -> bool:
    """Whether a word in small letters is listed, or is a form of a listed word by the rule of its language.

    >>> known("мемлекетшілдігіміздің", "kk"), known("мeмлекет", "kk"), known("государствами", "ru"), known("nojiht", "en")
    (True, False, True, False)
    >>> known("memleketimizdiń", "kk-latin")
    True
    """
    if language == KAZAKH_LATIN:
        word = read_latin(word)
    if listed(word, language):
        return True
    rule, beginnings = RULES[language], _beginnings(language)
    ends = range(max(rule.least, len(word) - rule.tail), len(word) + 1)
    return any(word[:end] in beginnings for end in ends)


def may_be_name(word: str) -> bool:
    """Whether a word looks like a name or an abbreviation, of which no list is complete.

    >>> [may_be_name(word) for word in ("Зейнеп", "ҚМДБ", "кітап", "КІТАПХАНА", "noJI")]
    [True, True, False, False, False]
    """
    return word.istitle() or (word.isupper() and len(word) <= SHORT_CAPITALS)


def share_unknown(words: Iterable[str], language: str) -> float:
    """Share of unknown words among words as they stand in a text; what may be a name and single letters are left out.

    >>> share_unknown("Зейнеп бүгін кітап оқыды дщзбвт".split(), "kk")
    0.25
    """
    counted = [word.lower() for word in words if len(word) > 1 and not may_be_name(word)]
    return sum(not known(word, language) for word in counted) / max(1, len(counted))
