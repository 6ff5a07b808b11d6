"""Measure the page: python -m qa.page bench starts the chat, asks it in a headless browser, and prints one table."""

import argparse
import sys
from pathlib import Path

from corpus.terminal import run
from eval.questions import load_questions
from qa.page.evaluate import SHIPPED
from qa.page.speed import measure, spread, table


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m qa.page", description=__doc__)
    verbs = top.add_subparsers(dest="verb", required=True)
    bench = verbs.add_parser("bench", help="time the page in headless Chromium")
    bench.add_argument("--questions", type=Path, default=SHIPPED, metavar="FILE", help="question set (default: the shipped)")
    bench.add_argument(
        "--number", type=int, default=50, metavar="N", help="questions to ask, spread over the set (default: 50)"
    )
    return top


def main() -> int:
    arguments = parser().parse_args()
    asked = [question.text for question in load_questions(arguments.questions)]
    for line in table(measure(spread(asked, max(1, arguments.number)))):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
