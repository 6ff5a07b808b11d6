"""Waiting for an answer, and waiting no longer: what «Stop» does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.pool import ThreadPool
from queue import SimpleQueue
from threading import Lock
from typing import TypeVar

WORKERS = 8  # answers that are sought at once; who asks while all are busy waits for one of them

Found = TypeVar("Found")


class Waits:
    """Who waits for an answer, by session. Safe to use from several threads.

    Gradio could cancel an event itself, but only once its function has returned, and a question that is sent meanwhile would be
    lost. So the event goes on and ends in good order: it is the waiting that ends.
    """

    def __init__(self, workers: int = WORKERS) -> None:
        self._pool = ThreadPool(workers)
        self._waiting: dict[str, set[SimpleQueue[bool]]] = {}
        self._lock = Lock()

    @contextmanager
    def waiting(self, session: str) -> Iterator[Callable[[Callable[[], Found]], Found | None]]:
        """A session waits from here on, before its work begins: what says «stop» in between is heard too.

        Gives a function that takes the work and returns what it comes to, or None where the reader stops waiting first: then
        the work goes on to its end, unheard, or is not begun at all.
        """
        heard: SimpleQueue[bool] = SimpleQueue()
        with self._lock:
            self._waiting.setdefault(session, set()).add(heard)

        def until(work: Callable[[], Found]) -> Found | None:
            if not heard.empty():
                return None
            coming = self._pool.apply_async(work, callback=lambda _: heard.put(True), error_callback=lambda _: heard.put(True))
            return coming.get() if heard.get() else None

        try:
            yield until
        finally:
            with self._lock:
                self._waiting[session].discard(heard)
                if not self._waiting[session]:
                    del self._waiting[session]

    def close(self) -> None:
        """Take no more questions; those that are being answered are, and heard."""
        self._pool.close()

    def stop(self, session: str) -> None:
        """Let a session wait no longer."""
        with self._lock:
            for heard in self._waiting.get(session, ()):
                heard.put(False)
