"""A question typed with the wrong keyboard layout: «ghbdtn» is «привет», «0fpf0» is «қазақ», «црут» is «when»."""

import re

from corpus.spelling import fold
from corpus.wordlist import is_common

_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_CYRILLIC = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_DIGITS = dict(zip("234589-=0", "әіңғүұөһқ", strict=True))  # the row of digits on a Kazakh keyboard
TO_CYRILLIC = str.maketrans(dict(zip(_KEYS, _CYRILLIC, strict=True)))
TO_LATIN = str.maketrans(dict(zip(_CYRILLIC, _KEYS, strict=True)))
_KAZAKH_KEYS = str.maketrans(_DIGITS)
_LETTER = re.compile("[a-z]")
_WORD = re.compile(r"[^\W\d_]+")
KNOWN = 0.5  # share of the letters that must be in common words after retyping
UNKNOWN = 0.35  # and the most that may have been before


def _with_kazakh_digits(text: str) -> str:
    """Cyrillic by the keys; in words with letters, the row of digits too."""
    return " ".join(
        (word.translate(_KAZAKH_KEYS) if _LETTER.search(word) else word).translate(TO_CYRILLIC) for word in text.split()
    )


def _share(text: str) -> float:
    """Share of a text's letters that stand in common words of two letters and more."""
    found = [word for word in _WORD.findall(fold(text)) if len(word) > 1]
    return sum(len(word) for word in found if is_common(word)) / max(1, sum(map(len, found)))


def retyped(text: str) -> str:
    """The text as it was meant, where another layout makes words of what are none; else as it is.

    >>> retyped("rfrbt jhufybpfwbb pfghtotys?"), retyped("0fpf0cnfy vtvktrtn3"), retyped("црут вшв ше рфззут")
    ('какие организации запрещены?', 'қазақстан мемлекеті', 'when did it happen')
    >>> retyped("When did it happen?"), retyped("Qazaqstan memleketi")
    ('When did it happen?', 'Qazaqstan memleketi')
    """
    typed = text.lower()
    if _share(typed) > UNKNOWN:
        return text
    end = "?" if text.endswith("?") else ""
    readings = (_with_kazakh_digits(typed.removesuffix("?")) + end, typed.translate(TO_LATIN))
    best = max(readings, key=_share)
    return best if _share(best) >= KNOWN else text
