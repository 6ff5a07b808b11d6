"""The page of a run: whole, inert, and with the figures of the table."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from eval.figures import groups, summary
from eval.page import TILES, TONES, page
from eval.questions import Gold
from eval.report import BLOCKS, cell
from eval.run import OUTCOMES, Row
from eval.words import WORDS

VOID = {"meta", "rect", "line", "path", "circle"}
HOSTILE = '<script>alert(1)</script> & "x" \'\u202e\x1b[2J \udcff'


class Reader(HTMLParser):
    """Checks that tags are closed in order; keeps ids, and the cells of tables."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.rows: list[list[str]] = []
        self.seen: set[str] = set()
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.seen.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, text: str) -> None:
        if {"td", "th"} & set(self.open):
            self.rows[-1][-1] += text


def test_the_page_is_well_formed_and_needs_nothing_else(rows: list[Row]) -> None:
    text = page(rows, "seven questions")
    read = Reader(text)
    assert len(read.ids) == len(set(read.ids))
    assert set(re.findall('href="#([^"]*)"', text)) <= set(read.ids)
    assert not read.seen & {"script", "img", "link", "iframe", "object"}
    assert not re.search(r"https?:|src=|@import|url\(| on\w+=", text)


def test_the_page_shows_the_figures_of_the_table(rows: list[Row]) -> None:
    near = replace(rows[4], question=replace(rows[4].question, id="8", near=True))
    text, found = page([*rows, near]), summary([*rows, near])
    wanted = []
    for columns in BLOCKS.values():
        wanted += [["", *columns], *([name, *(cell(column, values) for column in columns)] for name, values in found.items())]
    assert Reader(text).rows == wanted
    for name in TILES:
        assert f"<dt>{name}</dt><dd>{cell(name, found['all']).split()[0]}" in text


def test_every_question_stands_on_the_page_with_what_was_expected_and_shown(rows: list[Row]) -> None:
    text = page(rows)
    for row in rows:
        assert text.count(f'id="question-{row.question.id}"') == 1
        assert row.question.text in text
        for place in row.question.gold:
            assert " | ".join(place.evidence) in text
        for citation in row.shown:
            assert citation.quote.replace("'", "&#x27;").replace('"', "&quot;") in text or "\n" in citation.quote
    assert "No passage holds this evidence whole." in text
    assert "A refusal: the documents do not say." in text
    assert "Где каменный мост?" in text
    for outcome in {row.outcome for row in rows}:
        assert f"{OUTCOMES[outcome]}: {sum(row.outcome == outcome for row in rows)}" in text
    assert set(TONES) == set(OUTCOMES)


def test_hostile_text_is_shown_as_text(rows: list[Row]) -> None:
    row = rows[0]
    passage = replace(row.answer.citations[0].passage, document_id=HOSTILE, title=HOSTILE)
    citation = replace(row.answer.citations[0], passage=passage, quote=HOSTILE)
    question = replace(
        row.question,
        id=HOSTILE,
        language=HOSTILE,
        kind=HOSTILE,
        text=HOSTILE,
        history=(HOSTILE,),
        answers=(HOSTILE,),
        gold=(Gold(HOSTILE, (HOSTILE,)),),
    )
    text = page([replace(row, question=question, pair=HOSTILE, answer=replace(row.answer, citations=(citation,)))], HOSTILE)
    assert "script" not in Reader(text).seen
    assert "&lt;script&gt;" in text
    assert "‹202E›‹001B›" in text
    assert not re.search("[\u202e\x1b\udcff]", text)


def test_a_page_can_be_made_of_any_part_of_a_run(rows: list[Row]) -> None:
    for group in groups(rows).values():
        Reader(page(group.rows))
    for row in rows:
        Reader(page([row]))
    refused = replace(rows[4], answer=replace(rows[4].answer, citations=(), related=(), hits=(), elapsed_ms=0.0))
    assert "<p>Nothing.</p>" in page([refused])


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_page_speaks_the_readers_language(rows: list[Row], language: str) -> None:
    text = page(rows, language=language)
    Reader(text)
    assert f'<html lang="{language}">' in text
    plain = re.sub("<style>.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL)
    for english, others in WORDS.items():
        assert set(re.findall(r"{\w+}", others[language])) == set(re.findall(r"{\w+}", english))
        if " " in english and "{" not in english:
            assert english not in plain
    for name in [*(column for columns in BLOCKS.values() for column in columns), *OUTCOMES.values()]:
        assert name in WORDS or name[:2].isupper() or "@" in name, f"{name} is in no table"
