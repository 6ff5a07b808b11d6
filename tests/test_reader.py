"""Reading on: whatever a document holds, its page shows every letter of it at its offsets, and the only tags are our own."""

import re
import unicodedata
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus import Document, UserError
from corpus.document import Mark, Section
from corpus.load import load, read
from corpus.measure import visible
from qa.reader import WORDS, blocks, contents, contents_list, original, original_lines, reading
from qa.words import LANGUAGES

STARTER = Path(__file__).parents[1] / "corpus" / "documents"
HOSTILE = "\n\n".join(
    [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)> ' onmouseover='alert(1)",
        '</p></article><h1 id="here">Құрды</h1><mark>',
        "&lt;b&gt; &amp;#60; <!-- <b> ]]> <![CDATA[x]]>",
        "<td> | </td></tr></table> | <b>\n| а | | б |",
        "\u202eтеріс\u202c \u2066оқшау\u2069 \u200b\u200d\ufeff\x00\x1b[31m \xad\xa0 \ue000 \u0627\u0644\u0644\u0647",
        "- <li>\n- </li></ul><iframe src=//x.kz>",
    ]
)
SIGNS = st.text("<>&\"'|- \n\u202e\u200b\x00\rаӘ1", max_size=120)
texts = st.one_of(st.just(HOSTILE), SIGNS, st.text(max_size=120))
OURS = {"article", "h2", "h3", "p", "ul", "li", "table", "tbody", "tr", "td", "th", "mark"}
NAMES = {"class", "lang", "dir", "id", "data-start", "data-end", "scope", "colspan"}


