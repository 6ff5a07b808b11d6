"""FAISS against exact search: the same neighbours and scores, or nearly so where packed; before and after it was on disk."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import index.vectors
from index.embed import Vectors, unit
from index.vectors import EXACT, ROWS, SCALE, SCAN, TURN, ExactVectors, FlatVectors, PackedVectors, keep, layout, load, pack

ROUNDING = 1e-6  # float32 sums in another order differ by so much


def random_units(seed: int, rows: int, dim: int) -> Vectors:
    return unit(np.random.default_rng(seed).standard_normal((rows, dim)))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 300), st.integers(1, 40), st.integers(1, 320))
def test_faiss_finds_what_exact_search_finds(seed: int, rows: int, questions: int, k: int) -> None:
    vectors, asked = random_units(seed, rows, 24), random_units(seed + 1, questions, 24)
    scores, ids = FlatVectors(vectors).search(asked, k)
    exact_scores, exact_ids = ExactVectors(vectors).search(asked, k)
    np.testing.assert_allclose(scores, exact_scores, atol=ROUNDING)
    # Two rows nearer to each other than rounding may stand in either order; everything else is the same row.
    swapped = ids != exact_ids
    np.testing.assert_allclose(np.sum(asked[:, None] * vectors[ids], axis=2)[swapped], exact_scores[swapped], atol=ROUNDING)
    assert swapped.mean() < 0.01


@pytest.mark.parametrize("kind", [ExactVectors, FlatVectors])
def test_a_row_is_its_own_nearest_with_cosine_one(kind: type[ExactVectors | FlatVectors]) -> None:
    vectors = random_units(1, 50, 16)
    scores, ids = kind(vectors).search(vectors, 1)
    assert ids[:, 0].tolist() == list(range(50))
    assert scores[:, 0] == pytest.approx(1)


@pytest.mark.parametrize("kind", [ExactVectors, FlatVectors])
@pytest.mark.parametrize("k", [7, 8, 1000])
def test_more_neighbours_than_rows_are_never_returned(kind: type[ExactVectors | FlatVectors], k: int) -> None:
    scores, ids = kind(random_units(2, 7, 8)).search(random_units(3, 3, 8), k)
    assert scores.shape == ids.shape == (3, 7)
    assert all(sorted(row) == list(range(7)) for row in ids.tolist())


@pytest.mark.parametrize("kind", [ExactVectors, FlatVectors])
def test_scores_fall_and_opposite_vectors_come_last(kind: type[ExactVectors | FlatVectors]) -> None:
    north, east = [0.0, 1.0], [1.0, 0.0]
    scores, ids = kind(np.array([[0, -1], east, north], dtype=np.float32)).search(np.array([north], dtype=np.float32), 3)
    assert ids.tolist() == [[2, 1, 0]]
    assert scores.tolist() == [[1, 0, -1]]


@pytest.mark.parametrize("k", [9, 50, 400])
@pytest.mark.parametrize("kind", [ExactVectors, FlatVectors])
def test_ties_go_to_the_lower_number(kind: type[ExactVectors | FlatVectors], k: int) -> None:
    few = random_units(4, 5, 8)
    vectors = np.repeat(few, 80, axis=0)[np.random.default_rng(5).permutation(400)]
    scores, ids = kind(vectors).search(few[:1], k)
    found = list(zip((-scores[0]).tolist(), ids[0].tolist(), strict=True))
    assert found == sorted(found)


def test_a_question_without_a_known_word_has_cosine_zero_with_everything() -> None:
    scores, _ = FlatVectors(random_units(6, 9, 8)).search(np.zeros((1, 8), dtype=np.float32), 9)
    assert scores.tolist() == [[0.0] * 9]


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 40), st.data())
def test_only_rows_that_are_let_in_are_found(size: int, data: st.DataObject) -> None:
    among = np.array(sorted(data.draw(st.sets(st.integers(0, size - 1), min_size=1))), dtype=np.int64)
    k = data.draw(st.integers(1, size + 5))
    vectors, asked = random_units(7, size, 8), random_units(11, 3, 8)
    scores, ids = FlatVectors(vectors).search(asked, k, among=among)
    exact_scores, exact_ids = ExactVectors(vectors[among]).search(asked, k)
    assert np.array_equal(ids, among[exact_ids])
    np.testing.assert_allclose(scores, exact_scores, atol=ROUNDING)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 40))
def test_cosines_of_some_rows_are_those_of_the_rows(size: int) -> None:
    vectors, question = random_units(7, size, 8), random_units(8, 1, 8)[0]
    numbers = np.random.default_rng(size).integers(0, size, 5)
    for kind in (ExactVectors, FlatVectors):
        assert np.array_equal(kind(vectors).cosines(question, numbers), vectors[numbers] @ question)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 40))
def test_rows_come_back_as_they_went_in_and_cannot_be_written_to(size: int) -> None:
    vectors = random_units(7, size, 8)
    searched = FlatVectors(vectors)
    assert np.array_equal(searched.all(), vectors)
    with pytest.raises(ValueError, match="read-only"):
        searched.all()[0] = 0


def test_saved_vectors_open_as_the_same_ones_also_under_a_kazakh_name(tmp_path: Path) -> None:
    folder = tmp_path / "көрсеткіш"
    folder.mkdir()
    vectors, asked = random_units(8, 120, 16), random_units(9, 5, 16)
    before = FlatVectors(vectors)
    before.save(folder)
    after = FlatVectors.load(folder)
    assert len(after) == len(before) == 120
    for one, other in zip(before.search(asked, 10), after.search(asked, 10), strict=True):
        assert np.array_equal(one, other)
    assert np.array_equal(after.all(), vectors)


def test_the_same_vectors_are_saved_as_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        FlatVectors(random_units(10, 30, 8)).save(tmp_path / name)
    assert (tmp_path / "one" / SCAN).read_bytes() == (tmp_path / "other" / SCAN).read_bytes()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.floats(-1e6, 1e6, width=32), min_size=3, max_size=3), min_size=1, max_size=8))
def test_unit_makes_rows_of_length_one_or_leaves_zeros(rows: list[list[float]]) -> None:
    lengths = np.linalg.norm(unit(np.array(rows)).astype(np.float64), axis=1)
    whole = np.linalg.norm(np.array(rows, dtype=np.float32), axis=1)
    assert lengths[whole > 1e-15] == pytest.approx(1, abs=1e-5)  # shorter rows lose their digits when squared
    assert (lengths[whole == 0] == 0).all()


EIGHT_BITS = 0.01  # numbers of some tenths in 8 bits, 24 of them
TOPICS = random_units(20, 40, 24)


def gathered(seed: int, rows: int) -> Vectors:
    """Vectors as those of texts stand: around topics."""
    chance = np.random.default_rng(seed)
    return unit(TOPICS[chance.integers(0, len(TOPICS), rows)] + 0.15 * chance.standard_normal((rows, 24)))


def packed(vectors: Vectors) -> PackedVectors:
    return pack(len(vectors), vectors[::3], [vectors[:100], vectors[100:]])


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the thousands of the tests were millions."""
    monkeypatch.setattr(index.vectors, "WIDE", 20)


