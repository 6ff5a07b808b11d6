"""How fast the page is, as a reader sees it: a browser types questions and waits for the cards; the clock is the browser's own.

Figures, never a test: they depend on the machine and on what else it does.
"""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from corpus.errors import UserError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 600  # seconds until the server answers; the first start builds the index
TALK = 5  # questions of one conversation, then a new one begins, as a reader would
BOX = "#question textarea, #question input"
# In the page: the time from the key to the first picture that shows the cards of this question.
WATCH = """(question) => { window.measured = new Promise((done) => {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const began = performance.now();
    const look = () => {
      const panel = document.querySelector("#evidence .panel"), waits = document.querySelector("#chat .waiting");
      const there = !waits && panel?.dataset.question === question && panel.querySelector(".evidence:not(:has(.empty))");
      if (there) done(performance.now() - began); else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, { once: true, capture: true });
}); }"""
# From the beginning of the navigation until a question can be typed and sent, in the language of the page.
READY = """() => { const look = () => {
    const box = document.querySelector("#question textarea, #question input");
    const spoken = document.querySelector("#chat .thread")?.dataset.language === "en";
    if (box && !box.disabled && spoken) window.ready = performance.now(); else requestAnimationFrame(look);
  };
  requestAnimationFrame(look); }"""


@dataclass(frozen=True, slots=True)
class Start:
    """A start of the server with an empty or a built index: seconds until the page was there, and until the first cards."""

    built: bool
    interactive: float  # of the page, once the server answers
    first: float  # from the command to the first answer


@dataclass(frozen=True, slots=True)
class Speed:
    """What was measured. Memory is the server's resident set in MB; 0 where the system does not tell."""

    starts: tuple[Start, ...]
    replies: tuple[float, ...]  # milliseconds
    before: int
    after: int


def measure(questions: Sequence[str]) -> Speed:
    """Start the server twice, then ask the questions one after another. Raises UserError where there is no browser."""
    with TemporaryDirectory(prefix="dayek-speed-") as home, chromium() as browser:
        with served(Path(home)) as (server, address, began):
            first, _ = _opened(browser, address, began, questions[0], built=False)
        with served(Path(home)) as (server, address, began):
            second, page = _opened(browser, address, began, questions[0], built=True)
            before = resident(server.pid)
            replies = tuple(_timed(page, question, fresh=not at % TALK) for at, question in enumerate(questions))
            return Speed((first, second), replies, before, resident(server.pid))


@contextmanager
def chromium() -> "Iterator[Browser]":
    """A headless browser. Raises UserError."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise UserError("The package playwright is not installed: run pip install -e '.[test]'.") from error
    if path is None:
        raise UserError("There is no Chromium on this machine: install chromium or google-chrome.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@contextmanager
def served(home: Path) -> Iterator[tuple[subprocess.Popen[bytes], str, float]]:
    """The chat on the starter corpus, index and own documents below `home`: its process, its address, when it was started."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    command = [
        sys.executable,
        "app.py",
        "--port",
        str(port),
        "--index",
        str(home / "index"),
        "--library",
        str(home / "library"),
    ]
    began = time.perf_counter()
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        _await(f"http://127.0.0.1:{port}/", server)
        yield server, f"http://127.0.0.1:{port}/", began
    finally:
        server.terminate()
        server.wait(timeout=30)


def _await(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            urlopen(address, timeout=5).close()  # noqa: S310 - our own address
        except (URLError, OSError):
            time.sleep(0.05)
        else:
            return
    raise UserError("The chat did not start: run python app.py to see why.")


def _opened(browser: "Browser", address: str, began: float, question: str, *, built: bool) -> "tuple[Start, Page]":
    page = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 860}).new_page()
    page.add_init_script(f"({READY})()")
    page.goto(address)
    page.wait_for_function("window.ready")
    interactive = float(page.evaluate("window.ready")) / 1000
    _timed(page, question, fresh=False)
    return Start(built, interactive, time.perf_counter() - began), page


def _timed(page: "Page", question: str, *, fresh: bool) -> float:
    """Milliseconds from Enter to the cards."""
    if fresh:
        page.locator("[data-act=restart]").click()
        page.wait_for_selector(".welcome")
    box = page.locator(BOX).first
    box.fill(question)
    page.evaluate(WATCH, question)
    box.press("Enter")
    return float(page.evaluate("window.measured"))


def resident(process: int) -> int:
    """The memory of a process in MB."""
    try:
        lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1000 for line in lines if line.startswith("VmRSS:")), 0)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least such a share of the values does not exceed.

    >>> percentile([4, 1, 3, 2], 0.5), percentile([4, 1, 3, 2], 0.95)
    (2, 4)
    """
    return sorted(values)[max(0, -(-len(values) * round(share * 100) // 100) - 1)]


def spread(things: Sequence[str], number: int) -> list[str]:
    """So many of the things, evenly over all of them.

    >>> spread(["a", "b", "c", "d", "e"], 2)
    ['a', 'c']
    """
    return [things[at * len(things) // number] for at in range(min(number, len(things)))]


def table(speed: Speed) -> Iterable[str]:
    """The figures as a Markdown table."""
    yield "| what | figure |"
    yield "|---|--:|"
    yield f"| Enter to the reply with cards, p50 of {len(speed.replies)} questions | {percentile(speed.replies, 0.5):.0f} ms |"
    yield f"| the same, p95 | {percentile(speed.replies, 0.95):.0f} ms |"
    for start in speed.starts:
        told = "index built before" if start.built else "index built at this start"
        yield f"| `python app.py` to the first answer, {told} | {start.first:.1f} s |"
    yield f"| the page until one can type and send | {speed.starts[-1].interactive:.1f} s |"
    yield f"| memory of the server before and after the questions | {speed.before} → {speed.after} MB |"
