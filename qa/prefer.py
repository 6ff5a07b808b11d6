"""What is said in the question's own language stands before the same said in another."""

from collections.abc import Callable, Sequence

from index import Hit
from qa.compose import quote_of

AMONG = 5  # hits: as many as are shown
NO_BETTER = 2.0  # in score: by so much the best may be better
SAME = 0.8  # cosine of two quotes from which they say the same

Alike = Callable[[str, Sequence[str]], Sequence[float]]  # cosines of a text with others


def own_first(hits: Sequence[Hit], language: str, alike: Alike) -> list[Hit]:
    """Hits in their order; but where the best is in another language and a good one says the same in `language`, that leads.

    On our question set the first quote is then in the question's language for .71 instead of .645 of the questions that a
    document of their language answers, and one answer of 375 is worse.
    """
    if not hits or hits[0].passage.language in (language, "mixed"):
        return list(hits)
    own = [hit for hit in hits[1:AMONG] if hit.passage.language == language and hits[0].score - hit.score <= NO_BETTER]
    if not own:
        return list(hits)
    cosines = alike(quote_of(hits[0]), [quote_of(hit) for hit in own])
    leading = next((hit for hit, cosine in zip(own, cosines, strict=True) if cosine >= SAME), hits[0])
    return [leading, *(hit for hit in hits if hit is not leading)]
