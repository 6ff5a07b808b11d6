"""The stem of a Kazakh word: suffixes are taken off from the end, in the order in which grammar puts them on.

    stem + voice + negation + participle or tense + plural + possessive + case + person

Each suffix must agree with what stands before it: front or back vowels, and the kind of the last sound (бала-лар, ел-дер,
кітап-тар). What is left must look like a stem. Suffixes that make new words (-лық, -шы, -лы, causatives) stay: мемлекеттік.

There is no dictionary. `suffixes.tsv` has the suffixes by layer, with the endings that they follow (capitals: KINDS); a layer
with ? is believed only if a listed stem is left. Its other rows are lists: stems which only look as if they had a suffix
(`kept`: теңге like -ге, алтын like -ын), endings after which a vowel is no suffix (`never`), and stems that change (was=is) as
a whole `word`, before a `noun` suffix or before one of a `verb`.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from corpus.spelling import fold

TABLE = Path(__file__).with_name("suffixes.tsv")
LISTS = ("kept", "kept verb", "never", "never verb", "word", "noun", "verb")  # layers of the table that are no suffixes
LONGEST = 40  # letters; nothing longer is a word, and cutting it would be slow
REMEMBERED = 1 << 16  # words: more than a few hundred documents have

# How the table names kinds of last letters. и acts as a vowel or as й, so suffixes of both kinds may follow it.
KINDS = {"A": "аәеёоөыіэяи", "R": "рйуюиь", "L": "ль", "N": "мнң", "Z": "зж", "K": "пфкқтсшщчцхһбвгдғ"}
KINDS["C"] = KINDS["R"] + KINDS["L"] + KINDS["N"] + KINDS["Z"] + KINDS["K"]

_NOUN = frozenset({"owner", "plural", "relative", "participle"})
# Which suffixes may stand before (to the left of) one of each layer.
BEFORE = {
    "": _NOUN | {"person", "case", "past", "finite"},
    "person": _NOUN | {"case"},
    "case": _NOUN | {"adjective"},
    "owner": frozenset({"plural", "relative", "participle", "adjective"}),
    "plural": frozenset({"relative", "participle", "adjective"}),
    "relative": frozenset({"owner", "plural", "participle"}),
    "adjective": frozenset[str](),
    "past": _NOUN | {"adjective", "negation", "passive"},  # -ды is the past of verbs and the accusative of nouns
    "finite": frozenset({"negation", "passive"}),
    "participle": frozenset({"negation", "passive"}),
    "negation": frozenset({"passive"}),
    "passive": frozenset({"passive"}),  # пайдала-н-ыл-ған
}
VERBAL = frozenset({"finite", "participle", "negation", "passive"})

# Pairs of consonants that end a stem; those of nouns are mostly of borrowed words (банк, курс, министр).
VERB_ENDS = frozenset("рт лт нт йт рқ лқ".split())
NOUN_ENDS = VERB_ENDS - {"рқ", "лқ"} | frozenset(
    "ст кт қт пт фт вт хт шт нк рк лк мп ск кс пс нс рс сс ьс тс рд нд лд лм рм тм зм ьм мм лф рф рп рб рв рг нг рн нн йн йс йк"
    " йм рх рз рш мн нц тч дж тр др бр фр нр кл ль рь нь дь ть фь ьт".split()
)
NO_VERB = "бвгғджхфцчщ"  # no verb ends in these
HARD = {"б": "п", "ғ": "қ", "г": "к"}  # a last sound becomes voiced before a vowel: кітап, кітабы
BORROWED = ("лог", "гог", "руг")  # but these are voiced by themselves: каталог, каталогы
SHORT = frozenset("су ту бу би ми жу қу ие".split())  # stems of two letters that end in a vowel
LAWLESS = (*"бвгджфхцчщәь", "нк", "рк", "лк", "ск", "су", "ку")  # ends of borrowed words, which take front and back suffixes
UNVOICED = "қк"  # native stems in these become voiced before a vowel, so a vowel after them is no suffix
INVARIABLE = frozenset("мен бен пен нікі дікі тікі".split())
VOWELS = frozenset("аәеёиоөуұүыіэюя")
# и, ь and the у of borrowed words go with front and back suffixes; a last у is none of them: беру-ге, алу-ға.
FRONT: dict[str, bool | None] = {**dict.fromkeys("әөүіеэ", True), **dict.fromkeys("аоұыя", False), **dict.fromkeys("иьуюё")}
FOLDED_FRONT: dict[str, bool | None] = {**dict.fromkeys("еэ", True), **dict.fromkeys("ыя", False), **dict.fromkeys("аиьоуюё")}


@dataclass(frozen=True, slots=True)
class Suffix:
    """A suffix after some endings; `front` is None if it goes with all vowels. One that is not sure needs a listed stem."""

    layer: str
    after: tuple[str, ...]
    front: bool | None
    sure: bool


@dataclass(frozen=True, slots=True)
class Grammar:
    """The table, as it is or folded: suffixes by form, and lists of words by what they are for."""

    suffixes: dict[str, tuple[Suffix, ...]]
    longest: int
    kept: frozenset[str]
    kept_verbs: frozenset[str]
    never: tuple[str, ...]
    never_verb: tuple[str, ...]
    changed: dict[str, dict[str, str]]
    front: dict[str, bool | None]

    def keeps(self, word: str, layer: str) -> bool:
        """Whether a word that is left before a suffix of this layer is a listed stem."""
        verb, noun = layer in VERBAL or layer == "past", layer not in VERBAL
        return (noun and word in self.kept) or (verb and word in self.kept_verbs)


def stem(word: str) -> str:
    """The stem of a lower-case word in Cyrillic with the Kazakh letters; a word without known suffixes is its own stem.

    >>> stem("мектептерімізде"), stem("құқығының"), stem("тіркелген"), stem("мемлекеттік")
    ('мектеп', 'құқық', 'тірке', 'мемлекеттік')
    """
    return _cut(word, folded=False)


def stem_folded(word: str) -> str:
    """The stem of a lower-case folded word: nearly always the stem, folded.

    >>> stem_folded("мектептеримизде"), stem_folded("кукыгынын")
    ('мектеп', 'кукык')
    """
    return _cut(word, folded=True)


@lru_cache(maxsize=REMEMBERED)
def _cut(word: str, *, folded: bool) -> str:
    if len(word) > LONGEST:
        return word
    grammar = _grammar(folded=folded)
    word, layer = grammar.changed["word"].get(word, word), ""
    while not grammar.keeps(word, layer):
        steps = list(_steps(word, layer, grammar))
        if not steps:
            break
        word, layer = next((step for step in steps if grammar.keeps(*step)), steps[0])
    return word


def _steps(word: str, layer: str, grammar: Grammar) -> Iterator[tuple[str, str]]:
    """What is left of a word without one suffix, and the suffix's layer; the longest suffix first."""
    allowed = BEFORE[layer]
    for size in range(min(grammar.longest, len(word) - 2), 0, -1):
        rest, form = word[:-size], word[-size:]
        for suffix in grammar.suffixes.get(form, ()):
            if suffix.layer in allowed and rest.endswith(suffix.after) and _agrees(rest, suffix, grammar):
                left = _whole(rest, form, suffix.layer, grammar)
                if left and (suffix.sure or grammar.keeps(left, suffix.layer)):
                    yield left, suffix.layer


