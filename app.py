"""The chat in the browser: ask, read the quotes, see the passages they come from.

python app.py [--documents DIR] [--index DIR] [--host HOST] [--port PORT]
"""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.terminal import bar, folder, run
from qa.cards import banner, inert, message, panel, status
from qa.config import Config, from_environment
from qa.engine import Engine
from qa.question import LONGEST, QuestionError
from qa.words import EXAMPLES, LANGUAGES, preferred, word

if TYPE_CHECKING:
    import gradio as gr

STYLE = Path(__file__).with_name("qa") / "page.css"
FONTS = ["system-ui", "Segoe UI", "Roboto", "Noto Sans", "DejaVu Sans", "sans-serif"]  # each of them has ә ғ қ ң ө ұ ү һ і

Messages = list[dict[str, Any]]


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python app.py", description="The chat in the browser.")
    top.add_argument("--documents", type=folder, metavar="DIR", help="documents folder (default: the starter corpus)")
    top.add_argument("--index", type=folder, metavar="DIR", help="folder of the index (default: in the user's cache)")
    top.add_argument("--model", metavar="M", help="embedding model: a folder or a public name (default: the bundled one)")
    top.add_argument("--host", help="address to listen on (default: 127.0.0.1, this computer only)")
    top.add_argument("--port", type=int, help="port to listen on (default: 7860)")
    return top


def page(engine: Engine) -> "gr.Blocks":
    """The page around an engine."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported
    import gradio as gr

    documents, passages = len(engine.index.documents), len(engine.index.passages)
    with gr.Blocks(title="Dayek", analytics_enabled=False) as blocks:
        last = gr.State(None)  # the answer that the panel shows
        with gr.Row():
            with gr.Column(scale=4):
                head = gr.HTML(banner("kk"))
            with gr.Column(scale=1, min_width=300):
                language = gr.Radio(
                    [(name, code) for code, name in LANGUAGES.items()],
                    value="kk",
                    show_label=False,
                    label=word("language", "kk"),
                    elem_id="language",
                )
        with gr.Row():
            with gr.Column(scale=6, min_width=280):
                chat = gr.Chatbot(
                    height=460,
                    label=word("conversation", "kk"),
                    show_label=False,
                    placeholder=word("welcome", "kk"),
                    buttons=[],
                    feedback_options=None,
                    elem_id="chat",
                )
                with gr.Row():
                    box = gr.Textbox(
                        label=word("question", "kk"),
                        placeholder=word("placeholder", "kk"),
                        show_label=False,
                        container=False,
                        max_length=LONGEST,
                        autofocus=True,
                        scale=5,
                        elem_id="question",
                    )
                    ask = gr.Button(word("ask", "kk"), variant="primary", scale=1, min_width=110, elem_id="ask")
                with gr.Row(elem_id="examples"):
                    examples = [gr.Button(text, size="sm") for text in EXAMPLES]
                clear = gr.Button(word("clear", "kk"), size="sm", variant="secondary", elem_id="clear")
                foot = gr.HTML(status("kk", documents, passages))
            with gr.Column(scale=5, min_width=280):
                evidence = gr.HTML(panel(None, "kk"), elem_id="evidence")

        def respond(question: str, messages: Messages, code: str) -> Iterator[tuple[str, Messages, Any, str]]:
            """The question at once, then the answer with its cards."""
            if not question.strip():
                yield question, messages, None, panel(None, code)
                return
            earlier = questions(messages)
            messages = [*messages, {"role": "user", "content": inert(question)}]
            yield "", messages, None, panel(None, code)
            try:
                answer = engine.ask(question, earlier)
            except QuestionError as error:
                refusal = {"role": "assistant", "content": inert(word(f"question_{error.fault}", code, limit=LONGEST))}
                yield "", [*messages, refusal], None, panel(None, code)
                return
            yield "", [*messages, {"role": "assistant", "content": message(answer)}], answer, panel(answer, code)

        def translate(code: str, answer: Any) -> list[Any]:
            """Every word of the page in another language."""
            return [
                banner(code),
                gr.update(label=word("language", code)),
                gr.update(label=word("conversation", code), placeholder=word("welcome", code)),
                gr.update(placeholder=word("placeholder", code), label=word("question", code)),
                word("ask", code),
                word("clear", code),
                status(code, documents, passages),
                panel(answer, code),
            ]

        def greet(request: gr.Request) -> str:
            """The interface language of a new visitor."""
            return preferred(request.headers.get("accept-language", ""))

        worded = [head, language, chat, box, ask, clear, foot, evidence]
        answering = {"fn": respond, "outputs": [box, chat, last, evidence], "concurrency_limit": 8, "show_progress": "hidden"}
        box.submit(inputs=[box, chat, language], api_name="respond", **answering)
        ask.click(inputs=[box, chat, language], api_visibility="private", **answering)
        for button in examples:
            button.click(inputs=[button, chat, language], api_visibility="private", **answering)
        clear.click(lambda code: ([], None, panel(None, code)), [language], [chat, last, evidence], api_visibility="private")
        language.change(translate, [language, last], worded, api_visibility="private", show_progress="hidden")
        blocks.load(greet, None, [language], api_visibility="private", show_progress="hidden")
    return blocks


def questions(messages: Messages) -> list[str]:
    """The questions of a conversation so far, oldest first."""
    import html

    found = []
    for said in messages:
        if said["role"] == "user":
            content = said["content"]
            text = content if isinstance(content, str) else "".join(part.get("text", "") for part in content)
            found.append(html.unescape(text))
    return found


def serve(config: Config) -> None:
    """Open the engine, building the index where it is missing or old, and serve the page until stopped."""
    print("Opening the model and the index …", file=sys.stderr)
    engine = Engine.open(config, progress=bar, rebuild=True)
    blocks = page(engine)
    import gradio as gr

    theme = gr.themes.Default(primary_hue="teal", neutral_hue="slate", font=FONTS, font_mono=["ui-monospace", "monospace"])
    blocks.queue(max_size=64).launch(
        server_name=config.host,
        server_port=config.port,
        theme=theme,
        css_paths=[STYLE],
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        share=False,
        ssr_mode=False,
    )


def main() -> int:
    flags = vars(parser().parse_args())
    serve(from_environment(**flags))
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
