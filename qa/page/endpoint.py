"""`ask` beside the page: an HTTP endpoint, and a tool of the Model Context Protocol. Both give the command line's JSON."""

import json
from collections.abc import Callable
from typing import Any

from corpus.errors import UserError
from qa.page.setting import Setting
from qa.question import given
from qa.render import answer_data


def endpoints(setting: Setting, *, mcp: bool) -> None:
    """Offer `ask` by HTTP, and as a tool too where that is wanted."""
    import gradio as gr

    def ask(question: str, history: list[str] | None = None) -> dict[str, Any]:
        """Answer a question with exact quotes from the documents, or say that they do not answer it.

        Args:
            question: a question in Kazakh, Russian or English
            history: the earlier questions of the conversation, oldest first
        """
        try:
            return answered(setting, question, history)
        except UserError as error:
            raise gr.Error(str(error), print_exception=False) from error

    # Gradio makes a tool of everything that it documents, and spells a tool's data as Python does: the tool gives text.
    gr.api(ask, api_name="ask", api_visibility="undocumented" if mcp else "public")
    if mcp:
        gr.api(tool(setting, ask.__doc__), api_name="ask_text", queue=False)


def answered(setting: Setting, question: Any, history: Any) -> dict[str, Any]:
    """The JSON of an answer to what a program sends, whose kinds Gradio does not check. Raises UserError."""
    return answer_data(setting.phrase(setting.live().ask(*given(question, history))))


def tool(setting: Setting, told: str | None) -> Callable[..., str]:
    """`ask` with its JSON as text, by the name and with the words that a tool is listed under. Raises UserError."""

    def ask(question: str, history: list[str] | None = None) -> str:
        return json.dumps(answered(setting, question, history), ensure_ascii=False)

    ask.__doc__ = told
    return ask
