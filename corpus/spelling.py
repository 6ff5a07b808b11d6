"""Spellings of Kazakh: Cyrillic, Cyrillic typed on a Russian keyboard, Latin. Folding is for matching, never for showing."""

import re

# How a Russian keyboard, which lacks these letters, is used to write them. Also ё, which Russian itself writes as е.
RUSSIAN_KEYBOARD = {"ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х", "і": "и", "ё": "е"}

# Latin Kazakh read as folded Cyrillic: the alphabets of 2018 and 2021 and everyday chat spelling. Longest match first.
LATIN = {"shch": "щ", "sh": "ш", "ch": "ч", "zh": "ж", "kh": "х", "gh": "г", "ng": "нг", "ya": "я", "yu": "ю", "ia": "ия",
         "ts": "ц", "a": "а", "á": "а", "ä": "а", "ə": "а", "b": "б", "c": "ц", "d": "д", "e": "е", "f": "ф", "g": "г",
         "ğ": "г", "ǵ": "г", "h": "х", "i": "и", "ı": "и", "ï": "и", "í": "и", "j": "ж", "k": "к", "l": "л", "m": "м", "n": "н",
         "ń": "н", "ñ": "н", "ŋ": "н", "o": "о", "ó": "о", "ö": "о", "p": "п", "q": "к", "r": "р", "s": "с", "ş": "ш",
         "ś": "ш", "t": "т", "u": "у", "ú": "у", "ü": "у", "ū": "у", "ý": "у", "v": "в", "w": "у", "x": "х", "y": "ы",
         "z": "з", "'": ""}  # fmt: skip

_FOLD = str.maketrans(RUSSIAN_KEYBOARD | {letter.upper(): plain.upper() for letter, plain in RUSSIAN_KEYBOARD.items()})
_GLIDE = re.compile("(?<=[аоуеэы])и|(?<=[аоуе])ы")  # Latin i and y after a vowel stand for й
_LATIN_LETTERS = re.compile("|".join(sorted(map(re.escape, LATIN), key=len, reverse=True)))


def fold(text: str) -> str:
    """Kazakh letters as a Russian keyboard writes them; one letter for one, so offsets stay.

    >>> fold("Қазақстан Республикасының Үкіметі")
    'Казакстан Республикасынын Укимети'
    """
    return text.translate(_FOLD)


def read_latin(text: str) -> str:
    """Kazakh in Latin letters as folded lower-case Cyrillic, ready to be matched with folded text.

    >>> read_latin("Akromiya uiymyn kim qurdy"), read_latin("Qazaqstan qaşan müşe boldy")
    ('акромия уйымын ким курды', 'казакстан кашан муше болды')
    """
    lowered = text.replace("İ", "i").replace("I", "i").lower()
    cyrillic = _LATIN_LETTERS.sub(lambda match: LATIN[match.group()], lowered)
    return _GLIDE.sub("й", cyrillic)


_SAME = dict(zip("абвгдеёзклмнопрстфцъьэщюя", "a b v g d e e z k l m n o p r s t f ts - - e shch yu ya".split(), strict=True))
_SAME |= {"ъ": "", "ь": ""}
# Ways in which Kazakh is written in Latin letters: the alphabets of 2018 and 2021, and two everyday ones.
ALPHABETS = tuple(
    _SAME | dict(zip("әғқңөұүһіыжшчуийх", letters.split(), strict=True))
    for letters in (
        "á ǵ q ń ó u ú h i y j sh ch ý ı ı h",
        "ä ğ q ñ ö ū ü h ı y j ş ch u i i h",
        "a g k n o u u h i y zh sh ch u i i kh",
        "a g q n o u u h i y j sh ch w i i h",
    )
)


def in_latin(text: str, alphabet: dict[str, str]) -> str:
    """A Kazakh text in Latin letters.

    >>> in_latin("Қазақ тілі", ALPHABETS[0])
    'qazaq tili'
    """
    return "".join(alphabet.get(letter, letter) for letter in text.lower())
