"""The KazQAD questions: documents and gold from the file, one slip of the finger, and the spellings they are asked in."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.spelling import fold
from eval.kazqad import LONG, SPELLINGS, Asked, mistype, read_kazqad
from index.question import read

QUESTION = "Ең ескі қолжазба қай ғасырда көшірілген?"
ROWS = [
    ("Қолжазба қашан көшірілді?", "Қолжазба он жетінші ғасырда көшірілген.", "Қор", ["он жетінші ғасырда"]),
    ("Қолжазба қашан көшірілді?", "Бұл жайында басқа дерек бар.", "Дерек", ["басқа дерек", "басқа дерек"]),
    ("Көпірді кім салды?", "Көпірді жұрт салды.", "Көпір", ["жұрт"]),
    ("Жауабы жоқ сұрақ?", "Көпірді жұрт салды.", "Көпір", []),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "kazqad.jsonl"
    rows = [
        {"question": question, "context": context, "title": title, "answers": {"text": answers}}
        for question, context, title, answers in ROWS
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_each_passage_is_a_document_once_under_its_title(file: Path) -> None:
    documents, _ = read_kazqad(file)
    assert [document.text for document in documents] == sorted({row[1] for row in ROWS})
    assert len({document.id for document in documents}) == 3
    assert {document.text: document.title for document in documents} == {row[1]: row[2] for row in ROWS}
    assert {document.language for document in documents} == {"kk"}


def test_a_question_knows_every_document_that_answers_it_and_each_answer_once(file: Path) -> None:
    documents, questions = read_kazqad(file)
    ids = {document.text: document.id for document in documents}
    both = frozenset({ids[ROWS[0][1]], ids[ROWS[1][1]]})
    assert questions == [
        Asked(ROWS[0][0], both, ("он жетінші ғасырда", "басқа дерек")),
        Asked(ROWS[2][0], frozenset({ids[ROWS[2][1]]}), ("жұрт",)),
    ]


def one_edit_away(word: str, other: str) -> bool:
    """Whether a letter was left out, put in, swapped with its neighbour or exchanged."""
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(word), len(other)) - start and word[-1 - end] == other[-1 - end]:
        end += 1
    left, right = word[start : len(word) - end], other[start : len(other) - end]
    return sorted((len(left), len(right))) in ([0, 1], [1, 1]) or (len(left) == 2 and left == right[::-1])


WORDS = st.text("абвқәіссаа", min_size=1, max_size=9)
typed = st.lists(WORDS | st.sampled_from(["—", "«1874»", "qwerty", "сссссс"]), min_size=1, max_size=6).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(typed | st.text(max_size=40))
def test_exactly_one_word_is_mistyped_by_one_edit_and_always_the_same(text: str) -> None:
    found = mistype(text)
    assert found == mistype(text)
    before, after = re.split(r"(\W+)", text), re.split(r"(\W+)", found)
    assert len(after) == len(before)
    changed = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert len(changed) == any(len(word) >= LONG and word.isalpha() for word in before)
    for word, slip in changed:
        assert len(word) >= LONG
        assert word.isalpha()
        assert one_edit_away(word, slip)
        assert slip[0] == word[0]


def test_slips_of_every_kind_are_drawn_and_hit_different_words() -> None:
    texts = [f"{QUESTION} {number}" for number in range(200)]
    lengths = {len(mistype(text)) - len(text) for text in texts}
    assert lengths == {-1, 0, 1}
    places = {next(at for at, (one, other) in enumerate(zip(text.split(), mistype(text).split(), strict=True)) if one != other)
              for text in texts}  # fmt: skip
    assert len(places) == sum(len(word.strip("?")) >= LONG for word in QUESTION.split())


@pytest.mark.parametrize("text", ["", "қай ел", "1874-1875 2001", "?!", "ab_cd_ef"])
def test_what_has_no_longer_word_is_not_mistyped(text: str) -> None:
    assert mistype(text) == text


def test_the_spellings_are_of_the_same_question() -> None:
    spelt = {name: spell(QUESTION) for name, spell in SPELLINGS.items()}
    assert len(set(spelt.values())) == len(spelt) == 6
    assert spelt["as written"] == QUESTION
    assert spelt["Russian letters"] == fold(QUESTION)
    for name, text in spelt.items():
        if name.startswith("Latin"):
            assert not re.search("[а-яәғқңөұүһі]", text.lower()), name
            assert read(text).language == "kk"
            assert len(read(text).text.split()) == len(QUESTION.split())
