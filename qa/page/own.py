"""Own documents: collections of files that are put in, examined, indexed and asked at once; and taken out again."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import UserError
from corpus.load import READERS
from qa.advice import advice
from qa.intake import Outcome, Upload
from qa.markup import Safe, join, tag
from qa.names import LibraryError
from qa.page.erase import erasing
from qa.page.fault import said
from qa.page.part import Part, Telling, together
from qa.page.setting import Setting
from qa.page.tables import notice, size, table, verdict
from qa.steps import Step, Tell
from qa.words import word

if TYPE_CHECKING:
    import gradio as gr


def listed(setting: Setting, name: str | None, language: str) -> Safe:
    """The files of a collection with their health."""
    if name is None or name not in setting.library.names():
        return tag("p", word("own_none", language), class_="advice none")
    files = setting.library.files(name)
    heads = [word(head, language) for head in ("own_file", "own_size", "ix_health", "own_state", "own_advice")]
    rows = (
        (
            file.name,
            size(file.size, language),
            verdict(file.health.verdict if file.health else "", language),
            word("own_indexed" if file.indexed else "own_aside", language),
            advice(file.health, language) if file.health else "",
        )
        for file in files
    )
    return table(heads, rows, caption=name) if files else tag("p", word("own_empty", language), class_="advice")


def outcomes(found: Sequence[Outcome], language: str) -> Safe:
    """What became of each file."""
    lines = (f"{word(f'fate_{each.fate}', language)}. {told(each, language)}" for each in found)
    named = (tag("li", tag("b", each.name), ": ", line) for each, line in zip(found, lines, strict=True))
    return tag("ul", *named, class_="fates", role="status")


def told(outcome: Outcome, language: str) -> str:
    """What there is to say of a file beside its fate, as sentences."""
    if outcome.fault and outcome.fault != "unreadable":
        return said(LibraryError(outcome.fault, outcome.advice), language)
    text = advice(outcome.health, language) if outcome.health and outcome.advice else ""
    return f"{text[0].upper()}{text[1:]}." if text else ""


def refused(error: UserError, language: str) -> Safe:
    """Why something is not allowed."""
    return notice(said(error, language), bad=True)


def own(setting: Setting, language: "gr.Radio") -> Part:  # noqa: PLR0915 - a panel is a list of parts, each with its handler
    """Lay out the panel of own documents and wire it."""
    import gradio as gr

    def teller(progress: gr.Progress, code: str) -> Tell:
        def tell(step: Step) -> None:
            progress(step.fraction, desc=f"{word(f'step_{step.step}', code)} {step.name}")

        return tell

    def view(name: str | None, code: str, told: str) -> list[Any]:
        names = setting.library.names()
        chosen = name if name in names else next(iter(names), None)
        files = [file.name for file in setting.library.files(chosen)] if chosen else []
        return [
            gr.update(choices=list(names), value=chosen),
            listed(setting, chosen, code),
            gr.update(choices=files, value=[]),
            told,
            None,
        ]

    def make(name: str, code: str) -> list[Any]:
        try:
            return view(setting.library.create(name), code, notice(word("own_made", code)))
        except UserError as error:
            return view(None, code, refused(error, code))

    def add(
        name: str | None,
        paths: list[str] | None,
        replace: bool,
        red: bool,
        code: str,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> list[Any]:
        uploads = [Upload(Path(path), Path(path).name) for path in paths or ()]
        if not uploads:
            return view(name, code, "")
        try:
            chosen = name or setting.library.create(word("own_first", code))
            found = setting.library.add(chosen, uploads, replace=replace, include_red=red, tell=teller(progress, code))
        except UserError as error:
            return view(name, code, refused(error, code))
        return view(chosen, code, outcomes(found, code))

    def remove(name: str, files: list[str], code: str, progress: gr.Progress = gr.Progress()) -> list[Any]:  # noqa: B008
        try:
            setting.library.remove(name, files, tell=teller(progress, code))
        except UserError as error:
            return view(name, code, refused(error, code))
        return view(name, code, notice(word("own_removed", code)))

    def accept(name: str, files: list[str], code: str, progress: gr.Progress = gr.Progress()) -> list[Any]:  # noqa: B008
        try:
            setting.library.accept(name, files, tell=teller(progress, code))
        except UserError as error:
            return view(name, code, refused(error, code))
        return view(name, code, notice(word("own_accepted", code)))

    def look(name: str | None, code: str) -> list[Any]:
        return view(name, code, "")[:3]

    intro_ = gr.HTML(intro(setting, "kk"), elem_id="own-intro", apply_default_css=False)
    open_ = not setting.read_only
    with gr.Row(elem_classes="buttons"):
        names = gr.Dropdown([], label=word("own_collection", "kk"), elem_id="collection")
        name = gr.Textbox(label=word("own_name", "kk"), max_length=80, visible=open_, elem_id="collection-name")
        new = gr.Button(word("own_make", "kk"), size="sm", visible=open_, elem_id="make")
    drop = gr.File(
        label=word("own_drop", "kk"),
        file_count="multiple",
        file_types=sorted(READERS),
        visible=open_,
        height=140,
        elem_id="drop",
    )
    with gr.Row(elem_classes="buttons"):
        replace = gr.Checkbox(label=word("own_replace", "kk"), visible=open_)
        red = gr.Checkbox(label=word("own_red", "kk"), visible=open_)
        put = gr.Button(word("own_add", "kk"), variant="primary", visible=open_, elem_id="add")
    outcome = gr.HTML(elem_id="outcome", apply_default_css=False, min_height=60)
    held = gr.HTML(listed(setting, None, "kk"), elem_id="files", apply_default_css=False)
    with gr.Column(elem_id="held"):  # the style hides it while there is no file to choose
        chosen = gr.CheckboxGroup([], label=word("own_choose", "kk"), visible=open_, elem_id="chosen-files")
        with gr.Row(elem_classes="buttons"):
            out = gr.Button(word("own_remove", "kk"), size="sm", visible=open_, elem_id="remove")
            let = gr.Button(word("own_accept", "kk"), size="sm", visible=open_, elem_id="accept")

    def translate(code: str, name_: str | None) -> list[Any]:
        labels = ("own_collection", "own_name", "own_drop", "own_replace", "own_red", "own_choose")
        buttons = ("own_make", "own_add", "own_remove", "own_accept")
        return [
            intro(setting, code),
            *(gr.update(label=word(each, code)) for each in labels),
            *(word(each, code) for each in buttons),
            listed(setting, name_, code),
            "",  # what became of the last files was said in the other language
        ]

    shown = [names, held, chosen, outcome, drop]
    erased = erasing(setting, language, names, view, shown)
    changing: dict[str, Any] = {
        "outputs": shown,
        "concurrency_limit": 1,
        "api_visibility": "private",
    }
    new.click(make, [name, language], show_progress="hidden", **changing)
    changes = [
        *erased.changes,
        put.click(add, [names, drop, replace, red, language], show_progress_on=outcome, **changing),
        out.click(remove, [names, chosen, language], show_progress_on=outcome, **changing),
        let.click(accept, [names, chosen, language], show_progress_on=outcome, **changing),
    ]
    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    names.input(look, [names, language], [names, held, chosen], **quiet)
    said_ = [intro_, names, name, drop, replace, red, chosen, new, put, out, let, held, outcome]
    words = together([Telling(translate, [names], said_), erased.words])
    return Part(words, Telling(lambda code, name: look(name, code), [names], [names, held, chosen]), changes)


def intro(setting: Setting, language: str) -> Safe:
    """What this panel is for, and whether it is open."""
    lines = [tag("p", word("own_intro", language), class_="advice")]
    if setting.phraser and setting.phraser.away:
        lines.append(tag("p", word("phrase_away", language, host=setting.phraser.host), class_="notice"))
    return join([*lines, *([tag("p", word("own_fault_read_only", language), class_="notice")] if setting.read_only else [])])
