"""A part of the page: what of it is words, what of it shows the documents, and after which events these may be others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import gradio as gr

Makes = Callable[..., list[Any]]  # of the language and of its inputs: a value for each of its outputs


@dataclass(frozen=True, slots=True)
class Telling:
    """Components that are told anew: `make` takes the language, then the values of the inputs."""

    make: Makes
    inputs: Sequence[Any] = ()
    outputs: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """`words` are what is said in another language, `documents` what there is of documents.

    After each of the `changes`, and where a page is opened, the documents of every part are told anew.
    """

    words: Telling
    documents: Telling | None = None
    changes: Sequence["gr.events.Dependency"] = ()


def together(tellings: Sequence[Telling | None]) -> Telling:
    """One for all: a page that is opened sends one event instead of a dozen, and all of it changes at once."""
    there = [telling for telling in tellings if telling]

    def make(language: str, *values: Any) -> list[Any]:
        made, at = list[Any](), 0
        for telling in there:
            made += telling.make(language, *values[at : at + len(telling.inputs)])
            at += len(telling.inputs)
        return made

    return Telling(make, [each for one in there for each in one.inputs], [each for one in there for each in one.outputs])
