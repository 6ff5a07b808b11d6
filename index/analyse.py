"""Text to keyword terms: stems, beginnings of words, letter groups. Kazakh piles suffixes onto a stem: whole words rarely meet.

A stem brings the forms of a word together; a beginning, by sound, also a name in another script; letter groups what is
misspelt or joined. Measured on the KazQAD development questions (nDCG@10, BM25 alone, titles included): words .70, stems .81,
beginnings .80, groups of four .81, all three .83 (the default; `python -m eval keywords` prints the table). All terms are
folded, so spelling on a Russian keyboard finds the same.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from corpus.spelling import fold
from index.sound import sound
from index.stem import stem_folded

ANALYSER = "fold+stem+sound5+gram4/2"  # in the manifest: an index made by another analyser is stale
PREFIX = 5
GRAM = 4
REMEMBERED = 200_000  # words whose stems are kept
_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """Folded lower-case words and numbers of a text.

    >>> words("№921 бұйрық, Ёлка")
    ['921', 'буйрык', 'елка']
    """
    return _WORD.findall(fold(unicodedata.normalize("NFC", text).replace("İ", "I").lower()))


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    """Our stemmer for Kazakh and for what is mixed; Snowball's for Russian and English."""
    if language not in ("ru", "en"):
        return stem_folded
    import snowballstemmer

    stemmer = snowballstemmer.stemmer("russian" if language == "ru" else "english")
    return lambda word: str(stemmer.stemWord(word))


@lru_cache(maxsize=REMEMBERED)
def stemmed(word: str, language: str) -> str:
    """The stem of a folded word in a text of a language; a word in Latin letters is English in a text of any.

    >>> stemmed("мектептеримизде", "kk"), stemmed("школами", "ru"), stemmed("schools", "kk")
    ('мектеп', 'школ', 'school')
    """
    return _stemmer("en" if word.isascii() else language)(word)


def word_terms(word: str, language: str) -> Iterator[str]:
    """The stem of a word (marked `=`), its beginning (`^`), and its letter groups, the word's ends counted as letters.

    >>> list(word_terms("китабы", "kk"))
    ['=китап', '^kitab', ' кит', 'кита', 'итаб', 'табы', 'абы ']
    """
    yield "=" + stemmed(word, language)
    yield beginning(word)
    padded = f" {word} "
    for start in range(max(1, len(padded) - GRAM + 1)):
        yield padded[start : start + GRAM]


def beginning(word: str) -> str:
    """The first letters of a folded word by sound, marked.

    >>> beginning("ихсаноглу") == beginning("ihsanoglu")
    True
    """
    return "^" + sound(word)[:PREFIX]


def beginnings(text: str) -> list[str]:
    """The marked beginnings of the words of a text."""
    return [beginning(word) for word in words(text)]


def terms(text: str, language: str) -> list[str]:
    """All keyword terms of a text in a language (kk, ru, en, mixed), in order, with repetitions."""
    return [term for word in words(text) for term in word_terms(word, language)]
