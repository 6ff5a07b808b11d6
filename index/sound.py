"""How a word sounds, roughly, in Latin letters: what a name has in common with itself in another script."""

import re
from functools import cache

# Folded Cyrillic (Kazakh letters as on a Russian keyboard) by sound. Longest first where one begins another.
CYRILLIC = {"дж": "j", "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "j", "з": "z", "и": "i", "й": "i",
            "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
            "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu",
            "я": "ia"}  # fmt: skip
# English spelling by sound, near enough that names meet; every rule also holds for the words of the language.
ENGLISH = (("sch", "sh"), ("tch", "ch"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("kh", "h"), ("zh", "j"), ("x", "ks"),
           ("q", "k"), ("w", "u"), ("y", "i"), ("oo", "u"), ("ee", "i"), (r"c(?=[ei])", "s"), (r"c(?!h)", "k"),
           (r"(.)\1", r"\1"))  # fmt: skip
_CYRILLIC = re.compile("|".join(CYRILLIC))


@cache
def sound(word: str) -> str:
    """A rough Latin reading of a folded lower-case word.

    >>> sound("джексон"), sound("jackson"), sound("макрон"), sound("macron")
    ('jekson', 'jakson', 'makron', 'makron')
    """
    if _CYRILLIC.search(word):
        return _CYRILLIC.sub(lambda letters: CYRILLIC[letters.group()], word)
    for spelt, said in ENGLISH:
        word = re.sub(spelt, said, word)
    return word
