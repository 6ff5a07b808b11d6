"""Numbers on how a file came out: letters, scripts, repaired letters, joined words, unknown words. They judge nothing.

Numbers on signs come from the lines as the reader gave them, numbers on words from the stored text.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.document import Document
from corpus.reflow import BULLETS
from corpus.repair import CHARACTER_REPAIRS, part_sentences, tidy_spaces
from corpus.wordlist import LANGUAGES, known, listed, may_be_name

# What the repairs of letters are called in a report; a repair that is not named here goes by the name of its function.
KINDS = {"compose": "marks", "drop_unseen": "unseen", "restore_legacy_letters": "legacy", "unify_scripts": "look-alikes"}
LAYOUT = {part_sentences, tidy_spaces}  # these move words, and change no letter
NO_LETTER = frozenset(("Cc", "Cn", "Co", "Cs"))  # control signs, unassigned, private use, surrogates: a font without a map
FEWEST = 30  # words: shares are taken of at least so many, since a share of fewer says nothing

_WORD = re.compile(r"[^\W\d_]+")
_MIXED_CASE = re.compile("[a-z][A-Z]")


@dataclass(frozen=True, slots=True)
class Signs:
    """Letters and lost signs as shares of all signs but spaces; scripts as shares of the letters."""

    letters: float
    lost: float
    cyrillic: float
    latin: float
    other: float
    count: int  # letters


@dataclass(frozen=True, slots=True)
class Words:
    """Shares of the words of a text that may not be names."""

    unknown: float  # in the list neither of its language nor of another
    soup: float  # unknown, and with a Latin capital after a small letter: «noJI» for «пол»
    strange: frozenset[str]  # the unknown words themselves


def signs(texts: Iterable[str]) -> Signs:
    """Shares of letters, scripts and lost signs.

    >>> signs(["Ара, bee \ue000!"])
    Signs(letters=0.6666666666666666, lost=0.1111111111111111, cyrillic=0.5, latin=0.5, other=0.0, count=6)
    """
    tally = Counter[str]()
    for text in texts:
        tally.update(text)
    kinds = Counter[str]()
    for sign, times in tally.items():
        kinds[_kind(sign)] += times
    letters = kinds["CYRILLIC"] + kinds["LATIN"] + kinds["other"]
    seen = max(1, letters + kinds["sign"] + kinds["lost"])
    cyrillic, latin, other = (kinds[script] / max(1, letters) for script in ("CYRILLIC", "LATIN", "other"))
    return Signs(letters / seen, kinds["lost"] / seen, cyrillic, latin, other, letters)


def _kind(sign: str) -> str:
    """Script of a letter, else «sign», «lost» (no letter is known for it), or nothing for a space."""
    if sign.isalpha():
        script = unicodedata.name(sign, "").partition(" ")[0]
        return script if script in ("CYRILLIC", "LATIN") else "other"
    if sign.isspace():
        return ""
    lost = sign == "\ufffd" or (unicodedata.category(sign) in NO_LETTER and sign not in BULLETS)
    return "lost" if lost else "sign"


def mend(line: str) -> tuple[str, Counter[str]]:
    r"""A line after all repairs of characters, and how many letters each kind of repair changed.

    >>> mend("ҧлттық  iс\xad-шара")
    ('ұлттық іс-шара', Counter({'unseen': 1, 'legacy': 1, 'look-alikes': 1}))
    """
    counts = Counter[str]()
    for repair in CHARACTER_REPAIRS:
        after = repair(line)
        if after != line and repair not in LAYOUT and (changed := _changed(line, after)):
            counts[KINDS.get(repair.__name__, repair.__name__)] += changed
        line = after
    return line, counts


def _changed(before: str, after: str) -> int:
    """How many signs went or became another; signs that are no letters on either side (spaces, hyphens) do not count."""
    if len(before) != len(after):
        return abs(len(before) - len(after))
    return sum(one != other and (one.isalpha() or other.isalpha()) for one, other in zip(before, after, strict=True))


def joined(document: Document) -> int:
    """How many words went on in the next line and were made whole: a line begins in the middle of a stored word."""
    return sum(mark.start > 0 and document.text[mark.start - 1].isalpha() for mark in document.marks)


def words(text: str, language: str) -> Words:
    """Shares of unknown words.

    >>> found = words("ел noJI " * 20, "kk")
    >>> found.unknown, found.soup, sorted(found.strange)
    (0.5, 0.5, ['noJI'])
    """
    counts = Counter(word for word in _WORD.findall(text) if len(word) > 1 and not may_be_name(word))
    total = max(FEWEST, counts.total())
    strange = frozenset(word for word in counts if _strange(word.lower(), language))
    soup = sum(counts[word] for word in strange if _MIXED_CASE.search(word))
    return Words(sum(counts[word] for word in strange) / total, soup / total, strange)


def _strange(word: str, language: str) -> bool:
    return not known(word, language) and not any(listed(word, other) for other in LANGUAGES if other != language)


def strangeness(line: str, strange: frozenset[str]) -> int:
    """How many words of a line are among the strange ones."""
    return sum(word in strange for word in _WORD.findall(line))


def visible(text: str) -> str:
    r"""Text whose unseen signs can be seen; it is safe to print in one line.

    >>> visible("қауіп\xadсіз\n")
    'қауіп‹00AD›сіз‹000A›'
    """
    return "".join(sign if sign == " " or sign.isprintable() else f"‹{ord(sign):04X}›" for sign in text)
