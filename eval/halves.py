"""A question set in two halves, one to fit on and one to measure on, that share no question, in whatever language."""

import hashlib
from collections.abc import Sequence
from itertools import combinations

from corpus import Passage
from eval.questions import Question, relevant

SHARED = 0.5  # of the passages that answer: two questions that share more ask about the same thing


def halves(questions: Sequence[Question], passages: Sequence[Passage]) -> tuple[list[Question], list[Question]]:
    """The half to fit on, and the one that is held out, each in the set's order.

    A hash of the id draws the half, of the smallest id where several questions ask about the same thing: so they stay
    together, and stay where they are when other questions are added.
    """
    first = together(questions, passages)
    fitted, held_out = list[Question](), list[Question]()
    for question in questions:
        (fitted if _drawn(first[question.id]) else held_out).append(question)
    return fitted, held_out


def together(questions: Sequence[Question], passages: Sequence[Passage]) -> dict[str, str]:
    """For each question's id the smallest id among those that ask about the same thing, in one step or more."""
    found = {question.id: set(relevant(question, passages)) for question in questions}
    first = {question.id: question.id for question in questions}

    def root(name: str) -> str:
        while first[name] != name:
            name = first[name]
        return name

    for one, other in combinations(found, 2):
        both = found[one] & found[other]
        if both and len(both) > SHARED * len(found[one] | found[other]):
            low, high = sorted((root(one), root(other)))
            first[high] = low
    return {name: root(name) for name in first}


def _drawn(name: str) -> bool:
    return hashlib.sha256(name.encode()).digest()[-1] % 2 == 0
