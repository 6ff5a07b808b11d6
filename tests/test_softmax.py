"""Learning what puts the answering candidate first: by toy lists whose right weights are known."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.softmax import RIDGES, Listed, Numbers, choose_ridge, learn, surprise

RIDGE = 0.01


def listed(*rows: Sequence[float], answers: Sequence[int], weight: float = 1.0) -> Listed:
    """Candidates by their rows of features; `answers` are the numbers of those that answer."""
    return Listed(np.array(rows, dtype=float), np.isin(np.arange(len(rows)), answers), weight)


def first(one: Listed, weights: Numbers) -> bool:
    return bool(one.answers[np.argmax(one.features @ weights)])


def random_lists(seed: int, count: int, *, noise: float = 0.0) -> list[Listed]:
    """Lists of five candidates; the one with the greatest first feature less the second answers, but for some noise."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        features = rng.standard_normal((5, 3))
        worth = features @ [1.0, -1.0, 0.0] + noise * rng.standard_normal(5)
        found.append(Listed(features, np.arange(5) == worth.argmax()))
    return found


def test_the_weights_put_first_what_answers() -> None:
    lists = random_lists(1, 60)
    weights = learn(lists, ridge=0.0003)
    assert weights[0] > 1
    assert weights[1] < -1
    assert abs(weights[2]) < 0.3 * abs(weights[0])
    assert np.mean([first(one, weights) for one in random_lists(2, 100)]) > 0.9


def test_learning_makes_the_lists_likelier() -> None:
    lists = random_lists(3, 20, noise=1)
    learned = learn(lists, ridge=RIDGE)
    assert surprise(lists, learned) < surprise(lists, np.zeros(3))
    assert surprise(lists, np.zeros(3)) == pytest.approx(20 * np.log(5))  # one of five, by chance


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 1000), st.sampled_from(RIDGES), st.lists(st.floats(-0.1, 0.1), min_size=3, max_size=3))
def test_no_weights_near_by_are_better(seed: int, ridge: float, step: list[float]) -> None:
    lists = random_lists(seed, 8, noise=1)
    best = learn(lists, ridge=ridge)

    def loss(weights: Numbers) -> float:
        return surprise(lists, weights) / len(lists) + ridge * float(weights @ weights)

    assert loss(best) <= loss(best + np.array(step)) + 1e-6


def test_a_greater_ridge_makes_smaller_weights() -> None:
    lists = random_lists(4, 20)
    lengths = [float(np.linalg.norm(learn(lists, ridge=ridge))) for ridge in sorted(RIDGES)]
    assert lengths == sorted(lengths, reverse=True)
    assert len(set(lengths)) == len(lengths)


def test_a_list_in_which_nothing_or_everything_answers_teaches_nothing() -> None:
    one = listed([1, 0], [0, 1], answers=[0])
    nothing, everything = listed([5, 5], [0, 9], answers=[]), listed([5, 5], [0, 9], answers=[0, 1])
    assert (one.teaches, nothing.teaches, everything.teaches) == (True, False, False)
    assert learn([nothing, one, everything], ridge=RIDGE) == pytest.approx(learn([one], ridge=RIDGE))
    assert surprise([nothing, everything], np.ones(2)) == 0


def test_a_weight_of_two_is_the_list_twice() -> None:
    one, other = listed([1, 0], [0, 1], [0, 0], answers=[0]), listed([1, 0], [0, 2], answers=[1])
    twice = listed([1, 0], [0, 1], [0, 0], answers=[0], weight=2)
    assert learn([twice, other], ridge=RIDGE) == pytest.approx(learn([one, other, one], ridge=RIDGE), abs=1e-4)
    assert surprise([twice], np.ones(2)) == pytest.approx(2 * surprise([one], np.ones(2)))


def test_the_order_of_lists_and_of_candidates_does_not_matter() -> None:
    lists = random_lists(5, 12, noise=1)
    turned = [Listed(one.features[::-1], one.answers[::-1]) for one in reversed(lists)]
    assert learn(turned, ridge=RIDGE) == pytest.approx(learn(lists, ridge=RIDGE), abs=1e-4)


def test_what_is_added_to_every_candidate_changes_nothing() -> None:
    lists = random_lists(6, 12, noise=1)
    moved = [Listed(one.features + np.array([[100.0, -50.0, 7.0]]), one.answers) for one in lists]
    weights = np.array([0.5, -2.0, 1.0])
    assert surprise(moved, weights) == pytest.approx(surprise(lists, weights))


def test_huge_features_overflow_nothing() -> None:
    one = listed([1e4, 0], [0, 1e4], answers=[1])
    assert np.isfinite(surprise([one], np.array([1.0, 1.0])))
    assert np.isfinite(learn([one], ridge=RIDGE)).all()


def test_the_ridge_is_strong_where_the_lists_are_noise_and_weak_where_they_are_clear() -> None:
    assert choose_ridge(random_lists(7, 60)) == min(RIDGES)
    assert choose_ridge(random_lists(8, 25, noise=1000)) == max(RIDGES)
