"""A part of the page: what of it shows the documents, and after which events these may be others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import gradio as gr


@dataclass(frozen=True, slots=True)
class Part:
    """`renew` makes the `outputs` new from the `inputs`; after each of the `changes` every part of the page is renewed."""

    renew: Callable[..., Any] | None = None
    inputs: Sequence[Any] = ()
    outputs: Sequence[Any] = ()
    changes: Sequence["gr.events.Dependency"] = ()


def renewing(parts: Sequence[Part], begun: "gr.events.Dependency") -> None:
    """Wire the parts: a page that is opened, or in which something was changed, shows the documents as they are now."""
    for change in (begun, *(change for part in parts for change in part.changes)):
        for part in parts:
            if part.renew:
                change.then(part.renew, part.inputs, part.outputs, api_visibility="private", show_progress="hidden")
