"""The trigram tables of `corpus/language.py`, learned from the training texts."""

import json
import math
import random
import re
from collections import Counter
from pathlib import Path

import corpus.language
from corpus.language import KAZAKH_LATIN, trigrams
from corpus.spelling import ALPHABETS, fold, in_latin
from index.train.sources import read_lines, read_triples

TABLE = Path(corpus.language.__file__).with_name("language.json")
KEPT = 1500  # trigrams a language
TEXTS = 60_000  # texts a language
UNSEEN = 100  # hundredths of a nat below the rarest kept trigram


def read_texts(folder: Path) -> dict[str, list[str]]:
    """Training texts by language; dictionaries are left out."""
    texts: dict[str, list[str]] = {"kk": [], "ru": [], "en": []}
    for path in sorted(folder.glob("*.tsv.gz")):
        names = re.search(r"\.(kk|ru)-(ru|en)\.tsv", path.name)
        if names and not path.name.startswith("dict"):
            for line in read_lines(path):
                left, _, right = line.partition("\t")
                texts[names[1]].append(left)
                texts[names[2]].append(right)
    for path in sorted(folder.glob("*mono-kk*")):
        texts["kk"] += read_lines(path)
    for row in read_triples(folder / "own-triples.jsonl", held_out=False):
        for language in texts:
            texts[language] += [row[language], row[f"q_{language}"]] * 3
    return texts


def learn_languages(folder: Path, *, seed: int = 1) -> None:
    """Write the tables: for each language its commonest trigrams with log probabilities in hundredths of a nat."""
    rng = random.Random(seed)
    texts = read_texts(folder)
    kazakh = texts["kk"]
    texts["kk"] = [text if number % 2 else fold(text) for number, text in enumerate(kazakh)]
    texts[KAZAKH_LATIN] = [in_latin(text, ALPHABETS[number % len(ALPHABETS)]) for number, text in enumerate(kazakh)]
    tables = {}
    for language, found in texts.items():
        rng.shuffle(found)
        counts = Counter(gram for text in found[:TEXTS] for gram in trigrams(text))
        total = counts.total()
        tables[language] = {gram: round(100 * math.log(count / total)) for gram, count in counts.most_common(KEPT)}
    floor = min(min(table.values()) for table in tables.values()) - UNSEEN
    saved = json.dumps({"floor": floor, "languages": tables}, ensure_ascii=False, separators=(",", ":"))
    TABLE.write_text(saved + "\n", encoding="utf-8")
