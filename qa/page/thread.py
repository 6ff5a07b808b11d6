"""The conversation as markup: questions, and answers whose every number is a button that leads to its card."""

import re
from collections.abc import Iterable, Sequence

from qa.answer import Answer, Citation
from qa.markup import Safe, join, tag
from qa.page.turns import Turn
from qa.question import LONGEST
from qa.words import EXAMPLES, word

_NUMBER = re.compile(r"\[(\d+)\]")


def thread(turns: Sequence[Turn], language: str, suggestions: Sequence[str] = ()) -> Safe:
    """All turns, oldest first, then what might be asked next. `data-say` is what a screen reader is told of the last one."""
    return tag(
        "div",
        *([welcome(language)] if not turns else []),
        *(piece for number, turn in enumerate(turns) for piece in _turn(number, turn, language)),
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


def _turn(number: int, turn: Turn, language: str) -> Iterable[Safe]:
    tools = (
        tag("button", word("edit", language), type="button", class_="act", data_act="edit", data_turn=number),
        tag("button", word("link", language), type="button", class_="act", data_act="link", data_question=turn.question),
    )
    yield tag(
        "div",
        tag("p", turn.question, class_="said", dir="auto"),
        tag("div", *tools, class_="tools"),
        class_="turn asked",
        data_turn=number,
        data_question=turn.question,
    )
    if turn.answer is not None:
        yield tag("div", *answer(turn.answer, number, language), class_="turn told", data_turn=number)
    elif turn.fault:
        yield tag("div", tag("p", word(f"question_{turn.fault}", language, limit=LONGEST)), class_="turn told fault")
    else:
        yield tag("div", tag("p", word("searching", language)), class_="turn told waiting")


def answer(answer: Answer, turn: int, language: str) -> Iterable[Safe]:
    """The paragraphs of an answer; one that is a single quote stands as a quotation with its source."""
    cited = {citation.number: citation for citation in answer.citations}
    for paragraph in answer.text.split("\n\n"):
        numbers = [int(number) for number in _NUMBER.findall(paragraph)]
        body = _numbered(paragraph, cited, turn, language)
        if paragraph.startswith("«") and len(numbers) == 1 and numbers[0] in cited:
            yield _quotation(body, cited[numbers[0]], language)
        else:
            yield tag("p", body, class_="also" if numbers else "plain", lang=answer.language)
    if not answer.found:
        yield tag("button", word("see_related", language), type="button", class_="quiet", data_show=turn)


def _quotation(body: Safe, citation: Citation, language: str) -> Safe:
    passage = citation.passage
    where = word("page", language, n=passage.page) if passage.page else word("line", language, n=passage.line)
    source = tag("footer", "— ", tag("cite", passage.title), f", {where}")
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
