"""A kept conversation: every format holds every question, answer and quote, and nothing in them comes alive."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from corpus import Passage
from corpus.load import read
from qa import Answer, Citation, Engine
from qa.export import PROOF, as_html, as_markdown, seen
from qa.export_docx import as_docx
from qa.permalink import slice_hash
from qa.reference import gost
from qa.words import LANGUAGES, word

ASKED = ("Бір ара ұясында неше ара тұрады?", "В каком году построили каменный мост?", "Why do volcanoes erupt?")
HOSTILE = [
    "<script>alert(1)</script> & \" ' </p></article><h1>",
    "# тақырып\n\n- тізім\n1. тізім\n> дәйексөз\n```\nкод\n```\n| а |\n|---|",
    "[басыңыз](javascript:alert(1)) ![x](//x.kz/y.png) **қалың** _көлбеу_ <http://x.kz>",
    "\u202eтеріс\u202c \u200b\x00\x0b\x1f\ufffe \u0627\u0644\u0644\u0647",
    "</style><style>*{display:none}</style>{{x}} %s ${x}",
]
texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text("<>&\"'*_#`[]()|-=+.!~\\ \n1аӘ\u202e\x00", max_size=60),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
)


class Text(HTMLParser):
    """The tags of a page in their order, and its words."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags = list[str]()
        self.words = list[str]()
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(" ".join([tag, *(name for name, _ in attrs)]))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def hostile(text: str, title: str, start: int, end: int, *, found: bool) -> Answer:
    passage = Passage(title, title, 0, len(text), text, 2, 7, "kk")
    cited = (Citation(1, passage, start, end, text[start:end], 0.5),)
    return Answer(text, "kk", f"{title} [1]", 0.5, cited if found else (), () if found else cited, ())


PLAIN = {found: hostile("Ара ұшты.", "Бал", 0, 3, found=found) for found in (True, False)}


@pytest.fixture(scope="module")
def talk(engine: Engine) -> list[Answer]:
    return [engine.ask(question) for question in ASKED]


def paragraphs(data: bytes) -> list[str]:
    import docx

    return [paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs]


