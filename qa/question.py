"""What can be asked: checks at the door, before anything is searched."""

from typing import Any

from corpus.errors import UserError

LONGEST = 2000  # code points of a question


class QuestionError(UserError):
    """A question that cannot be asked; `fault` is empty, long or broken."""

    def __init__(self, fault: str, message: str) -> None:
        super().__init__(message)
        self.fault = fault


def check(question: str) -> str:
    """The question without white space at its ends. Raises QuestionError for one that cannot be asked.

    >>> check("  Қашан? ")
    'Қашан?'
    """
    asked = question.strip()
    if not asked:
        raise QuestionError("empty", "The question is empty: type a question.")
    if len(asked) > LONGEST:
        raise QuestionError("long", f"The question has {len(asked):,} characters, the most is {LONGEST:,}: shorten it.")
    if any("\ud800" <= sign <= "\udfff" for sign in asked):
        raise QuestionError("broken", "The question has broken characters (a lone surrogate): type it again as UTF-8 text.")
    if not any(sign.isalnum() for sign in asked):
        raise QuestionError("empty", "The question has no letter or digit: type a question in words.")
    return asked


def given(question: Any, history: Any) -> tuple[str, list[str]]:
    """A question and those before it as another program gives them. Raises UserError where they are something else.

    >>> given("Қашан?", None)
    ('Қашан?', [])
    """
    if not isinstance(question, str):
        raise UserError('There is no question: give it as a text, "…".')
    earlier = [] if history is None else history
    if not isinstance(earlier, list) or not all(isinstance(each, str) for each in earlier):
        raise UserError('The history is no list of questions: give [] or ["…"].')
    return question, earlier
