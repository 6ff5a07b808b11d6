"""What an embedding model is measured by, on toy data; and how figures are shown beside those of a saved run."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import UserError
from corpus.document import Document, Mark
from eval.__main__ import read_figures
from eval.kazqad import SPELLINGS, Asked
from eval.model import LANGUAGES, answers, glossary, lines, ranked, translation_accuracy, translations
from index import Embedder, Index

ROOT = Path(__file__).parents[1]
TEXTS = ("Ара ұясы толы. Бал көп болды.", "Көл терең, суы суық.", "Кітап сөреде тұр.", "Мұз қалың болды.")
QUESTIONS = [
    Asked("Ара ұясы қайда?", frozenset({"0"}), ("ұясы",)),
    Asked("Көлдің суы суық па?", frozenset({"1"}), ("суық",)),
    Asked("Кітап қайда тұрады?", frozenset({"2"}), ("сөреде",)),
]


@pytest.fixture(scope="module")
def small(model: Embedder) -> Index:
    made = [Document(str(number), "", text, "kk", 0, (Mark(0, 1, 0),)) for number, text in enumerate(TEXTS)]
    return Index.of(made, model)


def test_translations_are_found_where_their_meanings_are_known(model: Embedder) -> None:
    columns = {"kk": ["ара", "көл", "кітап"], "ru": ["пчела", "озеро", "книга"], "en": ["bees", "lake", "books"]}
    assert translations("toy", model, columns) == {
        "toy kk-ru": 1.0,
        "toy kk-en": 1.0,
        "toy ru-en": 1.0,
    }
    crossed = columns | {"ru": ["озеро", "пчела", "книга"]}
    assert translations("toy", model, crossed)["toy kk-ru"] == pytest.approx(1 / 3)


def test_vectors_are_measured_when_they_are_cut_too_where_there_is_something_to_cut(model: Embedder) -> None:
    columns = {"kk": ["ара", "көл"], "ru": ["пчела", "озеро"]}
    most = model.dim - 1
    assert translations("toy", model, columns, cuts=(model.dim, most)) == {"toy kk-ru": 1.0, f"toy kk-ru, {most} numbers": 1.0}
    one = model.embed_passages(columns["kk"])[:, :1], model.embed_passages(columns["ru"])[:, :1]
    found = translations("toy", model, columns, cuts=(1,))["toy kk-ru, 1 numbers"]
    assert found == translation_accuracy(np.sign(one[0]), np.sign(one[1]))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 12), st.integers(0, 1000))
def test_translation_accuracy_is_that_of_the_weaker_direction(size: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    one, other = rng.standard_normal((2, size, 8)).astype(np.float32)
    found = translation_accuracy(one, other)
    assert found == translation_accuracy(other, one)
    assert 0 <= found <= 1
    assert translation_accuracy(np.eye(size, dtype=np.float32), np.eye(size, dtype=np.float32)) == 1


def test_the_glossary_has_every_term_in_every_language() -> None:
    columns = glossary()
    assert tuple(columns) == LANGUAGES
    assert len({len(terms) for terms in columns.values()}) == 1
    assert all(term.strip() for terms in columns.values() for term in terms)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda asked: asked.text)
def test_documents_are_ranked_once_each_by_vectors_and_fused(small: Index, question: Asked) -> None:
    for ranking in ranked(small, question.text):
        assert sorted(ranking) == ["0", "1", "2", "3"]
        assert ranking[0] in question.gold


def test_answers_are_measured_by_every_measure_as_written_and_by_one_in_other_spellings(small: Index) -> None:
    figures = answers(small, QUESTIONS)
    assert len(figures) == 2 * (3 + len(SPELLINGS) - 1)
    assert all(0 <= value <= 1 for value in figures.values())
    for leg in ("dense", "fused"):
        for measure in ("nDCG@10", "MRR@10", "recall@10"):
            assert figures[f"kazqad {leg} {measure}, as written"] == 1
        assert {name for name in figures if name.startswith(f"kazqad {leg} nDCG")} == {
            f"kazqad {leg} nDCG@10, {how}" for how in SPELLINGS
        }


FIGURES = {"kazqad nDCG@10": 0.8125, "passages/s": 12345.6, "size MB": 99.4}


def test_figures_alone_are_a_line_each() -> None:
    shown = lines(FIGURES).split("\n")
    assert [line.rsplit(maxsplit=1) for line in shown] == [
        ["kazqad nDCG@10", "0.812"],
        ["passages/s", "12,346"],
        ["size MB", "99.400"],
    ]
    assert len({len(line) for line in shown}) == 1


def test_figures_of_a_saved_run_and_what_changed_stand_beside_them() -> None:
    before = {"kazqad nDCG@10": 0.75, "passages/s": 12345.6, "no longer measured": 1.0}
    shown = lines(FIGURES, before).split("\n")
    assert [line.split()[-3:] for line in shown[:2]] == [["0.812", "0.750", "+0.062"], ["12,346", "12,346", "+0.000"]]
    assert shown[2].split()[-2:] == ["99.400", "–"]
    assert lines({"a": 0.25}, {"a": 0.5}).split() == ["a", "0.250", "0.500", "-0.250"]
    assert lines({}, before) == ""


def test_figures_are_read_as_they_were_kept(tmp_path: Path) -> None:
    path = tmp_path / "сандар.json"
    path.write_text(json.dumps(FIGURES), encoding="utf-8")
    assert read_figures(path) == FIGURES


DAMAGED = [b"", b"{", b"[]", b"null", b"7", b'{"a": "many"}', b'{"a": null}', b'{"a": [1]}', b"\xff\xfe"]


@pytest.mark.parametrize("data", [*DAMAGED, None])
def test_a_damaged_file_of_figures_is_a_users_error(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "before.json"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(UserError, match=r"before\.json holds no figures of a model: name a file that python -m eval model"):
        read_figures(path)


def test_a_damaged_file_to_compare_with_is_told_in_one_sentence_before_anything_is_measured(tmp_path: Path) -> None:
    (tmp_path / "before.json").write_bytes(b'{"a": ')
    command = [sys.executable, "-m", "eval", "model", "--compare", str(tmp_path / "before.json"), "--model", "nowhere"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr.count("\n") == 1
    assert "holds no figures of a model" in run.stderr
    assert "Traceback" not in run.stderr
