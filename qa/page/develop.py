"""For developers: what the index holds, building it anew, and one question opened up."""

from typing import TYPE_CHECKING, Any

from corpus.check import verdicts
from corpus.errors import UserError
from corpus.verdict import Health
from index import build
from qa.bench import Bench, bench
from qa.engine import Engine
from qa.inventory import Inventory, inventory
from qa.markup import Safe, tag
from qa.page.fault import said
from qa.page.part import Part, Telling
from qa.page.setting import Setting
from qa.page.tables import decimal, facts, moment, notice, number, size, table, verdict
from qa.scope import BASE
from qa.steps import Step, told
from qa.words import word

if TYPE_CHECKING:
    import gradio as gr


def described(setting: Setting, language: str, health: dict[str, Health] | None = None) -> Safe:
    """The index of the documents that Dayek was started with."""
    found = inventory(setting.base(), folder=setting.config.index_folder, health=health)
    return tag("div", _facts(found, language), _documents(found, language), class_="workbench")


def _facts(found: Inventory, language: str) -> Safe:
    return facts(
        (word(name, language), value)
        for name, value in (
            ("ix_documents", number(len(found.documents), language)),
            ("ix_passages", number(found.passages, language)),
            ("ix_vectors", f"{number(found.vectors, language)} × {found.dim}"),
            ("ix_size", size(found.size, language)),
            ("ix_model", f"{found.model} ({found.model_hash[:12]})"),
            ("ix_generation", found.generation or "–"),
            ("ix_built", moment(found.built, language)),
            ("ix_left_out", "; ".join(f"{name}: {why}" for name, why in found.left_out) or "–"),
        )
    )


def _documents(found: Inventory, language: str) -> Safe:
    heads = [word(name, language) for name in ("ix_document", "language", "ix_pages", "ix_passages", "ix_signs", "ix_health")]
    rows = (
        (
            each.id,
            word(each.language, language),
            str(each.pages or "–"),
            number(each.passages, language),
            number(each.characters, language),
            verdict(each.verdict, language),
        )
        for each in found.documents
    )
    return table(heads, rows, caption=word("ix_documents", language))


def opened_up(found: Bench, language: str) -> Safe:
    """One question as the search saw it."""
    reading = facts(
        (word(name, language), value)
        for name, value in (
            ("bench_searched", found.searched),
            ("language", word(found.searched_language, language)),
            ("read_as", ", ".join(f"{typed} → {read}" for typed, read in found.corrected) or "–"),
            ("bench_terms", "; ".join(f"{each.word}: {' '.join(each.terms)}" for each in found.words)),
            ("bench_candidates", number(found.candidates, language)),
            ("bench_time", f"{decimal(found.search_ms, 1, language)} {word('milliseconds', language)}"),
            ("bench_refusal", _refusal(found, language)),
            ("bench_evidence", _evidence(found, language)),
        )
    )
    heads = [word(name, language) for name in ("bench_passage", "bench_fused", "bench_dense", "bench_lexical", "bench_met")]
    rows = (
        (
            tag("span", tag("b", f"{row.fused_rank}. {row.passage.id}"), tag("br"), row.passage.text[:160]),
            decimal(row.fused, 3, language),
            f"{decimal(row.dense, 3, language)} ({row.dense_rank})",
            f"{decimal(row.lexical, 2, language)} ({row.lexical_rank or '–'})",
            decimal(row.met, 2, language),
        )
        for row in found.rows
    )
    return tag("div", reading, table(heads, rows, caption=word("bench_rows", language)), class_="workbench")


def _refusal(found: Bench, language: str) -> str:
    verdict = word("bench_answered" if found.found else "bench_refused", language)
    return f"{verdict}: {decimal(found.confidence, 3, language)} / {decimal(found.threshold, 3, language)}"


def _evidence(found: Bench, language: str) -> str:
    """What the decision rests on: the features of the estimate."""
    told = found.evidence.features().items()
    return "; ".join(f"{word(f'evidence_{name}', language)} – {decimal(value, 3, language)}" for name, value in told)


def develop(setting: Setting, language: "gr.Radio") -> Part:
    """Lay out the developers' tab and wire it."""
    import gradio as gr

    def rebuilt(code: str, progress: gr.Progress = gr.Progress()) -> list[Any]:  # noqa: B008 - so Gradio wants it
        """A new generation beside the live one, which answers until this one is complete."""

        def tell(step: Step) -> None:
            progress(step.fraction, desc=f"{word(f'step_{step.step}', code)} {step.name}")

        config = setting.config
        if setting.read_only:  # the button is not there, but who knows the page's language can press it
            return [gr.skip(), notice(word("own_fault_read_only", code), bad=True)]
        try:
            build(config.documents, config.index_folder, setting.model, progress=told(tell))
            setting.shelf.put({BASE: Engine.open(config, model=setting.model)})
        except UserError as error:
            return [gr.skip(), notice(said(error, code), bad=True)]
        return [described(setting, code), notice(word("rebuilt", code))]

    def describe(code: str) -> list[Any]:
        return [described(setting, code)]

    def examined(code: str, progress: gr.Progress = gr.Progress()) -> list[Any]:  # noqa: B008 - so Gradio wants it
        reports = verdicts(setting.config.documents, progress=lambda files: progress.tqdm(list(files)))
        return [described(setting, code, reports), ""]

    def asked(question: str, code: str) -> Safe:
        try:
            return opened_up(bench(setting.live(), question), code)
        except UserError as error:
            return notice(said(error, code), bad=True)

    with gr.Row(elem_classes="buttons"):
        again = gr.Button(word("rebuild", "kk"), size="sm", visible=not setting.read_only, elem_id="rebuild")
        health = gr.Button(word("examine", "kk"), size="sm", elem_id="examine")
    outcome = gr.HTML(elem_id="rebuilt", apply_default_css=False)
    held = gr.HTML(elem_id="inventory", apply_default_css=False)
    with gr.Row(elem_classes="buttons"):
        box = gr.Textbox(label=word("bench", "kk"), placeholder=word("placeholder", "kk"), scale=5, elem_id="bench-question")
        go = gr.Button(word("bench_go", "kk"), size="sm", elem_id="bench-go")
    shown = gr.HTML(elem_id="bench", apply_default_css=False)

    def translate(code: str) -> list[Any]:
        labels = [word("rebuild", code), word("examine", code)]
        field = gr.update(label=word("bench", code), placeholder=word("placeholder", code))
        return [*labels, field, word("bench_go", code), "", ""]  # what was found and done was said in the other language

    private: dict[str, Any] = {"api_visibility": "private"}
    working: dict[str, Any] = {**private, "outputs": [held, outcome], "concurrency_limit": 1, "show_progress_on": held}
    built = again.click(rebuilt, [language], **working)
    health.click(examined, [language], **working)
    go.click(asked, [box, language], [shown], show_progress="hidden", **private)
    box.submit(asked, [box, language], [shown], show_progress="hidden", **private)
    return Part(Telling(translate, (), [again, health, box, go, shown, outcome]), Telling(describe, (), [held]), [built])
