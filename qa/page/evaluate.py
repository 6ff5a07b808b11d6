"""For evaluators: ask a question set, see figures, plots and every failure, compare with an earlier run, take it along."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from corpus import Passage, UserError
from eval.compare import Change, as_run, compare, read_run
from eval.page import page
from eval.questions import Question, load_questions, with_kept
from eval.report import data
from eval.run import Row, evaluate
from eval.words import say
from qa.markup import Safe, join, tag
from qa.page.fault import said
from qa.page.part import Part, Telling
from qa.page.setting import Setting
from qa.page.tables import decimal, notice, table
from qa.words import word

if TYPE_CHECKING:
    import gradio as gr

SHIPPED = Path(__file__).parents[2] / "eval" / "data" / "questions.jsonl"
NAMED = 5  # of the documents that are not there


def framed(report: str, language: str) -> Safe:
    """A report in a frame of its own, where its style stays and nothing of it can act."""
    return tag("iframe", srcdoc=report, sandbox=True, title=word("tab_evaluate", language), class_="report")


def changed(changes: Sequence[Change], questions: dict[str, str], language: str) -> Safe:
    """What is other than in the earlier run: every measure, then every question that flipped."""
    heads = [word(name, language) for name in ("ev_measure", "ev_n", "ev_before", "ev_after", "ev_p", "ev_gained", "ev_lost")]
    rows = (
        (
            say(change.measure, language),
            str(change.n),
            decimal(change.before, 3, language),
            decimal(change.after, 3, language),
            decimal(change.p, 4, language),
            str(len(change.gained)),
            str(len(change.lost)),
        )
        for change in changes
    )
    flips = {
        f"{word(verb, language)}: {asked} {questions.get(asked, '')}": None
        for change in changes
        for verb, names in (("ev_lost", change.lost), ("ev_gained", change.gained))
        for asked in names
    }
    return tag(
        "div",
        table(heads, rows, caption=word("ev_compared", language)),
        tag("ul", *(tag("li", it) for it in flips)),
        class_="workbench",
    )


def absent(questions: Iterable[Question], passages: Iterable[Passage]) -> list[str]:
    """The documents that questions name and that are not there: their questions fail whatever is answered."""
    places = {place.rpartition(":")[0] for passage in passages for place in (passage.id, *passage.also)}
    return sorted({gold.document for question in questions for gold in question.gold} - places)


def unheard(documents: Sequence[str], language: str) -> list[Safe]:
    """What is said of documents that are not there."""
    names = "; ".join([*documents[:NAMED], *(["…"] if len(documents) > NAMED else [])])
    return [notice(word("ev_absent", language, documents=names), bad=True)] if documents else []


def written(rows: Sequence[Row], about: str, language: str) -> tuple[str, list[str]]:
    """The report, and the files in which it is taken along."""
    folder, report = Path(mkdtemp(prefix="dayek-run-")), page(rows, about, language)
    files = {"report.html": report, "run.json": json.dumps(data(rows, about), ensure_ascii=False, indent=1) + "\n"}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    return report, [str(folder / name) for name in files]


def evaluating(setting: Setting, language: "gr.Radio") -> Part:
    """Lay out the evaluators' tab and wire it."""
    import gradio as gr

    def run(own: str | None, earlier: str | None, code: str, progress: gr.Progress = gr.Progress()) -> list[Any]:  # noqa: B008 - so Gradio wants it
        engine = setting.live() if own else setting.base()  # our own set asks about the documents that Dayek comes with
        try:
            before = read_run(Path(earlier)) if earlier else None
            path = Path(own) if own else SHIPPED
            questions = with_kept(load_questions(path), engine.index.documents.values())
            rows = evaluate(
                engine.ask,
                questions,
                engine.index.passages,
                lambda things, _what, total: progress.tqdm(things, total=total, desc=word("step_ask", code)),
            )
            changes = compare(before, as_run(rows)) if before else []
        except UserError as error:
            return [notice(said(error, code), bad=True), "", gr.update(value=None, visible=False)]  # nothing of the run before
        number, model = len(engine.index.documents), setting.config.model
        report, files = written(
            rows, say("{name} on {n} documents, model {model}.", code, name=path.name, n=number, model=model), code
        )
        difference = changed(changes, {question.id: question.text for question in questions}, code) if changes else ""
        shown = join([*unheard(absent(questions, engine.index.passages), code), framed(report, code)])
        return [shown, difference, gr.update(value=files, visible=True)]

    told = gr.HTML(intro("kk"), elem_id="evaluate-intro", apply_default_css=False)
    with gr.Row(elem_classes="buttons"):
        own = gr.File(label=word("ev_own", "kk"), file_types=[".jsonl", ".csv"], height=110, elem_id="question-set")
        earlier = gr.File(label=word("ev_earlier", "kk"), file_types=[".json"], height=110, elem_id="earlier-run")
    go = gr.Button(word("ev_run", "kk"), variant="primary", elem_id="evaluate")
    files = gr.File(label=word("ev_files", "kk"), interactive=False, visible=False, elem_id="report-files")
    difference = gr.HTML(elem_id="difference", apply_default_css=False)
    report = gr.HTML(elem_id="report", apply_default_css=False, min_height=80)

    def translate(code: str) -> list[Any]:
        names = ("ev_own", "ev_earlier", "ev_files")
        return [intro(code), *(gr.update(label=word(name, code)) for name in names), word("ev_run", code)]

    shown: dict[str, Any] = {"outputs": [report, difference, files], "show_progress_on": report}
    go.click(run, [own, earlier, language], **shown, concurrency_limit=1, api_visibility="private")
    return Part(Telling(translate, (), [told, own, earlier, files, go]))


def intro(language: str) -> Safe:
    """What this tab is for."""
    return tag("p", word("ev_intro", language), class_="advice")
