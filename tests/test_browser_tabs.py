"""The other tabs of the page in headless Chromium: own documents, where to look, evaluation, the index."""

import json
import urllib.request
from pathlib import Path

from eval.words import say
from qa.words import LANGUAGES, word
from tests.browsing import ASKED, ROOT, WIDE, Visit, add, answered, ask, choose, counted, in_a_browser, shoot, tab

pytestmark = in_a_browser

NOTE = "The lighthouse of Cape Zubrovka was painted violet in 1931 by Ermine Walsh.\n"
PAPER = (
    "The harbour light of Port Quillan was built of basalt in 1889 by Odran Fitch. Its lamp burns oil of rapeseed. "
    "In winter the keepers cross the ice on foot, and the bell tower tells them the way home."
)
WHO = "Who painted the lighthouse of Cape Zubrovka violet?"


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
    page.locator("#language label", has_text=LANGUAGES["ru"]).click()
    page.wait_for_function("document.querySelector('#outcome').textContent.trim() === ''")  # it was said in English


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
    assert page.locator(".turn.asked .scope").inner_text().endswith(word("ru", "en"))
    page.wait_for_selector(f"#where > button:has-text('{word('where', 'en')}: {word('ru', 'en')}')")
    page.locator("#where-languages .token-remove").first.click()
    page.wait_for_selector("#where > button:not(:has-text(':'))")


def test_a_conversation_taken_up_again_looks_where_it_looked(visit: Visit) -> None:
    page = visit(viewport=WIDE, locale="en-GB")
    choose(page, "languages", word("ru", "en"))
    ask(page, ASKED["en"][0])
    shown = page.locator("#evidence .card .title").all_inner_texts()
    visit.again(page, "en")
    assert page.locator("#where-languages .token").count() == 0
    page.locator("#kept > summary").click()
    page.locator("#earlier .resume").first.click()
    answered(page, ASKED["en"][0])
    page.wait_for_selector("#evidence .card")
    assert page.locator("#evidence .card .title").all_inner_texts() == shown
    assert page.locator(".turn.asked .scope").inner_text().endswith(word("ru", "en"))
    page.locator("#where > button").click()
    assert word("ru", "en") in page.locator("#where-languages .token").first.inner_text()


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


def test_work_that_takes_its_time_draws_one_bar(address: str) -> None:
    with urllib.request.urlopen(f"{address}config", timeout=60) as reply:
        drawn = [each for each in json.load(reply)["dependencies"] if each["show_progress"] != "hidden"]
    assert len(drawn) >= 6
    assert [each for each in drawn if len(each["show_progress_on"] or each["outputs"]) > 1] == []


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
    assert say("{n} questions.", "ru", n=6) in frame.locator(".status").first.inner_text()
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
    own.write_text("no question\n", encoding="utf-8")
    page.locator("#question-set button.icon-button").click()
    page.set_input_files("#question-set input[type=file]", own)
    page.wait_for_selector("#question-set :text('own')")
    page.locator("#evaluate").click()
    page.wait_for_selector("#report .verdict.bad")
    page.wait_for_selector("#report-files", state="hidden")  # what stood there was of the run before
    assert page.locator("#difference").inner_text().strip() == ""
