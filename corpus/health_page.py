"""The health of documents as one HTML page that needs nothing else. What comes from files is escaped here, once."""

import html
from collections.abc import Iterable

from corpus.check import VERDICTS, counts
from corpus.measure import visible
from corpus.verdict import Change, Health

AROUND = 90  # signs shown before and behind the first repair of a long line
LENGTH = 320  # the most signs shown of a line

# The colours of qa/page.css in light and dark; text on its ground has a contrast of at least 4.5.
STYLE = """
:root { color-scheme: light dark; --ink: #1d2733; --soft: #556270; --paper: #fbfaf7; --sheet: #ffffff; --edge: #dfdbd2;
  --accent: #0b6b5f; --green: #0b6b3a; --amber: #8a5a00; --red: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9edf1; --soft: #a9b4c0; --paper: #14191f; --sheet: #1c232b;
  --edge: #35404b; --accent: #5fd0bf; --green: #6fd08c; --amber: #f0c060; --red: #ff9b90; } }
body { background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; max-width: 1100px;
  margin: 0 auto; padding: 1.5rem 1rem; }
h1 { font-size: 1.9rem; letter-spacing: -.01em; color: var(--accent); margin: 0; }
.status { color: var(--soft); margin: .1rem 0 1.2rem; }
.card { background: var(--sheet); border: 1px solid var(--edge); border-left: 4px solid var(--edge); border-radius: 10px;
  padding: .8rem 1rem; margin: 0 0 .7rem; }
.card h2 { font-size: 1rem; font-weight: 600; margin: 0; overflow-wrap: anywhere; }
.verdict { font-size: .85rem; font-weight: 600; margin-right: .6rem; white-space: nowrap; }
.green { border-left-color: var(--green); } .green .verdict { color: var(--green); }
.amber { border-left-color: var(--amber); } .amber .verdict { color: var(--amber); }
.red { border-left-color: var(--red); } .red .verdict { color: var(--red); }
.advice { margin: .4rem 0 0; overflow-wrap: anywhere; }
dl { display: flex; flex-wrap: wrap; gap: .3rem 1.3rem; margin: .5rem 0 0; font-size: .88rem; }
dl div { display: flex; gap: .4rem; }
dt, .place, summary { color: var(--soft); }
dd { margin: 0; font-variant-numeric: tabular-nums; }
details { margin-top: .5rem; font-size: .88rem; }
summary { cursor: pointer; }
summary:focus-visible { outline: 2px solid var(--accent); }
.line { border-top: 1px solid var(--edge); margin: .5rem 0 0; padding: .5rem 0 0; display: grid; gap: .2rem .8rem;
  grid-template-columns: max-content minmax(0, 1fr); }
.line p { margin: 0; overflow-wrap: anywhere; unicode-bidi: isolate; }
.line p.place { grid-column: 1 / -1; }
"""


def page(reports: Iterable[Health]) -> str:
    """The whole page, red documents first."""
    listed = sorted(reports, key=lambda report: (-VERDICTS.index(report.verdict), report.id))
    told = ", ".join(f"{number} {verdict}" for verdict, number in counts(listed).items())
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Dayek: health of the documents</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<style>{STYLE}</style></head><body><h1>Health of the documents</h1>"
        f'<p class="status">{len(listed)} documents: {told}.</p>{"".join(map(card, listed))}</body></html>\n'
    )


def card(report: Health) -> str:
    """One document: verdict, name, what to do, its numbers, and its worst lines."""
    advice = f'<p class="advice">{_escape(report.advice)}.</p>' if report.advice else ""
    facts = "".join(f"<div><dt>{_escape(name)}</dt><dd>{_escape(value)}</dd></div>" for name, value in numbers(report).items())
    lines = "".join(map(_line, report.worst))
    shown = f"<details><summary>Worst lines, as read and as stored</summary>{lines}</details>" if lines else ""
    return (
        f'<article class="card {report.verdict}"><h2><span class="verdict">● {report.verdict}</span>{_escape(report.id)}</h2>'
        f"{advice}<dl>{facts}</dl>{shown}</article>"
    )


def numbers(report: Health) -> dict[str, str]:
    """The numbers of a document as they are shown; of an unreadable one, only its format."""
    found = {"format": report.format, "encoding": report.encoding}
    if not report.reason:
        scripts = (("Cyrillic", report.cyrillic), ("Latin", report.latin), ("other", report.other))
        found |= {
            "language": report.language,
            "pages": str(report.pages or ""),
            "pages without text": str(report.blank_pages or ""),
            "letters": f"{report.letters:.1%}",
            "scripts": ", ".join(f"{name} {share:.0%}" for name, share in scripts if share >= 0.005),
            "lost signs": f"{report.lost:.2%}" if report.lost else "",
            "unknown words": f"{report.unknown:.1%}",
            "letters repaired": ", ".join(f"{kind} {number}" for kind, number in report.repairs.items()) or "0",
            "words joined": str(report.joined),
        }
    return {name: value for name, value in found.items() if value}


def _line(change: Change) -> str:
    place = f"page {change.page}, line {change.line}" if change.page else f"line {change.line}"
    before, after = excerpt(change.before, change.after)
    forms = {"read": before, "stored": after} if before != after else {"as read": before}
    shown = "".join(f'<span class="place">{name}</span><p>{_escape(text)}</p>' for name, text in forms.items())
    return f'<div class="line"><p class="place">{place}</p>{shown}</div>'


def excerpt(before: str, after: str) -> tuple[str, str]:
    """A line before and after repair, cut to the surroundings of its first repair.

    >>> excerpt("бір " * 100 + "ҥш " + "төрт " * 100, "бір " * 100 + "үш " + "төрт " * 100)[1][84:104]
    'ір бір үш төрт төрт '
    """
    pairs = enumerate(zip(before, after, strict=False))
    first = next((at for at, (one, other) in pairs if one != other), 0)
    start = max(0, first - AROUND)
    return _cut(before, start), _cut(after, start)


def _cut(line: str, start: int) -> str:
    return "…" * (start > 0) + line[start : start + LENGTH] + "…" * (len(line) > start + LENGTH)


def _escape(text: str) -> str:
    """Text for HTML; signs that cannot be seen are written as their numbers."""
    return html.escape(visible(text), quote=True)
