"""Deleting a collection: never at one click, for its files are gone from the disk as well."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from corpus.errors import UserError
from qa.markup import Safe, tag
from qa.page.fault import said
from qa.page.part import Part, Telling
from qa.page.setting import Setting
from qa.page.tables import notice
from qa.words import word

if TYPE_CHECKING:
    import gradio as gr

View = Callable[[str | None, str, str], list[Any]]  # the panel, given a collection, a language, and what is to be said


def asked(setting: Setting, name: str, language: str) -> Safe:
    """The question before a collection is deleted."""
    number = len(setting.library.files(name))
    return tag("p", word("own_delete_ask", language, collection=name, n=number), class_="notice", role="alert")


def erasing(setting: Setting, language: "gr.Radio", names: "gr.Dropdown", view: View, outputs: Sequence[Any]) -> Part:
    """Lay out the button, the question and its two answers."""
    import gradio as gr

    def doubt(name: str | None, code: str) -> list[Any]:
        if name not in setting.library.names():
            return [gr.update(visible=False), "", None]
        return [gr.update(visible=True), asked(setting, name, code), name]

    def delete(name: str, code: str) -> list[Any]:
        try:
            setting.library.delete(name)
        except UserError as error:
            return [*view(name, code, notice(said(error, code), bad=True)), gr.update(visible=False)]
        return [*view(None, code, notice(word("own_deleted", code))), gr.update(visible=False)]

    def translate(code: str) -> list[Any]:
        labels = [word(name, code) for name in ("own_delete", "own_delete_yes", "cancel")]
        return [*labels, gr.update(visible=False)]

    meant = gr.State(None)  # what was asked about, whatever is chosen meanwhile
    begin = gr.Button(word("own_delete", "kk"), size="sm", visible=not setting.read_only, elem_id="delete")
    with gr.Column(visible=False, elem_id="sure") as sure:
        told = gr.HTML(apply_default_css=False)
        with gr.Row(elem_classes="buttons"):
            yes = gr.Button(word("own_delete_yes", "kk"), variant="stop", size="sm", elem_id="delete-yes")
            no = gr.Button(word("cancel", "kk"), size="sm", elem_id="delete-no")
    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    begin.click(doubt, [names, language], [sure, told, meant], **quiet)
    no.click(lambda: gr.update(visible=False), None, [sure], **quiet)
    gone = yes.click(delete, [meant, language], [*outputs, sure], concurrency_limit=1, **quiet)
    return Part(Telling(translate, (), [begin, yes, no, sure]), changes=[gone])
