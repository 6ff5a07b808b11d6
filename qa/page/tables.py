"""Tables of the page, and the few signs that stand in them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from qa.markup import Safe, tag
from qa.words import word

VERDICTS = {"green": "●", "amber": "▲", "red": "■"}  # told apart by shape as well as by colour


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, caption: str = "") -> Safe:
    """A table whose first column names its rows."""
    top = tag("thead", tag("tr", *(tag("th", head, scope="col") for head in heads)))
    body = [tag("tr", tag("th", first, scope="row"), *(tag("td", cell) for cell in rest)) for first, *rest in rows]
    told = [tag("caption", caption)] if caption else []
    return tag(
        "div",
        tag("table", *told, top, tag("tbody", *body)),
        class_="sheet",
        tabindex=0,
        role="group",
        aria_label=caption or heads[0],
    )


def verdict(name: str, language: str) -> Safe:
    """The health of a document, as a sign and a word."""
    if not name:
        return tag("span", "–")
    return tag("span", VERDICTS[name], " ", word(f"verdict_{name}", language), class_=f"health {name}")


def facts(pairs: Iterable[tuple[str, str]]) -> Safe:
    """Names and what they are."""
    return tag("dl", *(cell for name, value in pairs for cell in (tag("dt", name), tag("dd", value))), class_="facts wide")


def notice(text: str, *, bad: bool = False) -> Safe:
    """A sentence on what has happened."""
    return tag("p", text, class_="verdict bad" if bad else "verdict good", role="status")


def number(value: int, language: str) -> str:
    """A whole number in the language's form.

    >>> number(12345, "en"), number(12345, "kk").split()
    ('12,345', ['12', '345'])
    """
    return f"{value:,}" if language == "en" else f"{value:,}".replace(",", "\u00a0")


def decimal(value: float, digits: int, language: str) -> str:
    """A number with a fraction in the language's form.

    >>> decimal(0.5, 2, "en"), decimal(0.5, 2, "ru")
    ('0.50', '0,50')
    """
    return f"{value:.{digits}f}" if language == "en" else f"{value:.{digits}f}".replace(".", ",")


def size(value: int, language: str) -> str:
    """A number of bytes in the unit that suits it.

    >>> [size(80, "en").split(), size(5200, "ru").split(), size(37_000_000, "kk").split()]
    [['0.1', 'KB'], ['5,2', 'КБ'], ['37,0', 'МБ']]
    """
    unit, of = ("megabytes", 1e6) if value >= 1e6 else ("kilobytes", 1e3)
    return f"{decimal(value / of, 1, language)}\u00a0{word(unit, language)}"


def moment(value: str, language: str) -> str:
    """A moment, given as ISO 8601 has it, in the language's form.

    >>> moment("2026-11-21T09:33:39+00:00", "en"), moment("2026-11-21T09:33:39+00:00", "kk")
    ('21 Nov 2026, 09:33 UTC', '21.11.2026, 09:33 UTC')
    """
    found = datetime.fromisoformat(value).astimezone(UTC)
    return f"{found:%d %b %Y, %H:%M} UTC" if language == "en" else f"{found:%d.%m.%Y, %H:%M} UTC"
