"""Where sentences begin and end, in Kazakh, Russian and English. A line end always ends a sentence."""

import re

Span = tuple[int, int]

# A full stop after one of these, or after a single capital (an initial), ends no sentence.
ABBREVIATIONS = frozenset(
    "ж жж ғ ғғ б бб т ш қ обл ауд мыңж млн млрд трлн долл тг м км га "
    "г гг в вв ст стр см тыс руб ул им проф акад доц канд докт н э пр др напр рис табл гл п пп ч "
    "mr mrs ms dr prof st no vol pp p ed eds vs etc e i g u s cf fig approx inc ltd дж кесте сур".split()
)
_END = re.compile(
    r"(?:[.!?…]+[»\"”’)\]]*(?:\s*\[[\d;,:\s\u2013-]+(?:\s?[бс]\.)?\][.]?)?)(?=\s+[«\"“(\[\u2013\u2014-]*\s?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ0-9])"
)
_LAST_WORD = re.compile(r"[^\W_]+$")
_MARKER = re.compile(r"(?:^|[;:.!?]\s)\s*\(?\d{1,2}$")


def _ends(line: str, match: re.Match[str]) -> bool:
    """Whether the sign found is the end of a sentence rather than of an abbreviation, an initial or a list number."""
    if not match.group().startswith("."):
        return True
    before = line[max(0, match.start() - 24) : match.start()]
    word = _LAST_WORD.search(before)
    if word is None or match.group() not in (".", ".»"):
        return True
    if word.group().isdigit():
        return not _MARKER.search(line[: match.start()][-24:])
    return word.group().lower() not in ABBREVIATIONS and not (len(word.group()) == 1 and word.group().isupper())


def sentences(text: str) -> list[Span]:
    """Spans (start, end) of the sentences of a text, without the white space around them; all words are covered.

    >>> text = "1995 жылы Н.Ә. Назарбаев келді. Ол 10 млн. доллар бөлді! Was it so? Да, т.е. так."
    >>> [text[start:end] for start, end in sentences(text)]
    ['1995 жылы Н.Ә. Назарбаев келді.', 'Ол 10 млн. доллар бөлді!', 'Was it so?', 'Да, т.е. так.']
    """
    spans: list[Span] = []
    at = 0
    for line in text.split("\n"):
        begin = 0
        for match in _END.finditer(line):
            if _ends(line, match):
                spans.append((at + begin, at + match.end()))
                begin = match.end()
        spans.append((at + begin, at + len(line)))
        at += len(line) + 1
    return [span for span in (_strip(text, *span) for span in spans) if span[0] < span[1]]


def _strip(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
