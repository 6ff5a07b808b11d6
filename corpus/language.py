"""Which language a text is in: Kazakh (also without its own letters), Russian, English, or Kazakh in Latin letters.

Naive Bayes over letter trigrams, learned from our training texts by `python -m index.train languages`. A general library
(lingua) was measured and lost on what matters here: Kazakh typed without Kazakh letters, or in Latin (README, «Why»).
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import repeat
from pathlib import Path

KAZAKH_LATIN = "kk-latin"
LONG_LINE = 60  # code points: a shorter line may be a name or a heading in another language
# Hundredths of a nat by which Russian must lead among the words without Kazakh letters before these may be a mere name's.
CLEARLY = 1000
SAMPLE = 200  # code points of a passage: more says the same again
BEGINNING = 110
MOST_LINES = 4
_WORD = re.compile(r"[^\W\d_]+")
_KAZAKH = re.compile("[әғқңөұүһі]")
_LATIN = re.compile("[a-z]")
_CYRILLIC = re.compile("[а-яёәғқңөұүһі]")


@cache
def _tables() -> tuple[int, dict[str, dict[str, int]]]:
    saved = json.loads(Path(__file__).with_name("language.json").read_text("utf-8"))
    return saved["floor"], saved["languages"]


def trigrams(text: str) -> Iterator[str]:
    """Letter trigrams of the words of a text, with a space at both ends of each word.

    >>> list(trigrams("Не?"))
    [' не', 'не ']
    """
    for word in _WORD.findall(text.lower()):
        padded = f" {word} "
        for start in range(len(padded) - 2):
            yield padded[start : start + 3]


def likeliest(text: str) -> str:
    """`kk`, `ru`, `en` or `kk-latin`; a text without letters counts as `kk`.

    >>> [likeliest(text) for text in ("Заң қашан қабылданды?", "Когда принят закон?", "When?", "zan qashan qabyldandy")]
    ['kk', 'ru', 'en', 'kk-latin']
    """
    lowered = text.lower()
    scores = _scores(_cyrillic_words(lowered) or _WORD.findall(lowered))
    return max(scores, key=lambda name: scores[name])


def _scores(words: Iterable[str]) -> dict[str, int]:
    """How likely words are in each language: sums of log probabilities in hundredths of a nat."""
    floor, tables = _tables()
    counted = list(trigrams(" ".join(words)))
    return {name: sum(map(table.get, counted, repeat(floor))) for name, table in tables.items()}


def _cyrillic_words(lowered: str) -> list[str]:
    """The Cyrillic words of a text if they decide its language, else none.

    They do so where they are most of its words, and already as a third of them where they are two or more: a question asks
    about a foreign name («Кто такой Ibrahim Al-Mansur?») more often than it quotes foreign words at such length.
    """
    words = _WORD.findall(lowered)
    cyrillic = [word for word in words if _CYRILLIC.search(word)] if _LATIN.search(lowered) else words
    needed = len(words) / (3 if len(cyrillic) > 1 else 2)
    return cyrillic if len(cyrillic) >= needed else []


def of_passage(text: str) -> str:
    """`kk`, `ru` or `en`, or `mixed` where lines of two languages share a passage. The beginnings of its lines decide."""
    lines = [line for line in text.split("\n") if len(line) >= LONG_LINE][:MOST_LINES] or [text]
    found = {_of_line(line[: SAMPLE // len(lines)]) for line in lines}
    return found.pop() if len(found) == 1 else "mixed"


def _of_line(line: str) -> str:
    """Language of a line, with as few trigrams as its letters leave in doubt.

    One letter in ten that only Kazakh has settles it: no Russian sentence has so many, whatever names are in it. A line with
    none at all is seldom Kazakh, so its beginning is enough.
    """
    kazakh = len(_KAZAKH.findall(line.lower()))
    if kazakh * 10 > len(line):
        return "kk"
    return detect(line if kazakh else line[:BEGINNING])


def detect(text: str) -> str:
    """`kk`, `ru` or `en`. In a Cyrillic text, letters that only Kazakh has settle it, unless the words around are Russian.

    >>> detect("казакстан терроризмге карсы неше кужатка косылды"), detect("Akromiya uiymyn kim qurdy")
    ('kk', 'kk')
    >>> detect("Заң не?"), detect("Кто построил Нұр-Сұлтан?")
    ('kk', 'ru')
    """
    words = _cyrillic_words(text.lower())
    plain = [word for word in words if not _KAZAKH.search(word)]
    if len(plain) < len(words):
        scores = _scores(plain)
        if scores["ru"] - scores["kk"] < CLEARLY:
            return "kk"
    return likeliest(text).partition("-")[0]
