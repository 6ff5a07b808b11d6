"""One citation in the forms that people paste: plain, by GOST R 7.0.5-2008, BibTeX, Markdown. No field is ever made up."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from corpus.document import Document
from corpus.measure import visible
from qa.answer import Citation
from qa.words import word

# What only references need, by interface language. GOST: the page behind its capital, the kind of resource in brackets.
TERMS = {
    "page": {"kk": "Б. {n}", "ru": "С. {n}", "en": "P. {n}"},
    "resource": {"kk": "[Электрондық ресурс]", "ru": "[Электронный ресурс]", "en": "[Electronic resource]"},
    "file": {"kk": "Файл: {id}", "ru": "Файл: {id}", "en": "File: {id}"},
    "others": {"kk": "[және т. б.]", "ru": "[и др.]", "en": "[et al.]"},
    "quote": {"kk": "«{quote}»", "ru": "«{quote}»", "en": "“{quote}”"},
}
MOST_NAMES = 3  # GOST: with more authors the title comes first, and only the first of them is named behind it

_CAPITAL = "[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]"
_INITIALS = rf"(?:{_CAPITAL}\.\s?){{1,2}}"
_NAME = re.compile(rf"(?P<before>{_INITIALS})\s?(?P<last>{_CAPITAL}[\w-]+)|(?P<first>{_CAPITAL}[\w-]+)\s(?P<after>{_INITIALS})")
_KEY_WORDS = 3
# Cyrillic to the letters that a BibTeX key may have; any other sign is left out.
_LATIN = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыіәғқңөұүһэё", "abvgdeziiklmnoprstufyiagqnouuhee", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "iu", "я": "ia"}
)
_BIBTEX = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "&%$#_"},
        # A brace must come as a word, for BibTeX counts even those behind a backslash.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        '"': r"\textquotedbl{}",
    }
)
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>&#|~!$@]|(?<=www)\.|:(?=//)")
_MARKDOWN_START = re.compile(r"^([-+=:]|\d+(?=[.)]))")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a quote's source: 0 and empty stand for what is not."""

    authors: tuple[str, ...]
    title: str
    year: int
    page: int
    line: int
    id: str
    quote: str


def facts(citation: Citation, document: Document | None) -> Facts:
    """What a reference may say. The page and line are the quote's own; without the document they are its passage's."""
    passage = citation.passage
    if document is None:
        return Facts((), passage.title, 0, passage.page, passage.line, passage.document_id, citation.quote)
    mark = document.place(passage.start + citation.start) if document.marks else None
    return Facts(
        authors=tuple(name for part in document.authors.split(",") if (name := part.strip(" *"))),
        title=document.title,
        year=issued(document),
        page=mark.page if mark else passage.page,
        line=mark.line if mark else passage.line,
        id=document.id,
        quote=citation.quote,
    )


def issued(document: Document) -> int:
    """The year of a document, or 0. One in its title is what the text is about; when it was issued is then not known."""
    return 0 if str(document.year) in document.title else document.year


def plain(citation: Citation, document: Document | None, language: str) -> str:
    """The quote and where it stands, as text."""
    known = facts(citation, document)
    source = _source([known.title, str(known.year or ""), _place(known, language)], known.id)
    return f"{TERMS['quote'][language].format(quote=known.quote)} – {_sentences([', '.join(known.authors), source])}"


def gost(citation: Citation, document: Document | None, language: str) -> str:
    """A bibliographic reference by GOST R 7.0.5-2008, for a list at the end of a text."""
    known = facts(citation, document)
    names = [" ".join(filter(None, parted(name))) for name in known.authors]
    title = f"{known.title} {TERMS['resource'][language]}"
    if len(names) > MOST_NAMES:
        family, initials = parted(known.authors[0])
        first = f"{initials} {family}".strip()
        names, title = [], f"{title} / {first} {TERMS['others'][language]}"
    place = _place(known, language)
    if known.page:
        page = TERMS["page"][language].format(n=known.page)
        place = f"{page}, {word('line', language, n=known.line)}" if known.line else page
    parts = [", ".join(names), title, str(known.year or ""), place[:1].upper() + place[1:]]
    return _sentences([*parts, TERMS["file"][language].format(id=known.id)])


