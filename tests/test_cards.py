"""Markup: whatever a document or a question contains, the page shows it as text, and the only tags are our own."""

import html
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Document, Passage
from corpus.document import Mark
from qa import Answer, Citation
from qa.answer import Why
from qa.cards import card, dressed, panel, respelled
from qa.markup import Safe, join, tag
from qa.page.bar import bar, script_words, status, tools
from qa.page.sheet import head
from qa.page.thread import said, thread
from qa.page.turns import Turn, answered, replay
from qa.question import QuestionError
from qa.reference import STYLES
from qa.words import LANGUAGES, WORDS, word

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
    return Answer("Қашан?", "kk", text, 0.5, cited, related, ())


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
    assert read.values["article aria-label"] == f"[1] {title}"
    assert markup.count("<") == markup.count(">") == len(plain.tags)
    quoted = markup[markup.index("<blockquote") : markup.index("</blockquote>")]
    assert html.unescape(re.sub("<[^>]*>", "", quoted)) == text
    assert html.escape(text[start:end]) in re.findall("<mark>(.*?)</mark>", markup, re.DOTALL)
    assert f'class="title">{html.escape(title)}<' in markup
    assert f" {html.escape(document)} · " in markup


@settings(max_examples=100, deadline=None)
@given(texts, texts, st.booleans(), st.sampled_from(list(LANGUAGES)))
def test_a_panel_has_our_tags_only(text: str, title: str, found: bool, language: str) -> None:
    hostile = panel(answer(citation(text, 0, len(text), title, title), text, found=found), language)
    plain = panel(answer(PLAIN, "Ара", found=found), language)
    assert Reader(hostile).tags == Reader(plain).tags
    assert hostile.count("<") == plain.count("<")


@settings(max_examples=100, deadline=None)
@given(texts, texts, texts, st.sampled_from(list(LANGUAGES)))
def test_a_conversation_has_our_tags_only_and_shows_every_letter(question: str, told: str, title: str, language: str) -> None:
    told = re.sub(r"\n+|«|\[", " ", told)
    cited = citation("Ара ұшты.", 0, 3, title)
    markup = thread([Turn(question, answer(cited, f"{told} [1]", found=True))], language, [question])
    plain = thread([Turn("Қашан?", answer(PLAIN, "Ара [1]", found=True))], language, ["Не?"])
    read = Reader(markup)
    assert read.tags == Reader(plain).tags
    assert read.values["div data-question"] == question
    assert read.values["button data-ask"] == question
    assert f"{told} " in read.text


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("found", [True, False])
def test_a_hostile_text_is_text_in_every_place_where_it_is_shown(hostile: str, found: bool) -> None:
    cited = citation(hostile, 0, len(hostile), hostile, hostile)
    for show in (
        lambda it: card(it, "kk", related=not found),
        lambda it: panel(answer(it, it.quote, found=found), "kk"),
    ):
        assert Reader(show(cited)).tags == Reader(show(PLAIN)).tags
        assert "".join(Reader(show(cited)).text).count(hostile) == 3  # as title, as document and as passage


def test_markup_is_escaped_once_and_only_where_it_is_text() -> None:
    inner = tag("b", "a < b")
    assert inner == "<b>a &lt; b</b>"
    assert (
        tag("p", inner, " & ", class_="x", hidden=False, data_open=True) == '<p class="x" data-open><b>a &lt; b</b> &amp; </p>'
    )
    assert join(["<i>", Safe("<i>")]) == "&lt;i&gt;<i>"


