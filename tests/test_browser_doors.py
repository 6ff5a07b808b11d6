"""The page as it can be started, in headless Chromium: with accounts, read-only, slow; and what stands beside it."""

import asyncio
import json
import socket
import subprocess
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from qa.words import LANGUAGES, word
from tests.browsing import ASKED, BOX, ROOT, Visit, add, answered, ask, faults, in_a_browser, serving, shoot, tab

if TYPE_CHECKING:
    from playwright.sync_api import Page


def told_in_the_terminal(index: Path, question: str) -> dict[str, Any]:
    """The command line's JSON, without what is other each time."""
    command = [sys.executable, "-m", "qa", question, "--json", "--index", str(index)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return timeless(run.stdout)


def timeless(text: str) -> dict[str, Any]:
    found = json.loads(text)
    assert found.pop("elapsed_ms") > 0
    return dict(found)


def test_the_endpoint_answers_as_the_command_line_does(address: str, index: Path) -> None:
    sent = json.dumps({"data": [ASKED["kk"][0], []]}).encode()
    call = urllib.request.Request(f"{address}gradio_api/call/ask", sent, {"Content-Type": "application/json"})
    with urllib.request.urlopen(call, timeout=60) as reply:
        event = json.load(reply)["event_id"]
    with urllib.request.urlopen(f"{address}gradio_api/call/ask/{event}", timeout=60) as reply:
        kind, data = reply.read().decode().strip().split("\n")[-2:]
    assert kind == "event: complete"
    [found] = json.loads(data.removeprefix("data: "))
    assert timeless(json.dumps(found)) == told_in_the_terminal(index, ASKED["kk"][0])


def test_the_tool_answers_as_the_command_line_does(index: Path, tmp_path: Path) -> None:
    mcp = pytest.importorskip("mcp", reason="no mcp: pip install -e '.[test]'")
    from mcp.client.streamable_http import streamable_http_client

    async def call(address: str, *questions: str) -> list[Any]:
        async with (
            streamable_http_client(f"{address}gradio_api/mcp/") as (reading, writing, _),
            mcp.ClientSession(reading, writing) as session,
        ):
            await session.initialize()
            [tool] = (await session.list_tools()).tools
            assert tool.name == "ask"
            assert set(tool.inputSchema["properties"]) == {"question", "history"}
            return [await session.call_tool("ask", {"question": question}) for question in questions]

    flags = ("--port", "PORT", "--index", index, "--mcp")
    # In a thread of its own: the browser of the other tests keeps a loop running in this one.
    with serving(tmp_path, "app.py", *flags) as address, ThreadPoolExecutor(1) as aside:
        found, empty = aside.submit(asyncio.run, call(address, ASKED["en"][0], " ")).result()
    assert timeless(found.content[0].text) == told_in_the_terminal(index, ASKED["en"][0])
    assert empty.isError
    assert empty.content[0].text == "The question is empty: type a question."


def test_a_port_that_is_taken_is_told_in_one_sentence(index: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [sys.executable, "app.py", "--index", str(index), "--port", str(taken.getsockname()[1])]
        run = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert run.returncode == 1
    assert run.stderr.strip().endswith("or name another --port.")
    assert "Traceback" not in run.stderr


def enter(page: "Page", name: str, password: str) -> None:
    page.get_by_label(word("login_name", "en")).fill(name)
    page.get_by_label(word("login_password", "en")).fill(password)
    page.get_by_role("button", name=word("login_enter", "en")).click()


@in_a_browser
def test_who_has_no_account_sees_nothing_and_who_has_one_asks_and_adds_documents(
    visit: Visit, index: Path, tmp_path: Path
) -> None:
    accounts, note = tmp_path / "accounts", tmp_path / "lighthouse.txt"
    accounts.write_text("айгүл:құпия сөз\n", encoding="utf-8")
    note.write_text("The lighthouse of Cape Zubrovka was painted violet in 1931 by Ermine Walsh.\n", encoding="utf-8")
    with serving(tmp_path, "app.py", "--port", "PORT", "--index", index, "--auth", accounts) as address:
        for path in ("config", "gradio_api/info", "original/ru-zakon-o-protivodeystvii-ekstremizmu.pdf"):
            with pytest.raises(urllib.error.HTTPError, match=r"40[14]"):
                urllib.request.urlopen(address + path, timeout=30)
        page = visit.enter(address, locale="en-GB")
        shoot(page, "door")
        assert not faults(page, "door")
        page.get_by_role("button", name=LANGUAGES["kk"]).click()
        page.get_by_role("button", name=word("login_enter", "kk")).wait_for()
        page.get_by_role("button", name=LANGUAGES["en"]).click()
        enter(page, "айгүл", "дұрыс емес")
        page.wait_for_selector(f"[role=alert]:has-text('{word('login_wrong', 'en')}')")
        enter(page, "айгүл", "құпия сөз")
        visit.ready(page, "en")
        ask(page, ASKED["en"][0])
        page.wait_for_selector("#evidence .card mark:has-text('September 2007')")
        add(page, note)
        tab(page, "tab_chat")
        ask(page, "Who painted the lighthouse of Cape Zubrovka violet?")
        page.wait_for_selector("#evidence mark:has-text('Ermine Walsh')")
        visit.wrong = [told for told in visit.wrong if "400" not in told]  # the browser notes the wrong password
        page.goto("about:blank")


@in_a_browser
def test_a_question_that_takes_too_long_is_stopped_and_can_be_asked_again(visit: Visit, index: Path, tmp_path: Path) -> None:
    door, question = tmp_path / "door", ASKED["en"][0]
    with serving(tmp_path, "tests/held.py", door, "PORT", index) as held:
        page = visit(locale="en-GB", at=held)
        box = page.locator(BOX).first
        for number, again in enumerate(("Enter", "#ask", "edit"), start=1):
            box.fill(question)
            box.press("Enter")
            page.wait_for_selector(".waiting")
            page.locator("#stop").click()
            page.wait_for_selector(f".fault:has-text('{word('question_stopped', 'en')}')")
            page.wait_for_selector("#stop", state="hidden")
            assert page.locator(".turn.asked").last.get_attribute("data-question") == question
            if again == "edit":
                page.locator("[data-act=edit]").last.click()
                page.locator(".rewrite .main").click()
            else:
                box.fill(question)
                box.press("Enter") if again == "Enter" else page.locator(again).click()
            page.wait_for_selector(".waiting")
            door.touch()
            answered(page, question)
            page.wait_for_selector("#evidence .card mark:has-text('September 2007')")
            assert page.locator(".turn.told:not(.fault)").count() == number
            door.unlink()
        page.goto("about:blank")  # a page that outlives its server complains


@in_a_browser
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
