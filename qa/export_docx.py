"""A conversation with its evidence as DOCX."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from corpus.document import Document
from qa.answer import Answer
from qa.export import Piece, pieces, seen
from qa.words import word

if TYPE_CHECKING:
    from docx.document import Document as Paper
    from docx.text.paragraph import Paragraph

LOCALES = {"kk": "kk-KZ", "ru": "ru-RU", "en": "en-GB"}
SMALL = 8  # points: the line that proves a passage


def as_docx(answers: Sequence[Answer], documents: Mapping[str, Document], language: str, *, when: str = "") -> bytes:
    """A conversation as the bytes of a DOCX file; `when` is a date as it is to be read."""
    import docx

    paper, title = docx.Document(), f"Dayek – {word('conversation', language)}"
    paper.core_properties.title, paper.core_properties.author, paper.core_properties.comments = title, "", ""
    paper.core_properties.language = LOCALES[language]
    paper.add_heading(title, 0)
    if when:
        paper.add_paragraph(seen(when))
    for answer in answers:
        heading, evidence = pieces(answer, documents, language)
        paper.add_heading(seen(answer.question), 1)
        for paragraph in answer.text.split("\n\n"):
            paper.add_paragraph(seen(paragraph))
        if evidence:
            paper.add_heading(heading, 2)
        for shown in evidence:
            _evidence(paper, shown)
    file = BytesIO()
    paper.save(file)
    return file.getvalue()


def _evidence(paper: "Paper", shown: Piece) -> None:
    """The reference, the passage with its quote highlighted, and what proves it, kept on one page where they fit."""
    from docx.enum.text import WD_COLOR_INDEX
    from docx.shared import Pt

    reference = paper.add_paragraph()
    reference.add_run(shown.number).bold = True
    reference.add_run(seen(shown.reference))
    passage = paper.add_paragraph(style="Quote")
    _run(passage, shown.before, shown.language)
    _run(passage, shown.quote, shown.language, highlight=WD_COLOR_INDEX.YELLOW)
    _run(passage, shown.after, shown.language)
    for paragraph in (reference, passage):
        paragraph.paragraph_format.keep_with_next = True
    paper.add_paragraph().add_run(seen(shown.proof)).font.size = Pt(SMALL)


def _run(paragraph: "Paragraph", text: str, language: str, *, highlight: object = None) -> None:
    """A stretch of text in its language, so that a speller does not mark each of its words."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run(seen(text))
    run.italic = False  # as the style would have it
    run.font.highlight_color = highlight
    if language in LOCALES:
        named = OxmlElement("w:lang")
        named.set(qn("w:val"), LOCALES[language])
        run._r.get_or_add_rPr().append(named)
