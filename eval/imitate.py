"""Many new documents in the manner of some: their sentences with other words, names and numbers, always the same for a seed.

The imitations speak of nothing, but they look alike to an index: as many words to a sentence, the same endings, the common
words as common as they were, and new names all the time, so that the vocabulary grows as that of real documents does.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus import Document, Passage, split
from corpus.sentences import sentences
from corpus.split import SIZE

PARAGRAPH = 450, SIZE - 20  # code points: two never fit into one passage, so that there are as many passages as paragraphs
PARAGRAPHS = 20, 100  # of a document
BELOW = 2, 6  # paragraphs below a heading
CHANGED = 0.5  # of the words of more than three letters
ENDING = 2  # letters that a word keeps
_TOKEN = re.compile(r"\d+|[^\W\d_]{4,}")
_SIGNS = re.compile(r"^[#>*\-–—|\s]+|[\n|]")  # what Markdown would take for its own
SYLLABLES = {
    "kk": "ба қай сә мер тұр жан ды бек өт құл ша ғал ни ер лан ай".split(),
    "ru": "бо ри кол ва дим ев со лов пет ро гра ни мар ты щу ги".split(),
    "en": "bar lo win ter ham ed ston ro mil ver den by cal ford an".split(),
}


@dataclass(frozen=True, slots=True)
class Manner:
    """What one language's imitations are made of: sentences as they are, and words by their last letters."""

    language: str
    sentences: tuple[str, ...]
    words: dict[str, tuple[str, ...]]


def manners(documents: Sequence[Document]) -> list[Manner]:
    """One for each language that has sentences."""
    passages: dict[str, list[Passage]] = defaultdict(list)
    for document in documents:
        for passage in split(document):
            passages[passage.language].append(passage)
    return [_manner(language, passages[language]) for language in SYLLABLES if passages[language]]


def _manner(language: str, passages: Sequence[Passage]) -> Manner:
    spans = [(passage.text, span) for passage in passages for span in sentences(passage.text)]
    told = [_SIGNS.sub("", text[start:end]) for text, (start, end) in spans]
    words: dict[str, list[str]] = defaultdict(list)
    for token in (token for sentence in told for token in _TOKEN.findall(sentence)):
        if token.islower():
            words[token[-ENDING:]].append(token)
    return Manner(
        language,
        tuple(sentence for sentence in told if 20 < len(sentence) < PARAGRAPH[0] // 2),
        {ending: tuple(found) for ending, found in words.items()},
    )


def imitate(manner: Manner, sentence: str, chance: random.Random) -> str:
    """A sentence with other numbers and names, and every other word drawn anew from those with its ending."""

    def other(match: re.Match[str]) -> str:
        token = match.group()
        if token.isdigit():
            return str(chance.randrange(10 ** (len(token) - 1), 10 ** len(token)))
        if token.islower() and chance.random() < CHANGED:
            return chance.choice(manner.words.get(token[-ENDING:], (token,)))
        if token.istitle() and match.start():
            return _name(manner.language, chance)
        return token

    return _TOKEN.sub(other, sentence)


def _name(language: str, chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES[language], k=chance.randint(2, 4))).title()


def texts(sources: Sequence[Manner], paragraphs: int, seed: int) -> Iterator[tuple[str, str]]:
    """Names and texts (Markdown) of new documents that hold so many paragraphs between them."""
    chance = random.Random(seed)
    number = 0
    while paragraphs:
        size = min(paragraphs, chance.randint(*PARAGRAPHS))
        manner = chance.choices(sources, weights=[len(source.sentences) for source in sources])[0]
        yield f"{number:05}-{manner.language}.md", _text(manner, size, chance)
        paragraphs, number = paragraphs - size, number + 1


def _text(manner: Manner, paragraphs: int, chance: random.Random) -> str:
    parts, room = [f"# {_heading(manner, chance)}"], 0
    for _ in range(paragraphs):
        if not room:
            parts.append(f"## {_heading(manner, chance)}")
            room = chance.randint(*BELOW)
        parts.append(_paragraph(manner, chance))
        room -= 1
    return "\n\n".join(parts) + "\n"


def _heading(manner: Manner, chance: random.Random) -> str:
    """The first words of a sentence."""
    words = imitate(manner, chance.choice(manner.sentences), chance).split()
    return " ".join(words[: chance.randint(3, 8)]).strip(" ,;:.–—-")


def _paragraph(manner: Manner, chance: random.Random) -> str:
    least, most = PARAGRAPH
    text = ""
    while len(text) < least:
        longer = f"{text} {imitate(manner, chance.choice(manner.sentences), chance)}".strip()
        text = longer if len(longer) <= most else text
    return text
