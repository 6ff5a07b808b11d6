"""The reading room: the conversation on one side, the evidence on the other."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from qa.cards import panel
from qa.engine import Engine
from qa.markup import Safe, tag
from qa.page import desk
from qa.page.bar import status, tools
from qa.page.part import Part
from qa.page.setting import Setting
from qa.page.thread import thread
from qa.page.turns import Turn, answered, replay, settled, stopped
from qa.page.where import renewed, scope, where
from qa.question import LONGEST
from qa.suggest import suggest
from qa.words import word

if TYPE_CHECKING:
    import gradio as gr

Turns = tuple[Turn, ...]
LONGEST_TALK = 200  # turns of a conversation that are asked anew when it is taken up again

# Gradio listens for an event of one's own where its name stands in quotes in the script.
TOOLS = "dayek.tools(element, trigger); ['restart', 'resume'];"
THREAD = "dayek.thread(element, trigger, watch); ['ask'];"
EVIDENCE = "dayek.evidence(element, trigger, server, watch); ['show'];"


def shown(turns: Turns, number: int, language: str, engine: Engine) -> Safe:
    """The evidence of one turn."""
    turn = turns[number] if -len(turns) <= number < len(turns) else None
    return tag(
        "div",
        panel(turn.answer if turn else None, language, engine.index.documents),
        class_="panel",
        data_turn=number % len(turns) if turns else None,
        data_question=turn.question if turn else None,
    )


def chat(setting: Setting, language: "gr.Radio") -> Part:  # noqa: PLR0915 - a room is a list of parts, each with its handler
    """Lay out the reading room and wire it."""
    import gradio as gr

    live = setting.live

    def indexed(code: str) -> Safe:
        index = live().index
        return status(code, len(index.documents), len(index.passages))

    turns = gr.State(())
    with gr.Row(elem_id="room"):
        with gr.Column(scale=6, min_width=300, elem_id="talk"):
            said = gr.HTML(tools("kk"), elem_id="tools", js_on_load=TOOLS, apply_default_css=False)
            told = gr.HTML(thread((), "kk"), elem_id="chat", js_on_load=THREAD, apply_default_css=False)
            with gr.Row(elem_id="compose"):
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
                send = gr.Button(word("ask", "kk"), variant="primary", scale=1, min_width=110, elem_id="ask")
                stop = gr.Button(word("stop", "kk"), scale=1, min_width=110, visible=False, elem_id="stop")
            fold, fields = where(setting)
            foot = gr.HTML(indexed("kk"), elem_id="foot", apply_default_css=False)
        with gr.Column(scale=5, min_width=300, elem_id="side"):
            evidence = gr.HTML(
                panel(None, "kk"),
                elem_id="evidence",
                js_on_load=EVIDENCE,
                apply_default_css=False,
                server_functions=functions(setting),
            )

    def respond(question: str, earlier: Turns, code: str, *chosen: Any) -> Iterator[list[Any]]:
        """The question at once, then the answer with its cards."""
        if not question.strip():
            yield [gr.skip()] * 6
            return
        engine, earlier = live(), settled(earlier)
        asked = (*earlier, Turn(question))
        waiting = [gr.update(visible=False), gr.update(visible=True)]
        yield ["", thread(asked, code), asked, gr.skip(), *waiting]
        asked = (*earlier, answered(setting.ask(scope(chosen)), earlier, question))
        yield [gr.skip(), *view(engine, asked, code), gr.update(visible=True), gr.update(visible=False)]

    def view(engine: Engine, asked: Turns, code: str) -> list[Any]:
        return [thread(asked, code, suggestions(engine, asked, code)), asked, shown(asked, -1, code, engine)]

    def called(event: gr.EventData, earlier: Turns, code: str, *chosen: Any) -> Iterator[list[Any]]:
        """A question that was not typed into the box: an example, a suggestion, a permalink, or an edited one."""
        turn = event.turn if isinstance(event.turn, int) and event.turn >= 0 else len(earlier)
        yield from respond(str(event.question), earlier[:turn], code, *chosen)

    def resume(event: gr.EventData, code: str) -> list[Any]:
        engine = live()
        return view(engine, replay(engine.ask, [str(each) for each in event.questions][:LONGEST_TALK]), code)

    def show(event: gr.EventData, asked: Turns, code: str) -> Safe:
        return shown(asked, int(event.turn), code, live())

    def interrupt(asked: Turns, code: str) -> list[Any]:
        """The question stays, to be edited or asked again."""
        turns = stopped(asked)
        return [thread(turns, code), turns, gr.update(visible=True), gr.update(visible=False)]

    def renew(code: str, *chosen: Any) -> list[Any]:
        """What is indexed, and where one may look."""
        return [indexed(code), *renewed(setting, code, chosen)]

    def translate(code: str, asked: Turns, *chosen: Any) -> list[Any]:
        """Every word of the room in another language."""
        engine = live()
        return [
            tools(code),
            thread(asked, code, suggestions(engine, asked, code)),
            gr.update(placeholder=word("placeholder", code), label=word("question", code)),
            word("ask", code),
            word("stop", code),
            shown(asked, -1, code, engine),
            *renew(code, *chosen),
        ]

    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    answering = {**quiet, "outputs": [box, told, turns, evidence, send, stop], "concurrency_limit": 8}
    asking = [
        # One that is sent while another is being answered, or stopped, is asked after it and not lost.
        box.submit(respond, [box, turns, language, *fields], trigger_mode="always_last", **answering),
        send.click(respond, [box, turns, language, *fields], trigger_mode="always_last", **answering),
        told.ask(called, [turns, language, *fields], **answering),
    ]
    stop.click(interrupt, [turns, language], [told, turns, send, stop], cancels=asking, **quiet)
    said.restart(lambda code: [thread((), code), (), panel(None, code)], [language], [told, turns, evidence], **quiet)
    said.resume(resume, [language], [told, turns, evidence], **quiet)
    evidence.show(show, [turns, language], [evidence], **quiet)
    places = [foot, fold, *fields]
    language.change(translate, [language, turns, *fields], [said, told, box, send, stop, evidence, *places], **quiet)
    return Part(renew, [language, *fields], places)


def suggestions(engine: Engine, turns: Sequence[Turn], language: str) -> Sequence[str]:
    """What might be asked next, from the documents that were cited."""
    last = turns[-1].answer if turns else None
    if last is None:
        return ()
    return suggest(last, engine.index.documents, language, asked=[turn.question for turn in turns])


def functions(setting: Setting) -> list[Callable[[Any], Any]]:
    """What the script calls directly, by name: the desk's verbs. Each takes one object from the browser."""

    def bound(verb: Callable[[Setting, desk.Asked], Any]) -> Callable[[Any], Any]:
        def function(asked: Any) -> Any:
            return verb(setting, asked if isinstance(asked, dict) else {})

        function.__name__ = verb.__name__
        return function

    return [bound(verb) for verb in desk.VERBS]
