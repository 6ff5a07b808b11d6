"""The README tells of every command, flag and setting, and its figures are those that were last measured."""

import argparse
import importlib
from dataclasses import fields
from pathlib import Path

import pytest

import app
from qa.config import PREFIX, Config

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
MARKS = ("FIGURES", "LANGUAGES", "KEYWORDS", "SPEED", "TODO")
COMMANDS = ("corpus", "index", "index.train", "qa", "eval")


def parsers() -> dict[str, argparse.ArgumentParser]:
    """Every parser by the command that a user types."""
    found = {"python app.py": app.parser()}
    for name in COMMANDS:
        top = importlib.import_module(f"{name}.__main__").parser()
        found[f"python -m {name}"] = top
        for action in top._actions:
            if isinstance(action, argparse._SubParsersAction):
                found |= {f"python -m {name} {verb}": parser for verb, parser in action.choices.items()}
    return found


@pytest.mark.parametrize("command", [command for command in parsers() if command.count(" ") > 1 or "qa" in command])
def test_the_readme_names_every_command_and_flag(command: str) -> None:
    assert command in README
    flags = {flag for action in parsers()[command]._actions for flag in action.option_strings if flag.startswith("--")}
    assert not [flag for flag in flags - {"--help"} if flag not in README]


@pytest.mark.parametrize("field", [field.name for field in fields(Config)])
def test_the_readme_names_every_setting(field: str) -> None:
    assert f"`{PREFIX}{field.upper()}`" in README


@pytest.mark.parametrize("name", ["pip install -e . && python app.py", "pip install -e '.[test]' && pytest"])
def test_the_readme_opens_with_the_two_commands(name: str) -> None:
    assert name in README[:2500]


def test_nothing_is_left_to_be_filled_in() -> None:
    for file in ("README.md", "CHANGELOG.md", "index/model/README.md"):
        assert not [word for word in MARKS if word in (ROOT / file).read_text("utf-8")], file


def test_the_pictures_of_the_readme_are_there() -> None:
    import re

    for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert (ROOT / picture).is_file(), picture
