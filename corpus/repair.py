"""Repair of characters: what extraction and old fonts did to a line, undone. Small pure functions, each idempotent.

No repair changes a digit. Repairs of lines among themselves (hyphens, wraps) are in `reflow.py`.
"""

import re
import unicodedata
from collections.abc import Sequence

from corpus.wordlist import listed

# Old Kazakh fonts put their letters at the code points of other Cyrillic letters; none of these is Kazakh or Russian.
LEGACY_LETTERS = {"ҧ": "ұ", "Ҧ": "Ұ", "ҥ": "ү", "Ҥ": "Ү", "ӛ": "ө", "Ӛ": "Ө", "ӊ": "ң", "Ӊ": "Ң",
                  "ə": "ә", "Ə": "Ә", "ɵ": "ө", "Ɵ": "Ө"}  # fmt: skip

# Latin letters that look like Cyrillic ones, in text of Kazakh or Russian.
LOOK_ALIKES = {"A": "А", "a": "а", "B": "В", "C": "С", "c": "с", "E": "Е", "e": "е", "H": "Н", "I": "І", "i": "і",
               "K": "К", "M": "М", "O": "О", "o": "о", "P": "Р", "p": "р", "T": "Т", "X": "Х", "x": "х", "Y": "У",
               "y": "у", "h": "һ", "ï": "ї", "ë": "ё", "Ë": "Ё"}  # fmt: skip

_LEGACY = str.maketrans(LEGACY_LETTERS)
_TO_CYRILLIC = str.maketrans(LOOK_ALIKES)
_TO_LATIN = str.maketrans({cyrillic: latin for latin, cyrillic in LOOK_ALIKES.items() if latin not in "hïëË"})

_DROPPED = dict.fromkeys(
    [*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xAD, *range(0x200B, 0x2010),
     *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xD800, 0xE000), 0xFEFF, *range(0xFFF9, 0xFFFC),
     *range(0xE0000, 0xE0080)]
)  # fmt: skip
_SPACES = dict.fromkeys(
    [0x09, 0x0B, 0x0C, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000], " "
)
_HYPHENS = dict.fromkeys([0x2010, 0x2011, 0x2212], "-")
_UNSEEN = {**_DROPPED, **_SPACES, **_HYPHENS}

