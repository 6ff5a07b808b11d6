"""Lines to paragraphs: what a page wrapped flows together again, what an author parted stays parted, marks find their line."""

import textwrap
import unicodedata
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corpus.document import KINDS, Line
from corpus.hyphens import join
from corpus.reflow import reflow
from corpus.repair import repair_line

SENTENCES = (
    "Ауыл тұрғындары жаңа мектептің салынуына қуанып, оның ашылуына бүкіл ауданнан қонақ шақырды.",
    "Жаңбырлы күздің соңында өзен тасып, көпір бұзылғанымен, жолаушылар жаяу өтетін соқпақ тапты.",
    "Былтыр 27 шәкірт облыстық байқауға қатысып, үшеуі бас жүлдемен оралды.",
    "Весной учителя и родители посадили вдоль дороги берёзы, а летом поливали их по очереди.",
    "Каждый выпуск оставляет школе книгу, в которую вписывают имена и пожелания на будущее.",
    "The old library was moved to a brighter house, and its readers carried the books by hand.",
    "Nobody could say who had planted the apple trees behind the mill, but all had eaten from them.",
)
paragraphs = st.lists(st.sampled_from(SENTENCES), min_size=5, max_size=9).map(" ".join)
TOP, MIDDLE, BOTTOM = (
    "Ауыл тұрғындары жаңа мектептің салынуына қуанып,",
    "оның ашылуына бүкіл ауданнан қонақ шақырғандықтан,",
    "мереке үш күнге созылды.",
)


def numbered(*texts: str, page: int = 0) -> list[Line]:
    return [Line(text, number, page) for number, text in enumerate(texts, start=1)]


def flow(lines: Sequence[Line]) -> str:
    return reflow(lines)[1]


@settings(max_examples=80, deadline=None)
@given(texts=st.lists(paragraphs, min_size=1, max_size=4), width=st.integers(38, 110), spacing=st.booleans())
def test_wrapped_paragraphs_are_restored_at_any_width_single_or_double_spaced(
    texts: list[str], width: int, spacing: bool
) -> None:
    wrapped = ["\n".join(textwrap.wrap(text, width, break_on_hyphens=False)) for text in texts]
    file = "\n\n\n".join(wrapped).replace("\n", "\n\n") if spacing else "\n\n".join(wrapped)
    assert flow(numbered(*file.split("\n"))) == "\n\n".join(texts)


@settings(max_examples=60, deadline=None)
@given(text=paragraphs, width=st.integers(38, 90), data=st.data())
def test_a_paragraph_with_hyphens_at_its_line_ends_is_restored(text: str, width: int, data: st.DataObject) -> None:
    lines = textwrap.wrap(text, width, break_on_hyphens=False)
    for at in range(len(lines) - 1):
        word = lines[at + 1].split()[0]
        fits = len(lines[at]) + 6 <= width
        if fits and word.isalpha() and word.islower() and len(word) > 7 and data.draw(st.booleans()):
            lines[at], lines[at + 1] = f"{lines[at]} {word[:4]}-", lines[at + 1][4:]
    assert flow(numbered(*lines)) == text


@settings(max_examples=80, deadline=None)
@given(text=paragraphs, width=st.integers(38, 110), data=st.data())
def test_a_page_break_does_not_part_a_sentence(text: str, width: int, data: st.DataObject) -> None:
    wrapped = textwrap.wrap(text, width, break_on_hyphens=False)
    within = [at for at in range(1, len(wrapped)) if wrapped[at][0].islower() and not wrapped[at - 1].endswith(".")]
    assume(within)
    cut = data.draw(st.sampled_from(within))
    pages = numbered(*wrapped[:cut], "", page=1) + numbered(*wrapped[cut:], page=2)
    _, flowed, marks, _ = reflow(pages)
    assert flowed == text
    assert [mark.page for mark in marks] == [1] * cut + [2] * (len(wrapped) - cut)


kinds = st.sampled_from(KINDS)
anything = st.text(st.sampled_from("қазіә АБ.,;:!?«»-–  aI()12\u0306\xad\u200b\xa0"), max_size=40) | st.sampled_from(SENTENCES)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(anything, kinds, st.integers(0, 3)), max_size=12))
def test_marks_point_to_the_line_that_their_words_come_from(read: list[tuple[str, str, int]]) -> None:
    lines = [Line(text, number, page, kind) for number, (text, kind, page) in enumerate(read, start=1)]
    _, text, marks, _ = reflow(lines, frozenset({"furniture"}))
    assert [mark.line for mark in marks] == [line.number for line in lines if repair_line(line.text)]
    ends = [*(mark.start for mark in marks), len(text)][1:]
    for mark, end in zip(marks, ends, strict=True):
        line = lines[mark.line - 1]
        assert mark.page == line.page
        assert not text[mark.start].isspace()
        # A hyphen at the line's end may be gone; else its words stand between its mark and the next one.
        assert text[mark.start : end].strip().removesuffix("-") == repair_line(line.text).removesuffix("-")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(anything, kinds), max_size=12))