class Page(HTMLParser):
    """What a browser makes of a page: its leaves with their offsets and words, its marks, and every tag and attribute."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags = set[str]()
        self.names = set[str]()
        self.leaves = list[tuple[str, int, int, str]]()
        self.marked = list[str]()
        self.ids = list[str]()
        self.languages = set[str | None]()
        self.open = list[str]()
        self.text = ""
        self.feed(markup)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.add(tag)
        self.names |= values.keys()
        self.ids += [str(value) for name, value in attrs if name == "id"]
        self.open.append(tag)
        if tag == "mark":
            self.marked.append("")
        elif tag not in {"article", "tbody"}:
            self.languages.add(values["lang"])
            self.place = int(values["data-start"] or ""), int(values["data-end"] or "")
            self.text = ""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag in {"h2", "h3", "p", "li", "td", "th"}:
            self.leaves.append((tag, *self.place, self.text))

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.open[-1] == "mark":
            self.marked[-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    handle_decl = handle_pi = unknown_decl = handle_comment


def document(text: str, *sections: Section, title: str = "Бал", language: str = "kk") -> Document:
    return Document("бал.md", title, text, language, 0, (Mark(0, 1, 0),), sections)


def shows_every_letter(of: Document, page: Page) -> None:
    """Leaf after leaf has the words of its offsets, and between them stand only spaces, line ends and bars."""
    at = 0
    for _, start, end, text in page.leaves:
        assert text == visible(of.text[start:end])
        assert not of.text[at:start].strip(" \n|")
        at = end
    assert not of.text[at:].strip(" \n|")


@settings(max_examples=150, deadline=None)
@given(texts, st.data())
def test_a_page_has_our_tags_only_and_shows_every_letter_at_its_offsets(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    cuts = data.draw(st.lists(st.integers(0, len(text)), max_size=3, unique=True).map(sorted))
    kinds = st.sampled_from(["text", "table", "references"])
    sections = [Section(cut, data.draw(kinds), text[cut : cut + 9]) for cut in cuts]
    shown = document(text, *sections)
    page = Page(reading(shown, start=start, end=end))
    assert page.tags <= OURS
    assert page.names <= NAMES
    shows_every_letter(shown, page)
    assert page.ids.count("here") == bool(page.marked)
    assert len(page.ids) == len(set(page.ids))
    spaceless = [re.sub(r"[ \n|]", "", piece) for piece in ("".join(page.marked), "\n".join(_lines(text[start:end])))]
    assert spaceless[0] == spaceless[1]
    assert Page(reading(shown)).leaves == page.leaves


def _lines(text: str) -> list[str]:
    return [visible(line) for line in text.split("\n")]


@settings(max_examples=100, deadline=None)
@given(texts)
@example("а\n\n\n\nб\n")
def test_blocks_follow_one_another_with_nothing_but_line_ends_between(text: str) -> None:
    at = 0
    for block in blocks(document(text)):
        assert set(text[at : block.start]) <= {"\n"}
        assert block.start < block.end
        assert "\n".join(text[start:end] for start, end in block.lines) == text[block.start : block.end]
        at = block.end
    assert set(text[at:]) <= {"\n"}


@pytest.mark.parametrize("name", sorted(path.name for path in STARTER.iterdir() if path.is_file()))
def test_every_document_of_the_starter_corpus_reads_whole(name: str) -> None:
    shown = read(STARTER / name, name)
    page = Page(reading(shown, start=len(shown.text) // 2, end=len(shown.text) // 2 + 200))
    shows_every_letter(shown, page)
    assert page.languages == {shown.language}
    assert [leaf[1] for leaf in page.leaves if leaf[0] in ("h2", "h3")] == [entry.start for entry in contents(shown)]
    assert "here" in page.ids


def test_headings_paragraphs_lists_and_tables_are_what_they_are() -> None:
    text = "Бал\n\nАра ұшты.\n\nКесте\n\nЖыл | Қанша\n2019 | 5\n2020 |\n\n- бір\n- екі"
    table = text.index("Жыл")
    sections = [Section(0, "text", "Бал"), Section(text.index("Кесте"), "text", "Кесте"), Section(table, "table", "Кесте")]
    shown = document(text, *sections, Section(text.index("- бір"), "text", "Кесте"))
    page = Page(reading(shown))
    assert [(tag, words) for tag, _, _, words in page.leaves] == [
        ("h2", "Бал"),
        ("p", "Ара ұшты."),
        ("h3", "Кесте"),
        ("th", "Жыл"),
        ("th", "Қанша"),
        ("td", "2019"),
        ("td", "5"),
        ("td", "2020"),
        ("td", ""),
        ("li", "- бір"),
        ("li", "- екі"),
    ]
    assert page.ids == ["at-0", "at-16"]
    assert [(entry.level, entry.heading, entry.id) for entry in contents(shown)] == [(2, "Бал", "at-0"), (3, "Кесте", "at-16")]


def test_rows_that_a_page_has_flattened_are_a_table_too() -> None:
    shown = document("1991 Ара\n1992 Бал", Section(0, "table", ""))
    assert [leaf[0] for leaf in Page(reading(shown)).leaves] == ["td", "td"]


def test_a_row_that_is_short_of_cells_stretches_its_last_one() -> None:
    assert 'colspan="2"' in reading(document("а | 1 | б\nв | г"))


def test_a_span_over_several_blocks_is_marked_in_each_and_is_here_once() -> None:
    shown = document("Ара ұшты.\n\nБал тәтті.")
    page = Page(reading(shown, start=4, end=14))
    assert page.marked == ["ұшты.", "Бал"]
    assert page.ids == ["here"]


def test_a_section_that_begins_within_a_paragraph_is_no_heading() -> None:
    shown = document("Аңдатпа. Ара туралы.", Section(0, "abstract", "Аңдатпа"))
    assert contents(shown) == ()
    assert contents_list(shown, "Мазмұны") == ""


def test_a_heading_of_several_lines_is_shown_line_by_line() -> None:
    shown = document("Бал\nАра", Section(0, "text", "Бал\nАра"))
    assert [leaf[0] for leaf in Page(reading(shown)).leaves] == ["li", "li"]


def test_contents_are_inert_links_to_their_headings() -> None:
    hostile = "<b onclick='x'>\u202e\" & |"
    shown = document(f"{hostile}\n\nАра.", Section(0, "text", hostile))
    listed = contents_list(shown, 'Мазмұны "<')
    assert f'href="#{contents(shown)[0].id}"' in listed
    assert contents(shown)[0].id in Page(reading(shown)).ids
    assert "<b" not in listed
    assert 'aria-label="Мазмұны &quot;&lt;"' in listed


def test_a_document_in_no_language_of_ours_is_said_to_be_of_several() -> None:
    assert Page(reading(document("Ара", language='x" y'))).languages == {"mul"}


def test_the_lines_of_a_file_stand_beside_what_is_stored_where_they_differ(tmp_path: Path) -> None:
    (tmp_path / "а.txt").write_text("Ҧлттық кеңес\n\nБал тәтті.", encoding="utf-8")
    changes = original(read(tmp_path / "а.txt", "а.txt"), tmp_path)
    assert [(it.line, it.before, it.after) for it in changes] == [(1, "Ҧлттық кеңес", "Ұлттық кеңес")]


def test_a_line_that_was_left_out_says_so_in_words() -> None:
    from corpus.verdict import Change

    shown = original_lines([Change(2, 3, "<b>12", "")], "ru", of="kk")
    assert "с. 2, строка 3" in shown
    assert "&lt;b&gt;12" in shown
    assert f'lang="ru" dir="auto"><em>{WORDS["left_out"]["ru"]}' in shown
    assert WORDS["unchanged"]["en"] in original_lines([], "en")


def test_a_file_that_is_gone_or_changed_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "а.txt"
    path.write_text("Бал тәтті.", encoding="utf-8")
    (tmp_path / "б.txt").write_text("Ара.", encoding="utf-8")
    stored = load(tmp_path).documents[0]
    assert original(stored, tmp_path) == ()
    path.write_text("Бал ащы.", encoding="utf-8")
    with pytest.raises(UserError, match="build the index again"):
        original(stored, tmp_path)
    path.unlink()
    with pytest.raises(UserError, match="no longer in"):
        original(stored, tmp_path)


def test_a_decomposed_letter_is_told_from_its_stored_form(tmp_path: Path) -> None:
    (tmp_path / "а.txt").write_text(unicodedata.normalize("NFD", "Май айы"), encoding="utf-8")
    (change,) = original(read(tmp_path / "а.txt", "а.txt"), tmp_path)
    assert change.after == "Май айы" != change.before


@pytest.mark.parametrize("name", WORDS)
def test_every_word_is_there_in_each_language(name: str) -> None:
    assert all(WORDS[name][language] for language in LANGUAGES)


def test_a_long_document_is_not_cut() -> None:
    long = replace(document("Ара ұшты.\n\n" * 5000), language="kk")
    assert len(Page(reading(long)).leaves) == 5000
