"""Fusion of two scored lists: bounds, the ends of the weight, and what must not change a ranking."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.fuse import Scores, fuse, scale
from index.rerank import Signals
from index.weights import WEIGHTS, load_weights

LANGUAGES = ("kk", "ru", "en")
lists = st.lists(st.floats(-100, 100, width=32).map(lambda value: round(value, 3)), min_size=1, max_size=12)
legs = st.lists(st.tuples(st.floats(-1, 1, width=16), st.floats(0, 50, width=16), st.floats(0, 1, width=16)), min_size=1)


def array(values: object) -> Scores:
    return np.array(values, dtype=np.float32)


@settings(max_examples=100, deadline=None)
@given(lists)
def test_scaled_scores_lie_between_nought_and_one_and_keep_their_order(values: list[float]) -> None:
    scaled = scale(array(values))
    assert ((scaled >= 0) & (scaled <= 1)).all()
    assert np.array_equal(np.argsort(array(values), kind="stable"), np.argsort(scaled, kind="stable")) or scaled.max() == 0
    if len(set(values)) > 1:
        assert {scaled.min(), scaled.max()} == {0, 1}


@settings(max_examples=100, deadline=None)
@given(lists, st.floats(0.1, 50), st.floats(-50, 50))
def test_another_unit_of_measure_changes_nothing(values: list[float], stretch: float, shift: float) -> None:
    if np.ptp(values) > 1:  # a spread that outlives the rounding of the shift
        assert scale(array(values) * np.float32(stretch) + np.float32(shift)) == pytest.approx(scale(array(values)), abs=1e-3)


@settings(max_examples=100, deadline=None)
@given(lists)
def test_scaling_twice_is_scaling_once(values: list[float]) -> None:
    once = scale(array(values))
    assert np.array_equal(scale(once), once)


@settings(max_examples=100, deadline=None)
@given(legs)
def test_a_fused_score_lies_between_the_two_scaled_ones(rows: list[tuple[float, float, float]]) -> None:
    dense, lexical, weights = array(rows).T
    both = np.stack([scale(dense), scale(lexical)])
    fused = fuse(dense, lexical, weights)
    assert (fused >= both.min(axis=0) - 1e-6).all()
    assert (fused <= both.max(axis=0) + 1e-6).all()


@settings(max_examples=100, deadline=None)
@given(legs)
def test_at_the_ends_of_the_weight_one_leg_decides_alone(rows: list[tuple[float, float, float]]) -> None:
    dense, lexical, _ = array(rows).T
    assert np.array_equal(fuse(dense, lexical, np.zeros_like(dense)), scale(dense))
    assert np.array_equal(fuse(dense, lexical, np.ones_like(dense)), scale(lexical))


@settings(max_examples=100, deadline=None)
@given(legs, st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_does_not_matter(rows: list[tuple[float, float, float]], chance: object) -> None:
    places = list(range(len(rows)))
    chance.shuffle(places)  # type: ignore[attr-defined]
    dense, lexical, weights = array(rows).T
    assert np.array_equal(fuse(dense[places], lexical[places], weights[places]), fuse(dense, lexical, weights)[places])


def test_a_leg_whose_scores_are_all_equal_says_nothing() -> None:
    assert fuse(array([0.1, 0.9]), array([7, 7]), array([0.25, 0.25])).tolist() == [0.0, 0.75]


def test_every_candidate_is_weighed_by_its_own_share() -> None:
    assert fuse(array([1, 0]), array([0, 4]), array([0.25, 0.5])).tolist() == [0.75, 0.5]


def test_the_shipped_weights_name_every_pair_of_languages() -> None:
    share = load_weights(WEIGHTS).share
    assert set(share) == {f"{asked}-{said}" for asked in LANGUAGES for said in LANGUAGES}
    assert all(0 <= value <= 1 for value in share.values())


def test_the_shipped_weights_weigh_every_signal_within_a_language_and_across() -> None:
    rank = load_weights(WEIGHTS).rank
    assert set(rank) == {"same", "cross"}
    assert all(set(weights) == {"constant", *Signals.__slots__} for weights in rank.values())


def test_a_share_is_looked_up_by_question_then_passage(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    share = {"ru-kk": 0.25, "ru-ru": 0.5, "kk-ru": 0.75, "kk-kk": 1.0}
    path.write_text(json.dumps({"share": share, "rank": {}}), encoding="utf-8")
    assert load_weights(path).shares("ru", ["ru", "kk", "ru"]).tolist() == [0.5, 0.25, 0.5]
    assert load_weights(path).shares("kk", ["ru", "mixed"]).tolist() == [0.75, 1.0]  # mixed: as its own language