def test_reflow_changes_no_digit_and_loses_no_letter(read: list[tuple[str, str]]) -> None:
    lines = [Line(text, number, kind=kind) for number, (text, kind) in enumerate(read, start=1)]
    kept = "".join(repair_line(line.text) for line in lines)
    assert [letter for letter in reflow(lines, frozenset({"furniture"}))[1] if letter.isalnum()] == [
        letter for letter in kept if letter.isalnum()
    ]


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("көп үміт-", "керлер жиналды", "көп үміткерлер жиналды"),
        ("новое объе-", "динение", "новое объединение"),
        ("the new govern-", "ment fell", "the new government fell"),
        ("Нұр-", "Сұлтан", "Нұр-Сұлтан"),
        ("қарым-", "қатынас орнады", "қарым-қатынас орнады"),
        ("жыл сайын", "өтеді", "жыл сайын өтеді"),
        ("ел –", "жер", "ел – жер"),
        ("2005-", "2010", "2005- 2010"),
    ],
)
def test_a_hyphen_at_a_line_end_goes_only_where_it_parts_a_word(above: str, below: str, joined: str) -> None:
    assert join(above, below, Counter()) == joined


def test_a_hyphen_that_the_text_writes_elsewhere_is_kept() -> None:
    line = "Барыс-келіс жиіледі, бірақ барыс-"
    assert flow(numbered(line, "келіс ұзаққа созылмады, себебі жол жабық.")).count("арыс-келіс") == 2
    assert "барыскеліс" in flow(numbered(line.replace("Барыс-келіс", "Бәрі"), "келіс ұзаққа созылмады, себебі жол жабық."))


def test_a_soft_hyphen_within_a_line_and_parted_marks_do_not_stand_in_the_way() -> None:
    above, below = "Қауіп\xadсіздік мәселесін талқылаған жиы-", unicodedata.normalize("NFD", "ннан кейін май айы")
    assert flow(numbered(above, below)) == "Қауіпсіздік мәселесін талқылаған жиыннан кейін май айы"


def test_a_soft_hyphen_at_a_line_end_parts_no_word() -> None:
    assert "қуанысып, " in flow(numbered(TOP.replace("қуанып,", "қуан\xad"), "ысып, " + MIDDLE, BOTTOM))


def test_a_dash_that_begins_a_wrapped_line_is_no_bullet() -> None:
    assert "\n" not in flow(
        numbered(
            "Дарияның бойындағы ескі қала осы өңірдің басты",
            "– әрі ең көне базарымен танымал болған әрі бай",
            "өмір кешкен шаһар еді, көпестер оған алыс елден",
            "керуен тартып келетін.",
        )
    )


def test_page_numbers_and_running_headers_do_not_become_part_of_a_sentence() -> None:
    pages = [
        Line(text, number, page)
        for page in range(1, 5)
        for number, text in enumerate(("Ауыл хабаршысы, № 3", TOP, MIDDLE.rstrip(","), str(11 + page)), start=1)
    ]
    assert flow([*pages, *numbered(BOTTOM, page=5)]).count("мереке") == 1
    assert not [word for word in ("хабаршысы", "12", "13", "14", "15") if word in flow([*pages, *numbered(BOTTOM, page=5)])]


def test_a_sentence_that_comes_back_is_no_running_header() -> None:
    again = "27 шәкірт облыстық байқауға қатысып, үшеуі бас жүлдемен"
    lines = [f"{town} мектебінен барған\n{again}\nоралды. {town} қуанды." for town in ("Ақсу", "Көксу", "Талғар")]
    assert flow(numbered(*"\n".join(lines).split("\n"))).count(again) == 3


def test_list_items_stay_on_lines_of_their_own() -> None:
    for marks in (
        ("1.", "2.", "3."),
        ("1)", "2)", "3)"),
        ("(1)", "(2)", "(3)"),
        ("–", "–", "–"),
        ("•", "•", "•"),
        ("а)", "ә)", "б)"),
    ):
        items = [f"{mark} {text}" for mark, text in zip(marks, (TOP, MIDDLE, BOTTOM), strict=True)]
        assert flow(numbered("Міндеттер:", *items)) == "Міндеттер:\n\n" + "\n".join(items)


def test_a_wrapped_list_item_flows_together() -> None:
    assert flow(numbered("1) " + TOP, MIDDLE, BOTTOM, "2) Соңы.")) == f"1) {TOP} {MIDDLE} {BOTTOM}\n2) Соңы."


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "text"])
def test_only_lines_of_plain_text_are_joined(kind: str) -> None:
    lines = [Line(text, number, kind=kind) for number, text in enumerate((TOP, MIDDLE, BOTTOM), start=1)]
    assert flow(lines) == ("\n" if kind in ("item", "row") else "\n\n").join((TOP, MIDDLE, BOTTOM))


def test_short_lines_that_no_page_wrapped_stay_apart() -> None:
    verses = ("Таңертең далада", "Жалғыз құс сайрады", "Кешке қарай")
    assert flow(numbered(*verses)) == "\n\n".join(verses)


def test_a_heading_is_not_drawn_into_the_paragraph_below_it() -> None:
    assert flow(numbered("Кіріспе", TOP, MIDDLE, BOTTOM)) == f"Кіріспе\n\n{TOP} {MIDDLE} {BOTTOM}"


def test_a_text_of_blank_lines_is_empty() -> None:
    assert reflow(numbered("", " ", "\xad\u200b")) == ([], "", (), [])
