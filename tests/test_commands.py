"""The commands as a user runs them, on the starter corpus with the bundled model."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    built = command("index", "build", "--index", str(folder), "--json")
    assert built.returncode == 0, built.stderr
    assert json.loads(built.stdout)["documents"] >= 20
    return folder


def command(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[str]:
    run = subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, input=given, capture_output=True, check=False)
    return subprocess.CompletedProcess(run.args, run.returncode, run.stdout.decode(), run.stderr.decode())


def test_a_batch_answers_each_line_in_order_and_says_what_is_wrong_with_a_bad_one(index: Path) -> None:
    rows = [
        {"id": "kk", "question": "Қазақстан Шанхай бестігіне қашан қосылды?", "history": []},
        {"id": "ru", "question": "Когда Казахстан присоединился к Шанхайской пятёрке?"},
        {"id": "en", "question": "When did Ihsanoglu visit Kazakhstan?", "history": []},
        {"id": "empty", "question": "  "},
        {"id": "long", "question": "а" * 1_000_000},
        {"id": "broken", "question": "қашан \ud800"},
        {"id": "again", "question": "Қазақстан Шанхай бестігіне қашан қосылды?", "history": []},
    ]
    given = b"\n".join(json.dumps(row).encode() for row in rows) + b"\nnot json\n"
    run = command("qa", "--batch", "--index", str(index), given=given)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [*(row["id"] for row in rows), None]
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    for answer in answers[:3]:
        assert answer["found"], answer
        assert answer["language"] == answer["id"]
        assert 1 <= len(answer["citations"]) <= 5
        for citation in answer["citations"]:
            assert citation["quote"] == citation["text"][citation["quote_start"] : citation["quote_end"]]
            assert f"[{citation['number']}]" in answer["answer"]
    assert "1996" in answers[0]["citations"][0]["text"]
    assert "2007" in answers[2]["citations"][0]["quote"]
    assert all(set(answer) == {"id", "error"} for answer in [*answers[3:6], answers[7]])
    assert {**answers[0], "id": "", "elapsed_ms": 0} == {**answers[6], "id": "", "elapsed_ms": 0}


def test_the_stored_text_is_what_a_citation_points_into(index: Path) -> None:
    answer = json.loads(command("qa", "Қанша топ жұмыс істейді?", "--index", str(index), "--json").stdout)
    citation = (answer["citations"] or answer["related"])[0]
    text = command("corpus", "show", citation["document"]).stdout
    assert text[citation["start"] : citation["end"]] == citation["text"]


def test_the_documents_are_listed(index: Path) -> None:
    run = command("corpus", "list")
    assert run.returncode == 0
    assert sum(line.startswith(("kk ", "ru ", "en ")) for line in run.stdout.splitlines()) >= 20


@pytest.mark.skipif(sys.platform == "win32", reason="no file is so named there")
def test_the_name_of_a_file_cannot_write_on_the_terminal(tmp_path: Path) -> None:
    for name, text in (("a\x1b[31mred.txt", "Көлдің тереңдігі – тоқсан метр."), ("new\nline.txt", "")):
        (tmp_path / "documents").mkdir(exist_ok=True)
        (tmp_path / "documents" / name).write_text(text, encoding="utf-8")
    places = ["--documents", str(tmp_path / "documents")]
    index = [*places, "--index", str(tmp_path / "index")]
    runs = [command("corpus", "list", *places), command("index", "build", *index), command("qa", "Көл қандай?", *index)]
    (tmp_path / "documents" / "b\x1b.txt").write_text("Тау биік.", encoding="utf-8")
    runs += [command("qa", "Көл қандай?", *index)]
    assert [run.returncode for run in runs] == [0, 0, 0, 1]
    printed = "".join(run.stdout + run.stderr for run in runs)
    assert "\x1b" not in printed
    assert "new\nline" not in printed
    assert printed.count("a‹001B›[31mred.txt") == 2
    assert printed.count("new‹000A›line.txt was left out") == 2
    assert "b‹001B›.txt was added" in printed


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["qa", "Қашан?", "--index", "NOWHERE"], 1, "python -m index build"),
        (["qa", "Қашан?", "--documents", "NOWHERE"], 1, "--documents"),
        (["qa", "", "--index", "INDEX"], 1, "empty"),
        (["qa", "Қашан?", "--documents", "OTHER", "--index", "INDEX"], 1, "python -m index build"),
        (["qa", "Қашан?", "--index", "INDEX", "--model", "NOWHERE"], 1, "--model"),
        (["qa"], 2, "usage"),
        (["qa", "Қашан?", "--documents", ""], 2, "--documents: its value is empty"),
        (["index", "build", "--model", ""], 1, "--model is empty"),
        (["index", "build", "--documents", "EMPTY"], 1, "no documents"),
        (["corpus", "bench", "--size", "0"], 1, "--size MB"),
        (["corpus", "bench", "--size", "nan"], 1, "--size MB"),
        (["corpus", "show", "no-such.txt"], 1, "python -m corpus list"),
        (["eval", "run", "--questions", "NOWHERE"], 1, "--questions"),
    ],
)
def test_a_mistake_is_one_clear_line_that_names_the_next_step(
    index: Path, tmp_path: Path, arguments: list[str], code: int, said: str
) -> None:
    places = {"INDEX": index, "NOWHERE": tmp_path / "nowhere", "EMPTY": tmp_path / "empty", "OTHER": tmp_path / "other"}
    places["EMPTY"].mkdir()
    places["OTHER"].mkdir()
    (places["OTHER"] / "note.txt").write_text("Бұл – басқа құжат.", encoding="utf-8")
    run = command(*(str(places.get(argument, argument)) for argument in arguments))
    assert run.returncode == code
    assert said in run.stderr
    assert "Traceback" not in run.stderr
    assert run.stdout == ""


@pytest.mark.parametrize("name", ["corpus", "index", "index.train", "qa", "eval"])
def test_every_command_has_help(name: str) -> None:
    run = command(name, "--help")
    assert run.returncode == 0
    assert "usage" in run.stdout
