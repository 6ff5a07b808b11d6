"""Which language a text is in: Kazakh (also without its own letters), Russian, English, or Kazakh in Latin letters.

Naive Bayes over letter trigrams, learned from our training texts by `python -m index.train languages`. A general library
was tried and lost on what matters here: short Kazakh questions typed without Kazakh letters (README, «Why»).
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

KAZAKH_LATIN = "kk-latin"
LONG_LINE = 60  # code points: a shorter line may be a name or a heading in another language
_WORD = re.compile(r"[^\W\d_]+")
_KAZAKH = re.compile("[әғқңөұүһі]")
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
    floor, tables = _tables()
    counted = list(trigrams(text))
    return max(tables, key=lambda name: sum(tables[name].get(gram, floor) for gram in counted))


def of_passage(text: str) -> str:
    """`kk`, `ru` or `en`, or `mixed` where lines of two languages, or letters of two scripts, share a passage."""
    lines = [line for line in text.split("\n") if len(line) >= LONG_LINE]
    if len(lines) > 1 and len({detect(line) for line in lines}) > 1:
        return "mixed"
    return detect(text)


def detect(text: str) -> str:
    """`kk`, `ru` or `en`. In a Cyrillic text, letters that only Kazakh has settle it.

    >>> detect("казакстан терроризмге карсы неше кужатка косылды"), detect("Akromiya uiymyn kim qurdy")
    ('kk', 'kk')
    """
    lowered = text.lower()
    cyrillic = len(_CYRILLIC.findall(lowered))
    if cyrillic > len(lowered) / 3 and len(_KAZAKH.findall(lowered)) > cyrillic / 50:
        return "kk"
    return likeliest(lowered).partition("-")[0]
