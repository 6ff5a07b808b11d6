"""The page in headless Chromium, with real typing and pointer clicks. Skipped where there is no Chromium."""

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

from qa.words import LANGUAGES, word

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

ROOT = Path(__file__).parents[1]
SHOTS = Path(os.environ.get("SHOTS", ROOT / "build" / "shots"))
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: apt-get install chromium")

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


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the index, which the first server builds and the others open."""
    return tmp_path_factory.mktemp("index")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, index: Path) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("home"), "app.py", "--port", "PORT", "--index", index) as found:
        yield found


@pytest.fixture(scope="module")
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
        address = at or self.address
        allowed = ["clipboard-read", "clipboard-write"]
        page = self.browser.new_context(locale=locale, permissions=allowed, **options).new_page()  # type: ignore[arg-type]
        page.set_default_timeout(12_000)
        page.on("request", lambda it: None if it.url.startswith((address, "data:", "blob:")) else self.wrong.append(it.url))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda told: self.wrong.append(told.text) if complaint(told) else None)
        page.goto(address + path)
        page.wait_for_selector(BOX)
        page.wait_for_function("language => document.querySelector('.thread')?.dataset.language === language", arg=locale[:2])
        page.wait_for_selector("#foot .status")
        return page


@pytest.fixture
def visit(browser: "Browser", address: str) -> Iterator[Visit]:
    visit = Visit(browser, address)
    yield visit
    for context in browser.contexts:
        context.close()
    assert not visit.wrong


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


def test_a_question_typed_in_each_language_is_answered_with_marked_passages(visit: Visit) -> None:
    page = visit(viewport=WIDE)
    shoot(page, "welcome")
    for question, answer in ASKED.values():
        ask(page, question)
        page.wait_for_selector(f"#evidence .card mark:has-text('{answer}')")
        assert page.locator("#evidence .card").count() == 5
        assert page.locator(".turn.told").last.locator(".cite").count() == 5
    shoot(page, "chat")


def test_a_number_brings_its_card_into_view_also_one_of_an_earlier_answer(visit: Visit) -> None:
    page = visit(viewport=WIDE)
    ask(page, ASKED["ru"][0])
    page.locator(".cite[data-cite='4']").click()
    page.wait_for_selector("#card-4.flash:focus")
    page.wait_for_function("(({top}) => 0 <= top && top < 860)(document.querySelector('#card-4').getBoundingClientRect())")
    ask(page, ASKED["en"][0])
    page.locator(".turn.told").first.locator(".cite").nth(1).click()
    page.wait_for_selector("#card-2.flash:focus")
    assert page.locator("#evidence .panel").get_attribute("data-question") == ASKED["ru"][0]


def test_a_card_is_verified_cited_and_judged(visit: Visit) -> None:
    page = visit(viewport=WIDE)
    ask(page, ASKED["kk"][0])
    card = page.locator("#card-1")
    card.locator("[data-act=verify]").click()
    page.wait_for_selector("#card-1 .verdict.good")
    assert card.locator(".verdict").inner_text().endswith(word("verified", "kk"))
    for style, holds in {"plain": "1996", "gost": "Электрондық ресурс", "bibtex": "@misc", "markdown": "> "}.items():
        card.locator(".drop summary").click()
        card.locator(f"[data-act=copy-{style}]").click()
        page.wait_for_selector(".toast")
        assert holds in page.evaluate("navigator.clipboard.readText()")
        page.evaluate("document.querySelector('.toast')?.remove()")
    card.locator("[data-act=wrong]").click()
    card.locator(".correct textarea").fill("Мұндай сөйлем еш жерде жоқ.")
    card.locator(".correct .main").click()
    page.wait_for_selector("#card-1 .verdict.bad")
    card.locator(".correct textarea").fill("2001 жылы Шанхай бестігі")
    card.locator(".correct .main").click()
    page.wait_for_selector("#card-1 .verdict.good")
    assert card.locator(".correct").count() == 0
    card.locator("[data-act=thumb-up]").click()


def test_a_document_opens_at_the_quote_and_a_link_opens_the_same_place_anew(visit: Visit) -> None:
    page = visit(viewport=WIDE)
    ask(page, ASKED["kk"][0])
    page.locator("#card-1 [data-act=open]").click()
    page.wait_for_selector("dialog.reader[open] #here")
    shoot(page, "reader")
    quote = page.locator("dialog #here").inner_text()
    assert "1996" in quote
    place = page.locator("dialog #here").bounding_box()
    assert place is not None
    assert 0 < place["y"] < 860
    page.locator("dialog .contents a").last.click()
    page.wait_for_function("document.querySelector('#here').getBoundingClientRect().y < 0")
    page.locator("dialog [data-act=original]").click()
    page.wait_for_selector("dialog #original :first-child")
    page.locator("dialog [data-copy]").click()
    link = page.evaluate("navigator.clipboard.readText()")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog.reader", state="hidden")
    again = visit(path=link.removeprefix(visit.address), locale="en-GB")
    again.wait_for_selector("dialog.reader[open] #here")
    assert again.locator("dialog #here").inner_text() == quote


def test_a_link_whose_text_has_changed_says_so(visit: Visit) -> None:
    page = visit(path="?document=kk-921-buiryq.md&at=10-30&h=00000000", locale="en-GB")
    page.wait_for_selector(f"dialog .notice:has-text('{word('changed', 'en')}')")
    page = visit(path="?document=nowhere.md&at=10-30&h=00000000", locale="en-GB")
    page.wait_for_selector(f".toast:has-text('{word('gone', 'en')}')")


def test_a_link_can_hold_a_question(visit: Visit) -> None:
    page = visit(path="?q=When+did+Ihsanoglu+visit+Kazakhstan%3F", locale="en-GB")
    answered(page, ASKED["en"][0])
    page.wait_for_selector("#evidence .card mark:has-text('September 2007')")


def test_a_pdf_opens_in_the_browsers_own_viewer_and_nothing_else_is_served(address: str) -> None:
    name = "original/ru-zakon-o-protivodeystvii-ekstremizmu.pdf"
    with urllib.request.urlopen(address + name, timeout=5) as reply:
        assert reply.read(5) == b"%PDF-"
    for other in ("original/kk-921-buiryq.md", "original/../app.py", "original/%2e%2e/app.py", "original/"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(address + other, timeout=5)


def test_a_conversation_follows_up_is_edited_kept_and_taken_up_again(visit: Visit) -> None:
    page = visit(viewport=WIDE)
    ask(page, "Шанхай ынтымақтастық ұйымы қашан құрылды?")
    ask(page, "Оның мақсаты не?")
    page.locator(".turn.asked").first.hover()
    page.locator("[data-act=edit]").first.click()
    page.locator(".rewrite textarea").fill(ASKED["kk"][0])
    page.locator(".rewrite .main").click()
    answered(page, ASKED["kk"][0])
    assert page.locator(".turn.asked").count() == 1
    chip = page.locator(".next .chip").first
    suggested = chip.inner_text()
    chip.click()
    answered(page, suggested)
    page.locator("[data-act=restart]").click()
    page.wait_for_selector(".welcome")
    page.locator("#kept > summary").click()
    page.locator("#earlier .resume").first.click()
    answered(page, suggested)
    assert page.locator(".turn.asked").count() == 2
    page.reload()
    page.wait_for_selector(".welcome")
    page.locator("#kept > summary").click()
    page.wait_for_selector("#earlier .resume")
    assert page.locator("#earlier .resume").count() == 1


@pytest.mark.parametrize("form", ["html", "markdown", "docx"])
def test_a_conversation_is_saved_with_its_evidence(visit: Visit, form: str) -> None:
    page = visit()
    ask(page, ASKED["kk"][0])
    page.locator(".toolbar summary").nth(1).click()
    with page.expect_download() as waiting:
        page.locator(f"[data-act=save-{form}]").click()
    data = Path(waiting.value.path()).read_bytes()
    assert data[:2] == b"PK" if form == "docx" else "1996" in data.decode()


def test_what_is_not_found_says_where_it_looked(visit: Visit) -> None:
    page = visit(viewport=WIDE, locale="ru-RU")
    ask(page, NOWHERE)
    page.wait_for_selector("#evidence .related")
    assert word("not_found", "ru") in page.locator("#evidence").inner_text()
    assert word("related", "ru") in page.locator("#evidence").inner_text()
    shoot(page, "not-found")


def test_the_interface_speaks_the_language_that_is_chosen_and_keeps_it(visit: Visit) -> None:
    page = visit()
    for code in ("ru", "en", "kk", "ru"):
        page.locator("#language label", has_text=LANGUAGES[code]).click()
        page.wait_for_selector(f"#ask:has-text('{word('ask', code)}')")
        page.wait_for_selector(f".welcome:has-text('{word('welcome', code)}')")
        page.wait_for_selector(f"button[role=tab]:has-text('{word('tab_evaluate', code)}')")
    page.wait_for_timeout(600)  # Gradio complains of what is cut off under way
    page.reload()
    page.wait_for_selector(f"#ask:has-text('{word('ask', 'ru')}')")


def test_everything_can_be_done_from_the_keyboard(visit: Visit) -> None:
    page = visit(viewport=WIDE)
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type(ASKED["en"][0])
    page.keyboard.press("Enter")
    answered(page, ASKED["en"][0])
    page.keyboard.press("ArrowUp")
    page.wait_for_function("question => document.activeElement.value === question", arg=ASKED["en"][0])
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    page.wait_for_selector("#card-3:focus")
    page.keyboard.press("?")
    page.wait_for_selector("dialog.keys[open]")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog.keys", state="hidden")
    assert page.locator("p[role=status][aria-live]").inner_text().startswith("Жауап табылды")


def test_markup_in_a_question_is_shown_as_text(visit: Visit) -> None:
    page = visit()
    hostile = "<img src=x onerror=\"document.title='owned'\"> **[Қазақстан](javascript:1)** `${alert(1)}` {{7*7}} қашан?"
    ask(page, hostile)
    assert page.locator(".turn.asked .said").inner_text() == hostile
    assert page.locator("#chat img, #evidence img, #chat a").count() == 0
    page.locator("[data-act=restart]").click()
    page.locator("#kept > summary").click()
    assert hostile in page.locator("#earlier .resume").first.inner_text()
    assert page.title() == "Dayek"


def test_the_page_fits_a_phone(visit: Visit) -> None:
    page = visit(viewport={"width": 360, "height": 740})
    shoot(page, "phone-welcome")
    ask(page, ASKED["kk"][0])
    page.wait_for_selector("#evidence .card mark")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    shoot(page, "phone", full_page=True)
    page.locator(".cite").nth(1).click()
    page.wait_for_selector("#card-2:focus")
    page.locator("#card-2 [data-act=open]").click()
    page.wait_for_selector("dialog.reader[open] #here")
    shoot(page, "phone-reader")


def test_the_page_is_dark_where_the_system_is_and_turns_light_at_a_click(visit: Visit) -> None:
    page = visit(viewport=WIDE, locale="ru-RU", color_scheme="dark")
    page.wait_for_selector("body.dark")
    ask(page, ASKED["ru"][0])
    shoot(page, "dark")
    page.locator("#card-1 [data-act=open]").click()
    page.wait_for_selector("dialog.reader[open]")
    shoot(page, "dark-reader")
    page.keyboard.press("Escape")
    page.locator("[data-act=theme]").click()
    page.wait_for_selector("body:not(.dark)")


NOTE = "The lighthouse of Cape Zubrovka was painted violet in 1931 by Ermine Walsh.\n"
PAPER = (
    "The harbour light of Port Quillan was built of basalt in 1889 by Odran Fitch. Its lamp burns oil of rapeseed. "
    "In winter the keepers cross the ice on foot, and the bell tower tells them the way home."
)
WHO = "Who painted the lighthouse of Cape Zubrovka violet?"


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
    page.wait_for_selector(f"#outcome .fates:has-text('{file.name}')", timeout=60_000)


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


def test_own_documents_are_added_asked_and_removed_and_the_page_knows_it_at_once(visit: Visit, tmp_path: Path) -> None:
    page = visit(viewport=WIDE, locale="en-GB")
    before = counted(page)
    note = tmp_path / "lighthouse.txt"
    note.write_text(NOTE, encoding="utf-8")
    add(page, note)
    shoot(page, "own")
    tab(page, "tab_chat")
    page.wait_for_selector(f"#foot .status:has-text('{before + 1} documents')")
    choose(page, "collections", word("own_first", "en"))
    ask(page, WHO)
    page.wait_for_selector("#evidence mark:has-text('Ermine Walsh')")
    tab(page, "tab_own")
    page.locator("#chosen-files label").first.click()
    page.locator("#remove").click()
    page.wait_for_selector(f"#outcome:has-text('{word('own_removed', 'en')}')", timeout=60_000)
    tab(page, "tab_chat")
    page.wait_for_selector(f"#foot .status:has-text('{before} documents')")
    assert page.locator("#where-collections .token").count() == 0
    page.locator("[data-act=restart]").click()
    page.wait_for_selector(".welcome")
    ask(page, WHO)
    page.wait_for_selector("#evidence .panel[data-question]")
    assert "Ermine Walsh" not in page.locator("#evidence").inner_text()


def test_a_collection_is_deleted_only_after_a_question(visit: Visit, tmp_path: Path) -> None:
    page = visit(viewport=WIDE, locale="en-GB")
    before = counted(page)
    note = tmp_path / "lighthouse.txt"
    note.write_text(NOTE, encoding="utf-8")
    add(page, note)
    page.locator("#delete").click()
    page.wait_for_selector("#sure .notice")
    page.locator("#delete-no").click()
    page.wait_for_selector("#sure", state="hidden")
    assert "lighthouse.txt" in page.locator("#files").inner_text()
    page.locator("#delete").click()
    page.wait_for_selector("#sure .notice")
    page.locator("#delete-yes").click()
    page.wait_for_selector(f"#outcome:has-text('{word('own_deleted', 'en')}')")
    page.wait_for_selector("#sure", state="hidden")
    assert "lighthouse.txt" not in page.locator("#files").inner_text()
    tab(page, "tab_chat")
    page.wait_for_selector(f"#foot .status:has-text('{before} documents')")


def test_a_pdf_of_ones_own_is_examined_asked_about_and_opened(visit: Visit, tmp_path: Path) -> None:
    paper = visit.browser.new_page()
    paper.set_content(f"<html lang='en'><h1>Lighthouses of the northern coast</h1><p>{PAPER}</p></html>")
    paper.pdf(path=tmp_path / "northern-coast.pdf")
    page = visit(viewport=WIDE, locale="en-GB")
    add(page, tmp_path / "northern-coast.pdf")
    page.wait_for_selector(f"#files tr:has-text('northern-coast.pdf') .health:has-text('{word('verdict_green', 'en')}')")
    tab(page, "tab_chat")
    ask(page, "Who built the harbour light of Port Quillan?")
    page.wait_for_selector("#card-1 mark:has-text('Odran Fitch')")
    page.locator("#card-1 [data-act=open]").click()
    page.wait_for_selector("dialog.reader[open] #here:has-text('Odran Fitch')")
    file = page.locator("dialog a[target=_blank]").get_attribute("href")
    assert file is not None
    assert file.endswith("#page=1")
    with urllib.request.urlopen(visit.address + file, timeout=5) as reply:
        assert reply.read(5) == b"%PDF-"


def test_a_link_finds_its_words_where_they_moved_and_says_when_they_are_gone(visit: Visit, tmp_path: Path) -> None:
    page = visit(viewport=WIDE, locale="en-GB")
    note = tmp_path / "lighthouse.txt"
    note.write_text(NOTE, encoding="utf-8")
    add(page, note)
    tab(page, "tab_chat")
    ask(page, WHO)
    page.wait_for_selector("#card-1 mark:has-text('Ermine Walsh')")
    page.locator("#card-1 [data-act=open]").click()
    page.wait_for_selector("dialog.reader[open] #here")
    quote = page.locator("dialog #here").inner_text()
    page.locator("dialog [data-copy]").click()
    link = page.evaluate("navigator.clipboard.readText()").removeprefix(visit.address)
    page.keyboard.press("Escape")
    for text, state in (
        (f"A note on the coast, written later.\n\n{NOTE}", "moved"),
        (NOTE.replace("violet", "white"), "changed"),
    ):
        note.write_text(text, encoding="utf-8")
        add(page, note)
        later = visit(link, locale="en-GB")
        later.wait_for_selector(f"dialog .notice:has-text('{word(state, 'en')}')")
        assert later.locator("dialog #here").all_inner_texts() == ([quote] if state == "moved" else [])


def test_a_question_is_asked_only_where_the_filters_say(visit: Visit) -> None:
    page = visit(viewport=WIDE, locale="en-GB")
    choose(page, "languages", word("ru", "en"))
    ask(page, ASKED["en"][0])
    badges = page.locator("#evidence .card .badge")
    assert badges.count() > 0
    assert set(badges.all_inner_texts()) == {word("ru", "en")}


def test_a_question_that_takes_too_long_is_stopped(visit: Visit, index: Path, tmp_path: Path) -> None:
    door = tmp_path / "door"
    with serving(tmp_path, "tests/held.py", door, "PORT", index) as held:
        page = visit(locale="en-GB", at=held)
        box = page.locator(BOX).first
        box.fill(ASKED["en"][0])
        box.press("Enter")
        page.wait_for_selector(".waiting")
        page.locator("#stop").click()
        page.wait_for_selector(f".fault:has-text('{word('question_stopped', 'en')}')")
        page.wait_for_selector("#stop", state="hidden")
        assert page.locator(".turn.asked").get_attribute("data-question") == ASKED["en"][0]
        door.touch()
        page.wait_for_timeout(1500)  # Gradio complains of what is cut off under way
        page.goto("about:blank")  # a page that outlives its server complains


def test_a_server_that_is_read_only_answers_and_changes_nothing(visit: Visit, index: Path, tmp_path: Path) -> None:
    with serving(tmp_path, "app.py", "--port", "PORT", "--index", index, "--read-only") as address:
        page = visit(locale="en-GB", at=address)
        ask(page, ASKED["en"][0])
        with page.expect_download() as waiting:
            page.locator("#card-1 [data-act=thumb-up]").click()
        assert b'"judged": "up"' in Path(waiting.value.path()).read_bytes()
        tab(page, "tab_own")
        page.wait_for_selector(f"#own-intro .notice:has-text('{word('own_fault_read_only', 'en')}')")
        for shut in ("drop", "add", "make", "remove", "accept", "delete"):
            assert not page.locator(f"#{shut}").is_visible()
        tab(page, "tab_develop")
        page.wait_for_selector("#inventory tbody tr")
        assert not page.locator("#rebuild").is_visible()
        page.goto("about:blank")


def test_developers_see_the_index_and_one_question_opened_up(visit: Visit) -> None:
    page = visit(viewport=WIDE)
    page.get_by_role("tab", name=word("tab_develop", "kk")).click()
    page.wait_for_selector("#inventory tbody tr")
    page.locator("#bench-question textarea, #bench-question input").first.fill(ASKED["en"][0])
    page.locator("#bench-go").click()
    page.wait_for_selector("#bench tbody tr")
    shoot(page, "develop", full_page=True)
    page.locator("#rebuild").click()
    page.wait_for_selector("#rebuilt .verdict.good", timeout=120_000)
    tab(page, "tab_chat", "kk")
    page.wait_for_selector("#foot .status")


def test_evaluators_run_a_question_set_of_their_own_and_compare_it_with_an_earlier_run(visit: Visit, tmp_path: Path) -> None:
    page = visit(viewport=WIDE, locale="ru-RU")
    lines = (ROOT / "eval" / "data" / "questions.jsonl").read_text("utf-8").splitlines()[:6]
    own = tmp_path / "own.jsonl"
    own.write_text("\n".join(lines) + "\n", encoding="utf-8")
    tab(page, "tab_evaluate", "ru")
    page.set_input_files("#question-set input[type=file]", own)
    page.wait_for_selector("#question-set :text('own')")
    page.locator("#evaluate").click()
    frame = page.frame_locator("iframe.report")
    frame.locator("h1").wait_for(timeout=60_000)
    assert re.search(r"\b6 questions", frame.locator(".status").first.inner_text())
    shoot(page, "evaluate", full_page=True)
    with page.expect_download() as waiting:
        page.locator("#report-files a[download]").last.click()
    earlier = tmp_path / "run.json"
    waiting.value.save_as(earlier)
    page.set_input_files("#earlier-run input[type=file]", earlier)
    page.wait_for_selector("#earlier-run :text('run')")
    page.locator("#evaluate").click()
    page.wait_for_selector(f"#difference caption:has-text('{word('ev_compared', 'ru')}')", timeout=60_000)
    assert "1,0000" in page.locator("#difference tbody tr").first.inner_text()  # nothing has changed: p is 1
