"""The word lists: small, learned the same way twice, and right about clean and about damaged words."""

import gzip
import json
import random
import re
from pathlib import Path

import pytest

from corpus.wordlist import LANGUAGES, LISTS, known, listed, share_unknown
from index.train import wordlists
from index.train.wordlists import LEAST, file_texts, learn_words, pack

BENCHMARKS = Path(__file__).parents[2] / "shared" / "benchmarks"
LETTERS = {"kk": "абвгдежзийклмнопрстуфхцчшыэюяәғқңөұүі", "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
           "en": "abcdefghijklmnopqrstuvwxyz"}  # fmt: skip


def test_the_packed_lists_are_small_and_their_bytes_depend_on_the_words_alone() -> None:
    data = LISTS.read_bytes()
    assert len(data) < 700_000
    assert data[4:8] == bytes(4), "a time stamp"
    lines = gzip.decompress(data).decode().splitlines()
    assert [line.split()[0] for line in lines] == list(LANGUAGES)
    for line in lines:
        _, *words = line.split()
        assert words == sorted(set(words))
    assert pack({"en": ["one", "two"]}) == pack({"en": {"two", "one"}})


@pytest.mark.parametrize("language", LANGUAGES)
def test_clean_words_are_known_and_damaged_ones_are_not(language: str) -> None:
    if not BENCHMARKS.is_dir():
        pytest.skip("the benchmarks (../shared/benchmarks) are not here")
    rows = [line.split("\t") for line in (BENCHMARKS / "flores-dev.kk-ru-en.tsv").read_text("utf-8").splitlines()]
    words = [word for row in rows for word in re.findall(r"[^\W\d_]+", row[LANGUAGES.index(language)])]
    letters, rng = LETTERS[language], random.Random(7)

    def hurt(word: str) -> str:
        at = rng.randrange(len(word))
        return word[:at] + rng.choice(letters) + word[at + 1 :]

    assert share_unknown(words, language) < 0.04
    assert share_unknown(map(hurt, words), language) > 0.65
    shifted = str.maketrans(letters, letters[7:] + letters[:7])
    assert share_unknown((word.translate(shifted) for word in words), language) > 0.95


def test_names_single_letters_and_abbreviations_are_not_counted() -> None:
    assert share_unknown(["Щщззй", "ЩЩЗЗ", "щ"], "kk") == 0
    assert share_unknown(["ЩЩЗЗЙЦЦ", "кітап"], "kk") == 0.5


@pytest.mark.parametrize("word", ["кітапханашыларымыздан", "достықтарыңыздың", "үйлеріміздегі"])
def test_kazakh_suffixes_may_pile_up(word: str) -> None:
    assert not listed(word, "kk")
    assert known(word, "kk")


def test_the_lists_are_learned_from_common_words_and_from_texts_of_our_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wordlists, "LISTS", tmp_path / "words.txt.gz")
    monkeypatch.setattr(wordlists, "law_texts", lambda path, seed: iter([("kk", "үңгіртану")] * LEAST))

    def write(name: str, rows: list[str]) -> None:
        (tmp_path / name).write_bytes(gzip.compress("\n".join(rows).encode()))

    write("news.kk-ru.tsv.gz", [f"көпір {at}\tмост {at}" for at in range(LEAST)])
    write("faq.qa-en2ru.tsv.gz", [f"bridge {at}\tпаром {at}" for at in range(LEAST - 1)])
    write("tales.mono-kk.txt.gz", ["қайық жүзді"] * LEAST)
    write("dict-x.kk-ru.tsv.gz", [f"сөздік {at}\tсловарь {at}" for at in range(LEAST)])
    own = {"kk": "Шам жанады", "ru": "Фонарь горит", "en": "The lamp burns", "q_kk": "Не жанады?", "q_ru": "?", "q_en": "?"}
    (tmp_path / "own-triples.jsonl").write_text(json.dumps(own), "utf-8")
    monkeypatch.setattr(wordlists, "read_triples", lambda path, held_out: [json.loads(path.read_text("utf-8"))])
    assert {text.split()[0] for _, text in file_texts(tmp_path)} == {"көпір", "мост", "bridge", "паром", "қайық"}
    sizes = learn_words(tmp_path)
    found = {
        line.split()[0]: line.split()[1:]
        for line in gzip.decompress((tmp_path / "words.txt.gz").read_bytes()).decode().splitlines()
    }
    assert {language: len(words) for language, words in found.items()} == sizes
    assert {"көпір", "шам", "жанады"} <= set(found["kk"])
    assert not {"қайық", "үңгіртану", "сөздік"} & set(found["kk"]), "seen in one text only, or only in a dictionary"
    assert {"мост", "фонарь"} <= set(found["ru"])
    assert not {"паром", "словарь"} & set(found["ru"])
    assert "bridge" not in found["en"]
