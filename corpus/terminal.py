"""What every command shares: a user's error becomes one clear line and exit code 1; long work shows a bar on standard error."""

import sys
from argparse import ArgumentTypeError
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from corpus.errors import UserError
from corpus.measure import visible

STEPS = {
    "check": "checking",
    "read": "reading",
    "split": "splitting",
    "analyse": "finding words",
    "embed": "embedding",
    "ask": "asking",
}


def run(main: Callable[[], int]) -> int:
    """Run a command's main function and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Kazakh must come out whole also where the terminal's encoding is ASCII.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return main()
    except UserError as error:
        print(f"dayek: {visible(str(error))}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("dayek: stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1


def bar(things: Iterable[Any], what: str, total: int) -> Iterable[Any]:
    """A progress bar on standard error around things being worked through; drawn only where someone can see it move."""
    from tqdm import tqdm

    return tqdm(things, desc=STEPS[what], total=total, file=sys.stderr, leave=False, disable=None, delay=0.3)


def folder(value: str) -> Path:
    """A path argument."""
    if not value:
        raise ArgumentTypeError("its value is empty, as of a variable that is not set: name a place, or leave it out")
    return Path(value).expanduser()
