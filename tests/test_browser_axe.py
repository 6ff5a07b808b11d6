"""The page as axe sees it: no serious fault, light and dark, in every language, in every room. Skipped without Chromium."""

import pytest

from qa.words import LANGUAGES
from tests.browsing import ASKED, BOX, NOWHERE, WIDE, Visit, ask, faults, in_a_browser, tab

pytestmark = in_a_browser
LOCALES = {"kk": "kk-KZ", "ru": "ru-RU", "en": "en-GB"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_no_serious_fault(visit: Visit, language: str, scheme: str) -> None:
    page = visit(viewport=WIDE, locale=LOCALES[language], color_scheme=scheme)
    found = faults(page, "welcome")
    ask(page, NOWHERE)
    found += faults(page, "not found")
    ask(page, ASKED[language][0])
    page.wait_for_selector("#evidence .card mark")
    page.locator("#card-1 .why summary").click()
    page.locator("#where > button").click()
    found += faults(page, "answer")
    page.locator("#card-1 [data-act=open]").click()
    page.wait_for_selector("dialog.reader[open] #here")
    found += faults(page, "reader")
    page.keyboard.press("Escape")
    for name in ("tab_own", "tab_evaluate", "tab_develop"):
        tab(page, name, language)
        found += faults(page, name)
    assert not found, "\n".join(found)


def test_axe_finds_no_serious_fault_on_a_phone(visit: Visit) -> None:
    page = visit(viewport={"width": 360, "height": 740})
    found = faults(page, "welcome")
    ask(page, ASKED["kk"][0])
    page.wait_for_selector("#evidence .card mark")
    found += faults(page, "answer")
    page.locator("#card-1 [data-act=open]").click()
    page.wait_for_selector("dialog.reader[open] #here")
    found += faults(page, "reader")
    page.keyboard.press("Escape")
    page.locator(BOX).first.blur()
    page.keyboard.press("?")
    page.wait_for_selector("dialog.keys[open]")
    found += faults(page, "keys")
    assert not found, "\n".join(found)
