"""How well languages are told apart, on development texts in every spelling that we claim to read."""

from collections.abc import Iterator
from pathlib import Path

from corpus.language import KAZAKH_LATIN, detect, likeliest
from corpus.spelling import ALPHABETS, fold, in_latin
from eval.kazqad import read_kazqad


def compare(folder: Path) -> Iterator[tuple[str, float]]:
    """Accuracy for each kind of text."""
    rows = [
        line.split("\t")
        for name in ("ntrex-dev.kk-ru-en.tsv", "flores-dev.kk-ru-en.tsv")
        for line in (folder / name).read_text("utf-8").splitlines()
    ]
    questions = sorted(question.text for question in read_kazqad(folder / "kazqad-dev.jsonl")[1])
    short = [line.split("\t") for line in (folder / "tatoeba-dev.ru-en.tsv").read_text("utf-8").splitlines()]
    yield "Kazakh sentences", share([detect(row[0]) == "kk" for row in rows])
    yield "Russian sentences", share([detect(text) == "ru" for text in [*(row[1] for row in rows), *(row[0] for row in short)]])
    yield "English sentences", share([detect(text) == "en" for text in [*(row[2] for row in rows), *(row[1] for row in short)]])
    yield "Kazakh questions", share([detect(question) == "kk" for question in questions])
    yield "… typed with Russian letters", share([detect(fold(question)) == "kk" for question in questions])
    latin = [in_latin(question, alphabet) for question in questions for alphabet in ALPHABETS]
    yield "… in Latin letters", share([likeliest(question) == KAZAKH_LATIN for question in latin])


def share(right: list[bool]) -> float:
    return sum(right) / len(right)
