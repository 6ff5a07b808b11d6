"""Ask every question of a set by the one public path, and keep a row for each."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from corpus import Passage
from eval.metrics import ndcg_at, recall_at, reciprocal_rank_at
from eval.questions import Question, relevant
from qa import Answer

Ask = Callable[[str, Sequence[str]], Answer]


@dataclass(frozen=True, slots=True)
class Row:
    """One question and what came of it. Retrieval is measured on the ranking, whether the answer was given or refused."""

    question: Question
    pair: str  # language of the question - language of the passage that answers; «none» where nothing answers
    ranking: tuple[str, ...]
    gold: tuple[str, ...]
    found: bool
    confidence: float
    answer: str
    elapsed_ms: float

    @property
    def metrics(self) -> dict[str, float]:
        return {
            "recall@1": recall_at(1, self.ranking, self.gold),
            "recall@3": recall_at(3, self.ranking, self.gold),
            "recall@5": recall_at(5, self.ranking, self.gold),
            "recall@10": recall_at(10, self.ranking, self.gold),
            "MRR@10": reciprocal_rank_at(10, self.ranking, self.gold),
            "nDCG@10": ndcg_at(10, self.ranking, self.gold),
        }


def evaluate(ask: Ask, questions: Iterable[Question], passages: Sequence[Passage]) -> list[Row]:
    """Rows for all questions, in order."""
    return [_row(ask, question, passages) for question in questions]


def _row(ask: Ask, question: Question, passages: Sequence[Passage]) -> Row:
    gold = relevant(question, passages)
    answer = ask(question.text, question.history)
    spoken = next(iter(gold.values()), "?")
    return Row(
        question=question,
        pair=f"{question.language}-{spoken}" if question.answerable else "none",
        ranking=tuple(hit.passage.id for hit in answer.hits),
        gold=tuple(gold),
        found=answer.found,
        confidence=answer.confidence,
        answer=answer.text,
        elapsed_ms=answer.elapsed_ms,
    )
