"""What stands behind the page's buttons: plain data in, plain data out, whatever the browser sends."""

import base64
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import UserError
from eval.questions import Gold, Question, load_questions
from index import Embedder
from qa import Config, Engine
from qa.library import Library
from qa.page.chat import shown
from qa.page.desk import VERBS, feedback, kept_turns, read, reference, save, verify
from qa.page.endpoint import answered as answered_program
from qa.page.erase import asked
from qa.page.evaluate import absent, unheard
from qa.page.login import PAUSE, TRIES, accounts, login
from qa.page.setting import Setting, Stock
from qa.page.turns import Turn, answered, replay, settled
from qa.page.wait import Waits
from qa.page.where import FIELDS, as_data, choices, from_data, scope
from qa.reference import STYLES
from qa.scope import BASE, EVERYWHERE, Scope
from qa.shelf import Shelf
from qa.words import word

LAKES = Scope(documents=frozenset(["lakes.html"]))


@pytest.fixture
def setting(engine: Engine, documents: Path, index_folder: Path, model: Embedder, tmp_path: Path) -> Setting:
    shelf = Shelf(model)
    shelf.put({BASE: engine})
    config = Config(documents=documents, index=index_folder, model=model.name)
    stock = Stock(model, shelf, Library(tmp_path / "library", model, shelf))
    return Setting(config, lambda: stock, kept=tmp_path / "kept")


@pytest.fixture
def card(engine: Engine) -> dict[str, object]:
    """What a card sends of itself."""
    cited = engine.ask("Бір ара ұясында неше ара тұрады?").citations[0]
    passage = cited.passage
    place = {"document": passage.document_id, "start": passage.start, "end": passage.end, "from": cited.start, "to": cited.end}
    return {**place, "question": "Бір ара ұясында неше ара тұрады?", "history": [], "language": "kk"}


def test_a_card_is_verified_and_one_that_names_another_place_is_not(setting: Setting, card: dict[str, object]) -> None:
    assert verify(setting, card) == {"ok": True, "say": word("verified", "kk")}
    for change in ({"document": "жоқ.md"}, {"end": 10**9}, {"to": -1}, {"from": "x"}, {"start": None}, {"from": 3, "to": 2}):
        assert verify(setting, {**card, **change})["ok"] is False


def test_a_program_is_answered_and_told_what_cannot_be_asked(setting: Setting) -> None:
    follow = ["Бір ара ұясында неше ара тұрады?"]
    assert answered_program(setting, "Ал оны кім басқарады?", follow)["question"] == "Ал оны кім басқарады?"
    assert answered_program(setting, follow[0], None)["found"]
    for question in (5, None, follow):
        with pytest.raises(UserError, match="no question"):
            answered_program(setting, question, [])
    for history in ("Ара?", [5], {}, 0):
        with pytest.raises(UserError, match="no list of questions"):
            answered_program(setting, follow[0], history)


@pytest.mark.parametrize("style", STYLES)
def test_a_card_is_cited_in_every_style(setting: Setting, card: dict[str, object], style: str) -> None:
    assert "Бал арасы" in reference(setting, {**card, "style": style})["text"]


def test_a_document_opens_at_the_quote(setting: Setting, card: dict[str, object]) -> None:
    told = read(setting, card)
    assert '<mark id="here">' in told["html"]
    assert told["say"] == "Бал арасы"


def test_evidence_that_is_wrong_becomes_a_row_that_the_evaluation_reads(setting: Setting, card: dict[str, object]) -> None:
    assert feedback(setting, {**card, "kind": "wrong", "sentence": "Blue Lake is ninety metres deep."})["ok"]
    assert feedback(setting, {**card, "kind": "wrong", "sentence": " "})["ok"]
    assert not feedback(setting, {**card, "kind": "wrong", "sentence": "Мұндай сөйлем жоқ."})["ok"]
    assert setting.kept is not None
    answered, unanswered = load_questions(setting.kept / "questions.jsonl")
    assert answered.gold[0].document == "lakes.html"
    assert not unanswered.answerable


def test_a_thumb_is_kept_apart_from_questions(setting: Setting, card: dict[str, object]) -> None:
    assert feedback(setting, {**card, "kind": "down"})["ok"]
    assert setting.kept is not None
    [row] = map(json.loads, (setting.kept / "judgements.jsonl").read_text("utf-8").splitlines())
    assert row["judged"] == "down"
    assert not (setting.kept / "questions.jsonl").exists()


@pytest.mark.parametrize("form", ["html", "markdown", "docx"])
def test_a_conversation_is_saved(setting: Setting, form: str) -> None:
    told = save(setting, {"questions": ["How deep is Salt Lake?", " "], "form": form, "language": "en"})
    assert told is not None
    data = base64.b64decode(told["data"])
    assert data.startswith(b"PK") if form == "docx" else b"Salt Lake" in data


LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.sampled_from(["lakes.html", "wrong", "html"])
)
KEYS = st.sampled_from(["document", "start", "end", "from", "to", "style", "form", "questions", "kind", "at", "h", "language"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(KEYS, st.one_of(LEAVES, st.lists(LEAVES, max_size=3))), st.sampled_from(VERBS))
def test_whatever_the_browser_sends_is_answered(setting: Setting, asked: dict[str, object], verb: object) -> None:
    assert callable(verb)
    told = verb(setting, asked)
    assert told is None or isinstance(told, dict)


def test_nothing_chosen_means_everywhere() -> None:
    assert scope([[], None, [], []]) == EVERYWHERE
    assert scope([[], ["kk"], [1999], []]) == Scope(languages=frozenset(["kk"]), years=frozenset([1999]))


def test_the_fields_offer_what_there_is(setting: Setting) -> None:
    offered = dict(zip(FIELDS, choices(setting.shelf.facets(), "en"), strict=True))
    assert offered["collections"] == [(word("where_base", "en"), BASE)]
    assert ("Kazakh", "kk") in offered["languages"]
    assert "lakes.html" in {value for _, value in offered["documents"]}


def test_a_question_is_asked_of_a_part_of_the_documents(setting: Setting) -> None:
    ask = setting.ask(LAKES)
    answer = ask("Бір ара ұясында неше ара тұрады?", ())
    assert {hit.passage.document_id for hit in answer.hits} <= {"lakes.html"}


def test_a_question_that_waits_is_forgotten_by_the_next() -> None:
    turns = (Turn("Бал қайда?", fault="empty"), Turn("Ара қайда?"))
    assert settled(turns) == turns[:1]


def waited(waits: Waits, session: str, work: Callable[[], object]) -> object:
    with waits.waiting(session) as until:
        return until(work)


def test_a_reader_who_stops_waits_no_longer_and_others_are_not_disturbed() -> None:
    door = Event()
    with closing(Waits(workers=2)) as waits, ThreadPoolExecutor(2) as readers:
        mine = readers.submit(waited, waits, "mine", door.wait)
        theirs = readers.submit(waited, waits, "theirs", lambda: door.wait() and "answer")
        while not mine.done():
            waits.stop("mine")
        assert mine.result() is None
        assert not theirs.done()
        door.set()
        assert theirs.result() == "answer"
        assert waited(waits, "mine", lambda: "again") == "again"


def test_who_stops_before_the_work_has_begun_is_heard_and_it_is_not_begun() -> None:
    begun = Event()
    with closing(Waits(workers=1)) as waits, waits.waiting("mine") as until:
        waits.stop("mine")
        assert until(begun.set) is None
        assert not begun.is_set()


def test_what_goes_wrong_in_an_answer_is_told_to_who_waits_for_it() -> None:
    with closing(Waits(workers=1)) as waits, pytest.raises(ZeroDivisionError):
        waited(waits, "mine", lambda: 1 / 0)


def test_a_conversation_taken_up_again_looks_where_it_looked_before(setting: Setting) -> None:
    sent = {"questions": ["How deep is Salt Lake?", "Where?"], "scopes": [{"documents": ["lakes.html"]}]}
    kept = kept_turns(sent)
    assert kept == [Turn("How deep is Salt Lake?", scope=LAKES), Turn("Where?")]
    turns = replay(setting.ask, kept)
    assert turns[0].answer is not None
    assert {hit.passage.document_id for hit in turns[0].answer.hits} <= {"lakes.html"}


def test_a_question_put_to_a_collection_that_is_gone_says_so(setting: Setting) -> None:
    asked = Turn("How deep is Salt Lake?", scope=Scope(collections=frozenset(["gone"])))
    assert answered(setting.ask, (), asked).fault == "nowhere"


def test_a_question_put_where_there_is_no_passage_says_so(setting: Setting) -> None:
    asked = Turn("How deep is Salt Lake?", scope=replace(LAKES, languages=frozenset(["kk"])))
    assert answered(setting.ask, (), asked).fault == "nowhere"
    assert answered(setting.ask, (), replace(asked, scope=LAKES)).answer


def test_a_refusal_tells_the_documents_of_its_own_scope(setting: Setting) -> None:
    refused = answered(setting.ask, (), Turn("Why do volcanoes erupt?", scope=LAKES))
    assert refused.answer
    assert not refused.answer.found
    assert f"<dd>{word('en', 'kk')} – 1</dd>" in shown((refused,), -1, "kk", setting.shelf)


@given(st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner)))
def test_a_scope_is_read_back_as_it_was_kept_and_from_anything_else_too(data: object) -> None:
    found = from_data(data)
    assert from_data(json.loads(json.dumps(as_data(found)))) == found


def test_before_a_collection_is_deleted_it_is_said_what_goes(setting: Setting) -> None:
    name = setting.library.create("Ара & бал")
    assert "Ара &amp; бал" in asked(setting, name, "en")
    assert "(files: 0)" in asked(setting, name, "en")


def test_documents_that_a_question_set_names_and_nobody_has_are_said(engine: Engine, toys: list[Question]) -> None:
    assert absent(toys, engine.index.passages) == []
    stray = [replace(toys[0], gold=(Gold(f"{name}.txt", ("ара",)),)) for name in "fedcba"]
    assert absent(stray, engine.index.passages) == [f"{name}.txt" for name in "abcdef"]
    [told] = unheard(absent(stray, engine.index.passages), "ru")
    assert "a.txt; b.txt; c.txt; d.txt; e.txt; …" in told
    assert unheard([], "ru") == []


def test_names_and_passwords_are_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "accounts"
    file.write_text("айгүл:құпия:сөз\n\nolzhas:x\n", encoding="utf-8")
    allowed = login(accounts(file))
    assert allowed("айгүл", "құпия:сөз")
    assert not allowed("айгүл", "құпия")
    assert not allowed("nobody", "")


@pytest.mark.parametrize("text", ["", "айгүл\n", "айгүл:\n", "а:б\nа:в\n"])
def test_a_file_that_is_no_list_of_accounts_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "accounts"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match="password"):
        accounts(file)


def test_who_guesses_has_to_wait() -> None:
    now = [0.0]
    allowed = login({"a": "b"}, clock=lambda: now[0])
    assert not any(allowed("a", str(guess)) for guess in range(TRIES))
    assert not allowed("a", "b")
    now[0] = PAUSE + 1
    assert allowed("a", "b")
