"""Where to look: collections, languages, years and documents that a question is asked of; nothing chosen means everywhere."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qa.page.setting import Setting
from qa.scope import BASE, Facets, Scope
from qa.words import word

if TYPE_CHECKING:
    import gradio as gr

FIELDS = ("collections", "languages", "years", "documents")  # of Scope, in the order of the page


def scope(values: Sequence[Sequence[Any] | None]) -> Scope:
    """The scope for what is chosen in each field."""
    return Scope(**{name: frozenset(chosen or ()) for name, chosen in zip(FIELDS, values, strict=True)})


def choices(found: Facets, language: str) -> list[list[tuple[str, Any]]]:
    """What each field offers, as it is called and as it is meant."""
    return [
        [(name if name != BASE else word("where_base", language), name) for name in found.collections],
        [(word(code, language), code) for code in found.languages],
        [(str(year), year) for year in found.years],
        [(f"{title} ({name})" if title != name else name, name) for name, title in found.documents],
    ]


def where(setting: Setting) -> "tuple[gr.Accordion, list[gr.Dropdown]]":
    """Lay out the fields."""
    import gradio as gr

    offered = choices(setting.shelf.facets(), "kk")
    with gr.Accordion(word("where", "kk"), open=False, elem_id="where") as fold, gr.Row(elem_classes="buttons"):
        fields = [
            gr.Dropdown(offer, value=[], multiselect=True, label=word(f"where_{name}", "kk"), elem_id=f"where-{name}")
            for name, offer in zip(FIELDS, offered, strict=True)
        ]
    return fold, fields


def renewed(setting: Setting, language: str, chosen: Sequence[Sequence[Any] | None]) -> list[Any]:
    """The fields with what there is now; what was chosen and is gone is chosen no longer."""
    import gradio as gr

    offered = choices(setting.shelf.facets(), language)
    fields = [
        gr.update(choices=offer, value=still(taken, offer), label=word(f"where_{name}", language))
        for name, offer, taken in zip(FIELDS, offered, chosen, strict=True)
    ]
    return [gr.update(label=word("where", language)), *fields]


def still(chosen: Sequence[Any] | None, offer: Sequence[tuple[str, Any]]) -> list[Any]:
    """What of the chosen is still offered.

    >>> still(["a.md", "gone.md"], [("A", "a.md"), ("B", "b.md")])
    ['a.md']
    """
    there = {value for _, value in offer}
    return [value for value in chosen or () if value in there]
