"""The page in headless Chromium, with real typing and pointer clicks: asking, reading on, conversing. Skipped without one."""

import urllib.request
from pathlib import Path

import pytest

from qa.question import LONGEST
from qa.words import LANGUAGES, word
from tests.browsing import ASKED, BOX, NOWHERE, WIDE, Visit, answered, ask, in_a_browser, shoot

pytestmark = in_a_browser


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
    toast = page.wait_for_selector(f".toast:has-text('{word('copied', 'kk')}')")
    over = "({left, top, width, height}) => document.elementFromPoint(left + width / 2, top + height / 2)"
    assert toast.evaluate(f"toast => ({over})(toast.getBoundingClientRect()) === toast")  # nothing lies over it
    assert page.locator("dialog[open] [role=status]").inner_text() == word("copied", "kk")
    link = page.evaluate("navigator.clipboard.readText()")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog.reader", state="hidden")
    page.wait_for_selector("body > [role=status]", state="attached")
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
    visit.again(page, "kk")
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
    ask(page, ASKED["ru"][0])
    page.wait_for_selector("#evidence .card mark")
    page.locator("[data-show]").click()
    page.wait_for_selector(f"#evidence .panel[data-question='{NOWHERE}'] .related")


def test_the_interface_speaks_the_language_that_is_chosen_and_keeps_it(visit: Visit) -> None:
    page = visit()
    for code in ("ru", "en", "kk", "ru"):
        page.locator("#language label", has_text=LANGUAGES[code]).click()
        page.wait_for_selector(f"#ask:has-text('{word('ask', code)}')")
        page.wait_for_selector(f".welcome:has-text('{word('welcome', code)}')")
        page.wait_for_selector(f"button[role=tab]:has-text('{word('tab_evaluate', code)}')")
    visit.again(page, "ru")
    page.wait_for_selector(f"#ask:has-text('{word('ask', 'ru')}')")


def test_a_ring_stands_round_a_language_that_is_reached_by_keys_and_not_by_a_click(visit: Visit) -> None:
    page = visit(viewport=WIDE)
    ringed = "label => getComputedStyle(label).outlineStyle === 'solid'"
    ring = f"[...document.querySelectorAll('#language label')].filter({ringed}).length"
    page.locator("#language label", has_text=LANGUAGES["ru"]).click()
    page.wait_for_selector(".thread[data-language=ru]", state="attached")
    assert page.evaluate(ring) == 0
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.wait_for_function(f"{ring} === 1")


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


def test_a_question_that_is_too_long_is_not_cut_but_told_so_and_stays_to_be_shortened(visit: Visit) -> None:
    page = visit(viewport={"width": 360, "height": 740}, locale="ru-RU")
    long = " ".join(["очень длинный вопрос о документах"] * 100)
    page.locator(BOX).first.fill(long)
    page.keyboard.press("Enter")
    told = page.wait_for_selector(f".fault:has-text('{word('question_long', 'ru', limit=LONGEST)}')")
    page.wait_for_function("([box, long]) => document.querySelector(box).value === long", arg=[BOX, long])
    shoot(page, "long")
    place, field = told.bounding_box(), page.locator(BOX).first.bounding_box()
    assert place is not None
    assert field is not None
    assert 0 < place["y"] < field["y"]  # the sentence is in view, above a field that leaves it room
    assert field["height"] < 300


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_menu_stays_within_a_phone(visit: Visit, language: str) -> None:
    page = visit(viewport={"width": 360, "height": 740}, locale=language)
    ask(page, ASKED["ru"][0])
    for menu in ("#kept", "#tools .drop:not(#kept)", "#card-1 .drop"):
        page.locator(f"{menu} > summary").click()
        place = page.locator(f"{menu} > .menu").bounding_box()
        assert place is not None
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= 360


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
