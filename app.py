"""The chat in the browser: ask, read the quotes, see the passages they come from.

python app.py [--documents DIR] [--index DIR] [--library DIR] [--host HOST] [--port PORT] [--read-only] [--auth FILE] [--mcp]
"""

import argparse
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import UserError
from corpus.terminal import bar as progress
from corpus.terminal import folder, run
from qa.config import Config, from_environment
from qa.markup import Safe, join, tag
from qa.page.bar import bar, script
from qa.page.chat import chat
from qa.page.develop import develop
from qa.page.evaluate import evaluating
from qa.page.login import accounts, login
from qa.page.originals import originals
from qa.page.own import own
from qa.page.part import renewing
from qa.page.setting import Setting, opened
from qa.render import answer_data
from qa.words import LANGUAGES, preferred, word

if TYPE_CHECKING:
    import gradio as gr

STYLE = Path(__file__).with_name("qa") / "page.css"
FONTS = ["system-ui", "Segoe UI", "Roboto", "Noto Sans", "DejaVu Sans", "sans-serif"]  # each of them has ә ғ қ ң ө ұ ү һ і


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
    top.add_argument("--mcp", action="store_true", help="also offer `ask` as a tool by the Model Context Protocol")
    return top


TABS = {"tab_chat": chat, "tab_own": own, "tab_evaluate": evaluating, "tab_develop": develop}


def page(setting: Setting) -> "gr.Blocks":
    """The page in its setting."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported
    import gradio as gr

    def ask(question: str, history: list[str] | None = None) -> dict[str, Any]:
        """Answer a question with exact quotes from the documents; `history` holds the earlier questions, oldest first."""
        try:
            return answer_data(setting.live().ask(question, history or ()))
        except UserError as error:
            raise gr.Error(str(error), print_exception=False) from error

    def greet(code: str | None, request: gr.Request) -> str:
        """The interface language of a visitor: the one that was chosen, else the browser's."""
        return code or preferred(request.headers.get("accept-language", ""))

    def titles(code: str) -> list[Any]:
        return [gr.update(label=word(name, code)) for name in TABS]

    with gr.Blocks(delete_cache=(3600, 3600), title="Dayek", analytics_enabled=False) as blocks:
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
        language.change(titles, [language], tabs, api_visibility="private", show_progress="hidden")
        language.change(bar, [language], [head], api_visibility="private", show_progress="hidden")
        language.input(None, [language], js="(code) => dayek.choose(code)", api_visibility="private")
        begun = blocks.load(
            greet, [language], [language], js="() => [dayek.language()]", api_visibility="private", show_progress="hidden"
        )
        renewing(parts, begun)
        gr.api(ask, api_name="ask")
    return blocks


def serve(config: Config, *, auth: Path | None = None, mcp: bool = False) -> None:
    """Open the engine, building the index where it is missing or old, and serve the page until stopped."""
    if mcp and not find_spec("mcp"):
        raise UserError("The package mcp is not installed: run pip install 'gradio[mcp]', or start without --mcp.")
    print("Opening the model and the index …", file=sys.stderr)
    import platformdirs

    kept = Path(platformdirs.user_data_dir("dayek", appauthor=False)) / "feedback"
    guard = login(accounts(auth)) if auth else None
    # The route of the originals stands before Gradio's login: where there is one, files are not served.
    show(opened(config, kept, originals=not guard, progress=progress), auth=guard, mcp_server=mcp)


def show(setting: Setting, **more: Any) -> None:
    """Serve the page in its setting until stopped; `more` goes to Gradio's launch."""
    blocks = page(setting)
    import gradio as gr

    theme = gr.themes.Default(primary_hue="teal", neutral_hue="stone", font=FONTS, font_mono=["ui-monospace", "monospace"])
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
        max_file_size=setting.library.limits.size,
        app_kwargs={"routes": [originals(setting)] if setting.originals else []},
        **more,
    )


def main() -> int:
    flags = vars(parser().parse_args())
    own = {name: flags.pop(name) for name in ("auth", "mcp")}
    serve(from_environment(**flags), **own)
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
