"""The conversation as markup: questions, and answers whose every number is a button that leads to its card."""

import json
import re
from collections.abc import Iterable, Sequence

from corpus import Document
from qa.answer import Answer, Citation
from qa.cards import NONE, Documents
from qa.markup import Safe, join, tag
from qa.page.turns import Turn
from qa.page.where import as_data, told
from qa.question import LONGEST
from qa.reference import facts
from qa.words import EXAMPLES, word

_NUMBER = re.compile(r"\[(\d+)\]")


def thread(
    turns: Sequence[Turn], language: str, suggestions: Sequence[str] = (), phrasing: str = "", documents: Documents = NONE
) -> Safe:
    """All turns, oldest first, then what might be asked next. `data-say` is what a screen reader is told of the last one.

    `phrasing` names the language model that is at work on the last answer; `documents` tell where in them a quote stands.
    """
    last = turns[-1] if turns else None
    return tag(
        "div",
        *([welcome(language)] if not turns else []),
        *(
            piece
            for number, turn in enumerate(turns)
            for piece in _turn(number, turn, language, phrasing if turn is last else "", documents)
        ),
        *_next(suggestions, language),
        class_="thread",
        data_say=said(turns[-1], language) if turns else "",
        data_language=language,
        data_turns=len(turns),
    )


def welcome(language: str) -> Safe:
    """What an empty page says: what this is, and questions to begin with."""
    asked = [tag("button", text, type="button", class_="chip", data_ask=text, lang=code) for code, text in EXAMPLES]
    return tag(
        "div",
        tag("h2", word("welcome", language)),
        tag("p", word("welcome_more", language)),
        tag("p", word("examples", language), class_="label"),
        tag("div", *asked, class_="chips"),
        class_="welcome",
    )


def said(turn: Turn, language: str) -> str:
    """What is announced when a turn is there: that, not the whole answer, which can be read at leisure."""
    if turn.waiting:
        return word("searching", language)
    if turn.answer is None:
        return word(f"question_{turn.fault}", language, limit=LONGEST)
    if turn.answer.found:
        return word("say_found", language, n=len(turn.answer.citations), title=turn.answer.citations[0].passage.title)
    return word("not_found", language)


def _turn(number: int, turn: Turn, language: str, phrasing: str, documents: Documents) -> Iterable[Safe]:
    tools = (
        tag("button", word("edit", language), type="button", class_="act", data_act="edit", data_turn=number),
        tag("button", word("link", language), type="button", class_="act", data_act="link", data_question=turn.question),
    )
    looked = told(turn.scope, language)
    yield tag(
        "div",
        tag(
            "div",
            tag("p", turn.question, class_="said", dir="auto"),
            *([tag("p", f"{word('where', language)}: {looked}", class_="scope")] if looked else []),
            class_="put",
        ),
        tag("div", *tools, class_="tools"),
        class_="turn asked",
        data_turn=number,
        data_question=turn.question,
        data_scope=json.dumps(as_data(turn.scope), ensure_ascii=False) if looked else None,
    )
    if turn.answer is not None:
        begun = [tag("p", word("phrasing", language, model=phrasing), class_="phrasing")] if phrasing else []
        yield tag("div", *begun, *answer(turn.answer, number, language, documents), class_="turn told", data_turn=number)
    elif turn.fault:
        yield tag("div", tag("p", word(f"question_{turn.fault}", language, limit=LONGEST)), class_="turn told fault")
    else:
        yield tag("div", tag("p", word("searching", language)), class_="turn told waiting")


def answer(answer: Answer, turn: int, language: str, documents: Documents) -> Iterable[Safe]:
    """The paragraphs of an answer; one that is a single quote stands as a quotation with its source."""
    cited = {citation.number: citation for citation in answer.citations}
    yield from phrased(answer, cited, turn, language)
    for paragraph in answer.text.split("\n\n"):
        numbers = [int(number) for number in _NUMBER.findall(paragraph)]
        body = _numbered(paragraph, cited, turn, language)
        if paragraph.startswith("«") and len(numbers) == 1 and numbers[0] in cited:
            citation = cited[numbers[0]]
            yield _quotation(body, citation, documents.get(citation.passage.document_id), language)
        else:
            yield tag("p", body, class_="also" if numbers else "plain", lang=answer.language)
    if answer.related:
        yield tag("button", word("see_related", language), type="button", class_="quiet", data_show=turn)


def phrased(answer: Answer, cited: dict[int, Citation], turn: int, language: str) -> Iterable[Safe]:
    """What a language model made of the answer, named as such, or why it made nothing; the quotes stand below."""
    found = answer.phrased
    if found is None:
        return
    dropped = [word("phrased_dropped", language, n=found.dropped)] if found.dropped else []
    if found.problem:
        told = word(f"phrased_{found.problem}", language, model=found.model, status=found.status)
        yield tag("p", " ".join([told, *dropped]), class_="phrasing failed")
        return
    heading = word("phrased_by", language, model=found.model)
    yield tag(
        "div",
        tag("p", heading, class_="label"),
        tag("p", _numbered(found.text, cited, turn, language), lang=answer.language, class_="own"),
        tag("p", " ".join([word("phrased_exact", language), *dropped]), class_="note"),
        class_="phrased",
        role="group",
        aria_label=heading,
    )


def _quotation(body: Safe, citation: Citation, document: Document | None, language: str) -> Safe:
    passage, known = citation.passage, facts(citation, document)
    where = word("page", language, n=known.page) if known.page else word("line", language, n=known.line)
    source = tag("footer", "— ", tag("cite", passage.title), ", ", tag("span", where, class_="whole"))
    return tag("blockquote", tag("p", body, lang=passage.language), source)


def _numbered(text: str, cited: dict[int, Citation], turn: int, language: str) -> Safe:
    """Text with every number of a citation as a button."""
    parts, at = list[str](), 0
    for match in _NUMBER.finditer(text):
        citation = cited.get(int(match[1]))
        if citation is None:
            continue
        label = word("cite", language, n=citation.number, title=citation.passage.title)
        button = tag(
            "button", match[1], type="button", class_="cite", data_turn=turn, data_cite=match[1], aria_label=label, title=label
        )
        parts += [text[at : match.start()], button]
        at = match.end()
    return join([*parts, text[at:]])


def _next(suggestions: Sequence[str], language: str) -> Iterable[Safe]:
    if suggestions:
        chips = [tag("button", text, type="button", class_="chip", data_ask=text) for text in suggestions]
        yield tag("div", tag("p", word("next", language), class_="label"), tag("div", *chips, class_="chips"), class_="next")
