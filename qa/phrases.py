"""Sentences that an answer is put into, one table for each language of a question."""

LANGUAGES = ("kk", "ru", "en")

PHRASES: dict[str, dict[str, str]] = {
    "not_found": {
        "kk": "Кешіріңіз, құжаттарда бұл сұраққа жауап табылмады.",
        "ru": "К сожалению, в документах нет ответа на этот вопрос.",
        "en": "Sorry, the documents do not answer this question.",
    },
    "see_also": {"kk": "Сондай-ақ қараңыз:", "ru": "См. также:", "en": "See also:"},
}


def phrase(name: str, language: str) -> str:
    """A sentence in a language (kk, ru or en)."""
    return PHRASES[name][language]
