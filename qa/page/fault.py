"""Why something is not done, in the reader's language where its sentence is in one of our tables."""

from corpus.errors import UserError
from eval.words import SaidError
from qa.names import LibraryError
from qa.question import LONGEST, QuestionError
from qa.words import WORDS, word


def said(error: UserError, language: str) -> str:
    """The sentence of an error.

    >>> said(QuestionError("empty", "The question is empty: type a question."), "ru")
    'Вопрос пуст. Напишите его словами.'
    """
    if isinstance(error, QuestionError):
        return word(f"question_{error.fault}", language, limit=LONGEST)
    if isinstance(error, LibraryError) and f"own_fault_{error.fault}" in WORDS:
        return word(f"own_fault_{error.fault}", language)
    if isinstance(error, SaidError):
        inner = {name: said(value, language) for name, value in error.values.items() if isinstance(value, UserError)}
        return error.told(language, **inner)
    return str(error)
