"""A run as one HTML page that needs nothing else: figures, plots, and every question with what was expected and shown.

All markup of this package is built here, and what comes from outside is escaped here, once.
"""

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from corpus.measure import visible
from eval.bootstrap import Mean
from eval.figures import Figures, groups, summary
from eval.metrics import percentile
from eval.plots import Frame, histogram, ticks
from eval.refusals import mistaken, points
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
BARS = ("nDCG@10", "quote hit")  # what the bars of pairs and kinds show
ROW = 32  # height of a row of bars
WIDE = 340  # width of a drawing; the page scales it


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
        "plots": ("Plots", "".join(_plots(rows, found, language))),
        "figures": ("Figures", "".join(_table(name, columns, found, language) for name, columns in BLOCKS.items())),
        "questions": ("Questions", "".join(_outcomes(rows, language))),
    }
    links = "".join(f'<a href="#{name}">{say(title, language)}</a>' for name, (title, _) in parts.items())
    sections = "".join(
        f'<section id="{name}"><h2>{say(title, language)}</h2>{body}</section>' for name, (title, body) in parts.items()
    )
    return (
        f"<header><h1>{say('Evaluation', language)}</h1>"
        f'<p class="status">{say("{n} questions.", language, n=len(rows))} {_escape(about)}</p>'
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
        f'<tr><th scope="row">{_escape(_group(group, language))}</th>'
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


def _plots(rows: Sequence[Row], found: Mapping[str, Figures], language: str) -> Iterator[str]:
    yield '<div class="plots">'
    for kind in ("pair", "kind"):
        bars = {name.removeprefix(f"{kind} "): values for name, values in found.items() if name.startswith(f"{kind} ")}
        bars = {name: values for name, values in bars.items() if BARS[0] in values}
        if bars:
            above, below = (say(name, language) for name in BARS)
            told = say("Bar above: {above}; bar below: {below}; lines: 95 % intervals", language, above=above, below=below)
            title = say("By language pair" if kind == "pair" else "By kind", language)
            yield _figure(title, told, ROW * len(bars) + 20, _bars(bars, language))
    told = "Mistakes among the answers when only the surest questions are answered; ring: the shipped threshold"
    yield _figure(say("Risk and coverage", language), say(told, language), 236, _risks(rows, language))
    told = "Number of questions by milliseconds; the last bar holds all above"
    yield _figure(say("Time to answer", language), say(told, language), 206, _times(rows, language))
    yield "</div>"


def _figure(title: str, told: str, height: int, drawn: Iterator[str]) -> str:
    return (
        f"<figure><figcaption>{title}<small>{told}</small></figcaption>"
        f'<svg viewBox="0 0 {WIDE} {height}" role="img" aria-label="{title}">{"".join(drawn)}</svg></figure>'
    )


def _bars(groups: Mapping[str, Figures], language: str) -> Iterator[str]:
    groups = {say(name, language): figures for name, figures in groups.items()}
    longest = max(map(len, groups))
    frame = Frame(min(100, 6 * longest + 8), 4, WIDE - min(100, 6 * longest + 8) - 44, ROW * len(groups))
    yield from _grid_x(frame, [0, 0.25, 0.5, 0.75, 1], lambda value: figure(f"{value:.2f}".removeprefix("0"), language))
    for row, (name, figures) in enumerate(groups.items()):
        top = frame.top + ROW * row
        yield _text(frame.left - 6, top + 19, name, "end")
        for at, measure in enumerate(BARS):
            value, y = figures[measure], top + 4 + 12 * at
            if isinstance(value, Mean):
                width = frame.x(value.value) - frame.left
                yield f'<rect class="b{at}" x="{frame.left}" y="{y}" width="{width:.1f}" height="10"/>'
                yield _rule("whisker", frame.x(value.low), y + 5, frame.x(value.high), y + 5)
                yield _text(
                    frame.left + frame.width + 6, y + 8.5, figure(cell(measure, figures), language).partition(" ")[0], "soft"
                )


def _risks(rows: Sequence[Row], language: str) -> Iterator[str]:
    curves = {
        name.removeprefix("language "): points(group.rows)
        for name, group in groups(rows).items()
        if name == "all" or name.startswith("language ")
    }
    levels = ticks(max(point.risk for curve in curves.values() for point in curve))
    frame = Frame(36, 24, WIDE - 50, 176, most_y=levels[-1])
    yield from _grid_x(frame, [0, 0.25, 0.5, 0.75, 1], lambda value: f"{value:.0%}")
    yield from _grid_y(frame, levels, lambda value: f"{value:.0%}")
    yield _below(frame, say("share of the questions that is answered", language))
    for at, (name, curve) in enumerate(curves.items()):
        yield f'<path class="curve c{at % 4}" d="{frame.line(curve)}"/>'
        yield _rule(f"curve c{at % 4}", 36 + 62 * at, 10, 58 + 62 * at, 10)
        yield _text(62 + 62 * at, 14, say(name, language), "soft")
    answered = [row for row in rows if row.answer.found]
    if answered:
        risk = sum(map(mistaken, answered)) / len(answered)
        yield f'<circle class="dot" cx="{frame.x(len(answered) / len(rows))}" cy="{frame.y(risk)}" r="4"/>'


def _times(rows: Sequence[Row], language: str) -> Iterator[str]:
    times = [row.answer.elapsed_ms for row in rows]
    bins = histogram(times)
    numbers, marks = ticks(max(each.number for each in bins)), ticks(bins[-1].end)
    frame = Frame(36, 20, WIDE - 50, 150, most_x=marks[-1], most_y=numbers[-1])
    yield from _grid_y(frame, numbers, lambda value: f"{value:g}")
    yield from _grid_x(frame, marks, lambda value: f"{value:g}")
    yield _below(frame, say("milliseconds", language))
    for each in bins:
        left, right, top = frame.x(each.start), frame.x(each.end), frame.y(each.number)
        height = frame.top + frame.height - top
        yield f'<rect class="b0" x="{left}" y="{top}" width="{max(right - left - 1, 1):.1f}" height="{height:.1f}"/>'
    for share, place in ((0.5, "end"), (0.95, "")):
        value = percentile(times, share)
        at = frame.x(min(value, bins[-1].end))
        yield _rule("limit", at, frame.top - 4, at, frame.top + frame.height)
        yield _text(at + (-4 if place else 4), 12, f"p{share * 100:.0f} {figure(f'{value:.1f}', language)}", place)


def _grid_x(frame: Frame, values: Sequence[float], told: Callable[[float], str]) -> Iterator[str]:
    bottom = frame.top + frame.height
    for value in values:
        yield _rule("grid", frame.x(value), frame.top, frame.x(value), bottom)
        yield _text(frame.x(value), bottom + 13, told(value), "soft middle")


def _grid_y(frame: Frame, values: Sequence[float], told: Callable[[float], str]) -> Iterator[str]:
    for value in values:
        yield _rule("grid", frame.left, frame.y(value), frame.left + frame.width, frame.y(value))
        yield _text(frame.left - 5, frame.y(value) + 3.5, told(value), "soft end")


def _below(frame: Frame, text: str) -> str:
    return _text(frame.left + frame.width / 2, frame.top + frame.height + 29, text, "soft middle")


def _rule(kind: str, x: float, y: float, other_x: float, other_y: float) -> str:
    return f'<line class="{kind}" x1="{x}" y1="{y}" x2="{other_x}" y2="{other_y}"/>'


def _text(x: float, y: float, text: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{_escape(text)}</text>'


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
        f'<p><span class="place">{say("asked before", language)}</span>{_escape(text)}</p>' for text in asked.history
    )
    rank = next((rank for rank, passage in enumerate(row.ranking, start=1) if passage in row.gold), 0)
    first = say("first passage that answers: rank {rank}", language, rank=rank)
    ranked = first if rank else say("no passage that answers was ranked", language)
    surely, took = (figure(text, language) for text in (cell("", {"": answer.confidence}), f"{answer.elapsed_ms:.1f}"))
    told = say("confidence {confidence}, {ms} ms", language, confidence=surely, ms=took)
    shown = "".join(_citation(citation, row, language) for citation in row.shown) or f"<p>{say('Nothing.', language)}</p>"
    heading = say("Shown" if answer.found else "Refused; shown as related", language)
    return (
        f'<details class="question {TONES[row.outcome]}" id="{_escape(f"question-{asked.id}")}">'
        f'<summary><span class="of">{_escape(of)}</span><span lang="{_escape(asked.language)}">{_escape(asked.text)}</span>'
        f'</summary><div class="sides"><div><h4>{say("Expected", language)}</h4>{_expected(row, language)}{earlier}</div>'
        f"<div><h4>{heading}: {told}"
        f"{f'; {ranked}' if asked.answerable else ''}</h4>{shown}</div></div></details>"
    )


def _expected(row: Row, language: str) -> str:
    if not row.question.answerable:
        return f"<p>{say('A refusal: the documents do not say.', language)}</p>"
    answers = f"<p>{_escape('; '.join(row.question.answers))}</p>" if row.question.answers else ""
    places = "".join(
        f'<p><span class="place">{_escape(place.document)}</span>{_escape(" | ".join(place.evidence))}</p>'
        for place in row.question.gold
    )
    return answers + places + ("" if row.gold else f"<p>{say('No passage holds this evidence whole.', language)}</p>")


def _citation(citation: Citation, row: Row, language: str) -> str:
    passage = citation.passage
    answers = f' · <span class="answers">{say("answers", language)}</span>' if passage.id in row.gold else ""
    quote = _escape(citation.quote)
    return (
        f'<p lang="{_escape(passage.language)}"><span class="place">[{citation.number}] {_escape(passage.document_id)}'
        f"{answers}</span>{f'<mark>{quote}</mark>' if citation.number == 1 else quote}</p>"
    )


def _escape(text: str) -> str:
    """Text for HTML; signs that cannot be seen are written as their numbers."""
    return html.escape(visible(text), quote=True)
