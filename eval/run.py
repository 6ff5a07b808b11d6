"""Ask every question of a set by the one public path, and keep a row for each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpus import Passage
from eval.metrics import MEASURES, measured
from eval.questions import Question, relevant
from eval.quotes import citation_precision, quote_hit
from index.build import Progress, silent
from qa.answer import Answer, Citation

Ask = Callable[[str, Sequence[str]], Answer]


@dataclass(frozen=True, slots=True)
class Row:
    """One question and what came of it. Retrieval is measured on the ranking, whether the answer was given or refused."""

    question: Question
    pair: str  # language of the question - language of the passage that answers; «none» where nothing answers
    gold: tuple[str, ...]  # ids of the passages that answer
    answer: Answer
    scores: Mapping[str, float]  # by measure; «decision» alone where nothing answers

    @property
    def ranking(self) -> tuple[str, ...]:
        """Ids of the passages that were ranked, best first."""
        return tuple(hit.passage.id for hit in self.answer.hits)

    @property
    def shown(self) -> tuple[Citation, ...]:
        """What the user saw: the citations, or the related passages of a refusal."""
        return self.answer.citations or self.answer.related

    @property
    def outcome(self) -> str:
        """A key of OUTCOMES."""
        if not self.question.answerable:
            return "false answer" if self.answer.found else "right refusal"
        if not self.answer.found:
            return "false refusal"
        if self.scores["quote hit"]:
            return "right answer"
        return "other quote" if self.scores["citation precision"] else "other passage"


OUTCOMES = {  # what came of a question -> in words; the worst first
    "false answer": "Answered, though the documents do not say",
    "other passage": "Answered, but no cited passage answers",
    "false refusal": "Refused, though the documents say",
    "other quote": "A cited passage answers, but the first quote does not",
    "right answer": "Answered with the right quote",
    "right refusal": "Rightly refused",
}


def evaluate(ask: Ask, questions: Sequence[Question], passages: Sequence[Passage], progress: Progress = silent) -> list[Row]:
    """Rows for all questions, in order."""
    return [_row(ask, question, passages) for question in progress(questions, "ask", len(questions))]


def _row(ask: Ask, question: Question, passages: Sequence[Passage]) -> Row:
    gold = relevant(question, passages)
    answer = ask(question.text, question.history)
    spoken = next(iter(gold.values()), "?")
    return Row(
        question=question,
        pair=f"{question.language}-{spoken}" if question.answerable else "none",
        gold=tuple(gold),
        answer=answer,
        scores=_scores(question, gold, answer),
    )


def _scores(question: Question, gold: Mapping[str, str], answer: Answer) -> dict[str, float]:
    """Every measure of one question. «decision» is 1 where an answer was given to what has one, or refused to what has none."""
    decision = {"decision": float(answer.found == question.answerable)}
    if not question.answerable:
        return decision
    shown = answer.citations or answer.related
    found = dict(zip(MEASURES, measured([hit.passage.id for hit in answer.hits], gold), strict=True))
    found["quote hit"] = float(quote_hit(question, shown, gold))
    return found | {"citation precision": citation_precision(shown, gold)} | decision
