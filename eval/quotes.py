"""Whether what was quoted answers the question, and how much of what was cited does."""

import re
from collections.abc import Collection, Sequence

from eval.questions import Question, fold
from qa.answer import Citation

PART = 0.6  # share of the evidence's letters that a quote shorter than the evidence must have


def quote_hit(question: Question, shown: Sequence[Citation], gold: Collection[str]) -> bool:
    """Whether the first quote that was shown answers the question. All texts are folded (`eval.questions.fold`). One of these:

    - the quote contains a piece of evidence;
    - the quote stands within a piece of evidence and has at least 60 % of its letters;
    - the quote has one of the question's short answers in its words, and comes from a passage that answers: «2» or «yes» alone
      would prove nothing.

    Of a refusal the first related passage counts: what is found and what is refused are measured apart.
    """
    if not shown:
        return False
    first, quote = shown[0], fold(shown[0].quote)
    if any(holds(quote, fold(text)) for place in question.gold for text in place.evidence):
        return True
    return first.passage.id in gold and any(tells(first.quote, answer) for answer in question.answers)


def holds(quote: str, evidence: str) -> bool:
    """Whether a folded quote contains the folded evidence, or is most of it.

    >>> holds("оныңұзындығықырықметр", "қырықметр"), holds("қырықметр", "ұзындығықырықметр"), holds("метр", "қырықметр")
    (True, False, False)
    """
    return evidence in quote or (quote in evidence and len(quote) >= PART * len(evidence))


def tells(quote: str, answer: str) -> bool:
    """Whether a quote has the words of an answer, in order; a word of four letters or more may have a suffix in the quote.

    >>> tells("В 1874 году построили мост.", "1874"), tells("18740 книг", "1874"), tells("Бакуде болды", "Баку")
    (True, False, True)
    """
    words, wanted = _words(quote), _words(answer)
    starts = range(len(words) - len(wanted) + 1) if wanted else ()
    return any(all(map(_same, words[start : start + len(wanted)], wanted)) for start in starts)


def _words(text: str) -> list[str]:
    return [fold(word) for word in re.findall(r"\w+", text)]


def _same(word: str, wanted: str) -> bool:
    return word == wanted or (len(wanted) >= 4 and wanted.isalpha() and word.startswith(wanted))


def citation_precision(shown: Sequence[Citation], gold: Collection[str]) -> float:
    """Share of the passages shown (cited, or related where the answer was refused) that answer; 0 where none is shown."""
    return sum(citation.passage.id in gold for citation in shown) / len(shown) if shown else 0.0
