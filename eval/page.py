"""A run as one HTML page that needs nothing else: figures, plots, and every question with what was expected and shown.

All markup of this package is built here and in `draw.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from eval.draw import plots
from eval.figures import Figures, summary
from eval.markup import escape
from eval.report import BLOCKS, cell
from eval.run import OUTCOMES, Row
from eval.words import figure, say
from qa.answer import Citation

STYLE = Path(__file__).with_name("page.css")
TILES = (
    *("recall@1", "recall@5", "nDCG@10", "quote hit", "citation precision"),
    *("false refusals", "false answers", "AUROC", "p50 ms", "p95 ms"),
)
TONES = {
    "false answer": "bad",
    "other passage": "bad",
    "false refusal": "bad",
    "other quote": "fair",
    "right answer": "good",
    "right refusal": "good",
}


def page(rows: Sequence[Row], about: str = "", language: str = "en") -> str:
    """The whole page, in Kazakh, Russian or English.

    The figures are those of the table and the JSON: `eval.figures.summary` makes them all.
    """
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{say('Dayek: evaluation', language)}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<style>{STYLE.read_text('utf-8')}</style></head><body>{content(rows, about, language)}</body></html>\n"
    )


def content(rows: Sequence[Row], about: str = "", language: str = "en") -> str:
    """What stands on the page, for another page to show."""
    found = summary(rows)
    parts = {
        "plots": ("Plots", "".join(plots(rows, found, language))),
        "figures": ("Figures", "".join(_table(name, columns, found, language) for name, columns in BLOCKS.items())),
        "questions": ("Questions", "".join(_outcomes(rows, language))),
    }
    links = "".join(f'<a href="#{name}">{say(title, language)}</a>' for name, (title, _) in parts.items())
    sections = "".join(
        f'<section id="{name}"><h2>{say(title, language)}</h2>{body}</section>' for name, (title, body) in parts.items()
    )
    return (
        f"<header><h1>{say('Evaluation', language)}</h1>"
        f'<p class="status">{say("{n} questions.", language, n=len(rows))} {escape(about)}</p>'
        f"<nav>{links}</nav>{_tiles(found['all'], language)}</header><main>{sections}</main>"
    )


def _tiles(figures: Figures, language: str) -> str:
    shown = (
        f"<div><dt>{say(name, language)}</dt><dd>{_cell(name, figures, language)}</dd></div>"
        for name in TILES
        if name in figures
    )
    return f'<dl class="tiles">{"".join(shown)}</dl>'


def _cell(name: str, figures: Figures, language: str) -> str:
    """A figure as the table shows it, its interval in small."""
    value, _, interval = figure(cell(name, figures), language).partition(" ")
    return f"{value} <small>{interval}</small>" if interval else value


def _table(name: str, columns: Sequence[str], found: Mapping[str, Figures], language: str) -> str:
    head, name = "".join(f'<th scope="col">{say(column, language)}</th>' for column in columns), say(name, language)
    body = "".join(
        f'<tr><th scope="row">{escape(_group(group, language))}</th>'
        f"{''.join(f'<td>{_cell(column, figures, language)}</td>' for column in columns)}</tr>"
        for group, figures in found.items()
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{name}"><table><caption>{name}</caption>'
        f"<thead><tr><th></th>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _group(name: str, language: str) -> str:
    """The name of a group: «all», or what it is of and which."""
    return " ".join(say(part, language) for part in name.split(" ", 1))


def _outcomes(rows: Sequence[Row], language: str) -> Iterator[str]:
    for outcome, told in OUTCOMES.items():
        found = [row for row in rows if row.outcome == outcome]
        if found:
            yield f"<h3>{say(told, language)}: {len(found)}</h3>{''.join(question(row, language) for row in found)}"


def question(row: Row, language: str = "en") -> str:
    """One question, folded: what was expected beside what was shown."""
    asked, answer = row.question, row.answer
    kind = f"{say(asked.kind, language)}, {say('near miss', language)}" if asked.near else say(asked.kind, language)
    of = f"{asked.id} · {row.pair if asked.answerable else asked.language} · {kind}"
    earlier = "".join(
        f'<p><span class="place">{say("asked before", language)}</span>{escape(text)}</p>' for text in asked.history
    )
    rank = next((rank for rank, passage in enumerate(row.ranking, start=1) if passage in row.gold), 0)
    first = say("first passage that answers: rank {rank}", language, rank=rank)
    ranked = first if rank else say("no passage that answers was ranked", language)
    surely, took = (figure(text, language) for text in (cell("", {"": answer.confidence}), f"{answer.elapsed_ms:.1f}"))
    told = say("confidence {confidence}, {ms} ms", language, confidence=surely, ms=took)
    shown = "".join(_citation(citation, row, language) for citation in row.shown) or f"<p>{say('Nothing.', language)}</p>"
    heading = say("Shown" if answer.found else "Refused; shown as related", language)
    return (
        f'<details class="question {TONES[row.outcome]}" id="{escape(f"question-{asked.id}")}">'
        f'<summary><span class="of">{escape(of)}</span><span lang="{escape(asked.language)}">{escape(asked.text)}</span>'
        f'</summary><div class="sides"><div><h4>{say("Expected", language)}</h4>{_expected(row, language)}{earlier}</div>'
        f"<div><h4>{heading}: {told}"
        f"{f'; {ranked}' if asked.answerable else ''}</h4>{shown}</div></div></details>"
    )


def _expected(row: Row, language: str) -> str:
    if not row.question.answerable:
        return f"<p>{say('A refusal: the documents do not say.', language)}</p>"
    answers = f"<p>{escape('; '.join(row.question.answers))}</p>" if row.question.answers else ""
    places = "".join(
        f'<p><span class="place">{escape(place.document)}</span>{escape(" | ".join(place.evidence))}</p>'
        for place in row.question.gold
    )
    return answers + places + ("" if row.gold else f"<p>{say('No passage holds this evidence whole.', language)}</p>")


def _citation(citation: Citation, row: Row, language: str) -> str:
    passage = citation.passage
    answers = f' · <span class="answers">{say("answers", language)}</span>' if passage.id in row.gold else ""
    quote = escape(citation.quote)
    return (
        f'<p lang="{escape(passage.language)}"><span class="place">[{citation.number}] {escape(passage.document_id)}'
        f"{answers}</span>{f'<mark>{quote}</mark>' if citation.number == 1 else quote}</p>"
    )
