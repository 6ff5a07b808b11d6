"""Look at the documents: list them, show the stored text of one, check how well they were read, measure how fast."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.check import as_data, counts, table, todo, verdicts
from corpus.document import Document, Line
from corpus.errors import UserError
from corpus.health_page import page
from corpus.load import READERS, find, load, read
from corpus.measure import visible
from corpus.split import split
from corpus.terminal import bar, folder, run
from corpus.verdict import Health
from qa.config import from_environment


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m corpus", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    show = commands.add_parser("show", help="print the stored text of a document")
    show.add_argument("document", help="the document's path relative to the documents folder")
    show.add_argument("--original", action="store_true", help="show the lines of the file beside the stored text")
    listing = commands.add_parser("list", help="list the documents with language, pages and passages")
    for command in (show, listing):
        command.add_argument("--documents", type=folder, metavar="DIR", help="documents folder (default: the starter corpus)")
    check = commands.add_parser("check", help="say how well each document was read, and what to do about it")
    check.add_argument(
        "documents", nargs="?", type=folder, metavar="DIR", help="documents folder (default: the starter corpus)"
    )
    check.add_argument("--json", action="store_true", help="print the reports as JSON, and nothing else")
    check.add_argument("--html", type=folder, metavar="FILE", help="also write a page with the worst lines before and after")
    bench = commands.add_parser("bench", help="measure how fast texts are repaired and split, and the memory it takes")
    bench.add_argument("--size", type=float, default=200, metavar="MB", help="millions of bytes to work through (default: 200)")
    return top


def main() -> int:
    arguments = parser().parse_args()
    if arguments.command == "bench":
        print(bench(arguments.size))
        return 0
    documents = from_environment(documents=arguments.documents).documents
    if arguments.command == "show":
        show_document(documents, arguments.document, original=arguments.original)
    elif arguments.command == "list":
        list_documents(documents)
    else:
        check_documents(documents, as_json=arguments.json, html=arguments.html)
    return 0


def bench(size: float) -> str:
    from corpus.bench import measure

    if not 0 < size < float("inf"):
        raise UserError(f"There is nothing to measure in {size:g} MB: name more than 0 with --size MB.")
    found = measure(size)
    return (
        f"{found.megabytes:.0f} MB in {found.documents} files: {found.passages} passages in {found.seconds:.1f} s, "
        f"{found.speed:.2f} MB/s; peak memory {found.memory_before:.0f} MB before, {found.memory_first:.0f} MB after the first "
        f"file, {found.memory_last:.0f} MB after the last"
    )


def show_document(documents: Path, name: str, *, original: bool) -> None:
    files = find(documents)
    if name not in files:
        raise UserError(f"There is no document {name} in {documents}: see python -m corpus list.")
    try:
        document = read(files[name], name)
        print(*beside(document, READERS[files[name].suffix.lower()](files[name])[1]) if original else [document.text], sep="\n")
    except UserError as error:
        raise UserError(f"{name} cannot be read: {error}.") from error


def beside(document: Document, lines: Sequence[Line]) -> Iterator[str]:
    """Each line of the file as it is, and below it what became of it in the stored text, where that differs."""
    ends = [*(mark.start for mark in document.marks[1:]), len(document.text)]
    became = {(mark.page, mark.line): document.text[mark.start : end] for mark, end in zip(document.marks, ends, strict=True)}
    for line in lines:
        place = f"{line.page}:{line.number}" if line.page else f"{line.number}"
        stored = became.get((line.page, line.number), "").strip()
        if line.text.strip() or stored:
            yield f"{place:>7} - {line.text}"
            if stored != line.text.strip():
                yield f"{place:>7} + {stored}"


def list_documents(documents: Path) -> None:
    loaded = load(documents, progress=lambda names: bar(names, "read", len(find(documents))))
    print("language  pages  passages  document")
    for document in loaded.documents:
        pages = document.pages or "–"
        print(f"{document.language:<8}  {pages:>5}  {len(split(document)):>8}  {visible(document.id)}: {document.title}")
    for problem in loaded.problems:
        print(f"dayek: {visible(problem.document_id)} was left out: {problem.reason}.", file=sys.stderr)


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
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(reports), encoding="utf-8")
    except OSError as error:
        raise UserError(f"{path} cannot be written ({error.strerror}): name another file with --html FILE.") from error


if __name__ == "__main__":
    sys.exit(run(main))
