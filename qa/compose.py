"""Hits to an answer: in each passage the span that answers best is quoted, exactly; too little evidence is a refusal."""

import re
from collections.abc import Sequence

from index import Hit
from index.search import Span
from qa.answer import Answer, Citation
from qa.phrases import phrase
from qa.refusal import confidence, evidence, threshold

SHOWN = 5  # citations of an answer, and related passages of a refusal
QUOTED = 3  # citations quoted in the text itself; the rest are pointed at
NEAR = 0.85  # of the best score: a passage so near to it is quoted beside it
PAIR_PENALTY = 0.04  # two sentences must be so much better than one: the shortest quote that answers is the best


def best_span(hit: Hit, keyword_share: float) -> Span:
    """The span of a passage with the most evidence: cosine and covered words, weighted as in the search.

    A quote stays within one paragraph, item or row: two rows of a table are no sentence. A heading helps to find its passage
    but answers nothing.
    """

    def worth(span: Span) -> float:
        pair = sum(other.start >= span.start and other.end <= span.end for other in hit.spans) > 1
        return (1 - keyword_share) * span.dense + keyword_share * span.covered - PAIR_PENALTY * pair

    text = hit.passage.text
    within = [span for span in hit.spans if "\n" not in text[span.start : span.end]]
    told = [span for span in within if not is_heading(text, span.start, span.end)]
    return max(told or within or hit.spans, key=lambda span: (worth(span), -span.start))


def is_heading(text: str, start: int, end: int) -> bool:
    r"""Whether a span is a whole line that ends no sentence, with a blank line behind it.

    >>> text = "Тыйым салынған ұйымдар\n\nСот он бір ұйымға тыйым салды."
    >>> is_heading(text, 0, 22), is_heading(text, 24, len(text))
    (True, False)
    """
    whole = start == 0 or text[start - 1] == "\n"
    return whole and text[end : end + 2] == "\n\n" and (text[end - 1].isalnum() or text[end - 1] in "»”)")


def cite(hits: Sequence[Hit], shares: Sequence[float]) -> tuple[Citation, ...]:
    """Citations numbered from 1, each with its quote."""
    spans = [best_span(hit, share) for hit, share in zip(hits, shares, strict=True)]
    return tuple(
        Citation(number, hit.passage, span.start, span.end, hit.passage.text[span.start : span.end], hit.score)
        for number, (hit, span) in enumerate(zip(hits, spans, strict=True), start=1)
    )


def compose(question: str, language: str, hits: Sequence[Hit], shares: Sequence[float]) -> Answer:
    """The answer to a question from its hits, best first; `shares` are the keyword leg's weights for them."""
    citations = cite(hits[:SHOWN], shares[:SHOWN])
    found = evidence(language, hits)
    sure = confidence(found)
    if sure < threshold(found) or not citations:
        return Answer(question, language, phrase("not_found", language), sure, (), citations, tuple(hits))
    return Answer(question, language, _text(citations, language), sure, citations, (), tuple(hits))


def _text(citations: Sequence[Citation], language: str) -> str:
    """The quotes, each with its number, then the numbers of the passages that are only pointed at."""
    near = [citation for citation in citations[:QUOTED] if citation.score >= NEAR * citations[0].score]
    lines = [f"«{_without_references(citation.quote)}» [{citation.number}]" for citation in near]
    rest = [f"[{citation.number}]" for citation in citations if citation not in near]
    if rest:
        lines.append(f"{phrase('see_also', language)} {' '.join(rest)}")
    return "\n\n".join(lines)


def _without_references(quote: str) -> str:
    """A quote for the answer's text: a document's own reference number would look like one of our citations.

    >>> _without_references("Су жүз градуста қайнайды [7].")
    'Су жүз градуста қайнайды […].'
    """
    return re.sub(r"\[\d+\]", "[…]", quote)
