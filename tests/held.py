"""The page on an engine that answers only once a file is there: what the test of «Stop» needs. Not a test itself.

python tests/held.py FILE PORT INDEX
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from app import show
from index.keep import Keep
from qa.answer import Answer
from qa.config import Config
from qa.engine import Engine
from qa.page.setting import opened
from qa.scope import BASE


class Held(Engine):
    """An engine that waits at a door."""

    door: Path

    def ask(self, question: str, history: Sequence[str] = (), *, keep: Keep | None = None) -> Answer:
        while not self.door.exists():
            time.sleep(0.05)
        return super().ask(question, history, keep=keep)


if __name__ == "__main__":
    door, port, index = sys.argv[1:]
    setting = opened(Config(port=int(port), index=Path(index)))
    held = Held(setting.base().index)
    held.door = Path(door)
    setting.shelf.put({BASE: held})
    show(setting, quiet=True)
