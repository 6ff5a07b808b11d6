"""An Answer as plain data for other programs."""

from typing import Any

from qa.answer import Answer, Citation, Phrased


def citation_data(citation: Citation) -> dict[str, Any]:
    """A citation for JSON. `start` and `end` are code points of the document's stored text; the quote's are of `text`."""
    passage = citation.passage
    return {
        "number": citation.number,
        "document": passage.document_id,
        "title": passage.title,
        "page": passage.page or None,
        "line": passage.line,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "quote": citation.quote,
        "quote_start": citation.start,
        "quote_end": citation.end,
        "language": passage.language,
        "section": passage.section,
        "also": list(passage.also),
        "score": round(citation.score, 4),
        "marks": [list(mark) for mark in citation.marks],
        "why": {
            "meaning_rank": citation.why.meaning,
            "keyword_rank": citation.why.keywords or None,
            "words": [list(pair) for pair in citation.why.words],
        },
    }


def phrased_data(phrased: Phrased) -> dict[str, Any]:
    """What a language model made of an answer, for JSON."""
    return {
        "model": phrased.model,
        "text": phrased.text,
        "dropped": phrased.dropped,
        "faults": list(phrased.faults),
        "problem": phrased.problem or None,
        "status": phrased.status or None,
    }


def answer_data(answer: Answer, id: str | None = None) -> dict[str, Any]:
    """An answer for JSON; `phrased` is there only where a language model was named."""
    return {
        "id": id,
        "question": answer.question,
        "language": answer.language,
        "found": answer.found,
        "confidence": round(answer.confidence, 4),
        "answer": answer.text,
        "citations": [citation_data(citation) for citation in answer.citations],
        "related": [citation_data(citation) for citation in answer.related],
        "missing": list(answer.missing),
        "corrected": [list(pair) for pair in answer.corrected],
        "elapsed_ms": round(answer.elapsed_ms, 2),
        **({"phrased": phrased_data(answer.phrased)} if answer.phrased else {}),
    }
