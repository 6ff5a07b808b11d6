"""`python -m eval run` as an evaluator types it: documents and a sheet of their own, everything kept, and the gate."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpus import UserError
from eval.__main__ import main
from eval.place import try_place, write

ROOT = Path(__file__).parents[1]
FACTS = ["ara", "bridge", "lake", "tower", "school", "garden", "mill", "market"]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "eval", "run"]
    command += ["--questions", str(folder / "set.csv"), "--documents", str(folder / "documents")]
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    return subprocess.run([*command, *arguments], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight facts and a sheet of questions about them; none of the evidence stands in the document."""
    found = tmp_path_factory.mktemp("own set")
    (found / "documents").mkdir()
    text = "\n\n".join(f"The {name} is {at} miles away." for at, name in enumerate(FACTS))
    (found / "documents" / "town.txt").write_text(text)
    rows = [f"{at};How far is the {name}?;town.txt;{at} leagues away" for at, name in enumerate(FACTS)]
    (found / "set.csv").write_text("\n".join(["id;question;document;evidence", *rows, "9;Who wrote the book?;;"]), "utf-8-sig")
    return found


def test_a_run_on_a_sheet_keeps_everything_and_fails_the_gate_on_a_loss(folder: Path) -> None:
    asked = [{"id": str(at), "question": f"How far is the {name}?"} for at, name in enumerate(FACTS)]
    better = [row | {"recall@1": 1, "decision": 1} for row in asked]
    (folder / "before.json").write_text(json.dumps({"questions": better}))
    kept = {"--json": "run.json", "--html": "run.html", "--trec": "trec"}
    flags = [part for flag, name in kept.items() for part in (flag, str(folder / "out" / name))]
    made = run(folder, *flags, "--save-baseline", str(folder / "baseline.json"), "--gate", str(folder / "before.json"))
    assert made.returncode == 1, made.stderr
    assert "dayek: recall@1 fell from 1.000 to 0.000" in made.stderr
    assert "it counts as not found" in made.stderr
    assert "Against before.json: 8 questions in both, 0 there alone, 1 here." in made.stdout
    assert "lost recall@1: 0 How far is the ara?" in made.stdout
    assert json.loads((folder / "out" / "run.json").read_text("utf-8"))["groups"]["all"]["n"] == 9
    assert "How far is the mill?" in (folder / "out" / "run.html").read_text("utf-8")
    assert {path.name for path in (folder / "out" / "trec").iterdir()} == {"run.txt", "qrels.txt"}
    again = run(folder, "--gate", str(folder / "baseline.json"), "--compare", str(folder / "out" / "run.json"))
    assert again.returncode == 0, again.stderr
    assert again.stdout.count("9 questions in both, 0 there alone, 0 here.") == 2


def test_a_sheet_that_names_a_copy_of_a_document_finds_its_evidence(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    for name in ("copy.txt", "town.txt"):
        (tmp_path / "documents" / name).write_text("The lake is 3 miles away.")
    (tmp_path / "set.csv").write_text("question;document;evidence\nHow far is the lake?;town.txt;3 miles away\n")
    made = run(tmp_path, "--json", str(tmp_path / "run.json"))
    assert made.returncode == 0, made.stderr
    assert "no passage holds" not in made.stderr
    assert json.loads((tmp_path / "run.json").read_text("utf-8"))["questions"][0]["recall@1"] == 1


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--compare", "жоқ.json"], "python -m eval run --json FILE"),
        (["--gate"], "share no question"),
    ],
)
def test_a_mistake_is_told_with_the_next_step(folder: Path, flags: list[str], said: str) -> None:
    made = run(folder, *flags)
    assert made.returncode == 1
    assert said in made.stderr
    assert "Traceback" not in made.stderr


def test_a_place_that_cannot_be_written_is_a_users_error(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="name another place with --html FILE"):
        write(tmp_path, "", "--html FILE")


@pytest.mark.parametrize("command", ["run", "model", "keywords", "kazqad", "languages", "fit", "large"])
def test_a_place_that_cannot_be_written_is_told_before_the_measurement(
    tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(sys, "argv", ["eval", command, "--json", str(tmp_path / "file" / "figures.json")])
    with pytest.raises(UserError, match=r"figures\.json cannot be written .* --json FILE"):
        main()


def test_a_place_is_tried_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "kept.json").write_text("{}")
    for path in (tmp_path / "kept.json", tmp_path / "new" / "figures.json"):
        try_place(path, "--json FILE")
    assert (tmp_path / "kept.json").read_text() == "{}"
    assert not any((tmp_path / "new").iterdir())


def test_the_command_starts_without_its_heavy_libraries() -> None:
    heavy = ("sklearn", "scipy", "ir_measures", "pytrec_eval", "torch", "faiss")
    code = "import sys, importlib; importlib.import_module('eval.__main__')\n"
    code += f"print([name for name in {heavy} if name in sys.modules])"
    made = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "[]"