# Each repair looks first whether it has anything to do: most lines are whole, and a search is cheaper than a rewriting.
# A regular expression with so many signs, some far beyond the others, takes three times as long as a set.
_UNSEEN_SIGNS = frozenset(map(chr, _UNSEEN))
_HAS_LEGACY = re.compile("[" + "".join(LEGACY_LETTERS) + "]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_HAS_BOTH = re.compile("[A-Za-z\u00c0-\u024f][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z\u00c0-\u024f]")
_WORD = re.compile(r"[^\W\d_]+")
_GLUED = re.compile('[.!?](?=[«"]?[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі])')
_THREE_LETTERS = re.compile(r"[^\W\d_]{3}")
_DOTS = re.compile('(?<![.])[.][.]+(?=[«"]?[А-ЯЁӘҒҚҢӨҰҮҺІA-Z])')
_LOOSE_SIGN = re.compile(r"(?<=\w) (?=[,;.](?:\s|$))")

_STRAY = re.compile(r"([пнрдзхцшщфчқғңПНРДЗХЦШЩФЧҚҒ])(?<![\w.-].) ([а-яёәғқңөұүһі]{4,})")
_MARK = re.compile("[\u0300-\u036f]")
_PAIR = (
    "(?:[\u00c2-\u00c5\u00d0-\u00d3\u00e2][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u2122]"
    "|[РСТУв][\u00a0-\u00bf\u0402-\u040f\u0452-\u045f\u2013-\u2122])"
)
# Letters whose bytes were read in a wrong encoding: two such pairs in a row, or the beginning of a dash or quotation mark.
_MOJIBAKE = re.compile(f"{_PAIR}{{2}}|вЂ|â€|â\x80")
MOST_ROUNDS = 4


def compose(line: str) -> str:
    r"""NFC, so that a letter and its mark are one code point.

    >>> compose("и\u0306") == "й"
    True
    """
    return line if line.isascii() else unicodedata.normalize("NFC", line)


def drop_unseen(line: str) -> str:
    r"""Control, zero-width, direction and tag characters, soft hyphens, surrogates go; odd spaces and hyphens become plain.

    >>> drop_unseen("қауіп\xadсіздік\u200b және\xa0бейбітшілік")
    'қауіпсіздік және бейбітшілік'
    """
    return line if _UNSEEN_SIGNS.isdisjoint(line) else line.translate(_UNSEEN)


def restore_legacy_letters(line: str) -> str:
    """Letters of old Kazakh fonts become the letters that they stood for.

    >>> restore_legacy_letters("ҧлттық кӛрініс ҥшін жəне")
    'ұлттық көрініс үшін және'
    """
    return line.translate(_LEGACY) if _HAS_LEGACY.search(line) else line


def unify_scripts(line: str) -> str:
    """A word of both scripts gets the script of most of its letters, where every other letter has a look-alike.

    >>> unify_scripts("iс-қимыл тетiктерiн, Cбербанк, ХІХ, Wi-Fi, XXІ")
    'іс-қимыл тетіктерін, Сбербанк, ХІХ, Wi-Fi, XXI'
    """
    both = _LATIN.search(line) and _HAS_BOTH.search(line)
    return _WORD.sub(lambda match: _unify(match.group()), line) if both else line


def _unify(word: str) -> str:
    cyrillic, latin = len(_CYRILLIC.findall(word)), len(_LATIN.findall(word))
    if not cyrillic or not latin:
        return word
    mended = word.translate(_TO_CYRILLIC if cyrillic >= latin else _TO_LATIN)
    strangers = _LATIN if cyrillic >= latin else _CYRILLIC
    return word if strangers.search(mended) else mended


def tidy_spaces(line: str) -> str:
    """One space between words, none at the ends, none before a comma or a full stop that ends a word.

    >>> tidy_spaces("  қауіпсіздік  тұрғысынан , алғанда .  ")
    'қауіпсіздік тұрғысынан, алғанда.'
    """
    if "  " in line or "\t" in line or line[:1].isspace() or line[-1:].isspace():
        line = " ".join(line.split())
    loose = " ," in line or " ." in line or " ;" in line
    return _LOOSE_SIGN.sub("", line) if loose else line


def part_sentences(line: str) -> str:
    """A space where a sentence is glued to the next: a word of three letters, a full stop, then a capital and a small letter.

    >>> part_sentences("саналады.Аталған заң. Н.Ə.Назарбаев 2.5 т.б. орын алуда..Қазақстан болады [1; 200]..Халықаралық")
    'саналады. Аталған заң. Н.Ə.Назарбаев 2.5 т.б. орын алуда. Қазақстан болады [1; 200]. Халықаралық'
    """
    if ".." in line:
        line = _DOTS.sub(". ", line)
    return _GLUED.sub(lambda match: _part(line, match), line)


def _part(line: str, match: re.Match[str]) -> str:
    """The sign found, with a space behind it if a word of three letters or more stands before it."""
    return match.group() + " " * bool(_THREE_LETTERS.fullmatch(line, max(0, match.start() - 3), match.start()))


def close_stray_letters(line: str) -> str:
    """A letter that is no word of its own goes back to the word that a stray space parted it from, if that is in our lists.

    >>> close_stray_letters("қордың п резиденті, 5 т бидай, в школе")
    'қордың президенті, 5 т бидай, в школе'
    """
    return _STRAY.sub(_close, line) if _STRAY.search(line) else line


def _close(match: re.Match[str]) -> str:
    joined = match[1] + match[2]
    return joined if any(listed(joined.lower(), language) for language in ("kk", "ru")) else match.group()


def mend_mojibake(line: str) -> str:
    """Text whose bytes were once read in a wrong encoding, by ftfy; one odd pair of letters is no evidence.

    >>> mend_mojibake("Қазақстан заңы".encode().decode("latin-1")), mend_mojibake("«ҚР» мен «РФ»")
    ('Қазақстан заңы', '«ҚР» мен «РФ»')
    >>> mend_mojibake("Закон – это".encode().decode("cp1251"))
    'Закон – это'
    """
    if not _MOJIBAKE.search(line):
        return line
    import ftfy

    return ftfy.fix_encoding(line)


# What looks at single letters stands first: `repair_lines` lets these look at all lines at once.
LETTER_REPAIRS = (drop_unseen, compose, restore_legacy_letters)
CHARACTER_REPAIRS = (mend_mojibake, *LETTER_REPAIRS, unify_scripts, part_sentences, tidy_spaces, close_stray_letters)


def repair_line(line: str) -> str:
    """All repairs of characters, in order, until nothing changes. Idempotent: a repaired line stays as it is."""
    for _ in range(MOST_ROUNDS):
        before = line
        for repair in CHARACTER_REPAIRS:
            line = repair(line)
        if line == before:
            break
    return line


def repair_lines(lines: Sequence[str]) -> list[str]:
    r"""`repair_line` for many lines, several times faster: what looks at single letters looks at all lines at once.

    >>> repair_lines(["ҧлттық\xa0 қауіп", "iс-шара ,"]) == [repair_line("ҧлттық\xa0 қауіп"), repair_line("iс-шара ,")]
    True
    """
    if not lines:
        return []
    text = "\n".join(lines)
    if text.count("\n") >= len(lines):
        text = "\n".join(line.replace("\n", " ") for line in lines)
    if _MOJIBAKE.search(text):
        text = "\n".join(mend_mojibake(line) for line in text.split("\n"))
    for repair in LETTER_REPAIRS:
        text = repair(text)
    found = [unify_scripts(line) for line in text.split("\n")]
    # Most texts have no work for these: one look at the whole is cheaper than a look at every line.
    if ".." in text or _GLUED.search(text):
        found = [part_sentences(line) for line in found]
    found = [tidy_spaces(line) for line in found]
    if _STRAY.search(text):
        found = [close_stray_letters(line) for line in found]
    # Where a mark stands alone, one repair can make work for another.
    return [repair_line(line) if _MARK.search(line) else line for line in found] if _MARK.search(text) else found
