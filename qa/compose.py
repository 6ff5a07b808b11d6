"""Hits to an answer: in each passage the span that answers best is quoted, exactly; too little evidence is a refusal."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from corpus import Passage
from index import Hit
from index.hit import Span
from index.meet import Met
from qa.answer import Answer, Citation, Why
from qa.lists import asks_for_list, widen
from qa.phrases import phrase
from qa.refusal import confidence, evidence, threshold

SHOWN = 5  # citations of an answer, and related passages of a refusal
QUOTED = 3  # citations quoted in the text itself; the rest are pointed at
GREETING = 5  # words, fewer are
NEAR = 0.7  # below the best score: a passage so near to it is quoted beside it
WEIGHTS = Path(__file__).with_name("quote.json")

Meet = Callable[[Passage, int, int], Sequence[Met]]  # which words of the question a span of a passage's text meets


@cache
def _weights() -> dict[str, float]:
    return dict(json.loads(WEIGHTS.read_text("utf-8")))


def forget() -> None:
    """Read the weights anew: they have just been fitted."""
    _weights.cache_clear()


def traits(hit: Hit, span: Span) -> dict[str, float]:
    """What speaks for quoting a span. `pair`: it is two sentences, and the shortest quote that answers is the best."""
    pair = sum(other.start >= span.start and other.end <= span.end for other in hit.spans) > 1
    return {"dense": span.dense, "covered": span.covered, "met": span.met, "tells": span.tells, "pair": float(pair)}


def quotable(hit: Hit) -> list[Span]:
    """The spans of a passage that may be quoted.

    A quote stays within one paragraph, item or row: two rows of a table are no sentence. A heading helps to find its passage
    but answers nothing, and nor does a greeting.
    """
    text = hit.passage.text
    within = [span for span in hit.spans if "\n" not in text[span.start : span.end]]
    told = [span for span in within if not is_heading(text, span.start, span.end)]
    told = [span for span in told if not is_greeting(text[span.start : span.end])]
    return told or within or list(hit.spans)


def best_span(hit: Hit, weights: Mapping[str, float]) -> Span:
    """The span of a passage with the most evidence; of equal ones the first."""

    def worth(span: Span) -> float:
        return sum(weights[name] * value for name, value in traits(hit, span).items())

    return max(quotable(hit), key=lambda span: (worth(span), -span.start))


def quote_of(hit: Hit) -> str:
    """The text of the best span of a hit."""
    span = best_span(hit, _weights())
    return hit.passage.text[span.start : span.end]


def is_heading(text: str, start: int, end: int) -> bool:
    r"""Whether a span is a whole line that ends no sentence, with a blank line behind it.

    >>> text = "Тыйым салынған ұйымдар\n\nСот он бір ұйымға тыйым салды."
    >>> is_heading(text, 0, 22), is_heading(text, 24, len(text))
    (True, False)
    """
    whole = start == 0 or text[start - 1] == "\n"
    return whole and text[end : end + 2] == "\n\n" and (text[end - 1].isalnum() or text[end - 1] in "»”)")


def is_greeting(quote: str) -> bool:
    """Whether a quote is a few words called out.

    >>> is_greeting("Құрметті депутаттар!"), is_greeting("Соғысқа жол жоқ деп елу мемлекет мәлімдеді!")
    (True, False)
    """
    return quote.endswith("!") and len(quote.split()) < GREETING


def cite(question: str, hits: Sequence[Hit], meet: Meet) -> tuple[Citation, ...]:
    """Citations numbered from 1, each with its quote, and why it is there."""
    several = asks_for_list(question)
    return tuple(_cite(number, hit, meet, several) for number, hit in enumerate(hits, start=1))


def _cite(number: int, hit: Hit, meet: Meet, several: bool) -> Citation:
    span, text = best_span(hit, _weights()), hit.passage.text
    start, end = widen(text, span.start, span.end, several=several)
    words = meet(hit.passage, start, end)
    why = Why(*hit.ranks, words=tuple(dict.fromkeys((word.asked, text[word.start : word.end]) for word in words)))
    marks = tuple((word.start, word.end) for word in words)
    return Citation(number, hit.passage, start, end, text[start:end], hit.score, marks, why)


def compose(
    question: str,
    language: str,
    hits: Sequence[Hit],
    *,
    meet: Meet,
    kind: str = "",
    missing: Sequence[tuple[str, float]] = (),
    corrected: Sequence[tuple[str, str]] = (),
) -> Answer:
    """The answer to a question from its hits, best first.

    `kind` is what it wants to be told (`index.kind`), `missing` its words that stand nowhere with their weights, `corrected`
    its words that were read as slips.
    """
    citations = cite(question, hits[:SHOWN], meet)
    found = evidence(question, language, hits, kind=kind, missing=missing)
    sure, enough = confidence(found), confidence(found) >= threshold(found)
    return Answer(
        question,
        language,
        _text(citations, language) if citations and enough else phrase("not_found", language),
        sure,
        citations if enough else (),
        () if enough else citations,
        tuple(hits),
        tuple(word for word, _ in missing),
        tuple(corrected),
        evidence=found,
    )


def _text(citations: Sequence[Citation], language: str) -> str:
    """The quotes, each with its number, then the numbers of the passages that are only pointed at."""
    near = [citation for citation in citations[:QUOTED] if citation.score >= citations[0].score - NEAR]
    lines = [f"«{in_line(citation.quote)}» [{citation.number}]" for citation in near]
    rest = [f"[{citation.number}]" for citation in citations if citation not in near]
    if rest:
        lines.append(f"{phrase('see_also', language)} {' '.join(rest)}")
    return "\n\n".join(lines)


def in_line(quote: str) -> str:
    """A quote for the answer's text: a document's own reference number would look like one of our citations, a blank line like
    the end of the quote.

    >>> in_line("Су жүз градуста қайнайды [7].")
    'Су жүз градуста қайнайды […].'
    """
    return re.sub(r"\[\d+\]", "[…]", re.sub(r"\n{2,}", "\n", quote))
