"""What a language model wrote, held against the passages that it cites, sentence by sentence; what cannot be shown, falls.

This proves where words and numbers come from, not that a sentence follows from its passage: no rule of this kind could.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.repair import compose, drop_unseen
from corpus.sentences import sentences
from qa.numerals import strange

FAULTS = ("markup", "uncited", "unknown", "quote", "number")  # unknown: a citation that there is not

_OWN_REFERENCE = re.compile(r"\[\d[\d\s;,:\u2013-]*\]")
_MARKUP = re.compile(r"^[ ]*(?:[-*•–]|\d{1,2}[.)])[ ]+|\*\*", re.MULTILINE)  # a list, or what is to be bold
_MARKED = re.compile(r"<[/!?a-z]|&#?\w+;|\]\(|`|://|\bwww\.|javascript:", re.IGNORECASE)  # tags, code, links: text is asked for
_CITED = re.compile(r"\[(\d{1,3})\]")
_CITED_TOGETHER = re.compile(r"\[\s*(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\s*\]")
# While sentences are told apart, a citation is one sign that no text holds: a full stop behind brackets would be missed.
_FIRST_SIGN = 0xE000
_SIGNS = "[\ue000-\uf8ff]"
_BEHIND = re.compile(rf"([.!?…]+[»\"”“›’)\]]*)((?:[ ]*{_SIGNS})+)")  # on the same line
_WITHIN = re.compile(rf"((?:\s*{_SIGNS})+)([.!?…]*[»\"”“›’]+)(?!\w)")  # the end of a quotation: its citations go behind it
_DONE = re.compile(rf"({_SIGNS}[.!?…]+) ")  # whatever follows, a sentence that has its citation is over
_SIGN = re.compile(rf"\s*({_SIGNS})")

# A mark that opens a quotation, and what closes it. A single mark within a word is an apostrophe.
PAIRS = {"«": "»", "“": "”", "„": "“”", "‹": "›", '"': '"', "‘": "’", "'": "'"}
CLOSING = "»”›"
APOSTROPHES = "'’‘"
RARE = frozenset("‚‛‟❛❜❝❞〝〞〟＂「」『』″")  # marks that none of the three languages uses: who quotes with them is not checked


@dataclass(frozen=True, slots=True)
class Proof:
    """The sentences that stand, each with its numbers before its full stop, and the fault of each of the others."""

    kept: tuple[str, ...]
    faults: tuple[str, ...]


def proofread(text: str, passages: Mapping[int, str]) -> Proof:
    """Hold a text against the passages by their numbers.

    >>> told = 'Su 100 gradusta qainaidy [1]. Muz 5 gradusta erıdı [1]. «Su» – sūiyqtyq.'
    >>> proofread(told, {1: "Su 100 gradusta qainaidy."})
    Proof(kept=('Su 100 gradusta qainaidy [1].',), faults=('number', 'uncited'))
    """
    parts = [(part, fault(part, passages)) for part in parted(text)]
    return Proof(tuple(part for part, wrong in parts if not wrong), tuple(wrong for _, wrong in parts if wrong))


def fault(sentence: str, passages: Mapping[int, str]) -> str:
    """What is wrong with a sentence, the first of FAULTS; nothing where it stands."""
    cited = [int(number) for number in _CITED.findall(sentence)]
    bare = _CITED.sub("", sentence)
    if _MARKED.search(sentence):
        return "markup"
    if not cited or not any(sign.isalpha() for sign in bare):
        return "uncited"
    if not passages.keys() >= set(cited):
        return "unknown"
    sources = [passages[number] for number in cited]
    quotes = quoted(sentence)
    if quotes is None or not all(any(stands(quote, source) for source in sources) for quote in quotes):
        return "quote"
    return "number" if strange(bare, sources) else ""


def parted(text: str) -> list[str]:
    r"""The sentences of what a model wrote, each citation in it as «[n]», and before the full stop.

    >>> parted("- Ara ūşty. [1, 2] **Bal** bar.[3]\n\n“Ūia bos.” [1]")
    ['Ara ūşty [1] [2].', 'Bal bar [3].', '“Ūia bos.” [1]']
    """
    lines = (" ".join(drop_unseen(compose(line)).split()) for line in text.splitlines())
    plain = _MARKUP.sub("", "\n".join("".join(filter(str.isprintable, line)) for line in lines if line))
    signed = _DONE.sub(r"\1\n", _BEHIND.sub(r"\2\1", _CITED_TOGETHER.sub(_signs, plain)))
    placed = (_WITHIN.sub(r"\2\1", signed[start:end]) for start, end in sentences(signed))
    return [_SIGN.sub(_brackets, part).strip() for part in placed]


def _signs(match: re.Match[str]) -> str:
    return "".join(chr(_FIRST_SIGN + int(number)) for number in re.findall(r"\d+", match[1]))


def _brackets(match: re.Match[str]) -> str:
    return f" [{ord(match[1]) - _FIRST_SIGN}]"


def hidden(passage: str) -> str:
    """A passage whose own reference numbers cannot be taken for ours.

    >>> hidden("Su qainaidy [7; 9].")
    'Su qainaidy […].'
    """
    return _OWN_REFERENCE.sub("[…]", passage)


def stands(quote: str, passage: str) -> bool:
    r"""Whether a quote is a verbatim slice of a passage, of whole words: «lawful» is not what «unlawful» says.

    >>> [stands(quote, "It is unlawful\nto fish.") for quote in ("unlawful to fish", "lawful", "to  fish.", " ")]
    [True, False, True, False]
    """
    wanted, text = " ".join(quote.split()), " ".join(passage.split())
    at = text.find(wanted)
    while wanted and at >= 0:
        before, behind = text[at - 1 : at] if at else "", text[at + len(wanted) : at + len(wanted) + 1]
        if not (before.isalnum() and wanted[0].isalnum()) and not (behind.isalnum() and wanted[-1].isalnum()):
            return True
        at = text.find(wanted, at + 1)
    return False


def quoted(text: str) -> list[str] | None:
    """What stands in quotation marks, outermost ones; None where the marks do not pair.

    >>> quoted('Ol «Qur’an “oqydy”» dedi, "ia" dedi.'), quoted("«Ara"), quoted("Ara»")
    (['Qur’an “oqydy”', 'ia'], None, None)
    """
    found, closers, began = list[str](), list[str](), 0
    single = False
    for at, sign in enumerate(text):
        before, behind = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        if sign in APOSTROPHES and before.isalnum() and behind.isalnum():
            continue
        if closers and sign in closers[-1]:
            closers.pop()
            if not closers:
                found.append(text[began:at])
        elif sign in PAIRS and not (sign in APOSTROPHES and before.isalnum()):
            began = began if closers else at + 1
            closers.append(PAIRS[sign])
            single = single or sign in APOSTROPHES
        elif sign in CLOSING or sign in RARE or (single and sign in APOSTROPHES):
            return None
    return None if closers else found