def _agrees(rest: str, suffix: Suffix, grammar: Grammar) -> bool:
    if suffix.front is None:
        return True
    if rest.endswith(LAWLESS):
        return True
    for letter in reversed(rest.rstrip("ую")):
        if letter in grammar.front:
            return grammar.front[letter] in {None, suffix.front}
    return True


def _whole(rest: str, form: str, layer: str, grammar: Grammar) -> str:
    """The stem that a suffix has changed (кітаб-ы is кітап, халқ-ы халық, оқ-у оқы); "" if no stem looks so."""
    verb = layer in VERBAL
    left = rest + "й" if form[0] in "яю" else rest  # қой-ады is written қояды
    if form[0] in VOWELS and rest[-1] in HARD and not grammar.keeps(rest, layer) and not rest.endswith(BORROWED):
        if rest[-2] not in VOWELS:
            return ""
        left = rest[:-1] + HARD[rest[-1]]
    changed = grammar.changed["verb" if verb else "noun"]
    if left in changed or grammar.keeps(left, layer):
        return changed.get(left, left)
    if verb:
        return left if _acts(left, form, grammar) and _is_stem(left, VERB_ENDS) else ""
    return left if (form[0] not in VOWELS or _owned(rest, left, grammar)) and _is_stem(left, NOUN_ENDS) else ""


