"""Who may come in: names and passwords of a file, and a pause for whoever guesses."""

import time
from collections import deque
from collections.abc import Callable
from hmac import compare_digest
from pathlib import Path
from threading import Lock

from corpus.errors import UserError

TRIES, PAUSE = 10, 60.0  # wrong passwords, whoever gives them, before nobody is let in for so many seconds


def accounts(path: Path) -> dict[str, str]:
    """Names and passwords: a line each, `name:password`. Raises UserError."""
    try:
        lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"The file {path} of names and passwords cannot be read: name a text file with --auth FILE.") from error
    found = dict(line.split(":", 1) for line in lines if ":" in line)
    if not found or len(found) < len(lines) or not all(found.values()):
        raise UserError(f"The file {path} must have one «name:password» on each line, each name once: mend it.")
    return found


def login(known: dict[str, str], clock: Callable[[], float] = time.monotonic) -> Callable[[str, str], bool]:
    """Whether a name has a password. An unknown name takes as long as a known one."""
    wrong: deque[float] = deque(maxlen=TRIES)
    lock = Lock()

    def allowed(name: str, password: str) -> bool:
        with lock:
            if len(wrong) == TRIES and clock() - wrong[0] < PAUSE:
                return False
            right = compare_digest(known.get(name, "").encode(), password.encode("utf-8", "replace")) and name in known
            if not right:
                wrong.append(clock())
            return right

    return allowed
