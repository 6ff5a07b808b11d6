"""Numbers of a text, in figures and in words, and whether another text has them too."""

import re
from collections.abc import Sequence
from functools import cache

from index.stem import stem

# Cardinal numbers in words. Not here: one, which is also an article or a pronoun in each language; the Kazakh «он», which is
# «he» in Russian; the ordinals. Kazakh words are looked up by their stems, the others as they stand.
IN_WORDS = {
    2: "екі екеу два две двух двум двумя двое two",
    3: "үш үшеу три трёх трех трём трем тремя трое three",
    4: "төрт төртеу четыре четырёх четырех четырём четырем четырьмя четверо four",
    5: "бес бесеу пять пяти пятью five",
    6: "алты алтау шесть шести шестью six",
    7: "жеті жетеу семь семи семью seven",
    8: "сегіз восемь восьми восемью eight",
    9: "тоғыз девять девяти девятью nine",
    10: "десять десяти десятью ten",
    11: "одиннадцать одиннадцати eleven",
    12: "двенадцать двенадцати twelve",
    13: "тринадцать тринадцати thirteen",
    14: "четырнадцать четырнадцати fourteen",
    15: "пятнадцать пятнадцати fifteen",
    16: "шестнадцать шестнадцати sixteen",
    17: "семнадцать семнадцати seventeen",
    18: "восемнадцать восемнадцати eighteen",
    19: "девятнадцать девятнадцати nineteen",
    20: "жиырма двадцать двадцати двадцатью twenty",
    30: "отыз тридцать тридцати тридцатью thirty",
    40: "қырық сорок сорока forty",
    50: "елу пятьдесят пятидесяти fifty",
    60: "алпыс шестьдесят шестидесяти sixty",
    70: "жетпіс семьдесят семидесяти seventy",
    80: "сексен восемьдесят восьмидесяти eighty",
    90: "тоқсан девяносто девяноста ninety",
    100: "жүз сто ста сотня сотни сотен hundred hundreds",
    200: "двести двухсот двумстам",
    300: "триста трёхсот трехсот трёмстам тремстам",
    400: "четыреста четырёхсот четырехсот",
    500: "пятьсот пятисот",
    600: "шестьсот шестисот",
    700: "семьсот семисот",
    800: "восемьсот восьмисот",
    900: "девятьсот девятисот",
    1000: "мың тысяча тысячи тысяч тысячу тысяче тысячам тысячами тысячах thousand thousands",
    10**6: "миллион миллиона миллионов миллионы миллионам миллионами миллионах млн million millions",
    10**9: "миллиард миллиарда миллиардов миллиарды миллиардам миллиардами млрд billion billions",
}
_FIGURES = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*")
_GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*(?:(?!\1)[.,]\d+)?")
_WORD = re.compile(r"[^\W\d_]+")


def strange(text: str, sources: Sequence[str]) -> bool:
    """Whether a text has a number that none of the sources has.

    A number is the same however its thousands and decimals are parted; one in words is also found in the figures of a source.

    >>> passage = "1995 жылы 1 240 том, 3,5 млн теңге; қырық мың ара; 05.12.2011"
    >>> [strange(text, [passage]) for text in ("In 1995: 1,240 volumes, 3.5 million.", "Сорок тысяч в 2011.", "fifty thousand")]
    [False, False, True]
    """
    figures = set[str]().union(*map(figures_of, sources))
    if any(figures.isdisjoint(_forms(number)) for number in _FIGURES.findall(text)):
        return True
    if not (_other(text) <= set[str]().union(*map(_other, sources))):
        return True
    wanted = _worded(text)
    return bool(wanted) and not wanted <= set[int]().union(*map(_worded, sources), *map(_spoken, figures))


def figures_of(text: str) -> set[str]:
    """The numbers in figures, in every form that they may be written in; of a date also its parts.

    >>> sorted(figures_of("1 240,5 және 05.12.2011"))
    ['05', '05.12.2011', '12', '1240.5', '2011']
    """
    found = _FIGURES.findall(text)
    dates = (part for number in found if len(number.split(".")) == 3 for part in number.split("."))
    return {form for number in (*found, *dates) for form in _forms(number)}


def _forms(number: str) -> set[str]:
    """A number with a point before its decimals, and as it is where the sign in it parts the thousands.

    >>> sorted(_forms("1,240")), sorted(_forms("3,5"))
    (['1.240', '1240'], ['3.5'])
    """
    closed = number.replace(" ", "")
    whole = _GROUPED.fullmatch(closed)
    return {closed.replace(",", "."), *({closed.replace(whole[1], "").replace(",", ".")} if whole else ())}


def _other(text: str) -> set[str]:
    """Signs that are numbers and no figures: ½, ², Ⅳ."""
    return {sign for sign in text if sign.isnumeric() and not sign.isdecimal()}


@cache
def _values() -> dict[str, int]:
    return {word: value for value, words in IN_WORDS.items() for word in words.split()}


def _worded(text: str) -> set[int]:
    """The values of the numbers in words, each word by itself; hundreds that are one word count as two, as elsewhere.

    >>> sorted(_worded("Двести ара, жиырмадан астам гүл."))
    [2, 20, 100]
    """
    values = _values()
    found = (values.get(word) or values.get(stem(word)) for word in _WORD.findall(text.lower()))
    return {part for value in found if value for part in (_parts(value) if 100 < value < 1000 else (value,))}


def _spoken(number: str) -> set[int]:
    """The values of the words that a whole number is spoken in.

    >>> sorted(_spoken("40229"))
    [2, 9, 20, 40, 100, 1000]
    """
    return _parts(int(number)) if number.isdecimal() and len(number) <= 12 else set()


def _parts(number: int) -> set[int]:
    found = set[int]()
    for scale in (10**9, 10**6, 1000):
        if number >= scale:
            found |= {scale} | _parts(number // scale)
            number %= scale
    if number >= 100:
        found |= {100, number // 100}
        number %= 100
    if number >= 20:
        found.add(number // 10 * 10)
        number %= 10
    return found | {number} - {0}