def _acts(left: str, form: str, grammar: Grammar) -> bool:
    """Whether a verb may end so. A present -ады after -ал is a past -ды after -ала: баға-ла-ды, not бағал-ады."""
    if left[-1] in NO_VERB or (left[-1] == "и" and form[0] in VOWELS):
        return False
    return not (form[0] in "ае" and left.endswith(grammar.never_verb) and _syllables(left) > 1)


def _owned(rest: str, left: str, grammar: Grammar) -> bool:
    """Whether a vowel after `rest` may be a possessive: in екі, белгі and сапалы it belongs to the word."""
    if rest != left:
        return True
    return not (rest[-1] in UNVOICED and rest[-2] in VOWELS) and not (_syllables(rest) > 1 and rest.endswith(grammar.never))


def _syllables(word: str) -> int:
    return sum(letter in VOWELS for letter in word)


def _is_stem(left: str, ends: frozenset[str]) -> bool:
    """Whether a stem may look so: a syllable that is closed or has three letters, with an end that can be spoken.

    >>> [_is_stem(left, NOUN_ENDS) for left in ("ел", "су", "ба", "түрл", "қазақс")]
    [True, True, False, False, False]
    """
    if len(left) < 3 and not (left in SHORT or (left[0] in VOWELS and left[-1] not in VOWELS)):
        return False
    if left[-1] in VOWELS or left[-2] in VOWELS:
        return left[-1] != "ғ" and not VOWELS.isdisjoint(left)
    return left[-2:] in ends and not VOWELS.isdisjoint(left)


@cache
def _grammar(*, folded: bool) -> Grammar:
    """The table, read once. Folded, forms that have become the same are tried in the table's order."""
    spell = fold if folded else str
    suffixes: dict[str, list[Suffix]] = {}
    words: dict[str, dict[str, str]] = {name: {} for name in LISTS}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            forms = row["forms"].split()
            if row["layer"] in words:
                words[row["layer"]] |= {was: now for was, _, now in (spell(form).partition("=") for form in forms)}
                continue
            after = tuple(spell(ending) for name in row["after"].split() for ending in KINDS.get(name, [name]))
            for form in forms:
                front = None if form in INVARIABLE else next((FRONT[letter] for letter in form if letter in FRONT), None)
                suffix = Suffix(row["layer"].rstrip("?"), after, front, sure=not row["layer"].endswith("?"))
                suffixes.setdefault(spell(form), []).append(suffix)
    return Grammar(
        suffixes={form: tuple(found) for form, found in suffixes.items()},
        longest=max(map(len, suffixes)),
        kept=frozenset(words.pop("kept")),
        kept_verbs=frozenset(words.pop("kept verb")),
        never=tuple(words.pop("never")),
        never_verb=tuple(words.pop("never verb")),
        changed=words,
        front=FOLDED_FRONT if folded else FRONT,
    )
