"""Layouts that damage a text in every way we know of, put through reading and reflow: the original comes back."""

import re
import textwrap
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.check import examine
from corpus.load import load, read
from corpus.repair import LEGACY_LETTERS, LOOK_ALIKES

ROOT = Path(__file__).parents[1]
SOURCES = ROOT.parent / "shared" / "documents"
SENTENCES = (
    "Ауыл тұрғындары жаңа мектептің салынуына қуанып, оның ашылуына бүкіл ауданнан қонақ шақырды.",
    "Жаңбырлы күздің соңында өзен тасып, көпір бұзылғанымен, жолаушылар жаяу өтетін соқпақ тапты.",
    "Былтыр 27 шәкірт облыстық байқауға қатысып, үшеуі 2019 жылғы жүлдегерлерден озып кетті.",
    "Кітапханаға 1 240 том әкелінді, оның 315-і балаларға арналған, қалғаны ғылыми еңбектер еді.",
    "Весной учителя и родители посадили вдоль дороги 48 берёз, а летом поливали их по очереди.",
    "Каждый выпуск оставляет школе книгу, в которую вписывают имена и пожелания на будущее.",
    "Мост построили за 3 года; в 1987 году по нему прошёл первый поезд с зерном нового урожая.",
)
paragraphs = st.lists(st.sampled_from(SENTENCES), min_size=4, max_size=8).map(" ".join)
texts = st.lists(paragraphs, min_size=2, max_size=4, unique=True)
settled = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def kept(original: str, stored: str) -> float:
    """Share of the words of the original that stand in the stored text, each as often as it should."""
    wanted, found = Counter(original.split()), Counter(stored.split())
    return (wanted & found).total() / wanted.total()


def stored(folder: Path, data: bytes, name: str = "бет.txt") -> str:
    (folder / name).write_bytes(data)
    return read(folder / name, name).text


def wrap(text: str, width: int) -> str:
    """Wrapped, with long words parted by a hyphen where a line would break them."""
    lines = textwrap.wrap(re.sub(r"\b([а-яәғқңөұүһі]{4})([а-яәғқңөұүһі]{5,})\b", "\\1\xad \\2", text), width)
    return "\n".join(lines).replace("\xad\n", "-\n").replace("\xad ", "").replace("\xad", "")


@settled
@given(parts=texts, width=st.integers(45, 95))
def test_wraps_and_hyphens(tmp_path: Path, parts: list[str], width: int) -> None:
    out = stored(tmp_path, "\n\n".join(wrap(part, width) for part in parts).encode())
    assert kept(" ".join(parts), out) >= 0.98
    assert numbers(out) == numbers(" ".join(parts))


@settled
@given(parts=texts, width=st.integers(45, 95))
def test_double_spacing(tmp_path: Path, parts: list[str], width: int) -> None:
    out = stored(tmp_path, "\n\n\n".join(wrap(part, width).replace("\n", " \n\n") for part in parts).encode())
    assert out.split("\n\n") == parts


WORDS = " ".join(SENTENCES).replace(".", "").replace(",", "").replace(";", "").lower().split()


