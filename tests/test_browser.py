"""The page in headless Chromium, with real typing. Skipped where there is no Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
SHOTS = Path(os.environ.get("SHOTS", ROOT / "build" / "shots"))
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: apt-get install chromium")

ASKED = {
    "kk": ("Қазақстан Шанхай бестігіне қашан қосылды?", "1996"),
    "ru": ("Сколько групп ведут разъяснительную работу по вопросам религии?", "229"),
    "en": ("When did Ihsanoglu visit Kazakhstan?", "September 2007"),
}


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    log = tmp_path_factory.mktemp("server") / "log"
    with log.open("wb") as output:
        index = tmp_path_factory.mktemp("index")
        arguments = ["app.py", "--port", str(port), "--index", str(index)]
        server = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, stdout=output, stderr=output)
        for _ in range(240):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1).close()
                break
            except OSError:
                assert server.poll() is None, log.read_text("utf-8", errors="replace")
                time.sleep(0.25)
        yield f"http://127.0.0.1:{port}/"
        server.terminate()
        server.wait(timeout=15)


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    sync_api = pytest.importorskip("playwright.sync_api", reason="no playwright: pip install -e '.[test]'")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=[*quiet, "--no-first-run", "--disable-quic"])
        yield opened
        opened.close()


def open_page(browser: "Browser", address: str, **options: object) -> "tuple[Page, list[str]]":
    """A page of a Kazakh browser, and the requests that leave this machine."""
    page = browser.new_context(locale="kk-KZ", **options).new_page()  # type: ignore[arg-type]
    gone: list[str] = []
    page.on(
        "request", lambda request: gone.append(request.url) if not request.url.startswith((address, "data:", "blob:")) else None
    )
    page.goto(address)
    page.wait_for_selector("#question textarea, #question input")
    page.wait_for_selector("text=Сұрау")
    return page, gone


def ask(page: "Page", question: str) -> None:
    box = page.locator("#question textarea, #question input").first
    box.click()
    box.press_sequentially(question, delay=2)
    box.press("Enter")


def test_a_question_typed_in_each_language_is_answered_with_marked_passages(browser: "Browser", address: str) -> None:
    page, gone = open_page(browser, address, viewport={"width": 1280, "height": 860})
    for question, answer in ASKED.values():
        ask(page, question)
        page.wait_for_function("([wanted]) => document.querySelector('#chat').innerText.includes(wanted)", arg=[question])
        page.wait_for_selector(f"#evidence .card mark:has-text('{answer}')")
        assert page.locator("#evidence .card").count() == 5
        assert "[1]" in page.locator("#chat").inner_text()
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / "chat.png")
    assert not gone


def test_the_interface_speaks_the_language_that_is_chosen(browser: "Browser", address: str) -> None:
    page, _ = open_page(browser, address)
    page.locator("#language label", has_text="Русский").click()
    page.wait_for_selector("text=Спросить")
    page.locator("#language label", has_text="English").click()
    page.wait_for_selector("#ask:has-text('Ask')")
    page.locator("#language label", has_text="Қазақша").click()
    page.wait_for_selector("#ask:has-text('Сұрау')")


def test_markup_in_a_question_is_shown_as_text(browser: "Browser", address: str) -> None:
    page, gone = open_page(browser, address)
    hostile = "<img src=x onerror=\"document.title='owned'\"> **[Қазақстан](javascript:1)** қашан?"
    ask(page, hostile)
    page.wait_for_selector("#chat >> text=onerror")
    assert page.locator("#chat img[src='x'], #evidence img").count() == 0
    assert page.title() != "owned"
    assert not gone


def test_the_page_fits_a_phone(browser: "Browser", address: str) -> None:
    page, _ = open_page(browser, address, viewport={"width": 360, "height": 740})
    ask(page, ASKED["kk"][0])
    page.wait_for_selector("#evidence .card mark")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / "phone.png", full_page=True)
