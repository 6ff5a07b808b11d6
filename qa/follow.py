"""Follow-up questions: «Оның мақсаты не болды?» is understood from the question before it, by a plain rule."""

import re
from collections.abc import Sequence

# Words that point back to what was spoken of. A question with one of them, or one of very few words, is a follow-up.
POINTERS = frozenset(
    # Kazakh
    "ол оның оны оған онда одан онымен олар олардың оларды оларға оларда олардан "
    "соның соны сонда сол бұл бұның мұның мұны мұнда осы осының осыны содан "
    # Russian
    "он она оно они его её ее их ему ей им ним них нём нем ней нею "
    "этот эта это эти этого этой этому этом этих там тогда туда оттуда "
    # English
    "he she it they him her them his hers its their theirs this that these those there then".split()
)
OPENERS = re.compile(r"(?:ал|а|и|ну|and|what about|how about|сонда|сонымен)\s", re.IGNORECASE)
FEW = 2  # words: a question of so few, after another one, is taken to lean on it
_WORD = re.compile(r"\w+")


def follows(question: str) -> bool:
    """Whether a question needs the one before it to be understood.

    >>> [follows(text) for text in ("Оның мақсаты не болды?", "А сколько среди молодёжи?", "Қазақстан ШЫҰ-ға қашан қосылды?")]
    [True, True, False]
    """
    words = [word.lower() for word in _WORD.findall(question)]
    return len(words) <= FEW or not POINTERS.isdisjoint(words) or bool(OPENERS.match(question))


def topic(question: str, history: Sequence[str]) -> str:
    """The question that a follow-up leans on: the last that stands on its own. Empty where the question needs none.

    >>> topic("Оның мақсаты не болды?", ["Ислам конференциясы ұйымы қашан құрылды?", "Ал қайда?"])
    'Ислам конференциясы ұйымы қашан құрылды?'
    """
    asked = [earlier for earlier in history if earlier.strip()]
    if not asked or not follows(question):
        return ""
    return next((earlier for earlier in reversed(asked) if not follows(earlier)), asked[0])