@settings(max_examples=100, deadline=None)
@given(texts, st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=5), st.integers(0, 50), st.integers(0, 50))
def test_marks_change_no_letter_wherever_they_lie(text: str, marks: list[tuple[int, int]], one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    shown = dressed(text, start, end, [(min(pair), max(pair)) for pair in marks], "kk")
    assert html.unescape(re.sub("<[^>]*>", "", shown)) == text[start:end]


def test_a_number_in_an_answer_is_a_button_that_names_its_passage() -> None:
    markup = thread([Turn("Қашан?", answer(PLAIN, "«Ара» [1]\n\nСондай-ақ: [1] [7]", found=True))], "kk")
    buttons = re.findall(r'<button type="button" class="cite" data-turn="0" data-cite="1" aria-label="([^"]+)"', markup)
    assert buttons == ["1-дәйексөз: Бал арасы"] * 2
    assert "[7]" in markup  # no citation has this number: it is text
    assert '<p lang="kk">«Ара» <button' in markup


def test_a_refusal_says_where_it_looked_and_which_words_stand_nowhere() -> None:
    refused = replace(answer(PLAIN, "Жоқ.", found=False), missing=("вулкан",), corrected=(("қашон", "қашан"),))
    library = {f"{number}": Document(f"{number}", "", "", "kk" if number < 10 else "en", 0, ()) for number in range(14)}
    other = {"x": Document("x", "", "", "ru", 0, ())}
    markup = panel(refused, "ru", library | other, library)
    text = "".join(Reader(markup).text)
    for told in ("казахский – 10, английский – 4", "вулкан", "қашон", "қашан", word("related", "ru"), word("not_found", "ru")):
        assert told in text
    assert "number" not in markup
    assert "русский –" not in text


def test_a_refusal_without_related_passages_promises_none() -> None:
    near = answer(PLAIN, "Жоқ.", found=False)
    for refused, promised in ((near, True), (replace(near, related=()), False)):
        assert (word("see_related", "kk") in thread([Turn("Қашан?", refused)], "kk")) is promised
        assert (word("not_found_advice", "kk") in html.unescape(panel(refused, "kk"))) is promised


def test_a_question_is_offered_with_the_spelling_that_was_read() -> None:
    asked = replace(answer(PLAIN, "Жоқ.", found=False), question="ол қашон болды", corrected=(("қашон", "қашан"),))
    assert respelled(asked) == "ол қашан болды"


def test_a_card_says_why_it_is_there_in_words() -> None:
    chosen = replace(PLAIN, why=Why(2, 1, (("аралар", "Ара"), ("ұшты", "ұшты"))))
    text = "".join(Reader(card(chosen, "kk", related=False)).text)
    assert "мағынасы бойынша 2-орында; сөздері бойынша 1-орында." in text
    assert "аралар → Ара" in text
    assert "%" not in text
    assert word("why", "kk") not in card(PLAIN, "kk", related=False)


def test_a_card_names_authors_and_year_where_they_are_known() -> None:
    written = Document("аралар.md", "Бал арасы", "Ара ұшты.", "kk", 0, (), authors="Н. Ара", year=2020)
    assert ">Н. Ара, 2020<" in card(PLAIN, "kk", {"аралар.md": written}, related=False)
    assert ">2020<" in card(PLAIN, "kk", {"аралар.md": replace(written, authors="")}, related=False)
    assert card(PLAIN, "kk", {"аралар.md": replace(written, authors="", year=0)}, related=False) == card(
        PLAIN, "kk", related=False
    )


def test_a_year_that_stands_in_the_title_is_not_told_again_beside_the_authors() -> None:
    law = Document("аралар.md", "2005 жылғы заң", "Ара ұшты.", "kk", 0, (Mark(0, 1, 0),), authors="Н. Ара", year=2005)
    assert ">Н. Ара<" in card(PLAIN, "kk", {"аралар.md": law}, related=False)
    assert "Н. Ара · аралар.md" in head(law, 0, 0, "kk", originals=False)


def test_the_number_of_a_card_is_shown_for_citations_only() -> None:
    assert 'class="number" aria-hidden="true">1<' in card(PLAIN, "kk", related=False)
    assert "number" not in card(PLAIN, "kk", related=True)


def test_a_page_is_named_only_where_there_are_pages() -> None:
    assert "2-бет, 7-жол" in card(PLAIN, "kk", related=False)
    assert "с. 2, строка 7" in card(PLAIN, "ru", related=False)
    pageless = replace(PLAIN, passage=replace(PLAIN.passage, page=0))
    assert "p. 0" not in card(pageless, "en", related=False)
    assert "line 7" in card(pageless, "en", related=False)


def test_the_page_and_line_under_a_quote_are_the_quotes_own_as_in_its_references() -> None:
    text = "Бал арасы туралы.\nАра ұшты."
    cited = citation(text, text.index("Ара"), len(text))
    marks = (Mark(0, 7, 2), Mark(text.index("Ара"), 9, 3))
    library = {"аралар.md": Document("аралар.md", "Бал арасы", text, "kk", 3, marks)}
    talk = [Turn("Қашан?", answer(cited, "«Ара ұшты.» [1]", found=True))]
    assert '<span class="whole">3-бет, 9-жол</span>' in card(cited, "kk", library, related=False)
    assert '<span class="whole">3-бет</span></footer>' in thread(talk, "kk", documents=library)
    assert "3-бет, 9-жол" in STYLES["plain"](cited, library["аралар.md"], "kk")
    pageless = {"аралар.md": replace(library["аралар.md"], marks=tuple(mark._replace(page=0) for mark in marks))}
    assert '<span class="whole">9-жол</span></footer>' in thread(talk, "kk", documents=pageless)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_page_are_in_its_language(language: str) -> None:
    assert word("no_evidence", language) in panel(None, language)
    assert word("evidence", language) in panel(answer(PLAIN, "Ара", found=True), language)
    assert word("related", language) in html.unescape(panel(answer(PLAIN, "Ара", found=False), language))
    assert html.escape(word("tagline", language)) in bar(language)
    assert word("clear", language) in tools(language)
    assert word("welcome", language) in html.unescape(thread((), language))
    assert "20" in status(language, 20, 321)
    assert "321" in status(language, 20, 321)


def test_the_script_asks_only_for_words_that_there_are() -> None:
    assert "copied" in script_words()
    assert set(script_words()) <= set(WORDS)


def ask(question: str, history: object) -> Answer:
    if not question.strip():
        raise QuestionError("empty", "The question is empty: type one.")
    return replace(answer(PLAIN, f"{history}", found=True), question=question)


def test_a_turn_is_asked_after_the_questions_that_were_answered() -> None:
    turns = replay(lambda scope: ask, [Turn("Қашан?"), Turn(" "), Turn("Неге?")])
    assert [turn.fault for turn in turns] == ["", "empty", ""]
    assert turns[2].answer is not None
    assert turns[2].answer.text == "['Қашан?']"
    assert answered(lambda scope: ask, turns, Turn("")) == Turn("", fault="empty")


def test_what_is_announced_is_one_sentence() -> None:
    assert said(Turn("Қашан?"), "en") == word("searching", "en")
    told = said(Turn("Қашан?", answer(PLAIN, "Ара", found=True)), "en")
    assert told == "An answer is found. Passages: 1; the first is from «Бал арасы»."
    assert said(Turn("Қашан?", answer(PLAIN, "Ара", found=False)), "en") == word("not_found", "en")
    assert said(Turn(" ", fault="empty"), "en") == word("question_empty", "en")
