"""Whether there is an answer: which way each piece of evidence moves the estimate."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.kind import ASKED
from qa import Engine
from qa.refusal import FEATURES, LACKING, LOOKED_AT, Evidence, confidence, evidence, threshold

GROUPS = ("same", "cross")
KINDS = tuple(ASKED)
shares = st.floats(0, 1, width=16)
kinds = st.sampled_from(["", *KINDS])
found = st.builds(
    Evidence,
    st.sampled_from(GROUPS),
    dense=shares,
    missing=shares,
    strange=st.booleans(),
    length=shares,
    kind=kinds,
    tells=shares,
)


@settings(max_examples=150, deadline=None)
@given(found)
def test_confidence_is_a_probability_of_the_features_that_were_fitted(one: Evidence) -> None:
    assert 0 < confidence(one) < 1
    assert 0 < threshold(one) < 1
    assert tuple(one.features()) == FEATURES


@settings(max_examples=150, deadline=None)
@given(found, st.floats(0.01, 1))
def test_confidence_rises_with_the_cosine(one: Evidence, more: float) -> None:
    assert confidence(replace(one, dense=one.dense + more)) > confidence(one)


@settings(max_examples=150, deadline=None)
@given(found, st.floats(0.01, 1))
def test_missing_words_count_against_an_answer(one: Evidence, more: float) -> None:
    assert confidence(replace(one, missing=one.missing + more)) < confidence(one)


def test_a_name_that_stands_nowhere_counts_more_against_an_answer_than_a_word() -> None:
    one, other = (evidence("Когда Молдова вошла в союз?", "ru", [], missing=[(word, 0.3)]) for word in ("Молдова", "вошла"))
    assert (one.strange, other.strange) == (True, False)
    assert confidence(one) < confidence(other)


@settings(max_examples=150, deadline=None)
@given(found, st.sampled_from(KINDS), shares, shares)
def test_confidence_never_rises_when_what_is_asked_for_is_lacking(one: Evidence, kind: str, less: float, more: float) -> None:
    less, more = sorted((less, more))
    assert confidence(replace(one, kind=kind, tells=less)) <= confidence(replace(one, kind=kind, tells=more))


def test_a_count_that_is_lacking_makes_an_answer_unlikely() -> None:
    told, lacking = (Evidence("same", 0.6, kind="count", tells=tells) for tells in (1.0, 0.0))
    assert confidence(told) > confidence(lacking) + 0.2


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for name, kinds in LACKING.items() for kind in kinds])
def test_only_what_is_asked_for_can_be_lacking(name: str, kind: str) -> None:
    lacking = Evidence("same", kind=kind, tells=0.25).features()
    assert {other: lacking[other] for other in LACKING} == dict.fromkeys(LACKING, 0.0) | {name: 0.75}
    nothing = Evidence("same", tells=0.25).features()
    assert not any(nothing[other] for other in LACKING)
    assert confidence(Evidence("same", 0.5, tells=0.0)) == confidence(Evidence("same", 0.5, tells=1.0))


def test_each_kind_of_question_may_lack_what_it_asks_for() -> None:
    assert sorted(kind for kinds in LACKING.values() for kind in kinds) == sorted(KINDS)


def test_nothing_found_is_hardly_an_answer() -> None:
    nothing = evidence("Неше ара?", "kk", [])
    assert nothing == Evidence("cross", length=0.2)
    assert confidence(nothing) < threshold(nothing)


def test_the_evidence_is_the_best_of_the_first_hits(engine: Engine) -> None:
    for question in ("Бір ара ұясында неше ара тұрады?", "How deep is Salt Lake?", "How many thousand bees live in one hive?"):
        answer = engine.ask(question)
        best = answer.hits[:LOOKED_AT]
        assert answer.evidence is not None
        assert answer.evidence.group == ("same" if best[0].passage.language == answer.language else "cross")
        assert answer.evidence.dense == max(hit.dense for hit in best)
        assert answer.evidence.tells == max(hit.signals.tells for hit in best)
        assert answer.confidence == confidence(answer.evidence)
        assert answer.found == (answer.confidence >= threshold(answer.evidence))


def test_hits_behind_the_first_ones_change_nothing(engine: Engine) -> None:
    hits = engine.ask("How deep is Salt Lake?").hits
    assert len(hits) > LOOKED_AT
    assert evidence("How many?", "en", hits) == evidence("How many?", "en", hits[:LOOKED_AT])


def test_what_is_asked_for_is_told_of_a_real_question(engine: Engine) -> None:
    answer = engine.ask("Бір ара ұясында неше ара тұрады?")
    assert answer.evidence is not None
    assert answer.evidence.kind == "count"
    assert answer.evidence.tells > 0.9
    lacking = engine.ask("Бір ара ұясында неше вулканолог тұрады?")
    assert lacking.evidence is not None
    assert lacking.evidence.missing > answer.evidence.missing
    assert lacking.confidence < answer.confidence
