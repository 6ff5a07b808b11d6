"""Where to look: collections, languages, years and documents that a question is asked of; nothing chosen means everywhere."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from qa.page.setting import Setting
from qa.scope import BASE, Facets, Scope
from qa.words import LANGUAGES, word

if TYPE_CHECKING:
    import gradio as gr

FIELDS = ("collections", "languages", "years", "documents")  # of Scope, in the order of the page
KINDS: dict[str, type] = {"collections": str, "languages": str, "years": int, "documents": str}


def scope(values: Sequence[Sequence[Any] | None]) -> Scope:
    """The scope for what is chosen in each field."""
    return Scope(**{name: frozenset(chosen or ()) for name, chosen in zip(FIELDS, values, strict=True)})


def as_data(scope: Scope) -> dict[str, list[Any]]:
    """A scope as the browser keeps it: only what was chosen.

    >>> as_data(Scope(languages=frozenset(["ru", "kk"])))
    {'languages': ['kk', 'ru']}
    """
    return {name: sorted(getattr(scope, name)) for name in FIELDS if getattr(scope, name)}


def from_data(data: object) -> Scope:
    """The scope that the browser has kept. It may send anything: what is no name and no year is not looked for.

    >>> from_data({"years": [1999, "x", None], "languages": "ru", "else": 1}) == Scope(years=frozenset([1999]))
    True
    """
    kept = data if isinstance(data, dict) else {}
    listed = {name: kept[name] for name in FIELDS if isinstance(kept.get(name), list)}
    return scope([[each for each in listed.get(name, ()) if type(each) is KINDS[name]] for name in FIELDS])


def told(scope: Scope, language: str) -> str:
    """A scope in words; empty where it is everywhere.

    >>> told(Scope(languages=frozenset(["ru"]), years=frozenset([1999])), "en")
    'Russian; 1999'
    """
    called: dict[str, Callable[[Any], str]] = {
        "collections": lambda name: name or word("where_base", language),
        "languages": lambda code: word(code, language) if code in LANGUAGES else code,
    }
    return "; ".join(", ".join(map(called.get(name, str), found)) for name, found in as_data(scope).items())


def heading(chosen: Sequence[Sequence[Any] | None], language: str) -> str:
    """What stands over the fields, closed or open: also what is chosen in them.

    >>> heading([[], ["ru"], [], []], "en"), heading([[], [], [], []], "en")
    ('Where to look: Russian', 'Where to look')
    """
    looked = told(scope(chosen), language)
    return f"{word('where', language)}: {looked}" if looked else word("where", language)


def choices(found: Facets, language: str) -> list[list[tuple[str, Any]]]:
    """What each field offers, as it is called and as it is meant."""
    return [
        [(name if name != BASE else word("where_base", language), name) for name in found.collections],
        [(word(code, language), code) for code in found.languages],
        [(str(year), year) for year in found.years],
        [(f"{title} ({name})" if title != name else name, name) for name, title in found.documents],
    ]


def where(language: "gr.Radio") -> "tuple[gr.Accordion, list[gr.Dropdown]]":
    """Lay out the fields, empty until it is known what there is; what is chosen in them stands in the heading."""
    import gradio as gr

    with gr.Accordion(word("where", "kk"), open=False, elem_id="where") as fold, gr.Row(elem_classes="buttons"):
        fields = [
            gr.Dropdown([], value=[], multiselect=True, label=word(f"where_{name}", "kk"), elem_id=f"where-{name}")
            for name in FIELDS
        ]

    def look(code: str, *chosen: Any) -> Any:
        return gr.update(label=heading(chosen, code))

    gr.on(
        [field.input for field in fields], look, [language, *fields], [fold],
        api_visibility="private", show_progress="hidden", trigger_mode="always_last",
    )  # fmt: skip
    return fold, fields


def renewed(setting: Setting, language: str, chosen: Sequence[Sequence[Any] | None]) -> list[Any]:
    """The fields with what there is now; what was chosen and is gone is chosen no longer."""
    import gradio as gr

    offered = choices(setting.shelf.facets(), language)
    kept = [still(taken, offer) for offer, taken in zip(offered, chosen, strict=True)]
    fields = [
        gr.update(choices=offer, value=taken, label=word(f"where_{name}", language))
        for name, offer, taken in zip(FIELDS, offered, kept, strict=True)
    ]
    return [gr.update(label=heading(kept, language)), *fields]


def still(chosen: Sequence[Any] | None, offer: Sequence[tuple[str, Any]]) -> list[Any]:
    """What of the chosen is still offered.

    >>> still(["a.md", "gone.md"], [("A", "a.md"), ("B", "b.md")])
    ['a.md']
    """
    there = {value for _, value in offer}
    return [value for value in chosen or () if value in there]
