"""The page's drawings as SVG: bars, curves and columns in the frames that `plots.py` reckons."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from eval.bootstrap import Mean
from eval.figures import Figures, groups
from eval.markup import escape
from eval.metrics import percentile
from eval.plots import Frame, histogram, ticks
from eval.refusals import mistaken, points
from eval.report import cell
from eval.run import Row
from eval.words import figure, say

BARS = ("nDCG@10", "quote hit")  # what the bars of pairs and kinds show
ROW = 32  # height of a row of bars
WIDE = 340  # width of a drawing; the page scales it


def plots(rows: Sequence[Row], found: Mapping[str, Figures], language: str) -> Iterator[str]:
    """All drawings, each with its title and what it tells."""
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
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>'
