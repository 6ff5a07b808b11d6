"""The head of the page: its name, what it promises, and what concerns the whole conversation."""

import json
import re
from functools import cache
from pathlib import Path

from qa.markup import Safe, tag
from qa.words import word

SCRIPT = Path(__file__).with_name("page.js")
FORMS = ("html", "markdown", "docx")  # how a conversation can be saved


@cache
def script() -> str:
    """The page's script."""
    return SCRIPT.read_text("utf-8")


@cache
def script_words() -> tuple[str, ...]:
    """Names of the words that the script says itself."""
    return tuple(sorted(set(re.findall(r'word\("(\w+)"\)', script())) | set(re.findall(r'"(key_\w+)"', script()))))


def bar(language: str) -> Safe:
    """The head of the page in an interface language, with the words that its script needs."""
    words = json.dumps({name: word(name, language) for name in script_words()}, ensure_ascii=False)
    title = tag("div", tag("h1", "Dayek"), tag("p", word("tagline", language)), class_="name")
    return tag("header", title, class_="banner", data_words=words, data_language=language)


def tools(language: str) -> Safe:
    """What can be done with the conversation, and with the page."""
    saves = [
        tag("button", word(f"save_{form}", language), type="button", class_="act", data_act=f"save-{form}") for form in FORMS
    ]
    return tag(
        "div",
        _tool("restart", word("clear", language)),
        _drop(word("earlier", language), tag("ul", id="earlier"), id="kept"),
        _drop(word("save", language), *saves),
        tag("span", class_="space"),
        _tool("theme", "◐", word("theme", language)),
        _tool("keys", "?", word("keys", language)),
        class_="toolbar",
        role="group",
        aria_label=word("conversation", language),
    )


def status(language: str, documents: int, passages: int, away: str = "") -> Safe:
    """The line that says what is indexed; and what leaves this computer, where `away` is a host that phrases answers."""
    name = "status_away" if away else "status"
    return tag("p", word(name, language, documents=documents, passages=passages, host=away), class_="status")


def opening(language: str) -> Safe:
    """The line that stands there before the index is open: a question is taken, and answered then."""
    return tag("p", word("opening", language), class_="status opening")


def _tool(name: str, label: str, told: str | None = None) -> Safe:
    return tag("button", label, type="button", class_="act", data_act=name, title=told, aria_label=told)


def _drop(label: str, *content: Safe, id: str | None = None) -> Safe:
    return tag("details", tag("summary", label, class_="act"), tag("div", *content, class_="menu"), class_="drop", id=id)
