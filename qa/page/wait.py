"""Waiting for an answer, and waiting no longer: what «Stop» does."""

from collections.abc import Callable
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

    def until(self, session: str, work: Callable[[], Found]) -> Found | None:
        """What the work comes to; None where the reader stops waiting first: then the work goes on to its end, unheard."""
        heard: SimpleQueue[bool] = SimpleQueue()
        with self._lock:
            self._waiting.setdefault(session, set()).add(heard)
        try:
            coming = self._pool.apply_async(work, callback=lambda _: heard.put(True), error_callback=lambda _: heard.put(True))
            return coming.get() if heard.get() else None
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