@settled
@given(seed=st.integers(0, 10**6), width=st.integers(50, 80), height=st.integers(9, 14))
def test_running_headers_and_page_numbers(tmp_path: Path, seed: int, width: int, height: int) -> None:
    chance = Random(seed)
    # Words in a random order: whole lines that come back on page after page would be furniture to any reader.
    sentences = [" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(30)]
    parts = [" ".join(sentences[at : at + 5]) for at in range(0, 30, 5)]
    lines = "\n".join(wrap(part, width) for part in parts).split("\n")
    pages = [lines[at : at + height] for at in range(0, len(lines), height)]
    paged = "\n\f".join("\n".join(["Аудан хабаршысы, № 4", *page, f"– {40 + number} –"]) for number, page in enumerate(pages))
    out = stored(tmp_path, paged.encode())
    assert "хабаршысы" not in out
    assert numbers(out) == numbers(" ".join(parts))
    assert kept(" ".join(parts), out) >= 0.98


@settled
@given(parts=texts, width=st.integers(30, 44))
def test_two_columns(tmp_path: Path, parts: list[str], width: int) -> None:
    lines = "\n".join(textwrap.wrap(" ".join(parts), width)).split("\n")
    half = (len(lines) + 1) // 2
    rows = zip(lines[:half], [*lines[half:], ""], strict=False)
    out = stored(tmp_path, "\n".join(f"{left:<{width + 5}}{right}".rstrip() for left, right in rows).encode())
    assert kept(" ".join(parts), out) >= 0.98
    assert numbers(out) == numbers(" ".join(parts))


@settled
@given(parts=texts, data=st.data())
def test_letters_of_old_fonts_and_look_alikes(tmp_path: Path, parts: list[str], data: st.DataObject) -> None:
    original = "\n\n".join(parts)
    old = {new: old for old, new in LEGACY_LETTERS.items() if old in "ҧҦҥҤӛӚəƏ"}
    alike = {cyrillic: latin for latin, cyrillic in LOOK_ALIKES.items() if latin in "aceopxiTKM"}

    def damage(word: str) -> str:
        if data.draw(st.booleans()):
            word = word.translate(str.maketrans(old))
        inner = word.strip("«».,;")
        if len(inner) > 4 and data.draw(st.booleans()):
            word = word.replace(inner[2], alike.get(inner[2], inner[2]))
        return word

    out = stored(tmp_path, re.sub(r"\S+", lambda match: damage(match.group()), original).encode())
    assert kept(original, out) >= 0.98
    assert numbers(out) == numbers(original)


@settled
@given(parts=texts, encoding=st.sampled_from(["kz1048", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"]), data=st.data())
def test_encodings_and_mixed_line_ends(tmp_path: Path, parts: list[str], encoding: str, data: st.DataObject) -> None:
    lines = "\n\n".join(textwrap.fill(part, 70) for part in parts).split("\n")
    # «\r» and «\n» of two lines in a row would make one end of them: they are not mixed with one another.
    ends = st.sampled_from(data.draw(st.sampled_from([["\r"], ["\n", "\r\n"]])))
    mixed = "".join(line + data.draw(ends) for line in lines)
    assert stored(tmp_path, mixed.encode(encoding)).split("\n\n") == parts


@settled
@given(parts=texts)
def test_a_font_map_that_lies_is_seen_and_not_indexed(tmp_path: Path, parts: list[str]) -> None:
    lie = str.maketrans(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі", "a6BrAe>K3uuKJIMHOnPcTyQ>XU4LLILLI'bbI'b3lO9EFKHOYYhi"[:41]
    )
    (tmp_path / "бет.txt").write_bytes("\n\n".join(parts).lower().translate(lie).encode())
    assert examine(tmp_path / "бет.txt", "бет.txt").verdict == "red"


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the source documents (../shared/documents) are not here")
def test_the_five_sources_come_out_clean() -> None:
    for document in load(SOURCES).documents:
        raw = (SOURCES / document.id).read_text("utf-8")
        joined = re.sub(r"-\s*\n\s*", "", raw)
        assert numbers(document.text) == numbers(raw) or numbers(document.text) == numbers(joined), document.id
        assert not set(document.text) & {*LEGACY_LETTERS, "\xad", "\u200b", "\ufeff"}, document.id
        assert not re.findall(r"[а-яәғқңөұүһі][a-z]|[a-z][а-яәғқңөұүһі]", document.text), document.id
        assert not re.findall(r"[а-яәғқңөұүһі]- (?!және|мен|и )[а-яәғқңөұүһі]", document.text), document.id


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the source documents (../shared/documents) are not here")
def test_the_chronology_can_be_cited_row_by_row() -> None:
    text = next(document.text for document in load(SOURCES).documents if document.id.startswith("001"))
    rows = [line for line in text.split("\n") if re.match(r"(1992-1997|1999|2004|201\d|2022) [А-ЯҚӨ]", line)]
    assert [row[:9] for row in rows] == [
        *(
            "1992-1997",
            "1999 Өзбе",
            "2004 Өзбе",
            "2010 Қырғ",
            "2011 Қаза",
            "2016 Қаза",
            "2017 Тәжі",
            "2018 Қырғ",
            "2019 Тәжі",
            "2022 Қаза",
        )
    ]
    assert all(row.endswith(".") for row in rows)
