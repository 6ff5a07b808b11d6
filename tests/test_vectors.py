"""FAISS against exact search: the same neighbours, the same scores, before and after it was written to disk."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.embed import Vectors, unit
from index.vectors import ExactVectors, FaissVectors

ROUNDING = 1e-6  # float32 sums in another order differ by so much


def random_units(seed: int, rows: int, dim: int) -> Vectors:
    return unit(np.random.default_rng(seed).standard_normal((rows, dim)))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 300), st.integers(1, 40), st.integers(1, 320))
def test_faiss_finds_what_exact_search_finds(seed: int, rows: int, questions: int, k: int) -> None:
    vectors, asked = random_units(seed, rows, 24), random_units(seed + 1, questions, 24)
    scores, ids = FaissVectors(vectors).search(asked, k)
    exact_scores, exact_ids = ExactVectors(vectors).search(asked, k)
    np.testing.assert_allclose(scores, exact_scores, atol=ROUNDING)
    # Two rows nearer to each other than rounding may stand in either order; everything else is the same row.
    swapped = ids != exact_ids
    np.testing.assert_allclose(np.sum(asked[:, None] * vectors[ids], axis=2)[swapped], exact_scores[swapped], atol=ROUNDING)
    assert swapped.mean() < 0.01


@pytest.mark.parametrize("kind", [ExactVectors, FaissVectors])
def test_a_row_is_its_own_nearest_with_cosine_one(kind: type[ExactVectors | FaissVectors]) -> None:
    vectors = random_units(1, 50, 16)
    scores, ids = kind(vectors).search(vectors, 1)
    assert ids[:, 0].tolist() == list(range(50))
    assert scores[:, 0] == pytest.approx(1)


@pytest.mark.parametrize("kind", [ExactVectors, FaissVectors])
@pytest.mark.parametrize("k", [7, 8, 1000])
def test_more_neighbours_than_rows_are_never_returned(kind: type[ExactVectors | FaissVectors], k: int) -> None:
    scores, ids = kind(random_units(2, 7, 8)).search(random_units(3, 3, 8), k)
    assert scores.shape == ids.shape == (3, 7)
    assert all(sorted(row) == list(range(7)) for row in ids.tolist())


@pytest.mark.parametrize("kind", [ExactVectors, FaissVectors])
def test_scores_fall_and_opposite_vectors_come_last(kind: type[ExactVectors | FaissVectors]) -> None:
    north, east = [0.0, 1.0], [1.0, 0.0]
    scores, ids = kind(np.array([[0, -1], east, north], dtype=np.float32)).search(np.array([north], dtype=np.float32), 3)
    assert ids.tolist() == [[2, 1, 0]]
    assert scores.tolist() == [[1, 0, -1]]


@pytest.mark.parametrize("k", [9, 50, 400])
@pytest.mark.parametrize("kind", [ExactVectors, FaissVectors])
def test_ties_go_to_the_lower_number(kind: type[ExactVectors | FaissVectors], k: int) -> None:
    few = random_units(4, 5, 8)
    vectors = np.repeat(few, 80, axis=0)[np.random.default_rng(5).permutation(400)]
    scores, ids = kind(vectors).search(few[:1], k)
    found = list(zip((-scores[0]).tolist(), ids[0].tolist(), strict=True))
    assert found == sorted(found)


def test_a_question_without_a_known_word_has_cosine_zero_with_everything() -> None:
    scores, _ = FaissVectors(random_units(6, 9, 8)).search(np.zeros((1, 8), dtype=np.float32), 9)
    assert scores.tolist() == [[0.0] * 9]


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 40), st.data())
def test_only_rows_that_are_let_in_are_found(size: int, data: st.DataObject) -> None:
    among = np.array(sorted(data.draw(st.sets(st.integers(0, size - 1), min_size=1))), dtype=np.int64)
    k = data.draw(st.integers(1, size + 5))
    vectors, asked = random_units(7, size, 8), random_units(11, 3, 8)
    scores, ids = FaissVectors(vectors).search(asked, k, among=among)
    exact_scores, exact_ids = ExactVectors(vectors[among]).search(asked, k)
    assert np.array_equal(ids, among[exact_ids])
    np.testing.assert_allclose(scores, exact_scores, atol=ROUNDING)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 40))
def test_rows_come_back_as_they_went_in_and_cannot_be_written_to(size: int) -> None:
    vectors = random_units(7, size, 8)
    searched = FaissVectors(vectors)
    assert np.array_equal(searched.all(), vectors)
    with pytest.raises(ValueError, match="read-only"):
        searched.all()[0] = 0


def test_saved_vectors_open_as_the_same_ones_also_under_a_kazakh_name(tmp_path: Path) -> None:
    folder = tmp_path / "көрсеткіш"
    folder.mkdir()
    vectors, asked = random_units(8, 120, 16), random_units(9, 5, 16)
    before = FaissVectors(vectors)
    before.save(folder / "ұшақ.faiss")
    after = FaissVectors.load(folder / "ұшақ.faiss")
    assert len(after) == len(before) == 120
    for one, other in zip(before.search(asked, 10), after.search(asked, 10), strict=True):
        assert np.array_equal(one, other)
    assert np.array_equal(after.all(), vectors)


def test_the_same_vectors_are_saved_as_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        FaissVectors(random_units(10, 30, 8)).save(tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.floats(-1e6, 1e6, width=32), min_size=3, max_size=3), min_size=1, max_size=8))
def test_unit_makes_rows_of_length_one_or_leaves_zeros(rows: list[list[float]]) -> None:
    lengths = np.linalg.norm(unit(np.array(rows)).astype(np.float64), axis=1)
    whole = np.linalg.norm(np.array(rows, dtype=np.float32), axis=1)
    assert lengths[whole > 1e-15] == pytest.approx(1, abs=1e-5)  # shorter rows lose their digits when squared
    assert (lengths[whole == 0] == 0).all()
