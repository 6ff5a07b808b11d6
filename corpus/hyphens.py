"""Hyphens at line ends: a word that a line parted is joined again, a pair word keeps its hyphen."""

import re
from collections import Counter
from collections.abc import Iterable

from corpus.document import Line
from corpus.wordlist import listed

_LOWER_START = re.compile(r"[a-zа-яёәғқңөұүһі]")
_WORD = re.compile(r"\w+(?:-\w+)*")
_BETWEEN = re.compile(r"[^\w-]")
_PARTED_PAIR = re.compile(r"([^\W\d_]{2,})- ([^\W\d_]{3,})")

# First halves of pair words and compounds: after one of these, a hyphen at a line end is the word's own.
PAIR_HEADS = frozenset(
    "іс сын үгіт жан күш аман қару жазу қарым мәдени қоғамдық әлеуметтік саяси ақпараттық дін тіл ара бала ата бір жер "
    "тамыр көмек ой түсінік өзін кейде қаржы этно онлайн пресс вице экс интернет социально научно кое non anti co".split()
)
# Second halves: before one of these likewise.
PAIR_TAILS = frozenset(
    "шара шаралар шараларын қимыл қатынас қатынастар қатер насихат әрекет әрекеттер жарақ ақ то либо нибудь".split()
)

CONJUNCTIONS = frozenset("және мен бен пен да де та те немесе не я и или либо а but and or to".split())


def count_words(lines: Iterable[Line]) -> Counter[str]:
    """How often each word stands whole in the lines; words with hyphens count as one. Empty where none is in doubt."""
    text = "\n".join(line.text for line in lines).lower()
    return Counter(_WORD.findall(text)) if "-\n" in text or "- " in text else Counter()


def ends_in_hyphen(line: str) -> bool:
    """Whether a line ends in a letter and a hyphen. (A search for that from the left would read the line once more.)"""
    return line.endswith("-") and line[-2:-1].isalpha()


def join(above: str, below: str, words: Counter[str]) -> str:
    """Two lines of one paragraph as one. A hyphen at the end is dropped where the joined word is the likelier one.

    >>> join("терроризмнің ай-", "мақтарының бірі", Counter())
    'терроризмнің аймақтарының бірі'
    >>> join("кешенді іс-", "шаралар", Counter({"іс-шаралар": 2}))
    'кешенді іс-шаралар'
    """
    dropped, between = seam(above, below, words)
    return (above[:-1] if dropped else above) + between + below


def seam(above: str, below: str, words: Counter[str]) -> tuple[bool, str]:
    """How two lines are joined: whether the hyphen at the end of the first goes, and what comes between them."""
    if not ends_in_hyphen(above):
        return False, " "
    tail = _WORD.match(below)
    if tail is None or not _LOWER_START.match(below):
        return False, ""
    head = _BETWEEN.split(above[-40:-1])[-1]
    return not keeps_hyphen(head.lower(), tail.group().lower(), words), ""


def keeps_hyphen(head: str, tail: str, words: Counter[str]) -> bool:
    """Whether two halves are a pair word: the text writes it so elsewhere, or it is in no list and has such a half."""
    joined, hyphenated = words[head + tail], words[f"{head}-{tail}"]
    if joined != hyphenated:
        return hyphenated > joined
    if any(listed(head + tail, language) for language in ("kk", "ru", "en")):
        return False
    return head.rpartition("-")[2] in PAIR_HEADS or tail in PAIR_TAILS


def close_pairs(text: str, words: Counter[str]) -> str:
    """A space behind the hyphen of a pair word is closed; a hyphen that stands for a word left out keeps it.

    >>> close_pairs("ғалым- арабист орта- және жоғары мектеп", Counter())
    'ғалым-арабист орта- және жоғары мектеп'
    >>> close_pairs("әл- Каида", Counter({"әл-каида": 1})), close_pairs("Нұр- Сұлтан", Counter())
    ('әл-Каида', 'Нұр- Сұлтан')
    """
    if "- " not in text:
        return text

    def close(match: re.Match[str]) -> str:
        pair = f"{match[1]}-{match[2]}"
        certain = match[2].islower() and match[2] not in CONJUNCTIONS
        return pair if certain or words[pair.lower()] else match.group()

    return _PARTED_PAIR.sub(close, text)
