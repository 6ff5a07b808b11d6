"""Measure: run a question set over documents, or an embedding model over the development benchmarks."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from corpus import UserError, load, split
from corpus.copies import unite
from corpus.terminal import bar, folder, run
from eval.compare import Change, Run, as_run, baseline, compare, losses, read_run, shared
from eval.compare import lines as change_lines
from eval.place import try_place, write
from eval.questions import load_questions, with_kept
from eval.report import data, tables
from eval.run import Row, evaluate
from qa.config import STARTER, from_environment
from qa.engine import Engine

QUESTIONS = Path(__file__).with_name("data") / "questions.jsonl"
BASELINE = QUESTIONS.with_name("baseline.json")
SHARED = Path(__file__).parents[2] / "shared"
KEPT = {"json": "--json FILE", "html": "--html FILE", "trec": "--trec DIR", "save_baseline": "--save-baseline RUN"}


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m eval", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    running = commands.add_parser("run", help="ask every question of a set and print the table")
    running.add_argument("--questions", type=folder, metavar="FILE", default=QUESTIONS, help="question set (default: our own)")
    running.add_argument("--documents", type=folder, metavar="DIR", help="documents folder (default: the starter corpus)")
    running.add_argument("--html", type=folder, metavar="FILE", help="also write a page with plots and every question")
    running.add_argument("--trec", type=folder, metavar="DIR", help="also write run.txt and qrels.txt in the TREC formats")
    running.add_argument("--compare", type=folder, metavar="RUN", help="list what changed since a run kept with --json")
    for flag, told in (("--gate", "exit with 1 on a significant loss against"), ("--save-baseline", "make this run")):
        baseline_help = f"{told} the baseline (default: {BASELINE.parent.name}/{BASELINE.name})"
        running.add_argument(flag, type=folder, nargs="?", const=BASELINE, metavar="RUN", help=baseline_help)
    checking = commands.add_parser("check", help="prove a question set against its documents")
    checking.add_argument("--questions", type=folder, metavar="FILE", default=QUESTIONS, help="question set (default: our own)")
    checking.add_argument("--documents", type=folder, metavar="DIR", help="documents folder (default: the starter corpus)")
    modelling = commands.add_parser("model", help="measure an embedding model on translation and question benchmarks")
    modelling.add_argument("--compare", type=folder, metavar="RUN", help="show what changed since figures kept with --json")
    comparing = commands.add_parser("keywords", help="compare ways to cut text into keywords (KazQAD development questions)")
    answering = commands.add_parser("kazqad", help="ask the KazQAD development questions of their own passages")
    telling = commands.add_parser("languages", help="see how well languages are told apart")
    for command in (modelling, comparing, answering, telling):
        command.add_argument("--benchmarks", type=folder, metavar="DIR", default=SHARED / "benchmarks", help="benchmark folder")
    fitting = commands.add_parser(
        "fit", help="fit the weights of search, quote and refusal; measure them on halves not fitted on"
    )
    fitting.add_argument("--questions", type=folder, metavar="FILE", default=QUESTIONS, help="question set (default: our own)")
    growing = commands.add_parser(
        "large", help="build an index of very many passages, ask on one core, compare with a full scan"
    )
    growing.add_argument(
        "--passages", type=int, metavar="N", default=100_000, help="how many, ours and made ones (default: 100000)"
    )
    growing.add_argument("--documents", type=folder, metavar="DIR", help="put these documents beside ours, not made ones")
    growing.add_argument("--questions", type=folder, metavar="FILE", default=QUESTIONS, help="question set (default: our own)")
    for command in (comparing, telling):
        command.add_argument("--json", type=folder, metavar="FILE", help="also write the figures to this file as JSON")
    for command in (running, modelling, answering, fitting, growing):
        command.add_argument(
            "--model", metavar="M", help="embedding model: a folder or a public name (default: the bundled one)"
        )
        command.add_argument("--json", type=folder, metavar="FILE", help="also write the figures to this file as JSON")
    return top


def main() -> int:
    arguments = parser().parse_args()
    for name, flag in KEPT.items():
        if path := getattr(arguments, name, None):
            try_place(path / "run.txt" if name == "trec" else path, flag)  # better told now than after the measurement
    if arguments.command in JUDGEMENTS:
        return JUDGEMENTS[arguments.command](arguments)
    figures = MEASURES[arguments.command](arguments)
    if arguments.json:
        write(arguments.json, json.dumps(figures, ensure_ascii=False, indent=1) + "\n", KEPT["json"])
    return 0


def check_questions(arguments: argparse.Namespace) -> int:
    """Print what is wrong with a question set; 1 where anything is."""
    from eval.check import faults, summary

    questions = load_questions(arguments.questions)
    documents = load(from_environment(documents=arguments.documents).documents).documents
    passages = unite(passage for document in documents for passage in split(document))
    own = arguments.questions.resolve() == QUESTIONS.resolve()
    found = list(faults(questions, documents, passages, balanced=own))
    print(*found, summary(questions), f"{len(found)} faults", sep="\n")
    return 1 if found else 0


def measure_answers(arguments: argparse.Namespace) -> int:
    """Ask a question set, print and keep the figures; 1 where the gate finds a significant loss."""
    earlier = {path: read_run(path) for path in (arguments.compare, arguments.gate) if path}
    questions = load_questions(arguments.questions)
    for before in earlier.values():
        shared(before, [(question.id, question.text) for question in questions])  # better told now than after the run
    config = from_environment(documents=arguments.documents, model=arguments.model)
    engine = Engine.open(config, progress=bar)
    questions = with_kept(questions, engine.index.documents.values())
    rows = evaluate(engine.ask, questions, engine.index.passages, bar)
    print(tables(rows))
    for row in rows:
        if row.question.answerable and not row.gold:
            print(f"dayek: no passage holds the evidence of {row.question.id}; it counts as not found.", file=sys.stderr)
    keep(arguments, rows, f"{arguments.questions.name} on {len(engine.index.documents)} documents, model {config.model}.")
    changes = {path: show_changes(path, run, rows) for path, run in earlier.items()}
    fallen = losses(changes[arguments.gate]) if arguments.gate else []
    for loss in fallen:
        print(f"dayek: {loss} against {arguments.gate.name}: mend it, or accept it with --save-baseline.", file=sys.stderr)
    return 1 if fallen else 0


def keep(arguments: argparse.Namespace, rows: Sequence[Row], about: str) -> None:
    """Write what the flags ask for."""
    if arguments.json:
        write(arguments.json, json.dumps(data(rows, about), ensure_ascii=False, indent=1) + "\n", KEPT["json"])
    if arguments.html:
        from eval.page import page

        write(arguments.html, page(rows, about), KEPT["html"])
    if arguments.trec:
        from eval.trec import qrels_lines, run_lines

        for name, lines in (("run.txt", run_lines(rows)), ("qrels.txt", qrels_lines(rows))):
            write(arguments.trec / name, "".join(f"{line}\n" for line in lines), KEPT["trec"])
    if arguments.save_baseline:
        write(arguments.save_baseline, baseline(rows, about), KEPT["save_baseline"])


def show_changes(path: Path, before: Run, rows: Sequence[Row]) -> list[Change]:
    """Print what changed since a run that was kept."""
    after = as_run(rows)
    changes = compare(before, after)
    both = len(before.keys() & after.keys())
    print(f"\nAgainst {path.name}: {both} questions in both, {len(before) - both} there alone, {len(after) - both} here.")
    print(*change_lines(changes, {row.question.id: row.question.text for row in rows}), sep="\n")
    return changes


def measure_model(arguments: argparse.Namespace) -> dict[str, Any]:
    from eval.model import lines, measure

    config = from_environment(model=arguments.model)
    before = read_figures(arguments.compare) if arguments.compare else None
    figures = measure(config.model, present(arguments.benchmarks))
    print(lines(figures, before))
    return dict(figures)


def read_figures(path: Path) -> dict[str, float]:
    """Figures that --json kept. Raises UserError."""
    try:
        return {name: float(value) for name, value in json.loads(path.read_text("utf-8")).items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise UserError(f"{path} holds no figures of a model: name a file that python -m eval model --json wrote.") from error


def fit_weights(arguments: argparse.Namespace) -> dict[str, Any]:
    from eval.fit import fit

    engine = Engine.open(from_environment(model=arguments.model), progress=bar)
    found = fit(engine, load_questions(arguments.questions))
    print("\n".join(found.reports))
    print(f"\nEach question measured by weights of the half that it is not in:\n\n{tables(found.rows)}")
    return data(found.rows, "Weights fitted on the half that a question is not in.")


def compare_keywords(arguments: argparse.Namespace) -> dict[str, Any]:
    from eval.keywords import compare

    return show(compare(present(arguments.benchmarks) / "kazqad-dev.jsonl"))


def answer_kazqad(arguments: argparse.Namespace) -> dict[str, Any]:
    from eval.kazqad import answers
    from index import open_model

    model = open_model(from_environment(model=arguments.model).model)
    return show(answers(model, present(arguments.benchmarks) / "kazqad-dev.jsonl"))


def compare_languages(arguments: argparse.Namespace) -> dict[str, Any]:
    from eval.languages import compare

    return show(compare(present(arguments.benchmarks)))


def measure_large(arguments: argparse.Namespace) -> dict[str, Any]:
    from eval.large import line, measure

    if arguments.passages < 1:
        raise UserError(f"There is no index of {arguments.passages} passages: name at least 1 with --passages N.")
    config = from_environment(model=arguments.model)
    figures = {}
    for name, value in measure(arguments.passages, STARTER, arguments.questions, config.model, others=arguments.documents):
        print(line(name, value), flush=True)
        figures[name] = value
    return figures


def present(benchmarks: Path) -> Path:
    if not (benchmarks / "kazqad-dev.jsonl").is_file():
        raise UserError(f"The benchmarks are not in {benchmarks}: name their folder with --benchmarks DIR.")
    return benchmarks


def show(figures: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Print figures as they come."""
    found = {}
    for name, value in figures:
        print(f"{name:<34}{value:.3f}", flush=True)
        found[name] = value
    return found


JUDGEMENTS = {"run": measure_answers, "check": check_questions}  # commands whose exit code is a verdict
MEASURES = {
    "model": measure_model,
    "keywords": compare_keywords,
    "kazqad": answer_kazqad,
    "languages": compare_languages,
    "fit": fit_weights,
    "large": measure_large,
}


if __name__ == "__main__":
    sys.exit(run(main))
