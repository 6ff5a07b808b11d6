"""Measure: run a question set over documents, or an embedding model over the development benchmarks."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from corpus import UserError, load, split
from corpus.copies import unite
from corpus.terminal import bar, folder, run
from eval.questions import load_questions
from eval.report import data, table
from eval.run import evaluate
from qa.config import from_environment
from qa.engine import Engine

QUESTIONS = Path(__file__).with_name("data") / "questions.jsonl"
SHARED = Path(__file__).parents[2] / "shared"


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m eval", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    running = commands.add_parser("run", help="ask every question of a set and print the table")
    running.add_argument("--questions", type=folder, metavar="FILE", default=QUESTIONS, help="question set (default: our own)")
    running.add_argument("--documents", type=folder, metavar="DIR", help="documents folder (default: the starter corpus)")
    checking = commands.add_parser("check", help="prove a question set against its documents")
    checking.add_argument("--questions", type=folder, metavar="FILE", default=QUESTIONS, help="question set (default: our own)")
    checking.add_argument("--documents", type=folder, metavar="DIR", help="documents folder (default: the starter corpus)")
    modelling = commands.add_parser("model", help="measure an embedding model on translation and question benchmarks")
    comparing = commands.add_parser("keywords", help="compare ways to cut text into keywords (KazQAD development questions)")
    telling = commands.add_parser("languages", help="see how well languages are told apart")
    for command in (modelling, comparing, telling):
        command.add_argument("--benchmarks", type=folder, metavar="DIR", default=SHARED / "benchmarks", help="benchmark folder")
    fitting = commands.add_parser("fit", help="fit the weights of search and refusal on one half of a set, report on the other")
    fitting.add_argument("--questions", type=folder, metavar="FILE", default=QUESTIONS, help="question set (default: our own)")
    for command in (comparing, telling):
        command.add_argument("--json", type=folder, metavar="FILE", help="also write the figures to this file as JSON")
    for command in (running, modelling, fitting):
        command.add_argument(
            "--model", metavar="M", help="embedding model: a folder or a public name (default: the bundled one)"
        )
        command.add_argument("--json", type=folder, metavar="FILE", help="also write the figures to this file as JSON")
    return top


def main() -> int:
    arguments = parser().parse_args()
    if arguments.command == "check":
        return check_questions(arguments)
    figures = MEASURES[arguments.command](arguments)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def check_questions(arguments: argparse.Namespace) -> int:
    """Print what is wrong with a question set; 1 where anything is."""
    from eval.check import faults, summary

    questions = load_questions(arguments.questions)
    documents = load(from_environment(documents=arguments.documents).documents).documents
    found = list(faults(questions, documents, unite(passage for document in documents for passage in split(document))))
    print(*found, summary(questions), f"{len(found)} faults", sep="\n")
    return 1 if found else 0


def measure_answers(arguments: argparse.Namespace) -> dict[str, Any]:
    config = from_environment(documents=arguments.documents, model=arguments.model)
    questions = load_questions(arguments.questions)
    engine = Engine.open(config, progress=bar)
    passages = unite(passage for document in load(config.documents).documents for passage in split(document))
    rows = evaluate(engine.ask, bar(questions, "ask", len(questions)), passages)
    print(table(rows))
    for row in rows:
        if row.question.answerable and not row.gold:
            print(f"dayek: no passage holds the evidence of {row.question.id}; it counts as not found.", file=sys.stderr)
    return data(rows)


def measure_model(arguments: argparse.Namespace) -> dict[str, Any]:
    from eval.model import lines, measure

    config = from_environment(model=arguments.model)
    figures = measure(config.model, present(arguments.benchmarks))
    print(lines(figures))
    return dict(figures)


def fit_weights(arguments: argparse.Namespace) -> dict[str, Any]:
    from eval.fit import fit

    engine = Engine.open(from_environment(model=arguments.model), progress=bar)
    report = fit(engine, load_questions(arguments.questions))
    print(report)
    return {"report": report}


def compare_keywords(arguments: argparse.Namespace) -> dict[str, Any]:
    from eval.keywords import compare

    return show(compare(present(arguments.benchmarks) / "kazqad-dev.jsonl"))


def compare_languages(arguments: argparse.Namespace) -> dict[str, Any]:
    from eval.languages import compare

    return show(compare(present(arguments.benchmarks)))


def present(benchmarks: Path) -> Path:
    if not (benchmarks / "kazqad-dev.jsonl").is_file():
        raise UserError(f"The benchmarks are not in {benchmarks}: name their folder with --benchmarks DIR.")
    return benchmarks


def show(figures: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Print figures as they come."""
    found = {}
    for name, value in figures:
        print(f"{name:<32}{value:.3f}", flush=True)
        found[name] = value
    return found


MEASURES = {
    "run": measure_answers,
    "model": measure_model,
    "keywords": compare_keywords,
    "languages": compare_languages,
    "fit": fit_weights,
}


if __name__ == "__main__":
    sys.exit(run(main))
