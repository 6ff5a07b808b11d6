"""What to ask next: only headings and terms that stand in the documents, never what was asked, at most three."""

from dataclasses import replace

import pytest

from corpus import Document, Passage
from corpus.document import Mark, Section
from qa import Answer, Citation, Engine
from qa.suggest import MOST, TEMPLATES, askable, met, near, phrased, suggest
from qa.words import LANGUAGES

BODY = "Бір ара ұясында қырық мың ара тұрады, ал ұяны жалғыз аналық ара басқарады, оны бәрі тыңдайды."
HEADINGS = ("Ара ұясы қалай құрылған", "Бал жинау маусымы", "Ара неге шағады?", "«Алтын бал» мерекесі")


def document(*headings: str, title: str = "Бал арасы туралы", body: str = BODY, kind: str = "text", **more: str) -> Document:
    parts = [f"{heading}\n\n{body}" for heading in (title, *headings)]
    starts = [sum(len(part) + 2 for part in parts[:number]) for number in range(len(parts))]
    sections = [Section(start, kind, heading) for start, heading in zip(starts, (title, *headings), strict=True)]
    fields = {"id": "ара.md", "language": "kk"} | more
    text = "\n\n".join(parts)
    return Document(title=title, text=text, pages=0, marks=(Mark(0, 1, 0),), sections=tuple(sections), **fields)  # type: ignore[arg-type]


def passage(of: Document, heading: str, text: str = BODY) -> Passage:
    start = of.text.index(BODY, of.text.index(heading))
    return Passage(of.id, of.title, start, start + len(text), text, 0, 1, of.language)


def answer(*passages: Passage, question: str = "Қашан?", found: bool = True) -> Answer:
    cited = tuple(Citation(number, it, 0, 5, it.text[:5], 0.5) for number, it in enumerate(passages, start=1))
    return Answer(question, "kk", "[1]", 0.5, cited if found else (), () if found else cited, ())


BEES = document(*HEADINGS)
SHELF = {"ара.md": BEES}


@pytest.mark.parametrize("found", [True, False])
def test_the_heading_behind_the_passages_own_comes_first_then_its_own_then_the_one_before(found: bool) -> None:
    said = suggest(answer(passage(BEES, HEADINGS[1]), found=found), SHELF, "kk")
    assert said == (
        "Ара неге шағады?",
        "«Бал жинау маусымы» туралы не айтылған?",
        "«Ара ұясы қалай құрылған» туралы не айтылған?",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_heading_is_asked_about_in_the_words_of_the_interface(language: str) -> None:
    said = suggest(answer(passage(BEES, BEES.title)), SHELF, language)
    assert said[0] == TEMPLATES[language].format(topic=HEADINGS[0])


def test_a_heading_with_quotation_marks_or_a_question_stays_bare() -> None:
    assert phrased("«Алтын бал» мерекесі", "kk") == "«Алтын бал» мерекесі"
    assert phrased("Кто жалит?", "ru") == "Кто жалит?"


def test_what_was_asked_is_not_suggested() -> None:
    cited = passage(BEES, HEADINGS[1])
    assert "Ара неге шағады?" not in suggest(answer(cited, question="Ара неге шағады?"), SHELF, "kk")
    assert "Ара неге шағады?" not in suggest(answer(cited), SHELF, "kk", asked=["Айтшы, аралар неге шағады екен?"])
    every = [phrased(heading, "kk") for heading in HEADINGS]
    assert suggest(answer(cited), SHELF, "kk", asked=every) == ()


def test_a_suggestion_that_is_followed_is_not_made_again() -> None:
    cited, asked = passage(BEES, BEES.title), list[str]()
    while said := suggest(answer(cited, question=asked[-1] if asked else "Қашан?"), SHELF, "kk", asked=asked):
        assert said[0] not in asked
        asked.append(said[0])
    assert asked == [phrased(HEADINGS[0], "kk")]


def test_titles_authors_apparatus_single_words_and_empty_sections_are_no_topics() -> None:
    assert [entry.heading for entry in askable(BEES)] == list(HEADINGS)
    assert not askable(document("Ара ұясы қалай құрылған", kind="references"))
    assert not askable(document("Бал", "115", "№ 7"))
    assert not askable(document("Ара ұясы қалай құрылған", body="Бос."))
    assert not askable(document("Ара туралы " * 12))
    assert not askable(Document("ара.txt", "Бал арасы", BODY, "kk", 0, (Mark(0, 1, 0),)))  # no heading at all
    assert not askable(document("Н.О. Асанова, Қ.Ғ. Үсенова", authors="Н.О. Асанова, Қ.Ғ. Үсенова"))


def test_names_of_the_glossary_that_stand_in_a_passage_are_topics() -> None:
    text = "Қазақстан Шанхай ынтымақтастық ұйымына мүше болды."
    cited = replace(passage(BEES, BEES.title), text=text)
    for language, name in (("kk", "Шанхай ынтымақтастық ұйымы"), ("en", "Shanghai Cooperation Organisation")):
        assert any(forms[0] == name for forms in met([cited], language))
        assert suggest(answer(cited), {}, language) == (TEMPLATES[language].format(topic=name),)


@pytest.mark.parametrize(
    "asked", ["ШЫҰ қашан құрылды?", "Когда создали Шанхайскую организацию сотрудничества?", "What is the SCO?"]
)
def test_a_name_that_was_asked_about_in_any_language_or_by_its_abbreviation_is_not_suggested(asked: str) -> None:
    cited = replace(passage(BEES, BEES.title), text="Шанхай ынтымақтастық ұйымы 2001 жылы құрылды.")
    assert suggest(answer(cited, question=asked), {}, "kk") == ()


def test_documents_in_the_language_of_the_interface_come_first() -> None:
    hive = document("How a hive is built", title="On bees", id="bee.md", language="en")
    cited = [passage(BEES, HEADINGS[1]), passage(hive, hive.title)]
    assert near(cited, SHELF | {"bee.md": hive}, "en")[0] == "How a hive is built"
    assert near(cited, SHELF | {"bee.md": hive}, "kk")[0] == HEADINGS[2]


def test_one_topic_is_not_suggested_twice_in_other_words() -> None:
    twice = document("Шанхай ынтымақтастық ұйымы туралы")
    cited = replace(passage(twice, twice.title), text="Шанхай ынтымақтастық ұйымы 2001 жылы құрылды.")
    assert len(suggest(answer(cited), {"ара.md": twice}, "kk")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_is_asked_at_most_three_come_and_each_from_the_documents(engine: Engine, language: str) -> None:
    asked = (
        "Бір ара ұясында неше ара тұрады?",
        "В каком году построили мост?",
        "How deep is Salt Lake?",
        "Why do volcanoes erupt?",
    )
    for question in asked:
        said = suggest(engine.ask(question), engine.index.documents, language, asked=asked)
        assert len(said) == len(set(said)) <= MOST


def test_a_passage_whose_document_is_gone_or_whose_language_is_mixed_gives_nothing() -> None:
    cited = replace(passage(BEES, BEES.title), language="mixed", text="Шанхай ынтымақтастық ұйымы")
    assert suggest(answer(cited), {}, "kk") == ()
