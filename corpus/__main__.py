"""Look at the documents: list them, or show the stored text of one."""

import argparse
import sys

from corpus.errors import UserError
from corpus.load import find, load, read
from corpus.split import split
from corpus.terminal import bar, folder, run
from qa.config import from_environment


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m corpus", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    show = commands.add_parser("show", help="print the stored text of a document")
    show.add_argument("document", help="the document's path relative to the documents folder")
    listing = commands.add_parser("list", help="list the documents with language, pages and passages")
    for command in (show, listing):
        command.add_argument("--documents", type=folder, metavar="DIR", help="documents folder (default: the starter corpus)")
    return top


def main() -> int:
    arguments = parser().parse_args()
    documents = from_environment(documents=arguments.documents).documents
    if arguments.command == "show":
        files = find(documents)
        if arguments.document not in files:
            raise UserError(f"There is no document {arguments.document} in {documents}: see python -m corpus list.")
        try:
            print(read(files[arguments.document], arguments.document).text)
        except UserError as error:
            raise UserError(f"{arguments.document} cannot be read: {error}.") from error
        return 0
    loaded = load(documents, progress=lambda names: bar(names, "read", len(find(documents))))
    print("language  pages  passages  document")
    for document in loaded.documents:
        pages = document.pages or "–"
        print(f"{document.language:<8}  {pages:>5}  {len(split(document)):>8}  {document.id}: {document.title}")
    for problem in loaded.problems:
        print(f"dayek: {problem.document_id} was left out: {problem.reason}.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
