"""Documents to passages: every passage is an exact slice of its document, and together they hold all of its words."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus import split
from corpus.document import Document, Mark, Passage, Section
from corpus.split import SIZE

ODD = 'қазіәғ АБҚ.,;:!?«»"…\n\n   aI()[]–—- 123\u0306\xad\u200b\xa0\u2028\u3000\x85\x1cİı🇰🇿👩\u200d🏫ﷺ\U0001d49c'
texts = st.text(st.sampled_from(ODD), max_size=200) | st.text(max_size=120)
many = settings(max_examples=200, deadline=None)

FIRST = "Кеңес биыл үш рет жиналды, оған әр өңірден өкілдер қатысты."
SECOND = "Шешім бірауыздан қабылданып, жұртшылыққа жарияланды."
THIRD = "Орындалуын арнайы топ қадағалайды: есеп тоқсан сайын беріледі."


def document(text: str, *marks: Mark) -> Document:
    return Document("zan/bir.txt", "Бірінші құжат", text, "kk", 0, marks or (Mark(0, 1, 0),))


@many
@given(text=texts, size=st.integers(1, 90))
@example(text="и\u0306" * 40, size=1)
@example(text="a\u2028" * 40 + "İ" * 40, size=7)
@example(text="\n\n \n" * 20, size=3)
@example(text="қ" * 100, size=30)
def test_passages_are_exact_slices_in_order_that_lose_no_word(text: str, size: int) -> None:
    after = 0
    for passage in split(document(text), size=size):
        assert text[passage.start : passage.end] == passage.text
        assert passage.text == passage.text.strip()
        assert 0 < len(passage.text) <= size
        assert passage.start >= after
        assert text[after : passage.start].strip() == ""
        after = passage.end
    assert text[after:].strip() == ""


@many
@given(text=texts, size=st.integers(1, 90))
def test_the_same_text_gives_the_same_passages_with_ids_of_their_own(text: str, size: int) -> None:
    passages = split(document(text), size=size)
    assert passages == split(document(text), size=size)
    assert len({passage.id for passage in passages}) == len(passages)


@many
@given(text=texts.filter(bool), size=st.integers(1, 90), data=st.data())
def test_sections_lose_no_word_either_and_a_passage_stays_within_kinds(text: str, size: int, data: st.DataObject) -> None:
    starts = sorted({0, *data.draw(st.lists(st.integers(0, len(text) - 1), max_size=6))})
    parts = tuple(
        Section(start, data.draw(st.sampled_from(("text", "table", "references"))), f"{start}-бөлім") for start in starts
    )
    passages = split(replace(document(text), sections=parts), size=size)
    assert all(text[passage.start : passage.end] == passage.text for passage in passages)
    assert "".join("".join(passage.text.split()) for passage in passages) == "".join(text.split())
    for passage in passages:
        first = max(part.start for part in parts if part.start <= passage.start)
        assert {part.kind for part in parts if first <= part.start < passage.end} == {passage.section}


def test_an_id_names_the_document_and_the_slice() -> None:
    passages = split(document(f"{FIRST}\n\n{SECOND}"), size=70)
    assert [passage.id for passage in passages] == [
        f"zan/bir.txt:0-{len(FIRST)}",
        f"zan/bir.txt:{len(FIRST) + 2}-{len(FIRST) + 2 + len(SECOND)}",
    ]


def test_an_id_does_not_depend_on_what_comes_after() -> None:
    before = [passage.id for passage in split(document(f"{FIRST}\n\n{SECOND}"), size=70)]
    after = [passage.id for passage in split(document(f"{FIRST}\n\n{SECOND}\n\n{THIRD}"), size=70)]
    assert after[: len(before)] == before


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from((FIRST, SECOND, THIRD)), min_size=30, max_size=60), st.sampled_from((" ", "\n", "\n\n")))
def test_a_long_text_is_cut_at_sentence_ends_into_passages_of_the_usual_size(chosen: list[str], gap: str) -> None:
    passages = split(document(gap.join(chosen)))
    assert [passage.text[-1] for passage in passages] == ["."] * len(passages)
    assert all(len(passage.text) <= SIZE for passage in passages)
    assert all(len(passage.text) > SIZE / 2 for passage in passages[:-1])


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        (f"{FIRST} {SECOND}\n\n{THIRD}", [f"{FIRST} {SECOND}", THIRD]),
        (f"{FIRST} {SECOND}\n{THIRD}", [f"{FIRST} {SECOND}", THIRD]),
        (f"«{FIRST[:-1]}.» {SECOND} {THIRD}", [f"«{FIRST[:-1]}.» {SECOND}", THIRD]),
        (f"{THIRD} {SECOND} {FIRST}", [f"{THIRD} {SECOND}", FIRST]),
    ],
    ids=["paragraph", "line", "quote", "sentence"],
)
def test_the_strongest_place_to_cut_is_taken(text: str, cut: list[str]) -> None:
    assert [passage.text for passage in split(document(text), size=125)] == cut


def test_a_closing_quote_or_bracket_stays_with_its_sentence() -> None:
    for closing in ("»", '"', ")", "]"):
        text = f"{FIRST[:-1]}.{closing} {SECOND}"
        assert [passage.text for passage in split(document(text), size=70)] == [f"{FIRST[:-1]}.{closing}", SECOND]


def test_initials_do_not_part_a_name_where_there_is_a_better_place() -> None:
    text = f"{FIRST} Жиынды Қ.К. Тоқтаров пен Ә. Нұрланов ашты."
    assert [passage.text for passage in split(document(text), size=80)] == [FIRST, text[len(FIRST) + 1 :]]


def test_a_sentence_longer_than_the_size_is_cut_at_a_clause_and_never_within_a_word() -> None:
    texts = [passage.text for passage in split(document(f"{FIRST} {THIRD}"), size=40)]
    assert texts[0] == "Кеңес биыл үш рет жиналды,"
    assert " ".join(texts) == f"{FIRST} {THIRD}"


def test_a_word_longer_than_the_size_is_cut_all_the_same() -> None:
    assert [passage.text for passage in split(document("ұ" * 25), size=10)] == ["ұ" * 10, "ұ" * 10, "ұ" * 5]


@pytest.mark.parametrize("text", ["", "\n\n", " \u3000\x85 "])
def test_a_text_without_words_has_no_passages(text: str) -> None:
    assert split(document(text)) == []


def test_a_passage_knows_its_line_page_and_title() -> None:
    marks = (Mark(0, 4, 1), Mark(len(FIRST) + 2, 2, 3), Mark(len(FIRST) + 2 + 15, 3, 3))
    passages = split(document(f"{FIRST}\n\n{SECOND}", *marks), size=70)
    assert [(passage.line, passage.page) for passage in passages] == [(4, 1), (2, 3)]
    assert {(passage.document_id, passage.title) for passage in passages} == {("zan/bir.txt", "Бірінші құжат")}


def test_a_passage_is_in_the_language_of_its_own_words() -> None:
    text = f"{FIRST}\n\nРешение было принято единогласно.\n\nThe decision was made by all of them."
    assert [passage.language for passage in split(document(text), size=60)] == ["kk", "ru", "en"]


@pytest.mark.parametrize(
    "text",
    [
        unicodedata.normalize("NFD", f"{FIRST} Бұл май айы, йод."),
        FIRST.replace("қатысты", "қаты\xadсты"),
        "İstanbul мен ıqlım туралы ұзақ әңгіме болды.",
        FIRST.replace("е", "e"),
    ],
    ids=["NFD", "soft hyphen", "dotted and dotless i", "Latin look-alikes"],
)
@pytest.mark.parametrize("size", [1, 5, 30, SIZE])
def test_odd_spellings_keep_their_offsets(text: str, size: int) -> None:
    passages: list[Passage] = split(document(text), size=size)
    assert [text[passage.start : passage.end] for passage in passages] == [passage.text for passage in passages]
    assert "".join("".join(passage.text.split()) for passage in passages) == "".join(text.split())


def test_what_leads_in_to_a_list_stays_with_the_list() -> None:
    before, items = "Көл терең. " * 6, "мұз;\nқар;\nсу."
    text = f"{before.strip()} Үш түрі бар:\n\n{items}"
    assert [passage.text for passage in split(document(text), size=80)] == [before.strip(), f"Үш түрі бар:\n\n{items}"]


def test_a_lead_in_that_stands_alone_stays_where_it_is() -> None:
    text = "Үш түрі бар:\n\n" + "мұз еріп, су болды. " * 3
    assert split(document(text), size=40)[0].text == "Үш түрі бар:"


def test_a_lead_in_and_a_list_that_do_not_fit_into_one_passage_are_cut_again() -> None:
    text = "Көл терең. Су таза. Үш түрі бар:\n\n" + "мұз еріп, су болды да ағып кетті;\n" * 4
    found = [passage.text for passage in split(document(text), size=60)]
    assert found[:2] == ["Көл терең. Су таза.", "Үш түрі бар:\n\nмұз еріп, су болды да ағып кетті;"]
    assert max(map(len, found)) <= 60
