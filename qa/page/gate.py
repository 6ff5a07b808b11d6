"""The door of a page that not everyone may enter: Gradio checks who comes, we ask for the name in the reader's language."""

import json
from collections.abc import Awaitable, Callable, MutableMapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.markup import Safe, join, tag
from qa.words import LANGUAGES, preferred, word

if TYPE_CHECKING:
    from starlette.middleware import Middleware

SCRIPT = Path(__file__).with_name("gate.js")
STYLE = Path(__file__).parents[1] / "page.css"
CHECK = "/gradio_api/login_check"  # Gradio's own question whether a visitor is known
WORDS = ("tagline", "login_name", "login_password", "login_enter", "login_wrong", "language")

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
Served = Callable[[Message, Receive, Send], Awaitable[None]]


@cache
def door(language: str) -> str:
    """The page that asks for name and password."""
    words = {code: {name: word(name, code) for name in WORDS} for code in LANGUAGES}
    switch = [
        tag(
            "button",
            name,
            type="button",
            class_="act",
            data_language=code,
            lang=code,
            aria_pressed=str(code == language).lower(),
        )
        for code, name in LANGUAGES.items()
    ]
    form = tag(
        "form",
        tag("h1", "Dayek"),
        tag("p", word("tagline", language), class_="advice", data_word="tagline"),
        _field("username", "login_name", language, autocomplete="username", autofocus=True),
        _field("password", "login_password", language, autocomplete="current-password", type="password"),
        tag("button", word("login_enter", language), class_="enter", data_word="login_enter"),
        tag("p", class_="verdict bad", role="alert"),
        class_="gate",
    )
    head = [
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", "Dayek"),
        tag("style", Safe(STYLE.read_text("utf-8"))),
    ]
    body = [
        tag("nav", *switch, class_="languages", aria_label=word("language", language)),
        tag("main", form),
        tag("script", Safe(SCRIPT.read_text("utf-8"))),
    ]
    words_ = json.dumps(words, ensure_ascii=False)
    page = tag("html", tag("head", *head), tag("body", *body, class_="door", data_words=words_), lang=language)
    return join([Safe("<!DOCTYPE html>"), page])


def _field(name: str, label: str, language: str, **more: Any) -> Safe:
    return tag("label", tag("span", word(label, language), data_word=label), tag("input", name=name, required=True, **more))


class Gate:
    """Shows the door instead of the page to whom Gradio does not know; everything else is Gradio's to give or refuse."""

    def __init__(self, app: Served) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        asked = (scope["type"], scope.get("method"), scope.get("path", "").removeprefix(scope.get("root_path", "")))
        if asked not in {("http", "GET", "/"), ("http", "GET", "")} or await self._known(scope, receive):
            await self.app(scope, receive, send)
            return
        from starlette.responses import HTMLResponse

        spoken = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
        answer = HTMLResponse(door(preferred(spoken)), headers={"Cache-Control": "no-store"})
        await answer(scope, receive, send)

    async def _known(self, scope: Message, receive: Receive) -> bool:
        status: list[int] = []

        async def listen(message: Message) -> None:
            if message["type"] == "http.response.start":
                status.append(message["status"])

        path = scope.get("root_path", "") + CHECK
        await self.app({**scope, "path": path, "raw_path": path.encode(), "query_string": b""}, receive, listen)
        return status == [200]


def gate() -> "Middleware":
    """The door, as Starlette wants it."""
    from starlette.middleware import Middleware

    return Middleware(Gate)
