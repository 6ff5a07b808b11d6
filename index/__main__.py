"""Build the index of a folder of documents, or check the one that is there."""

import argparse
import json
import sys
from dataclasses import asdict

from corpus.errors import UserError
from corpus.measure import visible
from corpus.reflow import STEPS
from corpus.terminal import bar, folder, run
from index.build import build
from index.embed import open_model
from index.store import open_generation
from qa.config import from_environment


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m index", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    building = commands.add_parser("build", help="read the documents and build their index")
    building.add_argument("--include-red", action="store_true", help="index also files whose extraction looks broken")
    building.add_argument("--without", default="", metavar="NAMES", help=f"repairs to leave out: {','.join(STEPS)}")
    checking = commands.add_parser("check", help="read every byte of the index and compare it with its manifest")
    for command in (building, checking):
        command.add_argument("--documents", type=folder, metavar="DIR", help="documents folder (default: the starter corpus)")
        command.add_argument("--index", type=folder, metavar="DIR", help="folder of the index (default: in the user's cache)")
        command.add_argument(
            "--model", metavar="M", help="embedding model: a folder or a public name (default: the bundled one)"
        )
        command.add_argument("--json", action="store_true", help="print the summary as JSON")
    return top


def main() -> int:
    arguments = parser().parse_args()
    config = from_environment(documents=arguments.documents, index=arguments.index, model=arguments.model)
    if arguments.command == "check":
        generation, manifest = open_generation(config.index_folder)
        summary = {"generation": generation.name, **asdict(manifest)}
        line = (
            f"The index {generation.name} is whole: {len(manifest.documents)} documents, {manifest.passages} passages, "
            f"{manifest.vectors} vectors, model {manifest.model}, built {manifest.built}."
        )
    else:
        without = repairs(arguments.without)
        built = build(
            config.documents,
            config.index_folder,
            open_model(config.model),
            without=without,
            include_red=arguments.include_red,
            progress=bar,
        )
        summary = {**asdict(built), "index": str(config.index_folder)}
        line = (
            f"Built {built.generation} in {config.index_folder}: {built.documents} documents, {built.passages} passages, "
            f"{built.vectors} vectors. Health: {', '.join(f'{number} {verdict}' for verdict, number in built.health.items())} "
            "(python -m corpus check tells more)."
        )
        for problem in built.problems:
            print(f"dayek: {visible(problem.document_id)} was left out: {problem.reason}.", file=sys.stderr)
    print(json.dumps(summary, ensure_ascii=False) if arguments.json else line)
    return 0


def repairs(names: str) -> frozenset[str]:
    """The repairs named in a list with commas. Raises UserError for one that there is not."""
    found = frozenset(name.strip() for name in names.split(",") if name.strip())
    if unknown := found - set(STEPS):
        raise UserError(f"There is no repair {min(unknown)}: leave out some of {', '.join(STEPS)}.")
    return found


if __name__ == "__main__":
    sys.exit(run(main))