def bibtex(citation: Citation, document: Document | None, language: str) -> str:
    """A BibTeX entry with its quote; the key comes from title and year."""
    known = facts(citation, document)
    fields = {
        "author": " and ".join(map(_bibtex_name, known.authors)),
        "title": f"{{{_bibtex(known.title)}}}" if known.title else "",
        "year": str(known.year or ""),
        "pages": str(known.page or ""),
        "howpublished": _bibtex(TERMS["file"][language].format(id=known.id)),
        "note": _bibtex(": ".join(filter(None, [_place(known, language), TERMS["quote"][language].format(quote=known.quote)]))),
    }
    told = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{key(known.title, known.year)},\n{told}\n}}"


def markdown(citation: Citation, document: Document | None, language: str) -> str:
    """The quote as a block of Markdown, and below it where it stands."""
    known = facts(citation, document)
    quote = "\n".join(f"> {literal(line)}".rstrip() for line in known.quote.split("\n"))
    source = _source([_emphasis(known.title), str(known.year or ""), _place(known, language)], literal(known.id))
    return f"{quote}\n>\n> – {_sentences([literal(', '.join(known.authors)), source])}"


STYLES: dict[str, Callable[[Citation, Document | None, str], str]] = {
    "plain": plain,
    "gost": gost,
    "bibtex": bibtex,
    "markdown": markdown,
}


def parted(name: str) -> tuple[str, str]:
    """Family name and initials of an author; a name that is written in another way is left as it is.

    >>> parted("Н.О. Асанова"), parted("Үсенов Қ."), parted("Абай")
    (('Асанова', 'Н. О.'), ('Үсенов', 'Қ.'), ('Абай', ''))
    """
    match = _NAME.fullmatch(name.strip())
    if match is None:
        return name, ""
    initials = re.findall(rf"{_CAPITAL}\.", match["before"] or match["after"])
    return match["last"] or match["first"], " ".join(initials)


def key(title: str, year: int) -> str:
    """A BibTeX key of plain letters: the first words of a title, and the year where it is known.

    >>> key("Орталық Азиядағы терроризм мәселесі", 2024), key("«…»", 0)
    ('ortalyq-aziiadagy-terrorizm-2024', 'document')
    """
    words = re.findall(r"[a-z0-9]+", title.lower().translate(_LATIN))[:_KEY_WORDS]
    return "-".join([*(words or ["document"]), *([str(year)] if year else [])])


def literal(text: str) -> str:
    r"""One line for Markdown that shows it as it is, whatever it contains.

    >>> literal("1. <b> *a* www.x.kz")
    '1\\. \\<b\\> \\*a\\* www\\.x.kz'
    """
    shown = _MARKDOWN.sub(lambda sign: f"\\{sign.group()}", visible(text).strip())
    return _MARKDOWN_START.sub(lambda start: f"{start[1]}\\" if start[1].isdigit() else f"\\{start[1]}", shown)


def _emphasis(title: str) -> str:
    return f"*{shown}*" if (shown := literal(title)) else ""


def _place(known: Facts, language: str) -> str:
    """Page and line in words, as far as they are known."""
    page = [word("page", language, n=known.page)] if known.page else []
    return ", ".join(page + ([word("line", language, n=known.line)] if known.line else []))


def _source(parts: list[str], id: str) -> str:
    """Title, year and place as far as they are known, and the file."""
    return f"{', '.join(filter(None, parts))} ({id})".strip()


def _sentences(parts: list[str]) -> str:
    """Parts that are not empty, each with a full stop unless it has an end of its own."""
    return " ".join(part if part.rstrip("*»”").endswith((".", "!", "?", "…")) else f"{part}." for part in parts if part)


def _bibtex(text: str) -> str:
    return visible(" ".join(text.split())).translate(_BIBTEX)


def _bibtex_name(name: str) -> str:
    family, initials = parted(name)
    return f"{_bibtex(family)}, {_bibtex(initials)}" if initials else f"{{{_bibtex(family)}}}"
