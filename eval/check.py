"""A question set proved: every piece of evidence stands in its document, no two questions are alike; our own is balanced."""

from collections import Counter
from collections.abc import Iterator, Sequence

from corpus import Document, Passage
from eval.questions import Question, fold, relevant, with_kept

LANGUAGES = ("kk", "ru", "en")
FEWEST_PAIR = 12  # questions for each language asking about each
FEWEST_KIND = {"fact": 30, "list": 20, "why": 20, "table": 20, "follow": 15, "keyboard": 5, "latin": 5, "typo": 5, "none": 60}
FEWEST = 240
ALIKE = 0.8  # share of letter groups in common: such questions ask the same


def faults(
    questions: Sequence[Question], documents: Sequence[Document], passages: Sequence[Passage], *, balanced: bool = False
) -> Iterator[str]:
    """What is wrong with a set, a sentence each; nothing for a good one. Only of our own we want it `balanced`."""
    yield from evidence_faults(questions, documents, passages)
    yield from twins(questions)
    if balanced:
        yield from imbalance(questions, {document.id: document.language for document in documents})


def evidence_faults(questions: Sequence[Question], documents: Sequence[Document], passages: Sequence[Passage]) -> Iterator[str]:
    """Evidence that stands in no document, or in no single passage."""
    texts = {name: fold(document.text) for document in documents for name in (document.id, *document.copies)}
    for question, kept in zip(questions, with_kept(questions, documents), strict=True):
        for gold in question.gold:
            lost = [text for text in gold.evidence if fold(text) not in texts.get(gold.document, "")]
            yield from (f"{question.id}: «{text}» does not stand in {gold.document}" for text in lost)
        if question.answerable and not relevant(kept, passages):
            yield f"{question.id}: no passage holds its evidence whole"


def twins(questions: Sequence[Question]) -> Iterator[str]:
    """Pairs of questions that are alike; follow-ups are told apart by what was asked before them."""
    groups = [letter_groups(" ".join((*question.history, question.text))) for question in questions]
    for at, question in enumerate(questions):
        for other in range(at + 1, len(questions)):
            if likeness(groups[at], groups[other]) >= ALIKE:
                yield f"{question.id} and {questions[other].id} are alike"


def letter_groups(text: str) -> frozenset[str]:
    """Groups of four letters of a folded text."""
    plain = fold(text)
    return frozenset(plain[at : at + 4] for at in range(max(1, len(plain) - 3)))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the groups of both that both have (Jaccard 1901).

    >>> likeness(letter_groups("Қашан болды?"), letter_groups("қашан  болды"))
    1.0
    """
    return len(one & other) / len(one | other)


def imbalance(questions: Sequence[Question], languages: dict[str, str]) -> Iterator[str]:
    """Kinds and pairs of languages with too few questions, and unanswerable ones that are nearly all of one sort."""
    kinds = Counter(question.kind for question in questions)
    pairs = Counter(
        (question.language, languages.get(question.gold[0].document, "?")) for question in questions if question.answerable
    )
    near = sum(question.near for question in questions)
    if len(questions) < FEWEST:
        yield f"{len(questions)} questions, {FEWEST} are wanted"
    for kind, wanted in FEWEST_KIND.items():
        if kinds[kind] < wanted:
            yield f"{kinds[kind]} questions of kind {kind}, {wanted} are wanted"
    for asked in LANGUAGES:
        for said in LANGUAGES:
            if pairs[asked, said] < FEWEST_PAIR:
                yield f"{pairs[asked, said]} questions {asked}-{said}, {FEWEST_PAIR} are wanted"
    if not 0.4 <= near / max(1, kinds["none"]) <= 0.65:
        yield f"{near} of {kinds['none']} unanswerable questions are near misses, about half are wanted"


def summary(questions: Sequence[Question]) -> str:
    """A line on what the set holds."""
    kinds = Counter(question.kind for question in questions)
    return f"{len(questions)} questions: " + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
