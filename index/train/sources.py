"""Where training pairs come from: a table of sources, each a list of (text, text) that should lie close together.

A batch is drawn from one source at a time, so that the other pairs of the batch (the negatives) share its languages and
register; `weight` says how often a source is drawn beyond its size.
"""

import csv
import gzip
import json
import lzma
import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import corpus.language

GLOSSARY = Path(corpus.language.__file__).with_name("glossary.tsv")
OWN = Path(__file__).parent  # our own tables: a row of each in Kazakh, Russian, English
OWN_TABLES = {"everyday": 6.0, "news": 6.0, "knowledge": 6.0, "names": 2.0}  # file -> weight
LANGUAGES = ("kk", "ru", "en")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """Pairs of one register and one language direction; `weight` multiplies how often it is drawn."""

    name: str
    weight: float
    pairs: tuple[Pair, ...]


# File pattern -> weight. Set by register: near our documents > 1, software and archaic texts < 1 (they outnumber the rest).
FILE_WEIGHTS = {
    "apertium-gov.kk-ru": 4.0,
    "adilet-military-law.*": 3.0,
    "udhr.*": 1.0,
    "jam.*": 1.0,
    "apertium-lit.*": 1.5,
    "bible*": 0.5,
    "dict-*": 0.7,
    "msdocs-ci.*": 0.7,
    "msdocs-d365.*": 0.7,
    "msdocs.qa-*": 0.5,
    "rubq.*": 1.0,
    "scratch-faq.*": 1.0,
    "ui-*": 0.4,
    "xquad.*": 2.0,
}
OWN_WEIGHT = 4.0
GLOSSARY_WEIGHT = 2.0
LAW_WEIGHT = 0.5
NEIGHBOUR_WEIGHT = 0.7


def read_lines(path: Path) -> Iterator[str]:
    """Lines of a gzip-packed text without their line ends."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield line.rstrip("\r\n")


def read_table(path: Path) -> tuple[Pair, ...]:
    """Distinct two-column rows in which both cells carry a letter."""
    rows = (tuple(line.split("\t")) for line in read_lines(path))
    kept = {(row[0], row[1]): None for row in rows if len(row) == 2 and all(re.search(r"\w", cell) for cell in row)}
    return tuple(kept)


def file_sources(folder: Path) -> Iterator[Source]:
    """Parallel sentences, dictionaries, interface strings and question-passage files, by the table of weights."""
    for path in sorted(folder.glob("*.tsv.gz")):
        name = path.name.removesuffix(".tsv.gz")
        weights = [weight for pattern, weight in FILE_WEIGHTS.items() if Path(name).match(pattern)]
        if not weights:
            raise ValueError(f"{path.name} has no weight: add a row for it to FILE_WEIGHTS in index/train/sources.py")
        yield Source(name, weights[0], read_table(path))


def read_triples(path: Path, *, held_out: bool) -> list[dict[str, str]]:
    """Our own statements: those to train on, or those held out to fit the weights of the search on (five in every forty)."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [row for number, row in enumerate(rows) if (number % 40 < 5) == held_out]


def own_sources(path: Path) -> Iterator[Source]:
    """Our statements and their questions: 3 pairs of statements, 3 of questions, 9 of question and statement."""
    rows = read_triples(path, held_out=False)

    def source(left: str, right: str) -> Source:
        return Source(f"own.{left}-{right}", OWN_WEIGHT, tuple((row[left], row[right]) for row in rows))

    for one, other in (("kk", "ru"), ("kk", "en"), ("ru", "en")):
        yield source(one, other)
        yield source(f"q_{one}", f"q_{other}")
    for asked in LANGUAGES:
        for said in LANGUAGES:
            yield source(f"q_{asked}", said)


