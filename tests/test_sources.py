"""Where training pairs come from, on tiny files: what is read, what is left out, and benchmark lines that leaked in."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.train.card import write_card
from index.train.fit import Recipe
from index.train.sources import (
    FILE_WEIGHTS,
    GLOSSARY,
    NEIGHBOUR_WEIGHT,
    OWN_WEIGHT,
    Source,
    benchmark_lines,
    file_sources,
    glossary_sources,
    law_acts,
    leaks,
    neighbour_source,
    own_sources,
    paragraphs,
    read_lines,
    read_table,
    read_triples,
)

SHARED = Path(__file__).parents[2] / "shared"


def pack(path: Path, text: str) -> Path:
    path.write_bytes(gzip.compress(text.encode(), mtime=0))
    return path


@pytest.fixture
def triples(tmp_path: Path) -> Path:
    rows = [
        {
            "kk": f"Ара {n}",
            "ru": f"Пчела {n}",
            "en": f"Bee {n}",
            "q_kk": f"Неше? {n}",
            "q_ru": f"Сколько? {n}",
            "q_en": f"Many? {n}",
        }
        for n in range(80)
    ]
    path = tmp_path / "own-triples.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n", encoding="utf-8")
    return path


def test_lines_are_parted_by_line_feeds_alone(tmp_path: Path) -> None:
    assert list(read_lines(pack(tmp_path / "a.gz", "көл\r\nмұз\u2028қар\n\nтас"))) == ["көл", "мұз\u2028қар", "", "тас"]


def test_a_table_keeps_each_whole_pair_once(tmp_path: Path) -> None:
    rows = "көл\tозеро\nкөл\tозеро\nжалғыз\n…\tмост\nмұз\t—\nа\tб\tв\nтас\tкамень\n\n"
    assert read_table(pack(tmp_path / "a.tsv.gz", rows)) == (("көл", "озеро"), ("тас", "камень"))


def test_a_file_gets_the_weight_of_its_pattern_and_an_unknown_one_is_refused(tmp_path: Path) -> None:
    pack(tmp_path / "xquad.ru-en.tsv.gz", "көл\tозеро\n")
    pack(tmp_path / "dict-words.kk-ru.tsv.gz", "тас\tкамень\n")
    assert [(source.name, source.weight) for source in file_sources(tmp_path)] == [
        ("dict-words.kk-ru", FILE_WEIGHTS["dict-*"]),
        ("xquad.ru-en", FILE_WEIGHTS["xquad.*"]),
    ]
    pack(tmp_path / "new.kk-ru.tsv.gz", "")
    with pytest.raises(ValueError, match=r"new\.kk-ru\.tsv\.gz has no weight: add a row"):
        list(file_sources(tmp_path))


def test_statements_held_out_are_never_trained_on(triples: Path) -> None:
    kept, held_out = read_triples(triples, held_out=False), read_triples(triples, held_out=True)
    assert len(held_out) == 10
    assert sorted(row["en"] for row in kept + held_out) == sorted(f"Bee {n}" for n in range(80))
    texts = {text for source in own_sources(triples) for pair in source.pairs for text in pair}
    assert not texts & {row[key] for row in held_out for key in row}


def test_our_statements_are_paired_in_every_direction(triples: Path) -> None:
    sources = list(own_sources(triples))
    assert len(sources) == len({source.name for source in sources}) == 15
    assert {source.weight for source in sources} == {OWN_WEIGHT}
    [crossing] = [source for source in sources if source.name == "own.q_ru-kk"]
    assert crossing.pairs[0] == ("Сколько? 5", "Ара 5")


def test_our_glossary_gives_terms_and_abbreviations() -> None:
    sources = {source.name: source for source in glossary_sources(GLOSSARY)}
    assert list(sources) == ["glossary.kk-ru", "glossary.kk-en", "glossary.ru-en", "glossary.abbreviations"]
    assert all(left.strip() and right.strip() for source in sources.values() for left, right in source.pairs)


def test_the_halves_of_a_long_line_belong_together() -> None:
    line = " ".join(f"сөз{n}" for n in range(15))
    source = neighbour_source("x", [line, line, "қысқа жол", ""])
    assert source.weight == NEIGHBOUR_WEIGHT
    assert [" ".join(pair) for pair in source.pairs] == [line]
    assert len(source.pairs[0][0].split()) == 7


def test_paragraphs_are_running_text_of_some_length() -> None:
    long = "Көпір арқылы өткен жолаушы өзеннің арғы бетіндегі ауылға түске дейін жетіп үлгерді."
    assert paragraphs(f"Қысқа.\n  {long.replace(' ', '   ')}\n{long} | {long}\n{long * 20}") == [long]


def test_benchmark_lines_that_leaked_into_the_training_texts_are_found(tmp_path: Path) -> None:
    (tmp_path / "a-dev.tsv").write_text("Көлде мұз қатты.\tОзеро замёрзло.\n\tThe lake froze.\n", encoding="utf-8")
    row = {"question": "Көл қашан қатты?", "context": "Көл қараша айында қатты.", "answers": {"text": ["қараша"]}}
    (tmp_path / "b-dev.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    lines = list(benchmark_lines(tmp_path))
    texts = ["ОЗЕРО – замёрзло", "Озеро не замёрзло.", "көл қараша айында қатты", "«The lake froze!»", "қараша", "", "…", "көл"]
    assert leaks(texts, lines) == ["ОЗЕРО – замёрзло", "көл қараша айында қатты", "«The lake froze!»"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("аәБ ,.1", max_size=6), max_size=8), st.lists(st.text("аәБ ,.1", max_size=6), max_size=8))
def test_what_has_no_letter_leaks_nowhere_and_a_copy_leaks_always(texts: list[str], held_out: list[str]) -> None:
    found = leaks(texts, held_out)
    assert all(any(sign.isalnum() for sign in text) for text in found)
    assert {text for text in texts if text in held_out and any(sign.isalnum() for sign in text)} <= set(found)


def test_the_card_names_every_source_and_licence(tmp_path: Path) -> None:
    (tmp_path / "MANIFEST.tsv").write_text("file\ta\tb\tc\torigin\tlicence\na.gz\t1\t2\t3\thttps://x.kz\tCC0\n", "utf-8")
    sources = [Source("own.kk-ru", 4.0, (("ара", "пчела"), ("көл", "озеро")))]
    write_card(tmp_path, Recipe(steps=1234, seed=77), sources, tmp_path / "MANIFEST.tsv", pieces=64_000)
    card = (tmp_path / "README.md").read_text("utf-8")
    assert "| own.kk-ru | 2 | 4.0 |" in card
    assert "| a.gz | https://x.kz | CC0 |" in card
    assert "1,234 steps" in card
    assert "seed 77" in card


@pytest.mark.skipif(not (SHARED / "training").is_dir(), reason="../shared/training is not here")
def test_every_file_of_the_training_folder_is_read_by_some_rule() -> None:
    for path in (SHARED / "training").glob("*.tsv.gz"):
        name = path.name.removesuffix(".tsv.gz")
        assert any(Path(name).match(pattern) for pattern in FILE_WEIGHTS), name
    title, texts = next(law_acts(SHARED / "training" / "kazakh-law.jsonl.xz"))
    assert title
    assert texts == paragraphs("\n".join(texts))
