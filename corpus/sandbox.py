"""A file from a stranger is read first in a child process that may be killed: it has limits of time and memory.

file --child: read, judge--> Health; a file that breaks a limit is unreadable, with the reason. The child is this module.
"""

import json
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path

from corpus.check import examine
from corpus.health import unreadable
from corpus.verdict import Change, Health

SECONDS = 60  # a book of several hundred pages as PDF takes half of it on a slow machine
MEMORY = 1_000_000_000  # bytes of address space; the largest of our documents takes a tenth of it
SHOWN = 500  # code points kept of a line in the report: a line can be as long as its file
ROOT = Path(__file__).parents[1]


def examine_apart(path: Path, name: str, *, seconds: int = SECONDS, memory: int = MEMORY) -> Health:
    """The report of one file, made in a child process. What it cannot read in its limits is red with the reason."""
    command = [sys.executable, "-P", "-m", "corpus.sandbox", str(path), name, str(seconds), str(memory)]
    try:
        child = subprocess.run(command, capture_output=True, timeout=seconds, env=_environment(), check=False)  # noqa: S603 (our own module)
    except subprocess.TimeoutExpired:
        return unreadable(path, name, f"reading it takes longer than {seconds} seconds; split it into smaller files")
    if child.returncode:
        return unreadable(
            path, name, "reading it breaks off, or takes too much memory; open it in its program and save it again, in parts"
        )
    return from_json(child.stdout)


def _environment() -> dict[str, str]:
    """The environment of the child: it finds our packages wherever it is started."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))}


def to_json(report: Health) -> bytes:
    """A report as bytes.

    >>> report = Health("а.txt", "txt", pages=2, worst=(Change(1, 2, "ҧ", "ұ"),))
    >>> from_json(to_json(report)) == report
    True
    """
    return json.dumps(asdict(report)).encode()


def from_json(data: bytes | str) -> Health:
    """The report that `to_json` wrote."""
    saved = json.loads(data)
    return Health(**saved | {"worst": tuple(Change(**change) for change in saved["worst"])})


def confine(seconds: int, memory: int) -> None:
    """Set the limits of this process for good: of processor time, memory and files written, where the system has them."""
    if sys.platform == "win32":
        return
    import resource

    limits = {resource.RLIMIT_CPU: seconds, resource.RLIMIT_AS: memory, resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CORE: 0}
    for kind, limit in limits.items():
        with suppress(ValueError, OSError):  # some systems know a limit by name only; the parent's clock holds everywhere
            resource.setrlimit(kind, (limit, limit))


def main(path: str, name: str, seconds: str, memory: str) -> None:
    """The child: examine one file within limits and write the report to standard output."""
    confine(int(seconds), int(memory))
    report = examine(Path(path), name)
    worst = tuple(replace(change, before=change.before[:SHOWN], after=change.after[:SHOWN]) for change in report.worst)
    sys.stdout.buffer.write(to_json(replace(report, worst=worst)))


if __name__ == "__main__":
    main(*sys.argv[1:])
