"""A conversation: its turns, each a question with its answer or with the reason why it could not be asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qa.answer import Answer
from qa.question import QuestionError

Ask = Callable[[str, Sequence[str]], Answer]


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what came of it: an answer, a fault of the question, or neither while it is being asked."""

    question: str
    answer: Answer | None = None
    fault: str = ""  # of QuestionError, or «stopped»

    @property
    def waiting(self) -> bool:
        return self.answer is None and not self.fault


def answered(ask: Ask, turns: Sequence[Turn], question: str) -> Turn:
    """The turn that a question becomes after the earlier ones."""
    try:
        return Turn(question, ask(question, [turn.question for turn in turns if turn.answer is not None]))
    except QuestionError as error:
        return Turn(question, fault=error.fault)


def settled(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """The turns that something has come of."""
    return tuple(turn for turn in turns if not turn.waiting)


def stopped(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """The turns when a reader no longer waits."""
    return tuple(replace(turn, fault="stopped") if turn.waiting else turn for turn in turns)


def replay(ask: Ask, questions: Sequence[str]) -> tuple[Turn, ...]:
    """A kept conversation, asked anew: what is kept are its questions, so that every answer stands in today's documents."""
    turns: tuple[Turn, ...] = ()
    for question in questions:
        turns = (*turns, answered(ask, turns, question))
    return turns
