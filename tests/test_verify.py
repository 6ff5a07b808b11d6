"""A saved answer proved again: every change of a text, an offset or a quote is found, and nothing else is blamed."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import UserError
from corpus.document import Document, Mark
from index import Embedder, build
from index.manifest import hash_bytes
from index.store import open_generation
from qa import Config, Engine
from qa.render import answer_data
from qa.verify import ANSWER_FIELDS, FIELDS, answers, citations, faults, prove, reread, slices, told, told_faults

ROOT = Path(__file__).parents[1]
TEXT = "Бір ара ұясында қырық мың ара тұрады. Ұяны аналық ара басқарады."
DOCUMENTS = {"ара.md": Document("ара.md", "Ара", TEXT, "kk", 0, (Mark(0, 3, 0), Mark(38, 4, 0)))}
HASHES = {"ара.md": hash_bytes(TEXT.encode())}
GOOD = {"number": 1, "document": "ара.md", "start": 0, "end": 37, "text": TEXT[:37], "quote": "қырық мың"}
GOOD |= {"quote_start": 16, "quote_end": 25, "title": "Ара", "page": None, "line": 3}
OTHER = GOOD | {"number": 2, "quote": "ара [7]\n\nтұрады"}
ANSWER = {"id": "4", "found": True, "answer": "«қырық мың» [1]\n\nСм. также: [2]", "citations": [GOOD, OTHER]}
REFUSAL = {"found": False, "answer": "Sorry, the documents do not answer this question.", "citations": [], "related": [GOOD]}


def save(path: Path, content: Any) -> Path:
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40), st.data())
def test_every_true_slice_is_proved_and_every_shifted_one_is_not(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert slices(text, start, end, text[start:end]) == (start < end)
    shift = data.draw(st.integers(-50, 50))
    if text[max(0, start + shift) : max(0, end + shift)] != text[start:end]:
        assert not slices(text, start + shift, end + shift, text[start:end])


def test_a_good_citation_is_proved() -> None:
    proof = prove(GOOD, DOCUMENTS, HASHES)
    assert proof.holds
    assert (proof.known, proof.exact, proof.placed, proof.quoted, proof.current) == (True,) * 5
    assert told(proof) == "[1] ара.md: proved"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"start": 1}, "0-38"),
        ({"start": -64, "end": -27}, "not what stands"),
        ({"text": TEXT[:36] + "!"}, "not what stands"),
        ({"text": ""}, "not what stands"),
        ({"quote": "қырық мыӊ"}, "quote"),
        ({"quote_start": 15}, "quote"),
        ({"quote": "", "quote_end": 16}, "quote"),
        ({"document": "жоқ.md"}, "no such document"),
        ({"title": "Құмырсқа"}, "title, page or line"),
        ({"page": 2}, "title, page or line"),
        ({"line": 4}, "title, page or line"),
    ],
)
def test_a_citation_that_was_changed_fails_in_words(change: dict[str, Any], said: str) -> None:
    proof = prove(GOOD | change, DOCUMENTS, HASHES)
    assert not proof.holds
    assert said.replace("0-38", "1-37") in told(proof)


@pytest.mark.parametrize(
    "answer",
    [
        ANSWER,
        REFUSAL,
        ANSWER | {"answer": "«қырық мың» [1]\n\n«ара […]\nтұрады» [2]"},
        ANSWER | {"answer": "«ара […]\nтұрады» [2]\n\nSee also: [1]"},
    ],
)
def test_an_answer_that_is_made_of_its_quotes_has_no_fault(answer: dict[str, Any]) -> None:
    assert faults(answer) == []
    assert told_faults(answer) == []


@pytest.mark.parametrize(
    "change",
    [
        {"answer": "«елу мың» [1]\n\nСм. также: [2]"},
        {"answer": "«қырық мың» [1]\n\nСм. также: [3]"},
        {"answer": "«қырық мың» [1]"},
        {"answer": "«қырық мың» [2]\n\nСм. также: [1]"},
        {"answer": "«қырық мың» [1]\n\nЕлу мың!\n\nСм. также: [2]"},
        {"answer": "«қырық мың» [1]\n\nЕлу мың: [2]"},
        {"answer": "См. также: [1] [2]"},
        {"answer": REFUSAL["answer"]},
        {"answer": ""},
        {"citations": [GOOD, OTHER | {"number": 1}]},
        {"citations": [OTHER, GOOD]},
        {"citations": []},
        {"found": False},
        REFUSAL | {"found": True},
        REFUSAL | {"answer": "«қырық мың» [1]"},
    ],
)
def test_an_answer_whose_own_text_was_changed_fails_though_its_citations_hold(change: dict[str, Any]) -> None:
    [line] = told_faults(ANSWER | change)
    assert line.startswith("answer 4: FAILED: it")


def test_a_document_that_was_not_indexed_as_it_is_now_fails_although_the_slice_is_exact() -> None:
    for hashes in ({}, {"ара.md": hash_bytes(b"")}):
        proof = prove(GOOD, DOCUMENTS, hashes)
        assert proof.exact
        assert not proof.current
        assert "not the one that was indexed" in told(proof)


def test_a_name_from_a_file_cannot_write_on_the_terminal() -> None:
    proof = prove(GOOD | {"document": "\x1b[2J\r"}, DOCUMENTS, HASHES)
    assert told(proof).isprintable()


def test_what_the_engine_says_is_proved_from_the_files_themselves(engine: Engine, documents: Path, tmp_path: Path) -> None:
    asked = [
        engine.ask(text) for text in ("Бір ара ұясында неше ара тұрады?", "How deep is Salt Lake?", "Why do volcanoes erupt?")
    ]
    rows = [answer_data(answer) for answer in asked] + [{"id": "4", "error": "The question is empty."}]
    saved = answers(save(tmp_path / "batch.jsonl", "\n".join(map(json.dumps, rows)) + "\n"))
    assert saved == json.loads(json.dumps(rows[:-1]))
    assert {answer["found"] for answer in saved} == {True, False}
    assert not any(map(faults, saved))
    cited = [citation for answer in saved for citation in citations(answer)]
    assert len(cited) == sum(len(answer.citations or answer.related) for answer in asked)
    stored = reread(documents, (citation["document"] for citation in cited))
    assert all(prove(citation, stored, engine.index.manifest.documents).holds for citation in cited)


def test_what_an_index_without_repairs_says_is_proved_without_them(tmp_path: Path, model: Embedder) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "мұнай.txt").write_text("Мҧнай қҧбыры 2009 жылы салынды.", encoding="utf-8")
    config = Config(documents=tmp_path / "documents", index=tmp_path / "index", model=model.name)
    build(config.documents, config.index_folder, model, without=frozenset(["letters"]))
    [citation] = citations(
        json.loads(json.dumps(answer_data(Engine.open(config, model=model).ask("Мұнай құбыры қашан салынды?"))))
    )
    assert "Мҧнай" in citation["text"]
    _, manifest = open_generation(config.index_folder)
    stored = reread(config.documents, ["мұнай.txt"], without=frozenset(manifest.without.split(",")))
    assert prove(citation, stored, manifest.documents).holds
    assert not prove(citation, reread(config.documents, ["мұнай.txt"]), manifest.documents).current


def test_one_answer_may_be_laid_out_over_many_lines(tmp_path: Path) -> None:
    path = save(tmp_path / "answer.json", json.dumps(ANSWER, indent=2))
    assert answers(path) == [ANSWER]


@pytest.mark.parametrize(
    "content",
    ["", "not json", "[1]", "{}", '{"citations": 1}', "[" * 100_000, '{"citations": [1]}', '{"citations": []}\n"x"\n'],
)
def test_a_file_without_an_answer_is_an_error_that_says_how_to_save_one(tmp_path: Path, content: str) -> None:
    with pytest.raises(UserError, match=r"--json > ANSWER\.json"):
        answers(save(tmp_path / "answer.json", content))


@pytest.mark.parametrize("name", ANSWER_FIELDS)
def test_an_answer_without_what_could_be_proved_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="holds no answer"):
        answers(save(tmp_path / "answer.json", ANSWER | {"error": "", name: None}))


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("value", [None, True, 1.5, [], {}])
def test_a_citation_with_a_field_of_another_kind_is_refused_by_name(tmp_path: Path, name: str, value: Any) -> None:
    path = save(tmp_path / "answer.json", ANSWER | {"citations": [GOOD, GOOD | {name: value}]})
    with pytest.raises(UserError, match=f"Citation 2 .* no {name} "):
        answers(path)


def test_a_file_that_is_not_there_or_is_no_text_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        answers(tmp_path / "жоқ.json")
    (tmp_path / "answer.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError, match="not a text in UTF-8"):
        answers(tmp_path / "answer.json")


def test_a_document_that_cannot_be_read_any_more_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "а.txt").write_bytes(b"")
    with pytest.raises(UserError, match=r"а\.txt cannot be read"):
        reread(tmp_path, ["а.txt"])


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    run = [sys.executable, "-m", "qa", "verify", *arguments]
    return subprocess.run(run, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def test_the_command_says_a_line_a_citation_and_fails_where_one_fails(
    engine: Engine, documents: Path, index_folder: Path, tmp_path: Path
) -> None:
    data = answer_data(engine.ask("Бір ара ұясында неше ара тұрады?"))
    places = ["--documents", str(documents), "--index", str(index_folder)]
    good = command(str(save(tmp_path / "good.json", data)), *places)
    assert (good.returncode, good.stderr) == (0, "")
    assert good.stdout.splitlines()[0] == "[1] аралар.md: proved"
    assert len(good.stdout.splitlines()) == len(data["citations"])
    data["citations"][0]["quote"] += "!"
    bad = command(str(save(tmp_path / "bad.json", data)), *places)
    assert bad.returncode == 1
    assert bad.stdout.splitlines()[0].startswith("[1] аралар.md: FAILED: its quote is not at")
    forged = command(
        str(
            save(
                tmp_path / "forged.json", json.loads((tmp_path / "good.json").read_text("utf-8")) | {"answer": "«Елу мың» [1]"}
            )
        ),
        *places,
    )
    assert (forged.returncode, forged.stdout.splitlines()[-1]) == (1, "answer: FAILED: its text is not made of its quotes")
    none = command(str(save(tmp_path / "none.json", REFUSAL | {"related": []})), *places)
    assert (none.returncode, none.stdout) == (0, "There is no citation to prove.\n")
    lost = command(str(tmp_path / "good.json"), "--documents", str(documents), "--index", str(tmp_path / "жоқ"))
    assert lost.returncode == 1
    assert "python -m index build" in lost.stderr