def test_few_vectors_are_flat_and_many_packed() -> None:
    assert [layout(rows) for rows in (0, 1, EXACT)] == ["flat"] * 3
    assert layout(EXACT + 1) == layout(10**8) != "flat"


def test_packed_vectors_find_nearly_what_exact_search_finds() -> None:
    vectors, asked = gathered(21, 4000), gathered(22, 100)
    exact_scores, exact_ids = ExactVectors(vectors).search(asked, 10)
    scores, ids = packed(vectors).search(asked, 10)
    assert np.mean([len(set(one) & set(other)) / 10 for one, other in zip(ids, exact_ids, strict=True)]) >= 0.9
    assert np.abs(scores - exact_scores).mean() < EIGHT_BITS
    assert (np.diff(scores, axis=1) <= 0).all()


def test_vectors_that_tell_most_in_their_first_numbers_are_found_as_well_as_others() -> None:
    chance, falling = np.random.default_rng(37), 0.85 ** np.arange(64)
    topics = chance.standard_normal((40, 64))
    near = (topics[chance.integers(0, 40, 4100)] + 0.5 * chance.standard_normal((4100, 64))) * falling
    vectors, asked = unit(near[:4000]), unit(near[4000:])
    _, exact = ExactVectors(vectors).search(asked, 10)
    _, ids = packed(vectors).search(asked, 10)
    assert np.mean([len(set(one) & set(other)) / 10 for one, other in zip(ids, exact, strict=True)]) >= 0.9


