"""What the tests of the page in headless Chromium share: a server, a browser, and the hands of a reader. Not a test itself."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa.words import word

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

ROOT = Path(__file__).parents[1]
SHOTS = Path(os.environ.get("SHOTS", ROOT / "build" / "shots"))
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
in_a_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: apt-get install chromium")

ASKED = {
    "kk": ("Қазақстан Шанхай бестігіне қашан қосылды?", "1996"),
    "ru": ("Сколько групп ведут разъяснительную работу по вопросам религии?", "229"),
    "en": ("When did Ihsanoglu visit Kazakhstan?", "September 2007"),
}
NOWHERE = "Какова температура кипения ртути?"
BOX = "#question textarea, #question input"
WIDE = {"width": 1280, "height": 860}


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


# Gradio's bar for an upload closes its stream by a method that its client has not written: a warning, once the file is there.
KNOWN = "Method not implemented."
CUT = ("AbortError: signal is aborted", "Unexpected error Connection errored out")  # how Gradio says that a page was left


def complaint(told: "ConsoleMessage") -> bool:
    """Whether a line of the browser's console says that something is wrong."""
    return told.type == "error" or (told.type == "warning" and told.text != KNOWN)


@contextmanager
def serving(folder: Path, *command: str | Path) -> Iterator[str]:
    """A server of its own, with a home of its own; its address, as soon as it answers."""
    port, log = free_port(), folder / "log"
    own = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CACHE_HOME": str(folder)}
    filled = [str(port) if part == "PORT" else str(part) for part in command]
    with log.open("wb") as output:
        server = subprocess.Popen([sys.executable, *filled], cwd=ROOT, stdout=output, stderr=output, env=own)
        try:
            for _ in range(480):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1).close()
                    break
                except OSError:
                    assert server.poll() is None, log.read_text("utf-8", errors="replace")
                    time.sleep(0.25)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait(timeout=15)


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the index, which the first server builds and the others open."""
    return tmp_path_factory.mktemp("index")


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory, index: Path) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("home"), "app.py", "--port", "PORT", "--index", index) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    sync_api = pytest.importorskip("playwright.sync_api", reason="no playwright: pip install -e '.[test]'")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=[*quiet, "--no-first-run", "--disable-quic"])
        yield opened
        opened.close()


class Visit:
    """Opens pages and keeps what goes wrong in them: requests that leave this machine, errors of scripts and of the console."""

    def __init__(self, browser: "Browser", address: str) -> None:
        self.browser, self.address = browser, address
        self.wrong: list[str] = []

    def __call__(self, path: str = "", *, locale: str = "kk-KZ", at: str = "", **options: object) -> "Page":
        page = self.enter(at or self.address, path, locale=locale, **options)
        self.ready(page, locale[:2])
        return page

    def enter(self, address: str, path: str = "", *, locale: str = "kk-KZ", **options: object) -> "Page":
        """Open what stands at an address."""
        allowed = ["clipboard-read", "clipboard-write"]
        page = self.browser.new_context(locale=locale, permissions=allowed, **options).new_page()  # type: ignore[arg-type]
        page.set_default_timeout(30_000)
        page.on("request", lambda it: None if it.url.startswith((address, "data:", "blob:")) else self.wrong.append(it.url))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda told: self.wrong.append(told.text) if complaint(told) else None)
        page.goto(address + path)
        return page

    def again(self, page: "Page", language: str) -> None:
        """Load a page anew. Of an answer that is still on its way Gradio says then that its connection was cut: so it was."""
        page.reload()
        self.ready(page, language)
        self.wrong = [told for told in self.wrong if not told.startswith(CUT)]

    def ready(self, page: "Page", language: str) -> None:
        """Wait until one can ask, in the language of the page."""
        page.wait_for_selector(BOX)
        page.wait_for_function("language => document.querySelector('.thread')?.dataset.language === language", arg=language)
        page.wait_for_selector("#foot .status:not(.opening)", timeout=60_000)


@pytest.fixture
def visit(browser: "Browser", address: str) -> Iterator[Visit]:
    visit = Visit(browser, address)
    yield visit
    for context in browser.contexts:
        context.close()
    assert not visit.wrong, visit.wrong


def ask(page: "Page", question: str) -> None:
    box = page.locator(BOX).first
    box.click()
    box.press_sequentially(question, delay=2)
    box.press("Enter")
    answered(page, question)


def answered(page: "Page", question: str) -> None:
    page.wait_for_function(
        "question => [...document.querySelectorAll('.turn.asked')].at(-1)?.dataset.question === question"
        " && !document.querySelector('.waiting')",
        arg=question,
    )


def shoot(page: "Page", name: str, **options: bool) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.wait_for_timeout(400)  # a scroll that is under way comes to rest
    page.screenshot(path=SHOTS / f"{name}.png", **options)  # type: ignore[arg-type]


def tab(page: "Page", name: str, language: str = "en") -> None:
    page.get_by_role("tab", name=word(name, language), exact=True).click()


def add(page: "Page", file: Path) -> None:
    """Add a file to one's own documents, over one of the same name."""
    tab(page, "tab_own")
    page.set_input_files("#drop input[type=file]", file)
    page.wait_for_selector(f"#drop :text('{file.stem}')")
    replace = page.get_by_label(word("own_replace", "en"))
    if not replace.is_checked():
        replace.click()
    page.locator("#add").click()
    # The field is emptied when the file is in; the outcome alone could be that of the time before.
    page.wait_for_selector(f"#drop :text('{file.stem}')", state="detached", timeout=60_000)
    page.wait_for_selector(f"#outcome .fates:has-text('{file.name}')")


def choose(page: "Page", field: str, option: str) -> None:
    """Choose in one of the filters."""
    if not page.locator("#where-languages").is_visible():
        page.locator("#where > button").click()
    page.locator(f"#where-{field} input").click()
    page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Escape")


def counted(page: "Page") -> int:
    """How many documents the status line tells of."""
    found = re.search(r"(\d+) documents", page.locator("#foot .status").inner_text())
    assert found is not None
    return int(found[1])


def faults(page: "Page", where: str) -> list[str]:
    """What axe finds serious or critical, each with the place where it is."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe: pip install -e '.[test]'").Axe()
    page.wait_for_timeout(300)  # what fades in is there: half of its colour is no colour
    found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{where}: {fault['id']} {node['target']} {node['html'][:160]} {node['failureSummary'][-200:]}"
        for fault in found
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
    ]
