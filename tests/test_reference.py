"""A citation as people paste it: each form says what is known, nothing else, and survives whatever a title may hold."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from corpus import Document, Passage
from corpus.document import Mark
from corpus.measure import visible
from qa import Citation
from qa.reference import STYLES, TERMS, bibtex, facts, gost, key, literal, markdown, plain
from qa.words import LANGUAGES

TEXT = "Бал арасы.\n\nБір ара ұясында қырық мың ара тұрады. Ұяны аналық ара басқарады."
QUOTE = "Ұяны аналық ара басқарады."
HOSTILE = '{\\} " & % $ # _ ~ ^ } @misc{x, {{ <b> `*_[a](b)!| \u202e\x00\n# а\n= б\n- в\n1. г\n\\'
signs = st.one_of(st.just(HOSTILE), st.text('{}\\"&%$#_~^@<>*`[]()!|-=+.1: \naӘ\u202e', max_size=40), st.text(max_size=40))


def cited(document: Document | None = None, text: str = TEXT, quote: str = QUOTE) -> Citation:
    start = text.index(quote)
    title, name = (document.title, document.id) if document else ("Бал арасы", "ара.pdf")
    return Citation(1, Passage(name, title, 0, len(text), text, 1, 1, "kk"), start, start + len(quote), quote, 0.5)


def document(**known: object) -> Document:
    marks = (Mark(0, 1, 1), Mark(TEXT.index("Бір"), 3, 1), Mark(TEXT.index("Ұяны"), 2, 4))
    fields = {"id": "ара.pdf", "title": "Бал арасы", "text": TEXT, "language": "kk", "pages": 4, "marks": marks}
    return Document(**(fields | known))  # type: ignore[arg-type]


WHOLE = document(authors="Н.О. Асанова*, Үсенов Қ.Ғ.", year=2019)
BARE = document(marks=(Mark(0, 3, 0),), pages=0)

FORMS = [
    ("plain", "kk", f"«{QUOTE}» – Н.О. Асанова, Үсенов Қ.Ғ. Бал арасы, 2019, 4-бет, 2-жол (ара.pdf)."),
    ("plain", "en", f"“{QUOTE}” – Н.О. Асанова, Үсенов Қ.Ғ. Бал арасы, 2019, p. 4, line 2 (ара.pdf)."),
    ("gost", "kk", "Асанова Н. О., Үсенов Қ. Ғ. Бал арасы [Электрондық ресурс]. 2019. Б. 4, 2-жол. Файл: ара.pdf."),
    ("gost", "ru", "Асанова Н. О., Үсенов Қ. Ғ. Бал арасы [Электронный ресурс]. 2019. С. 4, строка 2. Файл: ара.pdf."),
    ("gost", "en", "Асанова Н. О., Үсенов Қ. Ғ. Бал арасы [Electronic resource]. 2019. P. 4, line 2. File: ара.pdf."),
    (
        "bibtex",
        "ru",
        "@misc{bal-arasy-2019,\n  author = {Асанова, Н. О. and Үсенов, Қ. Ғ.},\n  title = {{Бал арасы}},\n  year = {2019},\n"
        f"  pages = {{4}},\n  howpublished = {{Файл: ара.pdf}},\n  note = {{с. 4, строка 2: «{QUOTE}»}}\n}}",
    ),
    ("markdown", "kk", f"> {QUOTE}\n>\n> – Н.О. Асанова, Үсенов Қ.Ғ. *Бал арасы*, 2019, 4-бет, 2-жол (ара.pdf)."),
]
BARE_FORMS = [
    ("plain", f"«{QUOTE}» – Бал арасы, 3-жол (ара.pdf)."),
    ("gost", "Бал арасы [Электрондық ресурс]. 3-жол. Файл: ара.pdf."),
    (
        "bibtex",
        "@misc{bal-arasy,\n  title = {{Бал арасы}},\n  howpublished = {Файл: ара.pdf},\n"
        f"  note = {{3-жол: «{QUOTE}»}}\n}}",
    ),
    ("markdown", f"> {QUOTE}\n>\n> – *Бал арасы*, 3-жол (ара.pdf)."),
]


@pytest.mark.parametrize(("style", "language", "form"), FORMS)
def test_a_reference_says_who_what_when_and_where_on_the_quotes_own_page(style: str, language: str, form: str) -> None:
    assert STYLES[style](cited(WHOLE), WHOLE, language) == form


@pytest.mark.parametrize(("style", "form"), BARE_FORMS)
def test_what_is_not_known_is_left_out(style: str, form: str) -> None:
    assert STYLES[style](cited(BARE), BARE, "kk") == form


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_its_document_a_citation_still_names_its_passage(style: str, language: str) -> None:
    told = STYLES[style](cited(), None, language)
    assert "Бал арасы" in told
    assert "ара.pdf" in told
    assert "None" not in told


def test_a_year_of_which_a_title_speaks_is_no_year_of_issue() -> None:
    assert facts(cited(), document(title="Шабуылдар, 1992–2022", year=1992)).year == 0
    assert facts(cited(), document(year=2023)).year == 2023


@pytest.mark.parametrize(("language", "others"), TERMS["others"].items())
def test_of_many_authors_only_the_first_is_named_behind_the_title(language: str, others: str) -> None:
    crowd = document(authors="А.Б. Асанов, Б.В. Бегімов, В. Ғалиев, Г.Д. Дәулетов")
    told = gost(cited(crowd), crowd, language)
    assert told.startswith("Бал арасы [")
    assert f" / А. Б. Асанов {others}. " in told


def test_an_author_who_is_written_otherwise_stays_as_written() -> None:
    abai = document(authors="Абай")
    assert gost(cited(abai), abai, "kk").startswith("Абай. Бал арасы")
    assert "author = {{Абай}}," in bibtex(cited(abai), abai, "kk")


def test_a_title_with_an_end_of_its_own_gets_no_second_one() -> None:
    long = document(title="Бал туралы…", authors="Н.О. Асанова")
    assert "Бал туралы… [Электрондық ресурс]. " in gost(cited(long), long, "kk")
    assert "Асанова Н. О. Бал" in gost(cited(long), long, "kk")


@settings(max_examples=200, deadline=None)
@given(signs, signs, signs, st.sampled_from(list(LANGUAGES)))
def test_bibtex_has_its_braces_in_pairs_and_its_fields_on_their_lines(
    title: str, name: str, authors: str, language: str
) -> None:
    odd = document(title=title, id=name, authors=authors)
    entry = bibtex(cited(odd), odd, language)
    depth = 0
    for sign in entry[:-1]:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth > 0 or sign in "@misc"
    assert entry.endswith("\n}")
    assert re.fullmatch(r"@misc\{[a-z0-9-]+,", entry.split("\n")[0])
    assert all(re.match(r"  [a-z]+ = \{", line) for line in entry.split("\n")[1:-1])
    assert not re.search(r"(?<!\\)[&%$#_]", entry)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.integers(0, 2100))
def test_a_key_has_plain_letters_only(title: str, year: int) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key(title, year))


@settings(max_examples=400, deadline=None)
@given(signs)
@example("&lt; &#60; www.x.kz http://x.kz <http://x.kz> a@b.kz")
@example("    код")
@example("| а | б |\n|---|---|")
def test_literal_markdown_is_one_paragraph_that_reads_as_the_line(text: str) -> None:
    for line in text.split("\n"):
        tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(literal(line))
        if not visible(line).strip():
            assert not [token for token in tokens if token.content]
            continue
        assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
        children = tokens[1].children or []
        assert {child.type for child in children} <= {"text", "text_special"}
        assert "".join(child.content for child in children).split() == visible(line).split()


def test_addresses_in_markdown_are_no_links() -> None:
    assert "www.x" not in literal("www.x.kz")
    assert "http:" not in literal("http://x.kz")


def test_a_quote_of_several_lines_stays_within_its_block() -> None:
    text = "# Бал\n- ара\n\n1. гүл"
    told = markdown(cited(text=text, quote=text), None, "kk")
    assert all(line.startswith(">") for line in told.split("\n"))
    tokens = MarkdownIt("commonmark").parse(told)
    assert {token.tag for token in tokens} <= {"blockquote", "p", ""}


@pytest.mark.parametrize("name", TERMS)
def test_every_term_is_there_in_each_language(name: str) -> None:
    assert all(TERMS[name][language] for language in LANGUAGES)


def test_the_plain_form_has_the_quote_word_for_word() -> None:
    assert QUOTE in plain(cited(WHOLE), WHOLE, "ru")
