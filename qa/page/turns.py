"""A conversation: its turns, each a question with its answer or with the reason why it could not be asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qa.answer import Answer
from qa.names import LibraryError
from qa.question import QuestionError
from qa.scope import EVERYWHERE, Scope

Ask = Callable[[str, Sequence[str]], Answer]
Look = Callable[[Scope], Ask]  # how a question is asked of a part of the documents


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what came of it: an answer, a fault of the question, or neither while it is being asked."""

    question: str
    answer: Answer | None = None
    fault: str = ""  # of QuestionError, or «nowhere», or «stopped»
    scope: Scope = EVERYWHERE

    @property
    def waiting(self) -> bool:
        return self.answer is None and not self.fault


def answered(look: Look, turns: Sequence[Turn], asked: Turn) -> Turn:
    """What a turn becomes that is asked after the earlier ones."""
    try:
        answer = look(asked.scope)(asked.question, [turn.question for turn in turns if turn.answer is not None])
        # A search always finds some passage, however far, unless it may look at none.
        return replace(asked, answer=answer) if answer.hits or asked.scope == EVERYWHERE else replace(asked, fault="nowhere")
    except QuestionError as error:
        return replace(asked, fault=error.fault)
    except LibraryError:  # the collection is gone
        return replace(asked, fault="nowhere")


def settled(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """The turns that something has come of."""
    return tuple(turn for turn in turns if not turn.waiting)


def replay(look: Look, asked: Sequence[Turn]) -> tuple[Turn, ...]:
    """A kept conversation, asked anew: what is kept are its questions, so that every answer stands in today's documents."""
    turns: tuple[Turn, ...] = ()
    for turn in asked:
        turns = (*turns, answered(look, turns, turn))
    return turns
