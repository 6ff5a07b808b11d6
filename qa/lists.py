"""A list answers as a whole: what leads in to it says nothing without its items, and to «which laws» one law is no answer."""

import re
from itertools import pairwise

LONGEST = 900  # characters of a list that is quoted as a whole
# Questions whose answer is a list, as far as words tell: «which» in the plural, «name», «list».
_ASKED = re.compile(
    r"\b[қк]андай\b|\b[қк]айсы(?:лар|сы)|\bнелер|\bкімдер|\bатаңыз|\bтізім|\bкаки(?:е|х|ми|м)\b"
    r"|\bперечисл|\bназовите|\bчто (?:входит|включает)"
    r"|\bwhat (?:are|were)\b|\b(?:what|which) (?:\w+ )?(?!(?:is|was|does|has)\b)\w+s\b|\b(?:list|name) (?:the|all)\b",
    re.IGNORECASE,
)
_LINE = re.compile(r"[^\n]+")


def asks_for_list(question: str) -> bool:
    """Whether a question wants several things told.

    >>> asks_for_list("Какие законы приняты?"), asks_for_list("Which law was passed?"), asks_for_list("Which laws?")
    (True, False, True)
    """
    return bool(_ASKED.search(question))


def widen(text: str, start: int, end: int, *, several: bool) -> tuple[int, int]:
    r"""A quote, or the whole list of which it is the lead-in; with `several` also that of which it is an item.

    A list is a line that ends with a colon and the lines behind it, up to a blank one.

    >>> text = "Төрт түс бар:\n\nақ;\nкөк;\nсары.\n\nБасқасы жоқ."
    >>> [text[slice(*widen(text, 0, 13, several=False))], text[slice(*widen(text, 19, 23, several=True))]]
    ['Төрт түс бар:\n\nақ;\nкөк;\nсары.', 'Төрт түс бар:\n\nақ;\nкөк;\nсары.']
    >>> text[slice(*widen(text, 19, 23, several=False))]
    'көк;'
    """
    for first, last in lists(text):
        begin, close = _sentence(text, *first), last[1]
        leads = start < first[1] and end >= first[1]
        within = several and first[1] <= start and end <= close
        if (leads or within) and close - min(start, begin) <= LONGEST:
            return (min(start, begin) if leads else begin), max(end, close)
    return start, end


def lists(text: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """For each list of two items or more where its lead-in's line and its last item's line begin and end."""
    lines = [match.span() for match in _LINE.finditer(text)]
    found = []
    for at, (first, item) in enumerate(pairwise(lines)):
        if text[first[0] : first[1]].rstrip().endswith(":") and " | " not in text[item[0] : item[1]]:
            last = at + 1
            while last + 1 < len(lines) and lines[last + 1][0] == lines[last][1] + 1:
                last += 1
            if last > at + 1:
                found.append((first, lines[last]))
    return found


def _sentence(text: str, start: int, end: int) -> int:
    """Where the last sentence of a line begins."""
    from corpus.sentences import sentences

    *_, (began, _) = sentences(text[start:end])
    return start + began