def table_sources(path: Path, weight: float) -> Iterator[Source]:
    """A table of our own: everyday sentences, sentences of news, of general knowledge, or names."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        pairs = dict.fromkeys((row[one], row[other]) for row in rows)
        yield Source(f"{path.stem}.{LANGUAGES[one]}-{LANGUAGES[other]}", weight, tuple(pairs))


def glossary_sources(path: Path) -> Iterator[Source]:
    """Terms of our glossary in pairs of languages, and each abbreviation with its term."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    for one, other in (("kk", "ru"), ("kk", "en"), ("ru", "en")):
        terms = [(row[one], row[other]) for row in rows]
        short = [(row[f"{one}_abbr"], row[f"{other}_abbr"]) for row in rows]
        yield Source(f"glossary.{one}-{other}", GLOSSARY_WEIGHT, tuple(terms + [pair for pair in short if all(pair)]))
    short = [(row[f"{one}_abbr"], row[other]) for row in rows for one in LANGUAGES for other in LANGUAGES if row[f"{one}_abbr"]]
    yield Source("glossary.abbreviations", GLOSSARY_WEIGHT, tuple(short))


def paragraphs(text: str) -> list[str]:
    """Running paragraphs of an act: long enough to say something, tables left out."""
    lines = (re.sub(r"\s+", " ", line).strip() for line in text.split("\n"))
    return [line for line in lines if 60 <= len(line) <= 1200 and "|" not in line]


def law_acts(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Title and paragraphs of each act of the legal corpus."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            act = json.loads(line)
            yield act["title"], paragraphs(act["text"][:40_000])


def neighbour_source(name: str, lines: Iterable[str]) -> Source:
    """The first half of a long line with its second half: what stands together belongs together."""
    pairs: dict[Pair, None] = {}
    for line in lines:
        words = line.split()
        if len(words) >= 14:
            middle = len(words) // 2
            pairs[" ".join(words[:middle]), " ".join(words[middle:])] = None
    return Source(name, NEIGHBOUR_WEIGHT, tuple(pairs))


def law_sources(path: Path, rng: random.Random) -> Iterator[Source]:
    """Title with a paragraph of its act, and the two halves of paragraphs."""
    titles: dict[Pair, None] = {}
    sampled: list[str] = []
    for title, texts in law_acts(path):
        for text in rng.sample(texts, min(2, len(texts))):
            titles[title, text[:400]] = None
        sampled += (text[:800] for text in rng.sample(texts, min(2, len(texts))))
    yield Source("law.title-paragraph", LAW_WEIGHT, tuple(titles))
    yield neighbour_source("law.halves", sampled)


def load_sources(folder: Path, *, seed: int) -> list[Source]:
    """All sources of a training folder, in a fixed order."""
    rng = random.Random(seed)
    mono = sorted(folder.glob("*.mono-*.txt.gz"))
    found = [
        *file_sources(folder),
        *own_sources(folder / "own-triples.jsonl"),
        *(source for name, weight in OWN_TABLES.items() for source in table_sources(OWN / f"{name}.tsv", weight)),
        *glossary_sources(GLOSSARY),
        *law_sources(folder / "kazakh-law.jsonl.xz", rng),
        *(neighbour_source(path.name.removesuffix(".txt.gz"), read_lines(path)) for path in mono),
    ]
    return [source for source in found if len(source.pairs) >= 20]


def vocabulary_texts(folder: Path, sources: list[Source], *, seed: int) -> Iterator[str]:
    """Texts to learn pieces from: every pair once, single-language texts, and a sample of the laws."""
    rng = random.Random(seed)
    for source in sources:
        if not source.name.startswith("law."):
            for left, right in source.pairs:
                yield left
                yield right
    for path in sorted(folder.glob("*.mono-*.txt.gz")):
        yield from read_lines(path)
    for title, texts in law_acts(folder / "kazakh-law.jsonl.xz"):
        yield title
        yield from rng.sample(texts, min(6, len(texts)))


def fold_line(line: str) -> str:
    """Letters and digits only, lower case: how benchmark lines and training lines are compared."""
    return re.sub(r"\W+", " ", line.lower()).strip()


def benchmark_lines(folder: Path) -> Iterator[str]:
    """Every cell of the benchmark files of a folder (.tsv and .jsonl)."""
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            yield from line.split("\t")
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield from (row[key] for key in ("question", "context") if key in row)


def leaks(texts: Iterable[str], held_out: Iterable[str], *, fold: Callable[[str], str] = fold_line) -> list[str]:
    """Texts that also stand among the held-out lines.

    >>> leaks(["One, two.", "Three"], ["one two", "four"])
    ['One, two.']
    """
    forbidden = {fold(line) for line in held_out} - {""}
    return [text for text in texts if fold(text) in forbidden]
