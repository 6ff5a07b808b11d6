"""The reading room: the conversation on one side, the evidence on the other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qa.answer import Answer
from qa.cards import NONE, panel
from qa.engine import Engine
from qa.markup import Safe, tag
from qa.page import desk
from qa.page.bar import opening, status, tools
from qa.page.part import Part, Telling
from qa.page.setting import Setting
from qa.page.thread import thread
from qa.page.turns import Turn, answered, replay, settled
from qa.page.wait import WORKERS, Waits
from qa.page.where import FIELDS, renewed, scope, where
from qa.scope import EVERYWHERE
from qa.shelf import Shelf
from qa.suggest import suggest
from qa.words import word

if TYPE_CHECKING:
    import gradio as gr

Turns = tuple[Turn, ...]

# Gradio listens for an event of one's own where its name stands in quotes in the script.
TOOLS = "dayek.tools(element, trigger); ['restart', 'resume'];"
THREAD = "dayek.thread(element, trigger, watch); ['ask'];"
EVIDENCE = "dayek.evidence(element, trigger, server, watch); ['show'];"


def shown(turns: Turns, number: int, language: str, shelf: Shelf) -> Safe:
    """The evidence of one turn."""
    turn = turns[number] if -len(turns) <= number < len(turns) else None
    searched = shelf.searched(turn.scope) if turn else NONE
    return tag(
        "div",
        panel(turn.answer if turn else None, language, shelf.searched(EVERYWHERE), searched),
        class_="panel",
        data_turn=number % len(turns) if turns else None,
        data_question=turn.question if turn else None,
    )


def chat(setting: Setting, language: "gr.Radio") -> Part:  # noqa: PLR0915 - a room is a list of parts, each with its handler
    """Lay out the reading room and wire it."""
    import gradio as gr

    live, by = setting.live, setting.phraser

    def indexed(code: str) -> Safe:
        index = live().index
        return status(code, len(index.documents), len(index.passages), by.host if by and by.away else "")

    waits, turns = Waits(), gr.State(())
    phrasing = Waits() if by else waits  # a slow model keeps nobody from an answer
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
                    max_lines=8,  # of what is in view: a question that is too long is told so, not cut
                    autofocus=True,
                    scale=5,
                    elem_id="question",
                )
                send = gr.Button(word("ask", "kk"), variant="primary", scale=1, min_width=110, elem_id="ask")
                stop = gr.Button(word("stop", "kk"), scale=1, min_width=110, elem_id="stop")  # the style shows it in time
            fold, fields = where(language)
            foot = gr.HTML(opening("kk"), elem_id="foot", apply_default_css=False)
        with gr.Column(scale=5, min_width=300, elem_id="side"):
            evidence = gr.HTML(
                panel(None, "kk"),
                elem_id="evidence",
                js_on_load=EVIDENCE,
                apply_default_css=False,
                server_functions=functions(setting),
            )

    def respond(question: str, earlier: Turns, code: str, request: gr.Request, *chosen: Any) -> Iterator[list[Any]]:
        """The question at once, then the answer with its cards."""
        if not question.strip():
            yield [gr.skip()] * 4
            return
        earlier, asked = settled(earlier), Turn(question, scope=scope(chosen))
        session = str(request.session_hash)
        with waits.waiting(session) as until:
            waiting = (*earlier, asked)
            yield ["", conversation(waiting, code), waiting, gr.skip()]
            found = until(lambda: answered(setting.ask, earlier, asked))
        if found is None:  # the question stays, to be edited or asked again
            turns = (*earlier, replace(asked, fault="stopped"))
            yield [gr.skip(), conversation(turns, code), turns, gr.skip()]
        elif by and found.answer and found.answer.found:
            yield from phrased(earlier, found, found.answer, code, session)
        else:
            # One that is too long is back in the box, to be shortened there.
            yield [found.question if found.fault == "long" else gr.skip(), *view((*earlier, found), code)]
        # Gradio sends the last word of an event twice. By the second time the reader may have gone on, so it says nothing.
        yield [gr.skip()] * 4

    def phrased(earlier: Turns, turn: Turn, answer: Answer, code: str, session: str) -> Iterator[list[Any]]:
        """The quotes, and what a language model makes of them, which is kept unless the reader goes on meanwhile."""
        with phrasing.waiting(session) as until:
            yield [gr.skip(), *view((*earlier, turn), code, by.model if by else "")]
            said = until(lambda: setting.phrase(answer))
        if said is not None:
            yield [gr.skip(), gr.skip(), (*earlier, replace(turn, answer=said)), gr.skip()]

    def view(asked: Turns, code: str, model: str = "") -> list[Any]:
        engine = live()
        offered = suggestions(engine, asked, code)
        return [conversation(asked, code, offered, model), asked, shown(asked, -1, code, setting.shelf)]

    def conversation(asked: Turns, code: str, offered: Sequence[str] = (), model: str = "") -> Safe:
        """Before the first answer nobody waits for the documents: they may still be being opened."""
        documents = live().index.documents if any(turn.answer for turn in asked) else NONE
        return thread(asked, code, offered, model, documents)

    def called(event: gr.EventData, earlier: Turns, code: str, request: gr.Request, *chosen: Any) -> Iterator[list[Any]]:
        """A question that was not typed into the box: an example, a suggestion, a permalink, or an edited one."""
        turn = event.turn if isinstance(event.turn, int) and event.turn >= 0 else len(earlier)
        yield from respond(str(event.question), earlier[:turn], code, request, *chosen)

    def halt(request: gr.Request) -> None:
        waits.stop(str(request.session_hash))
        phrasing.stop(str(request.session_hash))

    def leave(request: gr.Request) -> None:
        phrasing.stop(str(request.session_hash))

    def retold(asked: Turns, code: str) -> Any:
        """The conversation once no answer is being phrased any more, in the language that the page speaks by now."""
        return gr.skip() if asked and asked[-1].waiting else view(asked, code)[0]

    def begin(code: str) -> list[Any]:
        return [thread((), code), (), panel(None, code)]

    def resume(event: gr.EventData, code: str) -> list[Any]:
        """A conversation is taken up where it was: also the places that it asked last are looked in again."""
        turns = replay(setting.ask, desk.kept_turns({"questions": event.questions, "scopes": event.scopes}))
        last = turns[-1].scope if turns else EVERYWHERE
        return [*view(turns, code), *renewed(setting, code, [list(getattr(last, name)) for name in FIELDS])]

    def show(event: gr.EventData, asked: Turns, code: str) -> Safe:
        return shown(asked, int(event.turn), code, setting.shelf)

    def renew(code: str, *chosen: Any) -> list[Any]:
        """What is indexed, and where one may look."""
        return [indexed(code), *renewed(setting, code, chosen)]

    def translate(code: str, asked: Turns) -> list[Any]:
        """Every word of the room in another language."""
        talk = view(asked, code) if asked else begin(code)
        field = gr.update(placeholder=word("placeholder", code), label=word("question", code))
        return [*talk, tools(code), field, word("ask", code), word("stop", code)]

    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    # What reads or begins the conversation goes one by one: what was read before it began anew is not painted after that.
    ordered = {**quiet, "concurrency_id": "conversation", "concurrency_limit": 1}
    answering = {**quiet, "outputs": [box, told, turns, evidence], "concurrency_limit": WORKERS}
    # One that is sent while another is being answered, or stopped, is asked after it and not lost.
    typed = gr.on([box.submit, send.click], respond, [box, turns, language, *fields], trigger_mode="always_last", **answering)
    chosen = told.ask(called, [turns, language, *fields], **answering)
    stop.click(halt, queue=False, **quiet)
    if by:
        for ended in (typed, chosen):
            ended.then(retold, [turns, language], [told], **ordered)
        for go_on in (box.submit, send.click, told.ask, said.restart, said.resume):
            go_on(leave, queue=False, **quiet)
    said.restart(begin, [language], [told, turns, evidence], **ordered)
    said.resume(resume, [language], [told, turns, evidence, fold, *fields], **ordered)
    evidence.show(show, [turns, language], [evidence], **quiet)
    words = Telling(translate, [turns], [told, turns, evidence, said, box, send, stop])
    return Part(words, Telling(renew, fields, [foot, fold, *fields]))


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
