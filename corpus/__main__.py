"""Look at the documents: list them, show the stored text of one, or check how well they were read."""

import argparse
import json
import os
import sys
from pathlib import Path

from corpus.check import as_data, counts, table, todo, verdicts
from corpus.errors import UserError
from corpus.health_page import page
from corpus.load import find, load, read
from corpus.split import split
from corpus.terminal import bar, folder, run
from corpus.verdict import Health
from qa.config import from_environment


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m corpus", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    show = commands.add_parser("show", help="print the stored text of a document")
    show.add_argument("document", help="the document's path relative to the documents folder")
    listing = commands.add_parser("list", help="list the documents with language, pages and passages")
    for command in (show, listing):
        command.add_argument("--documents", type=folder, metavar="DIR", help="documents folder (default: the starter corpus)")
    check = commands.add_parser("check", help="say how well each document was read, and what to do about it")
    check.add_argument(
        "documents", nargs="?", type=folder, metavar="DIR", help="documents folder (default: the starter corpus)"
    )
    check.add_argument("--json", action="store_true", help="print the reports as JSON, and nothing else")
    check.add_argument("--html", type=folder, metavar="FILE", help="also write a page with the worst lines before and after")
    return top


def main() -> int:
    arguments = parser().parse_args()
    documents = from_environment(documents=arguments.documents).documents
    if arguments.command == "show":
        show_document(documents, arguments.document)
    elif arguments.command == "list":
        list_documents(documents)
    else:
        check_documents(documents, as_json=arguments.json, html=arguments.html)
    return 0


def show_document(documents: Path, name: str) -> None:
    files = find(documents)
    if name not in files:
        raise UserError(f"There is no document {name} in {documents}: see python -m corpus list.")
    try:
        print(read(files[name], name).text)
    except UserError as error:
        raise UserError(f"{name} cannot be read: {error}.") from error


def list_documents(documents: Path) -> None:
    loaded = load(documents, progress=lambda names: bar(names, "read", len(find(documents))))
    print("language  pages  passages  document")
    for document in loaded.documents:
        pages = document.pages or "–"
        print(f"{document.language:<8}  {pages:>5}  {len(split(document)):>8}  {document.id}: {document.title}")
    for problem in loaded.problems:
        print(f"dayek: {problem.document_id} was left out: {problem.reason}.", file=sys.stderr)


def check_documents(documents: Path, *, as_json: bool, html: Path | None) -> None:
    found = verdicts(documents, progress=lambda names: bar(names, "read", len(find(documents))))
    reports = list(found.values())
    if html:
        write_page(html, reports)
    if as_json:
        print(json.dumps(as_data(reports), ensure_ascii=False, indent=1))
        return
    print(*table(reports, colours=sys.stdout.isatty() and "NO_COLOR" not in os.environ), sep="\n")
    print("\n" + ", ".join(f"{number} {verdict}" for verdict, number in counts(reports).items()))
    print(*todo(reports), sep="\n")
    if html:
        print(f"The page is {html}.")


def write_page(path: Path, reports: list[Health]) -> None:
    try:
        path.write_text(page(reports), encoding="utf-8")
    except OSError as error:
        raise UserError(f"{path} cannot be written ({error.strerror}): name another file with --html FILE.") from error


if __name__ == "__main__":
    sys.exit(run(main))