@settings(max_examples=150, deadline=None)
@given(texts.filter(bool), texts, st.sampled_from(list(LANGUAGES)), st.booleans(), st.data())
def test_a_page_has_our_tags_only_and_every_letter(
    text: str, title: str, language: str, found: bool, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    answer = hostile(text, title, start, end, found=found)
    page = Text(as_html([answer], {}, language, when=title))
    plain = Text(as_html([PLAIN[found]], {}, language, when="Бүгін" * bool(title)))
    assert page.tags == plain.tags
    shown = "".join(page.words)
    assert shown.count(seen(text)) >= 2  # as the question and as the passage
    assert seen(text[start:end]) in page.words
    assert seen(title) in shown


@settings(max_examples=200, deadline=None)
@given(texts.filter(bool), texts, st.booleans(), st.data())
def test_markdown_has_our_blocks_only_and_every_letter(text: str, title: str, found: bool, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    told = as_markdown([hostile(text, title, start, end, found=found)], {}, "kk")
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(told)
    assert {token.type for token in tokens} <= {
        *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "blockquote_open", "blockquote_close", "inline")
    }
    children = [child for token in tokens for child in token.children or []]
    kinds = {"text", "text_special", "softbreak", "hardbreak", "strong_open", "strong_close"}
    assert {child.type for child in children} <= kinds
    words = ["".join(child.content if child.content else " " for child in token.children or []) for token in tokens]
    shown = " ".join(" ".join(words).split())
    quoted = tokens[[token.type for token in tokens].index("blockquote_open") :] if text.strip() else []
    assert bare(seen(text)) in bare(shown)
    assert not quoted or bare("".join(token.content for token in quoted if token.type == "inline"))


def bare(text: str) -> str:
    """Without white space: Markdown folds it."""
    return re.sub(r"\s", "", text)


@settings(max_examples=25, deadline=None)
@given(texts.filter(bool), texts, st.booleans(), st.data())
def test_a_docx_holds_every_letter_of_any_text(text: str, title: str, found: bool, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    told = paragraphs(as_docx([hostile(text, title, start, len(text), found=found)], {}, "ru"))
    assert told.count(seen(text)) >= 2
    assert any(seen(title) in paragraph for paragraph in told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_answer_comes_with_its_references_quotes_and_proofs(engine: Engine, talk: list[Answer], language: str) -> None:
    documents = engine.index.documents
    page = "".join(Text(as_html(talk, documents, language)).words)
    paper = "\n".join(paragraphs(as_docx(talk, documents, language)))
    marked = MarkdownIt("commonmark").render(as_markdown(talk, documents, language))
    for answer in talk:
        cited = answer.citations or answer.related
        for told in (page, paper, "".join(Text(marked).words)):
            assert answer.question in told
            assert word("evidence" if answer.found else "related", language) in told
            for citation in cited:
                passage = citation.passage
                assert gost(citation, documents[passage.document_id], language) in told
                proof = {
                    "id": passage.document_id,
                    "start": passage.start,
                    "end": passage.end,
                    "hash": slice_hash(passage.text),
                }
                assert PROOF[language].format(**proof) in told
                assert citation.quote in told


def test_the_quote_is_marked_in_every_format(engine: Engine, talk: list[Answer]) -> None:
    import docx

    quote = talk[0].citations[0].quote
    assert f"<mark>{quote}</mark>" in as_html(talk, engine.index.documents, "kk")
    assert f"**{quote}**" in as_markdown(talk, engine.index.documents, "kk")
    paper = docx.Document(BytesIO(as_docx(talk, engine.index.documents, "kk")))
    runs = [run for paragraph in paper.paragraphs for run in paragraph.runs if run.font.highlight_color]
    assert runs[0].text == quote


def test_a_docx_can_be_read_again_as_a_document_of_our_own(engine: Engine, talk: list[Answer], tmp_path: Path) -> None:
    (tmp_path / "әңгіме.docx").write_bytes(as_docx(talk, engine.index.documents, "kk", when="2026 ж. 21 қараша"))
    kept = read(tmp_path / "әңгіме.docx", "әңгіме.docx")
    assert talk[0].question in kept.text
    assert "2026 ж. 21 қараша" in kept.text


def test_a_docx_names_no_author_and_tells_each_quotes_language(engine: Engine, talk: list[Answer]) -> None:
    with ZipFile(BytesIO(as_docx(talk, engine.index.documents, "kk"))) as parts:
        assert "python-docx" not in parts.read("docProps/core.xml").decode()
        body = parts.read("word/document.xml").decode()
    assert 'w:lang w:val="kk-KZ"' in body
    assert 'w:lang w:val="ru-RU"' in body


def test_a_page_loads_nothing_and_runs_nothing(engine: Engine, talk: list[Answer]) -> None:
    page = as_html(talk, engine.index.documents, "en", when="21 November 2026")
    assert "default-src 'none'" in page
    assert not re.search(r"https?:|url\(|@import|src=|href=|<script", page)
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    assert "21 November 2026" in page


def test_a_document_that_is_gone_is_still_named_by_its_passage(talk: list[Answer]) -> None:
    assert talk[0].citations[0].passage.document_id in as_html(talk, {}, "kk")


def test_a_passage_in_no_language_of_ours_is_said_to_be_of_several() -> None:
    odd = replace(PLAIN[True].citations[0], passage=replace(PLAIN[True].citations[0].passage, language='x" y'))
    answer = replace(PLAIN[True], citations=(odd,), language="xx")
    assert as_html([answer], {}, "kk").count('lang="mul"') == 2
    assert paragraphs(as_docx([answer], {}, "kk"))


def test_an_empty_conversation_is_an_empty_page() -> None:
    assert Text(as_html([], {}, "kk")).tags.count("section class") == 0
    assert as_markdown([], {}, "kk").startswith("# Dayek")
    assert len(paragraphs(as_docx([], {}, "kk"))) == 1
