"""The same words twice are one passage that knows every place it stands."""

import re
from collections.abc import Iterable
from dataclasses import replace

from corpus.document import Passage

SHORTEST = 80  # code points: a shorter passage may come back by chance, and its places may matter
_NO_WORD = re.compile(r"\W+")


def unite(passages: Iterable[Passage]) -> list[Passage]:
    """Passages in order, each text once; `also` of the first holds the ids of the others.

    >>> one = Passage("a.txt", "A", 0, 85, "Сөз, " * 17, 0, 1, "kk")
    >>> [(passage.id, passage.also) for passage in unite([one, replace(one, document_id="b.txt", text="сөз. " * 17)])]
    [('a.txt:0-85', ('b.txt:0-85',))]
    """
    first: dict[str, Passage] = {}
    also: dict[str, list[str]] = {}
    for passage in passages:
        key = _NO_WORD.sub(" ", passage.text.lower()).strip() if len(passage.text) >= SHORTEST else passage.id
        original = first.setdefault(key, passage)
        if original is not passage:
            also.setdefault(original.id, []).append(passage.id)
    return [replace(passage, also=tuple(also.get(passage.id, ()))) for passage in first.values()]
