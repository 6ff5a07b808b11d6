"""The chat in the browser: ask, read the quotes, see the passages they come from.

python app.py [--documents DIR] [--index DIR] [--library DIR] [--host HOST] [--port PORT] [--read-only] [--auth FILE] [--mcp]
              [--phrase-address URL --phrase-model NAME]
"""

import argparse
import os
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import UserError
from corpus.terminal import bar as progress
from corpus.terminal import folder, run
from qa.config import Config, from_environment
from qa.intake import Limits
from qa.markup import Safe, join, tag
from qa.page.bar import bar, script
from qa.page.chat import chat
from qa.page.develop import develop
from qa.page.endpoint import endpoints
from qa.page.evaluate import evaluating
from qa.page.gate import gate
from qa.page.heap import steady
from qa.page.login import accounts, login
from qa.page.originals import originals
from qa.page.own import own
from qa.page.part import Telling, together
from qa.page.setting import Setting, opened
from qa.words import LANGUAGES, preferred, word

if TYPE_CHECKING:
    import gradio as gr

STYLE = Path(__file__).with_name("qa") / "page.css"
FONTS = ["system-ui", "Segoe UI", "Roboto", "Noto Sans", "DejaVu Sans", "sans-serif"]  # each of them has ә ғ қ ң ө ұ ү һ і

# What Gradio reads of its surroundings: nothing is sent anywhere, and no statistics are kept of the events. By default a table
# of the last 10,000 is made anew after each of them, and every answer is a little slower than the one before.
GRADIO = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_ANALYTICS_MAX_EVENTS": "1",
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": str(10**12),
}


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python app.py", description="The chat in the browser.")
    top.add_argument("--documents", type=folder, metavar="DIR", help="documents folder (default: the starter corpus)")
    top.add_argument("--index", type=folder, metavar="DIR", help="folder of the index (default: in the user's cache)")
    top.add_argument("--model", metavar="M", help="embedding model: a folder or a public name (default: the bundled one)")
    top.add_argument("--host", help="address to listen on (default: 127.0.0.1, this computer only)")
    top.add_argument("--port", type=int, help="port to listen on (default: 7860)")
    top.add_argument("--library", type=folder, metavar="DIR", help="folder of own documents (default: in the user's data)")
    top.add_argument("--read-only", action="store_true", default=None, help="own documents can be asked, not changed")
    top.add_argument(
        "--auth", type=folder, metavar="FILE", help="let in only the names of this file: name:password on each line"
    )
    top.add_argument("--phrase-address", metavar="URL", help="let a language model at this address phrase answers, too")
    top.add_argument("--phrase-model", metavar="NAME", help="its name, as its server lists it")
    top.add_argument("--mcp", action="store_true", help="also offer `ask` as a tool by the Model Context Protocol")
    return top


TABS = {"tab_chat": chat, "tab_own": own, "tab_evaluate": evaluating, "tab_develop": develop}


def page(setting: Setting, *, mcp: bool = False) -> "gr.Blocks":
    """The page in its setting."""
    _ready()
    import gradio as gr

    def greet(code: str | None, request: gr.Request, *values: Any) -> list[Any]:
        """The page in a visitor's language: the one that was chosen, else the browser's."""
        spoken = code or preferred(request.headers.get("accept-language", ""))
        return [spoken, *([gr.skip()] * len(words.outputs) if spoken == "kk" else words.make(spoken, *values))]

    def head_words(code: str) -> list[Any]:
        return [bar(code), *(gr.update(label=word(name, code)) for name in TABS)]

    with gr.Blocks(delete_cache=(3600, 3600), title="Dayek", analytics_enabled=False) as blocks:
        endpoints(setting, mcp=mcp)  # first: of two events of one name the later is renamed
        with gr.Row(elem_id="head"):
            head = gr.HTML(bar("kk"), elem_id="banner", js_on_load="dayek.banner(element, watch);", apply_default_css=False)
            language = gr.Radio(
                [(name, code) for code, name in LANGUAGES.items()],
                value="kk",
                show_label=False,
                container=False,
                label=word("language", "kk"),
                elem_id="language",
            )
        with gr.Tabs(elem_id="tabs"):
            tabs, parts = [], []
            for name, lay in TABS.items():
                with gr.Tab(word(name, "kk"), id=name) as tab:
                    parts.append(lay(setting, language))
                tabs.append(tab)
        words = together([Telling(head_words, (), [head, *tabs]), *(part.words for part in parts)])
        documents = together([part.documents for part in parts])
        quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "concurrency_limit": 8}
        known, said = [language, *words.inputs], [language, *words.outputs]
        begun = blocks.load(greet, known, said, js="(code, ...rest) => [dayek.language(), ...rest]", **quiet)
        chosen = language.input(words.make, known, words.outputs, js="(code, ...rest) => dayek.choose(code, rest)", **quiet)
        for change in (begun, chosen, *(change for part in parts for change in part.changes)):
            change.then(documents.make, [language, *documents.inputs], documents.outputs, **quiet)
    return blocks


