"""Halves of a question set: nothing that is fitted on is asked again in the half that measures."""

from dataclasses import replace
from pathlib import Path

from corpus import Passage
from eval.halves import halves, together
from eval.questions import Gold, Question, load_questions, relevant
from qa import Engine

HERE = Path(__file__).parents[1] / "eval" / "data" / "questions.jsonl"


def about(question: Question, name: str, *evidence: str) -> Question:
    gold = tuple(Gold("аралар.md", (text,)) for text in evidence)
    return replace(question, id=name, gold=gold)


def test_each_question_is_in_one_half_in_the_order_of_the_set(toys: list[Question], engine: Engine) -> None:
    fitted, held_out = halves(toys, engine.index.passages)
    assert sorted([*fitted, *held_out], key=toys.index) == toys
    assert fitted == sorted(fitted, key=toys.index)
    assert held_out == sorted(held_out, key=toys.index)


def test_questions_about_the_same_place_stay_together(toys: list[Question], engine: Engine) -> None:
    many = [about(toys[0], str(number), "қырық мың ара") for number in range(40)]
    assert set(together(many, engine.index.passages).values()) == {"0"}
    assert sorted(map(len, halves(many, engine.index.passages))) == [0, 40]


def test_unanswerable_questions_are_drawn_one_by_one_about_half_each(toys: list[Question], engine: Engine) -> None:
    many = [replace(toys[4], id=str(number)) for number in range(1000)]
    fitted, held_out = halves(many, engine.index.passages)
    assert 450 < len(fitted) < 550
    assert len(fitted) + len(held_out) == 1000


def test_questions_stay_in_their_half_when_unrelated_ones_are_added(toys: list[Question], engine: Engine) -> None:
    fitted, _ = halves(toys, engine.index.passages)
    more, _ = halves([*toys, *(replace(toys[4], id=f"x{number}") for number in range(20))], engine.index.passages)
    assert [question for question in more if question in toys] == fitted


def test_the_halves_of_our_own_set_share_no_set_of_passages() -> None:
    from corpus.load import load
    from corpus.split import split

    documents = load(HERE.parents[2] / "corpus" / "documents").documents
    passages: list[Passage] = [passage for document in documents for passage in split(document)]
    questions = load_questions(HERE)
    fitted, held_out = halves(questions, passages)
    assert 0.4 < len(fitted) / len(questions) < 0.6
    asked = [{frozenset(relevant(question, passages)) for question in half if question.gold} for half in (fitted, held_out)]
    assert not asked[0] & asked[1]
