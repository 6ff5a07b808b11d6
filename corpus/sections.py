"""Sections of a document: abstract, keywords, table, references or text, and the heading that they stand under."""

import re
from collections.abc import Iterable, Sequence

from corpus.document import Line, Section
from corpus.reflow import ends

# What an article calls its parts, in three languages -> what we call them. The name stands alone or begins a paragraph.
NAMES: dict[str, tuple[str, ...]] = {
    "abstract": ("аңдатпа", "түйін", "түйіндеме", "аннотация", "резюме", "abstract", "summary"),
    "keywords": (
        "кілт сөздер", "кілт сөздері", "түйін сөздер", "түйінді сөздер", "тірек сөздер", "ключевые слова", "keywords",
        "key words",
    ),
    "references": (
        "әдебиеттер тізімі", "әдебиеттер", "әдебиет", "пайдаланылған әдебиеттер", "пайдаланылған әдебиеттер тізімі",
        "дереккөздер", "литература", "список литературы", "список использованной литературы", "источники", "references",
        "bibliography", "sources",
    ),
}  # fmt: skip
_KIND = {name: kind for kind, names in NAMES.items() for name in names}
_LEADING = re.compile(rf"({'|'.join(sorted(_KIND, key=len, reverse=True))})\s*[.:–—-]", re.IGNORECASE)
_ENTRY = re.compile(r"(?:\[\d{1,3}\]|\d{1,3}[.)])\s")
_AUTHORS = re.compile(
    r"(?:(?:[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]\.\s?){1,2}\s?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][\w-]+|[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][\w-]+\s(?:[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]\.\s?){1,2})"
    r"[*\d¹²³]*(?:\s?,\s?|$)"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# «Алматы, 2021 ж.», «№2. 2019.», «12 мая 2021 г.»: a year, or a day of it, at the end of a block and behind a sign or nothing.
_IMPRINT = re.compile(r"(?:^|[,.:;–—-]\s*)(?:\d{1,2}\s\w+\s)?(?:19|20)\d\d(?:\s?(?:ж|жыл|г|год))?\.?$")
HEAD = 10  # blocks from the top in which a title, authors and a year are looked for


def sections(heads: Sequence[Line], starts: Sequence[int]) -> tuple[Section, ...]:
    """Sections of a text from its blocks and where they begin; a new one begins wherever kind or heading changes."""
    found = list[Section]()
    kind, heading = "text", ""
    for head, start in zip(heads, starts, strict=True):
        named = _KIND.get(head.text.lower().rstrip(".: "))
        leading = _LEADING.match(head.text)
        if head.kind == "heading" or named:
            kind, heading = named or "text", head.text
            here = Section(start, kind, heading)
        elif leading and kind != "references":
            here = Section(start, _KIND[leading[1].lower()], heading)
        elif head.kind == "row":
            here = Section(start, "table" if kind == "text" else kind, heading)
        elif kind == "references" and not _is_entry(head):
            kind = "text"
            here = Section(start, kind, heading)
        else:
            here = Section(start, kind, heading)
        if head.kind == "heading" or not found or (found[-1].kind, found[-1].heading) != (here.kind, here.heading):
            found.append(here)
    return tuple(found)


def _is_entry(head: Line) -> bool:
    """A block that can stand in a list of references: a list item, or a paragraph that is not long."""
    return head.kind == "item" or bool(_ENTRY.match(head.text)) or len(head.text) < 400


def title(heads: Sequence[Line]) -> str:
    """The title of a text that has none in its metadata: its first heading that reads like one, else its first block of prose.

    >>> title([Line("115", 1, kind="heading"), Line("Н.О. Асанов, Қ.Ғ. Үсенов", 2, kind="heading"),
    ...        Line("Көне қалалар туралы", 3, kind="heading"), Line("Бұл мақала қалалар туралы.", 4)])
    'Көне қалалар туралы'
    """
    top = list(_before_prose(heads))
    short = [head for head in top if head.kind in ("heading", "text") and head.text[-1] not in ".!?:;,"]
    lettered = [head for head in short if any(map(str.isalpha, head.text))]
    named = [head for head in lettered if not authors([head]) and head.text.lower() not in _KIND]
    worded = [head for head in named if len(re.findall(r"[^\W\d_]{2,}", head.text)) > 1]
    likely = [head for head in worded if len(re.findall(r"[^\W\d_]{2,}", head.text)) > 2 and not re.search(r"\d", head.text)]
    for group in (likely, worded, named):
        if group:
            return group[0].text
    prose = [head.text for head in heads if sum(map(str.isalpha, head.text)) > 8]
    return prose[0] if prose else heads[0].text


def _before_prose(heads: Sequence[Line]) -> Iterable[Line]:
    """The blocks at the top, up to the first long paragraph."""
    for head in heads[:HEAD]:
        if len(head.text) > 250:
            return
        yield head


def authors(heads: Sequence[Line]) -> str:
    """The authors' names, where a block near the top consists of them.

    >>> authors([Line("Н.О. Асанов* , Қ.Ғ. Үсенов", 1)]), authors([Line("БҰҰ мен ШЫҰ", 1)])
    ('Н.О. Асанов, Қ.Ғ. Үсенов', '')
    """
    for head in heads[:HEAD]:
        text = re.sub(r"\s*[*¹²³]\s*(?=,|$)", "", head.text)
        if len(text) < 150 and _AUTHORS.match(text) and not _AUTHORS.sub("", text).strip(" ,"):
            return text
    return ""


def year(heads: Sequence[Line], title: str) -> int:
    """The year that a short block near the top names as its own, or 0.

    Rows, items, sentences and the headings below the title tell of years too, but those are what the text is about; and where
    a block names several, none is the year of the text.

    >>> top = [Line("Көне қалалар", 1, kind="heading"), Line("Өрт 1974 жылы шықты.", 2), Line("1999 | Өрт", 3, kind="row")]
    >>> year(top, "Көне қалалар"), year([*top, Line("Алматы, 2021 ж.", 4)], "Көне қалалар")
    (0, 2021)
    """
    top = [head for head in _before_prose(heads) if head.kind not in ("row", "item")]
    texts, kinds = [head.text for head in top], [head.kind for head in top]
    titled = texts.index(title) if title in texts else kinds.index("heading") if "heading" in kinds else 0
    for at, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
        found = set(_YEAR.findall(text))
        tells = ends(text) or (kind == "heading" and at > titled)
        if len(text) < 120 and len(found) == 1 and (not tells or _IMPRINT.search(text)):
            return int(found.pop())
    return 0
