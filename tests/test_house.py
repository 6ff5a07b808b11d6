"""The shape of the house: who may import whom, what is packaged, what stays out."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# A package may import these, and itself. A __main__.py composes, and may also reach qa.config and qa.engine.
MAY_IMPORT = {
    "corpus": set(),
    "index": {"corpus"},
    "qa": {"index", "corpus"},
    "qa.page": {"eval", "qa", "index", "corpus"},
    "eval": {"qa", "index", "corpus"},
    "app": {"qa", "qa.page", "corpus"},
}
ONE_DOOR = {
    "sentence_transformers": {"index/embed.py", "index/train/save.py"},
    "faiss": {"index/vectors.py"},
    "bm25s": {"index/lexical.py"},
    "gradio": {
        "app.py",
        *(f"qa/page/{part}.py" for part in ("chat", "develop", "endpoint", "erase", "evaluate", "own", "part", "where")),
    },
    "playwright": {"qa/page/speed.py"},
    "pypdf": {"corpus/read_pdf.py"},
    "docx": {"corpus/read_docx.py", "qa/export_docx.py"},
    "lxml": {"corpus/archive.py", "corpus/read_html.py", "corpus/read_odt.py", "corpus/read_epub.py"},
    "striprtf": {"corpus/read_rtf.py"},
    "ir_measures": {"eval/metrics.py"},
    "markdown_it": {"corpus/read_markdown.py"},
    "langchain_text_splitters": {"corpus/split.py"},
}
# What could reach another machine, and who may: the phrasing that a user asks for, and the bench, which opens our own page.
NETWORK = set("socket ssl http ftplib smtplib xmlrpc asyncio requests httpx aiohttp urllib3 websockets huggingface_hub".split())
NETWORK |= {"urllib.request", "urllib.error"}
DOORS = {"qa/post.py", "qa/page/speed.py"}
FILES = sorted([ROOT / "app.py", *(path for name in MAY_IMPORT for path in (ROOT / name).rglob("*.py"))])


def imports(path: Path) -> list[str]:
    """Names of the modules that a file imports, wherever in the file."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
    return found


def floor(module: str) -> str:
    """The floor of a module. The page stands above the package that it lies in, and above the evaluation that it shows."""
    return "qa.page" if f"{module}.".startswith("qa.page.") else module.partition(".")[0]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=named)
def test_lower_floors_never_import_upper_ones(path: Path) -> None:
    own = floor(".".join(path.relative_to(ROOT).with_suffix("").parts))
    allowed = MAY_IMPORT[own] | {own}
    for module in imports(path):
        top = floor(module)
        if top in MAY_IMPORT and top not in allowed:
            assert path.name == "__main__.py", f"{named(path)} imports {module}"
            assert module in {"qa.config", "qa.engine"}, f"{named(path)} imports {module}"


@pytest.mark.parametrize("path", FILES, ids=named)
def test_nothing_needs_the_trainer(path: Path) -> None:
    assert named(path).startswith("index/train/") or not [name for name in imports(path) if name.startswith("index.train")]


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_heavy_library_has_one_door(path: Path) -> None:
    for module in imports(path):
        doors = ONE_DOOR.get(module.partition(".")[0])
        assert doors is None or named(path) in doors, f"{named(path)} imports {module}"


@pytest.mark.parametrize("path", FILES, ids=named)
def test_the_network_has_one_door(path: Path) -> None:
    reaching = [name for name in imports(path) if name in NETWORK or name.partition(".")[0] in NETWORK]
    assert not reaching or named(path) in DOORS, f"{named(path)} imports {reaching}"


def test_only_chat_and_terminal_phrase_answers_and_the_evaluation_never() -> None:
    modules = ("qa.post", "qa.proofread", "qa.phrase")
    importers = {module: [named(path) for path in FILES if module in imports(path)] for module in modules}
    assert importers == {
        "qa.post": ["qa/phrase.py"],
        "qa.proofread": ["qa/phrase.py"],
        "qa.phrase": ["qa/__main__.py", "qa/page/setting.py"],
    }


@pytest.mark.parametrize("path", FILES, ids=named)
def test_nothing_imports_the_package_that_shadows_a_builtin(path: Path) -> None:
    plain = [
        alias.name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import)
        for alias in node.names
    ]
    assert not [name for name in plain if name.partition(".")[0] == "eval"]


def test_importing_our_packages_loads_no_heavy_library() -> None:
    heavy = [
        "torch",
        "sentence_transformers",
        "faiss",
        "gradio",
        "bm25s",
        "pypdf",
        "docx",
        "lxml",
        "striprtf",
        "langchain_text_splitters",
    ]
    code = f"import sys, app, corpus, index, qa\nprint([name for name in {heavy} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_every_package_is_declared() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    found = {".".join(path.parent.relative_to(ROOT).parts) for path in FILES if path.name == "__init__.py"}
    assert set(declared) == found


def test_answers_are_made_only_by_compose() -> None:
    makers = [named(path) for path in FILES if re.search(r"(?<![\w\"«])Answer\(", path.read_text("utf-8"))]
    assert makers == ["qa/compose.py"]


def test_markup_is_trusted_only_where_it_is_made_or_was_made_by_those_who_escape() -> None:
    trusting = [named(path) for path in FILES if re.search(r"\bSafe\(", path.read_text("utf-8"))]
    assert trusting == ["app.py", "qa/markup.py", "qa/page/gate.py", "qa/page/sheet.py"]


def test_markup_is_built_only_by_those_who_escape() -> None:
    builders = [named(path) for path in FILES if re.search(r"</\w+>", path.read_text("utf-8"))]
    # Two of them only show in their doctests what qa.markup makes.
    assert builders == [
        "corpus/health_page.py",
        *("eval/draw.py", "eval/page.py"),
        *("qa/cards.py", "qa/export.py", "qa/markup.py", "qa/reader.py"),
    ]


@pytest.mark.parametrize("path", FILES, ids=named)
def test_print_is_for_commands(path: Path) -> None:
    calls = [
        node
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"
    ]
    assert not calls or path.name in {"__main__.py", "app.py", "terminal.py"}, named(path)


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_file_says_in_its_first_line_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


@pytest.mark.parametrize("path", FILES, ids=named)
def test_nothing_catches_everything_and_nothing_unpickles(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(
        r"except( Base)?(Exception)?:|except Exception|import pickle|allow_pickle=True",
        text.replace("except BaseException:\n            shutil", ""),
    )
