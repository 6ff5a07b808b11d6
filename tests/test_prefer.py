"""The same said in the question's language stands first, and nothing else moves."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from index import Hit
from qa import Engine
from qa.prefer import NO_BETTER, SAME, Alike, own_first


@pytest.fixture
def hits(engine: Engine) -> list[Hit]:
    """A Russian, a Kazakh and another Russian hit, by score; what they are about is no matter."""
    found = engine.index.search(engine.index.read("Что стоит в документах?"), k=3)
    return [
        replace(hit, score=10.0 - at, passage=replace(hit.passage, language=language))
        for at, (hit, language) in enumerate(zip(found, ("ru", "kk", "ru"), strict=True))
    ]


def saying(cosine: float) -> Alike:
    def alike(text: str, others: Sequence[str]) -> list[float]:
        assert text
        return [cosine] * len(others)

    return alike


def test_what_says_the_same_in_the_questions_language_leads(hits: list[Hit]) -> None:
    one, two, three = hits
    assert own_first(hits, "kk", saying(SAME)) == [two, one, three]


def test_what_says_something_else_or_is_much_worse_does_not_lead(hits: list[Hit]) -> None:
    one, two, three = hits
    assert own_first(hits, "kk", saying(SAME - 0.01)) == hits
    worse = [one, replace(two, score=one.score - NO_BETTER - 0.01), three]
    assert own_first(worse, "kk", saying(1.0)) == worse


@pytest.mark.parametrize("language", ["ru", "en"])
def test_where_the_best_is_in_the_questions_language_or_none_is_nothing_moves(hits: list[Hit], language: str) -> None:
    assert own_first(hits, language, saying(1.0)) == hits


def test_nothing_found_stays_nothing() -> None:
    assert own_first([], "kk", saying(1.0)) == []
