"""A whole document as a sheet over the page: its head, its contents, and its text at the place that is meant."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from corpus import Document
from corpus.errors import UserError
from qa.markup import Safe, tag
from qa.permalink import link
from qa.reader import contents_list, original, original_lines, reading
from qa.reference import issued
from qa.words import word


def sheet(
    document: Document, start: int, end: int, language: str, *, notice: str = "", originals: bool = False
) -> dict[str, Any]:
    """The sheet and what is said of it; the text from `start` to `end` is marked."""
    markup = tag(
        "div",
        head(document, start, end, language, originals=originals),
        *([tag("p", notice, class_="notice", role="alert")] if notice else []),
        tag("div", id="original"),
        tag(
            "div",
            Safe(contents_list(document, word("contents", language))),
            tag(
                "div",
                Safe(reading(document, start=start, end=end)),
                class_="paper",
                tabindex=0,
                role="region",
                aria_labelledby="reader-title",
            ),
            class_="pages",
        ),
        class_="reading",
    )
    return {"html": markup, "say": notice or document.title}


def head(document: Document, start: int, end: int, language: str, *, originals: bool) -> Safe:
    """Title, source, and what can be done with the document."""
    known = [document.authors, str(issued(document) or ""), document.id, word(document.language, language)]
    page = document.place(start).page
    buttons = [
        tag("button", word("original", language), type="button", class_="act", data_act="original", data_document=document.id)
    ]
    if end > start:
        here = link(document, start, end)
        buttons.insert(0, tag("button", word("place_link", language), type="button", class_="act", data_copy=here))
    if originals and page and document.id.lower().endswith(".pdf"):
        there = f"original/{quote(document.id, errors='surrogateescape')}#page={page}"
        told = f"{word('original_file', language)}, {word('page', language, n=page)}"
        buttons.append(tag("a", told, href=there, target="_blank", rel="noopener", class_="act"))
    return tag(
        "header",
        tag("h2", document.title, id="reader-title"),
        tag("button", "×", type="button", class_="act shut", data_close=True, aria_label=word("close", language)),
        tag("p", " · ".join(filter(None, known)), class_="place"),
        tag("div", *buttons, class_="actions"),
    )


def original_sheet(document: Document, folder: Path, language: str) -> dict[str, Any]:
    """The repaired lines beside the file's own, or why they cannot be shown."""
    try:
        return {"html": Safe(original_lines(original(document, folder), language, of=document.language))}
    except UserError:
        return {"html": tag("p", word("changed_file", language), class_="notice")}