def serve(config: Config, *, auth: Path | None = None, mcp: bool = False) -> None:
    """Serve the page until stopped, and meanwhile open the index, building it where it is missing or old. Raises UserError."""
    if mcp and not find_spec("mcp"):
        raise UserError("The package mcp is not installed: run pip install 'gradio[mcp]', or start without --mcp.")
    import platformdirs

    _ready()  # before the thread that opens the index: two that import at once can find a library half imported
    kept = Path(platformdirs.user_data_dir("dayek", appauthor=False)) / "feedback"
    guard = login(accounts(auth)) if auth else None
    print("Opening the model and the index …", file=sys.stderr)
    # The route of the originals stands before Gradio's login: where there is one, files are not served.
    setting = opened(config, kept, originals=not guard, progress=progress)
    if setting.phraser:
        sent = f"the questions and the cited passages are sent to {setting.phraser.host}."
        print(f"Answers are also phrased by {setting.phraser.model}: {sent}", file=sys.stderr)
    show(setting, auth=guard, mcp=mcp)


def show(setting: Setting, *, auth: Callable[[str, str], bool] | None = None, mcp: bool = False, **more: Any) -> None:
    """Serve the page in its setting until stopped; `more` goes to Gradio's launch."""
    blocks = page(setting, mcp=mcp)
    import gradio as gr

    theme = gr.themes.Default(primary_hue="teal", neutral_hue="stone", font=FONTS, font_mono=["ui-monospace", "monospace"])
    try:
        blocks.queue(max_size=64).launch(
            server_name=setting.config.host,
            server_port=setting.config.port,
            theme=theme,
            css_paths=[STYLE],
            # Gradio narrows a style sheet to its own elements; the sheets over the page need it whole.
            head=join([tag("style", Safe(STYLE.read_text("utf-8"))), tag("script", Safe(script()))]),
            footer_links=[],
            run_history=False,
            enable_monitoring=False,
            share=False,
            ssr_mode=False,
            max_file_size=Limits().size,
            prevent_thread_lock=True,
            mcp_server=mcp,
            auth=auth,
            app_kwargs={"routes": [originals(setting)] if setting.originals else [], "middleware": [gate()] if auth else []},
            **more,
        )
    except OSError as error:
        where = f"{setting.config.host}:{setting.config.port}"
        raise UserError(f"The chat cannot listen on {where}: end the program that does, or name another --port.") from error
    for name, why in setting.stock().problems.items():
        print(f"dayek: the collection {name} is left out: {why}", file=sys.stderr)
    blocks.block_thread()


def _ready() -> None:
    """Import Gradio, after it has been told what to leave undone."""
    os.environ |= GRADIO
    import gradio  # noqa: F401 - for what importing it settles


def main() -> int:
    steady()
    flags = vars(parser().parse_args())
    own = {name: flags.pop(name) for name in ("auth", "mcp")}
    serve(from_environment(**flags), **own)
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