@pytest.mark.parametrize("dim", [1, 2, 6, 7, 24])
def test_vectors_of_any_dimension_can_be_packed(dim: int) -> None:
    vectors, asked = random_units(35, 500, dim), random_units(36, 4, dim)
    scores, ids = packed(vectors).search(asked, 500)
    assert all(sorted(row) == list(range(500)) for row in ids.tolist())
    np.testing.assert_allclose(scores, ExactVectors(vectors).search(asked, 500)[0], atol=2 * EIGHT_BITS)


def test_cosines_by_eight_bits_are_nearly_the_exact_ones_and_those_that_a_search_gives() -> None:
    vectors, question = gathered(23, 1000), gathered(24, 1)
    searched, numbers = packed(vectors), np.random.default_rng(25).integers(0, 1000, 300)
    np.testing.assert_allclose(searched.cosines(question[0], numbers), vectors[numbers] @ question[0], atol=EIGHT_BITS)
    scores, ids = searched.search(question, 50)
    np.testing.assert_allclose(searched.cosines(question[0], ids[0]), scores[0], atol=ROUNDING)


@pytest.mark.parametrize("let_in", [1, 7, 150, 900, 1000])
@pytest.mark.parametrize("k", [1, 10, 1000, 5000])
def test_packed_vectors_find_only_rows_that_are_let_in_and_as_many_as_are_asked_for(let_in: int, k: int) -> None:
    vectors, asked = gathered(26, 1000), gathered(27, 3)
    among = np.sort(np.random.default_rng(28).choice(1000, let_in, replace=False))
    scores, ids = packed(vectors).search(asked, k, among=among)
    assert scores.shape == ids.shape == (3, min(k, let_in))
    assert np.isin(ids, among).all()
    assert all(len(set(row)) == len(row) for row in ids.tolist())


@pytest.mark.parametrize("k", [1, 99, 100, 101, 999, 1000, 5000])
def test_packed_or_not_no_more_rows_are_found_than_there_are(k: int) -> None:
    _, ids = packed(gathered(29, 1000)).search(gathered(30, 2), k)
    assert ids.shape == (2, min(k, 1000))
    assert ids.min() >= 0


def test_packed_vectors_open_as_they_were_saved_and_the_same_vectors_make_the_same_bytes(tmp_path: Path) -> None:
    vectors, asked = gathered(31, 1000), gathered(32, 5)
    before, again = packed(vectors), packed(vectors)
    for name, made in (("ұшақ", before), ("басқа", again)):
        (tmp_path / name).mkdir()
        made.save(tmp_path / name)
    for name in (SCAN, ROWS, SCALE, TURN):
        assert (tmp_path / "ұшақ" / name).read_bytes() == (tmp_path / "басқа" / name).read_bytes()
    after = PackedVectors.load(tmp_path / "ұшақ")
    assert len(after) == len(before) == 1000
    for one, other in zip(before.search(asked, 10), after.search(asked, 10), strict=True):
        assert np.array_equal(one, other)
    assert np.array_equal(before.cosines(asked[0], np.arange(1000)), after.cosines(asked[0], np.arange(1000)))


@pytest.mark.parametrize(("most", "kind"), [(1000, FlatVectors), (999, PackedVectors)])
def test_vectors_are_kept_and_opened_as_their_number_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, most: int, kind: type[object]
) -> None:
    monkeypatch.setattr(index.vectors, "EXACT", most)
    vectors, asked = gathered(33, 1000), gathered(34, 5)
    kept = keep(1000, 24, lambda numbers: vectors[numbers], lambda: np.array_split(np.arange(1000), 7))
    kept.save(tmp_path)
    opened = load(tmp_path, 1000)
    assert type(kept) is type(opened) is kind
    for one, other in zip(kept.search(asked, 10), opened.search(asked, 10), strict=True):
        assert np.array_equal(one, other)
    np.testing.assert_allclose(opened.cosines(asked[0], np.arange(1000)), vectors @ asked[0], atol=EIGHT_BITS)
    monkeypatch.setattr(index.vectors, "EXACT", 0 if most == 1000 else 1000)
    with pytest.raises(AssertionError):
        load(tmp_path, 1000)  # never the one for the other
