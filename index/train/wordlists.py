"""The word lists of `corpus/wordlist.py`, learned from the training texts: which words are common, not where they stood.

A word is listed if it stands at least LEAST times in distinct lines, or in a text of our own (statements and glossary).
Dictionaries are left out: a list of their headwords would be theirs, not ours.
"""

import csv
import gzip
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from corpus.repair import repair_line
from corpus.wordlist import LANGUAGES, LISTS
from index.train.sources import GLOSSARY, law_acts, read_lines, read_triples

LEAST = 5  # times: below it, slips of the pen and words of other languages come in
LONGEST = 30  # letters: longer ones are words that lost their spaces
PARAGRAPHS = 24  # of each act: more only repeat the words of the law
_WORD = re.compile(r"[^\W\d_]+")
_ALPHABET = {"kk": re.compile("[а-яёәғқңөұүһі]+"), "ru": re.compile("[а-яё]+"), "en": re.compile("[a-z]+")}
_COLUMNS = re.compile(r"\.(?:qa-)?(kk|ru|en)(?:[-2](kk|ru|en))?\.tsv")

Told = tuple[str, str]  # language, text


def file_texts(folder: Path) -> Iterator[Told]:
    """Texts of the parallel, question and single-language files."""
    for path in sorted(folder.glob("*.tsv.gz")):
        columns = _COLUMNS.search(path.name)
        if columns and not path.name.startswith("dict"):
            for line in read_lines(path):
                left, _, right = line.partition("\t")
                yield columns[1], left
                yield columns[2] or columns[1], right
    for path in sorted(folder.glob("*.mono-*.txt.gz")):
        language = path.name.split(".mono-")[1][:2]
        yield from ((language, line) for line in read_lines(path))


def law_texts(path: Path, *, seed: int) -> Iterator[Told]:
    """Titles and a sample of paragraphs of the acts."""
    rng = random.Random(seed)
    for title, texts in law_acts(path):
        yield "kk", title
        yield from (("kk", text) for text in rng.sample(texts, min(PARAGRAPHS, len(texts))))


def own_texts(folder: Path) -> Iterator[Told]:
    """Our statements, their questions and the terms of our glossary."""
    for row in read_triples(folder / "own-triples.jsonl", held_out=False):
        yield from ((name.removeprefix("q_"), text) for name, text in row.items() if name.removeprefix("q_") in LANGUAGES)
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            yield from ((language, row[language]) for language in LANGUAGES)


def words_of(text: str, language: str) -> list[str]:
    """Words of a text in small letters, those in the alphabet of its language.

    >>> words_of("Қазақстан – Wi-Fi бар ел", "kk")
    ['қазақстан', 'бар', 'ел']
    """
    found = _WORD.findall(repair_line(text).lower())
    return [word for word in found if 1 < len(word) <= LONGEST and _ALPHABET[language].fullmatch(word)]


def count(texts: Iterable[Told]) -> dict[str, Counter[str]]:
    """How often each word stands in distinct texts, by language."""
    counts = {language: Counter[str]() for language in LANGUAGES}
    for language, text in dict.fromkeys(texts):
        counts[language].update(words_of(text, language))
    return counts


def pack(lists: Mapping[str, Iterable[str]]) -> bytes:
    r"""The packed file: a line for each language, its words sorted. The same lists give the same bytes.

    >>> gzip.decompress(pack({"en": ["two", "one"]}))
    b'en one two\n'
    """
    lines = "".join(f"{' '.join([language, *sorted(words)])}\n" for language, words in lists.items())
    return gzip.compress(lines.encode("utf-8"), compresslevel=9, mtime=0)


def learn_words(folder: Path, *, seed: int = 1) -> dict[str, int]:
    """Write the lists; returns how many words each language has."""
    own = list(own_texts(folder))
    ours = count(own)
    counts = count([*file_texts(folder), *law_texts(folder / "kazakh-law.jsonl.xz", seed=seed), *own])
    lists = {
        language: {word for word, times in counts[language].items() if times >= LEAST or word in ours[language]}
        for language in LANGUAGES
    }
    LISTS.write_bytes(pack(lists))
    return {language: len(words) for language, words in lists.items()}
