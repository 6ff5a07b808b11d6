"""Ask one question, or many: with --batch, one JSON object {"id", "question", "history"} a line on standard input.

python -m qa verify ANSWER.json proves a saved answer again.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from corpus.document import Document
from corpus.errors import UserError
from corpus.measure import visible
from corpus.terminal import bar, folder, run
from index.store import open_generation
from qa.answer import Answer
from qa.config import from_environment
from qa.engine import Engine
from qa.phrase import Phraser, phrase, phraser
from qa.question import given
from qa.reference import facts
from qa.render import answer_data
from qa.verify import answers, citations, prove, reread, told, told_faults
from qa.words import word


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m qa", description=__doc__)
    top.add_argument("question", nargs="?", help="the question, in Kazakh, Russian or English")
    top.add_argument("--batch", action="store_true", help="read questions from standard input, write one JSON line for each")
    top.add_argument("--documents", type=folder, metavar="DIR", help="documents folder (default: the starter corpus)")
    top.add_argument("--index", type=folder, metavar="DIR", help="folder of the index (default: in the user's cache)")
    top.add_argument("--model", metavar="M", help="embedding model: a folder or a public name (default: the bundled one)")
    top.add_argument("--json", action="store_true", help="print the answer as JSON")
    top.add_argument("--phrase-address", metavar="URL", help="let a language model at this address phrase answers, too")
    top.add_argument("--phrase-model", metavar="NAME", help="its name, as its server lists it")
    return top


def verify_parser() -> argparse.ArgumentParser:
    """A parser of its own: a subcommand beside the question, which may be any text, would take words away from it."""
    top = argparse.ArgumentParser(prog="python -m qa verify", description="Prove the citations of a saved answer again.")
    top.add_argument("answer", type=folder, metavar="ANSWER.json", help="what python -m qa --json or --batch has printed")
    top.add_argument("--documents", type=folder, metavar="DIR", help="documents folder (default: the starter corpus)")
    top.add_argument("--index", type=folder, metavar="DIR", help="folder of the index (default: in the user's cache)")
    top.add_argument("--model", metavar="M", help="embedding model of the index, where --index is not given")
    return top


def main() -> int:
    if sys.argv[1:2] == ["verify"]:
        return verify(verify_parser().parse_args(sys.argv[2:]))
    top = parser()
    arguments = top.parse_args()
    if arguments.batch == (arguments.question is not None):
        top.error("give one question, or --batch with questions on standard input")
    names = ("documents", "index", "model", "phrase_address", "phrase_model")
    config = from_environment(**{name: getattr(arguments, name) for name in names})
    by = phraser(config)
    engine = Engine.open(config, progress=bar)
    if arguments.batch:
        return batch(engine, sys.stdin.buffer, by)
    answer = phrase(engine.ask(arguments.question), by)
    print(json.dumps(answer_data(answer), ensure_ascii=False) if arguments.json else as_text(answer, engine.index.documents))
    return 0


def verify(arguments: argparse.Namespace) -> int:
    """A line for each citation, and for each answer whose own text is at fault; the code is 1 where anything is not proved."""
    saved = answers(arguments.answer)
    config = from_environment(documents=arguments.documents, index=arguments.index, model=arguments.model)
    _, manifest = open_generation(config.index_folder)
    named = (citation["document"] for answer in saved for citation in citations(answer))
    stored = reread(config.documents, named, without=frozenset(manifest.without.split(",")))
    lines, whole = list[str](), True
    for answer in saved:
        proofs = [prove(citation, stored, manifest.documents) for citation in citations(answer)]
        wrong = told_faults(answer)
        lines += [*map(told, proofs), *wrong]
        whole &= not wrong and all(proof.holds for proof in proofs)
    print(*(lines or ["There is no citation to prove."]), sep="\n")
    return 0 if whole else 1


def batch(engine: Engine, lines: Iterable[bytes], by: Phraser | None = None) -> int:
    """Answer each line as it comes. A line that cannot be asked gets its reason in place of an answer; then the code is 1."""
    code = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        name: Any = None
        try:
            row = parse(line)
            name = row.get("id")
            data = answer_data(phrase(engine.ask(*given(row.get("question"), row.get("history"))), by), name)
        except UserError as error:
            data, code = {"id": name, "error": f"Line {number}: {error}"}, 1
            print(f"dayek: line {number}: {error}", file=sys.stderr)
        # A lone surrogate in an id could not be written as UTF-8; escaped it can.
        printed = json.dumps(data, ensure_ascii=False)
        print(printed if printed.isprintable() else json.dumps(data), flush=True)
    return code


def parse(line: bytes) -> dict[str, Any]:
    """One line of a batch. Raises UserError where it is no JSON object."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UserError("This is not JSON: write one object on each line.") from error
    if not isinstance(row, dict):
        raise UserError('This is no object: write {"id": "1", "question": "…", "history": []}.')
    return row


def as_text(answer: Answer, documents: Mapping[str, Document]) -> str:
    """An answer for a terminal: what a model made of it, the text, then each cited or related passage with its place."""
    parts = [*as_phrased(answer), answer.text, ""]
    for citation in answer.citations or answer.related:
        known = facts(citation, documents.get(citation.passage.document_id))
        place = f"p. {known.page}, line {known.line}" if known.page else f"line {known.line}"
        parts.append(f"[{citation.number}] {known.title} ({visible(known.id)}, {place})")
        if not answer.found or f"[{citation.number}]" not in answer.text.split("\n")[0]:
            parts.append(f"    «{citation.quote}»")
    return "\n".join(parts)


def as_phrased(answer: Answer) -> list[str]:
    """What a model made of an answer, under a heading that names it; why nothing, where it made nothing."""
    found, language = answer.phrased, answer.language
    if found is None:
        return []
    dropped = [word("phrased_dropped", language, n=found.dropped)] if found.dropped else []
    if found.problem:
        said = word(f"phrased_{found.problem}", language, model=found.model, status=found.status)
        return [" ".join([said, *dropped]), ""]
    heading = f"{word('phrased_by', language, model=found.model)}. {word('phrased_exact', language)}"
    return [heading, "", found.text, *dropped, ""]


if __name__ == "__main__":
    sys.exit(run(main))
