"""Markup: whatever a document or a question contains, the page shows it as text, and the only tags are our own."""

import html
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Passage
from qa import Answer, Citation
from qa.cards import banner, card, inert, message, panel, status
from qa.words import LANGUAGES, word

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</mark></blockquote></article><h1>Құрды</h1>",
    "<!-- <b>",
    "&lt;b&gt; &amp;#60; &#x3c;b&#x3e;",
    "[басыңыз](javascript:alert(1)) ![x](//x.kz/y.png)",
    "**қалың** _көлбеу_ `код` ~~сызық~~ # тақырып\n> дәйексөз\n- тізім\n1. тізім",
    "$$x^2$$ \\(y\\) https://x.kz www.x.kz a@x.kz",
    "{reason} {0} %s ${x}",
    "\u202e\u2066тегіс\u2069 \x00 \u200b İıＡ",
]
MARKUP = st.text("<>&\"'`[](){}*_#+-.!|~$:/@=^%;\\ әİ\n1x", max_size=40)
texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40), MARKUP)


class Reader(HTMLParser):
    """What a browser makes of markup: the tags in their order with their attributes, and the text between them."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.values: dict[str, str | None] = {}
        self.text: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(" ".join([tag, *(name for name, _ in attrs)]))
        self.values |= {f"{tag} {name}": value for name, value in attrs}
        self.text.append("")

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"/{tag}")
        self.text.append("")

    def handle_data(self, data: str) -> None:
        self.text[-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    handle_decl = handle_pi = handle_comment


def citation(text: str, start: int, end: int, title: str = "Бал арасы", document: str = "аралар.md") -> Citation:
    passage = Passage(document, title, 0, len(text), text, 2, 7, "kk")
    return Citation(1, passage, start, end, text[start:end], 0.5)


def answer(citation: Citation, text: str, *, found: bool) -> Answer:
    cited, related = ((citation,), ()) if found else ((), (citation,))
    return Answer("Қашан?", "kk", text, 0.5, cited, related, (), 1.0)


PLAIN = citation("Ара ұшты.", 0, 3)


@settings(max_examples=80, deadline=None)
@given(texts, texts, texts, st.sampled_from(list(LANGUAGES)), st.booleans(), st.data())
def test_a_card_has_our_tags_only_and_shows_every_letter(
    text: str, title: str, document: str, language: str, related: bool, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    markup = card(citation(text, start, end, title, document), language, related=related)
    read, plain = Reader(markup), Reader(card(PLAIN, language, related=related))
    assert read.tags == plain.tags
    assert read.values == plain.values | {"article aria-label": f"[1] {title}"}
    assert markup.count("<") == markup.count(">") == len(plain.tags)
    begin = markup.index("<blockquote")
    assert html.unescape(re.sub("<[^>]*>", "", markup[begin:])) == text
    assert html.escape(text[start:end]) in re.findall("<mark>(.*?)</mark>", markup, re.DOTALL)
    assert f'class="title">{html.escape(title)}<' in markup
    assert f"{html.escape(document)} · " in markup


@settings(max_examples=100, deadline=None)
@given(texts, texts, st.booleans(), st.sampled_from(list(LANGUAGES)))
def test_a_panel_has_our_tags_only(text: str, title: str, found: bool, language: str) -> None:
    hostile = panel(answer(citation(text, 0, len(text), title, title), text, found=found), language)
    plain = panel(answer(PLAIN, "Ара", found=found), language)
    assert Reader(hostile).tags == Reader(plain).tags
    assert hostile.count("<") == plain.count("<")


@settings(max_examples=200, deadline=None)
@given(texts)
def test_inert_text_holds_no_sign_of_markup_and_reads_as_before(text: str) -> None:
    shown = inert(text)
    assert not set(re.sub(r"&#\d+;", "", shown)) & set("<>&\"'`\\*_{}[]()#+-.!|~$:/@=^%")
    assert re.sub(r"&#(\d+);", lambda match: chr(int(match[1])), shown) == text


@settings(max_examples=100, deadline=None)
@given(texts)
def test_a_message_is_inert_but_keeps_its_paragraphs(text: str) -> None:
    shown = message(answer(PLAIN, text, found=True))
    assert "<" not in shown
    assert shown.split("\n\n") == [inert(paragraph) for paragraph in text.split("\n\n")]


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("found", [True, False])
def test_a_hostile_text_is_text_in_every_place_where_it_is_shown(hostile: str, found: bool) -> None:
    cited = citation(hostile, 0, len(hostile), hostile, hostile)
    assert not set(message(answer(cited, hostile, found=found))) & set("<>\"'`[]()*_")
    for show in (
        lambda it: card(it, "kk", related=not found),
        lambda it: panel(answer(it, it.quote, found=found), "kk"),
    ):
        assert Reader(show(cited)).tags == Reader(show(PLAIN)).tags
        assert "".join(Reader(show(cited)).text).count(hostile) == 3  # as title, as document and as passage


def test_the_number_of_a_card_is_shown_for_citations_only() -> None:
    assert 'class="number">1<' in card(PLAIN, "kk", related=False)
    assert "number" not in card(PLAIN, "kk", related=True)


def test_a_page_is_named_only_where_there_are_pages() -> None:
    assert "2-бет, 7-жол" in card(PLAIN, "kk", related=False)
    assert "с. 2, строка 7" in card(PLAIN, "ru", related=False)
    pageless = replace(PLAIN, passage=replace(PLAIN.passage, page=0))
    assert "p. 0" not in card(pageless, "en", related=False)
    assert "line 7" in card(pageless, "en", related=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_page_are_in_its_language(language: str) -> None:
    assert word("no_evidence", language) in panel(None, language)
    assert word("evidence", language) in panel(answer(PLAIN, "Ара", found=True), language)
    assert word("related", language) in html.unescape(panel(answer(PLAIN, "Ара", found=False), language))
    assert html.escape(word("tagline", language)) in banner(language)
    assert "20" in status(language, 20, 321)
    assert "321" in status(language, 20, 321)
