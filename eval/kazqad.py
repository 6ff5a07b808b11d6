"""The KazQAD development questions (Yeshpanov et al. 2024, arXiv 2404.04487), asked of the passages of their own file."""

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import fmean

from corpus.document import Document, Mark
from corpus.spelling import ALPHABETS, fold, in_latin
from eval.metrics import measured
from index import Embedder, Index
from qa import Engine

LETTERS = "абвгдежзийклмнопрстуфхцчшщыіэюяәғқңөұүһ"
LONG = 5  # letters of a word in which a slip of the finger is put; shorter ones become other words
Spell = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the numbers of the documents that answer it, and the answers as they stand there."""

    text: str
    gold: frozenset[str]
    answers: tuple[str, ...]


def read_kazqad(file: Path) -> tuple[list[Document], list[Asked]]:
    """Each passage of the file as a document under its title, and the questions that one of them answers."""
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    titles = {row["context"]: row["title"] for row in rows}
    ids = {context: f"{number:04}" for number, context in enumerate(sorted(titles))}
    gold: dict[str, set[str]] = {}
    answers: dict[str, list[str]] = {}
    for row in rows:
        if row["answers"]["text"]:
            gold.setdefault(row["question"], set()).add(ids[row["context"]])
            answers.setdefault(row["question"], []).extend(row["answers"]["text"])
    documents = [Document(ids[text], titles[text], text, "kk", 0, (Mark(0, 1, 0),)) for text in sorted(titles)]
    return documents, [Asked(text, frozenset(found), tuple(dict.fromkeys(answers[text]))) for text, found in gold.items()]


def mistype(text: str) -> str:
    """One slip of the finger in one of the longer words: a letter left out, put in, swapped or wrong; always the same one.

    >>> mistype("Қазақстан"), mistype("қай ел")
    ('Қазуқстан', 'қай ел')
    """
    chance = random.Random(text)
    words = re.split(r"(\W+)", text)
    long = [place for place, word in enumerate(words) if len(word) >= LONG and word.isalpha()]
    if long:
        place = chance.choice(long)
        word, letter = words[place], chance.choice(LETTERS)
        at = chance.randrange(1, len(word) - 1)
        slips = (
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + letter + word[at + 1 :],
        )
        # Two equal letters swapped, or a letter taken for itself, are no slip.
        words[place] = chance.choice([slip for slip in slips if slip != word])
    return "".join(words)


# How a question may be typed. A slip can hit any word: one draw for each question.
SPELLINGS: dict[str, Spell] = {
    "as written": str,
    "Russian letters": fold,
    "Latin 2018": partial(in_latin, alphabet=ALPHABETS[0]),
    "Latin 2021": partial(in_latin, alphabet=ALPHABETS[1]),
    "Latin, everyday": partial(in_latin, alphabet=ALPHABETS[2]),
    "one typo": mistype,
}


def answers(model: Embedder, file: Path) -> Iterator[tuple[str, float]]:
    """How Dayek answers these questions as written: the ranking, and whether the first quote has the answer."""
    documents, questions = read_kazqad(file)
    engine = Engine(Index.of(documents, model))
    found = [engine.ask(question.text) for question in questions]
    shown = [(answer.citations or answer.related)[0].quote.lower() for answer in found]
    rankings = [list(dict.fromkeys(hit.passage.document_id for hit in answer.hits)) for answer in found]
    told = [any(text.lower() in quote for text in question.answers) for quote, question in zip(shown, questions, strict=True)]
    ranked = [measured(ranking, question.gold, ["nDCG@10"])[0] for ranking, question in zip(rankings, questions, strict=True)]
    yield "nDCG@10", fmean(ranked)
    yield "first quote has the answer", fmean(told)
    yield "letters in the first quote, mean", fmean(map(len, shown))
    yield "answered, not refused", fmean(answer.found for answer in found)
