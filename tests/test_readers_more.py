"""ODT, RTF and EPUB made by hand: the words a reader would see, in their order; what is damaged or too large is refused."""

import random
import time
import zipfile
from pathlib import Path

import pytest

from corpus.document import Line
from corpus.errors import UserError
from corpus.load import READERS, load, read

SEED = 20260730

# --- Files made by hand ---

ODT_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in [("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style")]
)
META = (
    f'<office:document-meta {ODT_NAMES} xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<office:meta><dc:title>Бал  арасы</dc:title></office:meta></office:document-meta>"
)
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="Кітап/book.opf"/></rootfiles></container>'
)


def packed(path: Path, parts: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def odt(path: Path, body: str, *, styles: str = "", before: str = "", **parts: str) -> Path:
    content = (
        f"<?xml version='1.0' encoding='UTF-8'?>{before}<office:document-content {ODT_NAMES}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return packed(path, {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **parts})


def epub(path: Path, pages: dict[str, str | bytes], *, title: str = "Көл мен өзен", spine: str = "", **parts: str) -> Path:
    """A book whose pages are named by their file; `spine` holds their numbers in reading order."""
    items = "".join(
        f'<item id="p{number}" href="{name.replace(" ", "%20")}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(pages, start=1)
    )
    order = "".join(f'<itemref idref="p{number}"/>' for number in spine or range(1, len(pages) + 1))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata><dc:title>{title}</dc:title></metadata>"
        f"<manifest>{items}</manifest><spine>{order}</spine></package>"
    )
    named = {f"Кітап/{name}": page for name, page in pages.items()}
    return packed(path, {"META-INF/container.xml": CONTAINER, "Кітап/book.opf": package, **named, **parts})


def xhtml(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title/><script src='x.js'/></head>\n<body>{body}</body></html>"
    )


def rtf(path: Path, body: str, *, head: str = r"\ansi\ansicpg1251") -> Path:
    path.write_bytes(rf"{{\rtf1{head} {body}}}".encode("cp1251"))
    return path


def escaped(text: str) -> str:
    r"""Letters of Windows-1251 as \'xx, others as \u with a question mark for old programs, as a word processor writes them."""
    return "".join(
        letter
        if letter.isascii()
        else rf"\u{ord(letter)}?"
        if letter in "әғқңөұүһіӘҒҚҢӨҰҮҺ"
        else rf"\'{letter.encode('cp1251').hex()}"
        for letter in text
    )


def told(path: Path) -> list[tuple[str, str]]:
    return [(line.kind, line.text) for line in READERS[path.suffix](path)[1]]


def refusal(path: Path) -> str:
    with pytest.raises(UserError) as error:
        read(path, path.name)
    return str(error.value)


# --- ODT ---


def test_an_odt_is_told_in_reading_order(tmp_path: Path) -> None:
    path = odt(
        tmp_path / "ара.odt",
        """<text:h text:outline-level="1">Бал<text:s text:c="3"/>арасы</text:h>
        <text:p>Бір ұяда<text:tab/>қырық мың <text:span>ара</text:span><text:line-break/>тұрады.</text:p>
        <text:section><text:list><text:list-item><text:p>Аналық ара</text:p>
        <text:list><text:list-item><text:p>Жұмысшы ара</text:p></text:list-item></text:list></text:list-item></text:list>
        </text:section>
        <table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Улей</text:p></table:table-cell>
        <table:table-cell table:number-columns-spanned="2"><text:p>Мёд,</text:p><text:p>кг</text:p></table:table-cell>
        <table:covered-table-cell/></table:table-row></table:table-header-rows>
        <table:table-row><table:table-cell><text:p>Первый</text:p></table:table-cell>
        <table:table-cell><text:p>31</text:p></table:table-cell></table:table-row>
        <table:table-row><table:table-cell table:number-columns-repeated="9999"/></table:table-row></table:table>
        <text:p/><text:p>Аралар қыста ұйықтамайды.</text:p>""",
        **{"meta.xml": META},
    )
    assert READERS[".odt"](path) == (
        "Бал арасы",
        [
            Line("Бал арасы", 1, kind="heading"),
            Line("Бір ұяда қырық мың ара тұрады.", 2, kind="paragraph"),
            Line("Аналық ара", 3, kind="item"),
            Line("Жұмысшы ара", 4, kind="item"),
            Line("Улей | Мёд, кг", 5, kind="row"),
            Line("Первый | 31", 6, kind="row"),
            Line("Аралар қыста ұйықтамайды.", 9, kind="paragraph"),
        ],
    )


def test_notes_comments_and_deleted_words_of_an_odt_are_left_out_but_text_boxes_are_told(tmp_path: Path) -> None:
    path = odt(
        tmp_path / "ара.odt",
        """<text:tracked-changes><text:p>өшірілген</text:p></text:tracked-changes>
        <text:table-of-content><text:p>Мазмұны 1</text:p></text:table-of-content>
        <text:p>Көл<text:note><text:note-body><text:p>сілтеме</text:p></text:note-body></text:note> терең<office:annotation>
        <text:p>пікір</text:p></office:annotation>.<draw:frame><draw:text-box><text:p>Сурет: көл</text:p></draw:text-box>
        </draw:frame></text:p>""",
    )
    assert told(path) == [("paragraph", "Көл терең."), ("paragraph", "Сурет: көл")]


def test_a_paragraph_in_the_title_style_of_an_odt_is_a_heading(tmp_path: Path) -> None:
    styles = '<style:style style:name="P1" style:parent-style-name="Title"/>'
    path = odt(tmp_path / "а.odt", '<text:p text:style-name="P1">Ара</text:p><text:p>Ол ұшады.</text:p>', styles=styles)
    assert told(path) == [("heading", "Ара"), ("paragraph", "Ол ұшады.")]
    assert read(path, "а.odt").title == "Ара"


def test_an_odt_can_neither_read_other_files_nor_grow_by_entities(tmp_path: Path) -> None:
    (tmp_path / "құпия.txt").write_text("құпия сөз", encoding="utf-8")
    secret = (tmp_path / "құпия.txt").as_uri()
    entities = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 12))
    before = f'<!DOCTYPE x [<!ENTITY file SYSTEM "{secret}"><!ENTITY e0 "бал">{entities}]>'
    path = odt(tmp_path / "а.odt", "<text:p>Ара &file; мен &e1; гүл</text:p>", before=before)
    assert told(path) == [("paragraph", "Ара мен гүл")]
    assert "damaged" in refusal(odt(tmp_path / "бомба.odt", "<text:p>&e11;</text:p>", before=before))


def test_a_locked_odt_is_refused(tmp_path: Path) -> None:
    path = odt(tmp_path / "а.odt", "", **{"META-INF/manifest.xml": "<manifest:encryption-data/>"})
    assert "password" in refusal(path)


# --- RTF ---


def test_russian_and_kazakh_letters_of_an_rtf_come_out_right(tmp_path: Path) -> None:
    russian, kazakh = "Пчёлы собирают мёд – 12 кг.", "Ұядағы қырық мың араның бәрі жұмысшы, іші әлі өңделмеген."
    path = rtf(
        tmp_path / "а.rtf", rf"{escaped(russian)}\par {escaped(kazakh)}\par \u-10179?\u-8693?{{\uc0\u1185}}{{\uc2\u1199??}}"
    )
    assert told(path)[:2] == [("paragraph", russian), ("paragraph", kazakh)]
    assert told(path)[2][1].endswith("ҡү")


@pytest.mark.parametrize(
    "head",
    [
        r"\ansi\ansicpg1251{\fonttbl{\f0\fnil\fcharset0 Arial;}}\f0",
        r"\ansi\ansicpg1252{\fonttbl{\f0\fnil Arial;}{\f1\froman\fcharset204{\*\fname Times;}Times New Roman;}}\f1",
        r"\ansi\ansicpg1252{\fonttbl{\f0\fswiss\fcharset204;}}\f0",
        r"\ansi",
    ],
    ids=["western font in a Cyrillic file", "Cyrillic font in a western file", "font without a name", "no code page"],
)
def test_the_code_page_of_an_rtf_is_that_of_its_font_or_of_the_file(tmp_path: Path, head: str) -> None:
    assert told(rtf(tmp_path / "а.rtf", escaped("Мост сгорел"), head=head)) == [("paragraph", "Мост сгорел")]
    assert told(rtf(tmp_path / "б.rtf", "Мост сгорел", head=head)) == [("paragraph", "Мост сгорел")]  # bytes, not escapes


def test_headings_items_and_rows_of_an_rtf_keep_their_kind(tmp_path: Path) -> None:
    row = r"\trowd\trgaph108\cellx100\cellx200\pard\intbl "
    path = rtf(
        tmp_path / "а.rtf",
        r"{\fonttbl{\f0 Times;}}{\colortbl;\red0;}{\stylesheet{\s1\outlinelevel0 heading 1;}}"
        r"{\info{\title \'ce\'e7\'b8\'f0\'e0}{\author Dayek}}{\header Колонтитул\par}"
        r"\pard\s1\outlinelevel0 Озёра\par"
        "\r\n"
        r"\pard\plain Синее озеро\line глубокое{\footnote сноска}. {\field{\*\fldinst{HYPERLINK "
        r'"http://localhost/"}}{\fldrslt Карта}}.\par'
        r"\pard{\listtext\f3 1.\tab}Щука\par{\pntext\'b7\tab}Окунь\par"
        + row
        + r"Озеро\cell Глубина,\par м\cell"
        + row
        + r"\row"
        + row
        + r"Синее\cell 90\cell\row \pard\intbl Солёное\cell 4\cell\row"
        r"\pard \{Конец\} C:\\cell\par",
    )
    assert READERS[".rtf"](path) == (
        "Озёра",
        [
            Line("Озёра", 1, kind="heading"),
            Line("Синее озеро глубокое. Карта.", 2, kind="paragraph"),
            Line("Щука", 3, kind="item"),
            Line("Окунь", 4, kind="item"),
            Line("Озеро | Глубина, м", 6, kind="row"),
            Line("Синее | 90", 8, kind="row"),
            Line("Солёное | 4", 10, kind="row"),
            Line("{Конец} C:\\cell", 11, kind="paragraph"),
        ],
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_backslash_at_a_line_end_of_an_rtf_ends_a_paragraph(tmp_path: Path, end: str) -> None:
    body = rf"\uc0\u1041 \u1072 \u1083 {end}\'ec\'b8\'e4\{end}honey"
    assert told(rtf(tmp_path / "а.rtf", body)) == [("paragraph", "Балмёд"), ("paragraph", "honey")]


def test_binary_data_in_an_rtf_are_no_words(tmp_path: Path) -> None:
    assert told(rtf(tmp_path / "а.rtf", r"Бал{\pict\bin6 }}{{\p}ы")) == [("paragraph", "Балы")]


def test_an_rtf_that_is_cut_off_or_is_something_else_is_refused(tmp_path: Path) -> None:
    path = rtf(tmp_path / "а.rtf", rf"{{\b {escaped('Пчёлы собирают мёд')}}}\par")
    path.write_bytes(path.read_bytes()[:-1])
    assert "cut off" in refusal(path)
    path.write_bytes("Пчёлы".encode())
    assert "damaged" in refusal(path)


@pytest.mark.parametrize(
    "body",
    [
        r"{\fonttbl" + r"{\f1\fcharset204 A}" * 20_000 + "}",
        r"{\fonttbl" + r"\f1\fcharset2" * 20_000 + "}",
        r"{\fonttbl{\f1" + r"\fcharset2" * 20_000 + "}}",
        r"{\fonttbl{\f1\fcharset2" + "A" * 400_000 + "}}",
        "}{\\fonttbl" + r"\f1\fcharset2" * 20_000,
        r'{\field{\*\fldinst{HYPERLINK "а"' * 5_000 + "}" * 15_000,
        r"{\title" * 20_000 + "}" * 20_000,
        r"\trowd" * 50_000,
        r"\trowd\row" * 20_000,
        r"\pict\bin1 " * 20_000,
        "{" * 100_000 + "}" * 100_000,
    ],
    ids=[
        "fonts without end", "bare fonts", "charsets", "long name", "open table", "links", "titles", "rows", "empty rows",
        "pictures", "braces",
    ],
)  # fmt: skip
def test_a_hostile_rtf_is_done_with_in_seconds(tmp_path: Path, body: str) -> None:
    path = rtf(tmp_path / "а.rtf", body)
    begun = time.perf_counter()
    refusal(path)
    assert time.perf_counter() - begun < 10


@pytest.mark.parametrize("body", [r"\u99999999 ", r"\uc\u1185 ", r"\f5{\fonttbl{\f5\fcharset78 A;}}\f5\'e4", r"{\pict\bin}"])
def test_an_rtf_with_impossible_numbers_is_refused_with_a_reason(tmp_path: Path, body: str) -> None:
    assert refusal(rtf(tmp_path / "а.rtf", body)).rpartition("; ")[2]


# --- EPUB ---


def test_an_epub_is_told_in_the_order_of_its_spine(tmp_path: Path) -> None:
    pages: dict[str, str | bytes] = {
        "бет 2.xhtml": xhtml(
            "<h1>Тұзды көл</h1>\n<ul><li>Тұз</li></ul><table><tr><td>Тереңдігі</td><td>4 метр</td></tr></table>"
        ),
        "бет1.xhtml": xhtml(
            "<h1>Көк&nbsp;көл</h1>\n<p>Көк көлдің<a id='x'/> тереңдігі тоқсан метр.</p><p hidden=''>жасырын</p>"
        ),
        "мазмұны.xhtml": xhtml("<nav><a href='x'>Көк көл</a></nav>"),
    }
    path = epub(tmp_path / "көл.epub", pages, spine="3212")
    assert READERS[".epub"](path) == (
        "Көл мен өзен",
        [
            Line("Көк көл", 2, page=2, kind="heading"),
            Line("Көк көлдің тереңдігі тоқсан метр.", 3, page=2, kind="paragraph"),
            Line("Тұзды көл", 2, page=3, kind="heading"),
            Line("Тұз", 3, page=3, kind="item"),
            Line("Тереңдігі | 4 метр", 3, page=3, kind="row"),
        ],
    )
    document = read(path, "көл.epub")
    assert (document.title, document.pages, document.language) == ("Көл мен өзен", 3, "kk")
    assert document.place(document.text.index("Тұз")).page == 3


def test_pages_of_an_epub_may_be_in_another_encoding_or_hold_no_words(tmp_path: Path) -> None:
    pages: dict[str, str | bytes] = {
        "а.xhtml": xhtml("<p>Каменный мост построили.</p>").encode("utf-16"),
        "б.xhtml": "<!-- бос -->",
        "в.xhtml": '<meta charset="nowhere-9"/><p>Мост сгорел.</p>',
        "г.xhtml": "",
    }
    assert told(epub(tmp_path / "мост.epub", pages)) == [
        ("paragraph", "Каменный мост построили."),
        ("paragraph", "Мост сгорел."),
    ]


def test_a_page_that_a_seller_locked_is_refused_but_locked_fonts_do_not_matter(tmp_path: Path) -> None:
    lock = "<encryption><CipherReference xmlns='x' URI='%D0%9A%D1%96%D1%82%D0%B0%D0%BF/{}'/></encryption>"
    pages: dict[str, str | bytes] = {"a.xhtml": xhtml("<p>Бал</p>")}
    assert "locked" in refusal(epub(tmp_path / "а.epub", pages, **{"META-INF/encryption.xml": lock.format("a.xhtml")}))
    assert told(epub(tmp_path / "б.epub", pages, **{"META-INF/encryption.xml": lock.format("a.ttf")})) == [("paragraph", "Бал")]


# --- Packed files that nobody should open ---


@pytest.mark.parametrize("kind", [".odt", ".epub", ".docx"])
def test_a_packed_file_that_unpacks_to_more_than_200_mb_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"бомба{kind}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("content.xml", "w") as part:
        for _ in range(201):
            part.write(bytes(1_000_000))
    begun = time.perf_counter()
    assert "200 MB" in refusal(path)
    assert time.perf_counter() - begun < 1


@pytest.mark.parametrize("kind", [".odt", ".epub", ".docx"])
@pytest.mark.parametrize("parts", [{}, {"content.xml": "<а", "META-INF/container.xml": "<а"}, {"[Content_Types].xml": "<a/>"}])
def test_a_packed_file_without_its_parts_is_refused(tmp_path: Path, kind: str, parts: dict[str, str | bytes]) -> None:
    assert "damaged" in refusal(packed(tmp_path / f"а{kind}", parts))


@pytest.mark.parametrize("kind", [".odt", ".epub", ".docx"])
def test_a_packed_file_with_a_password_is_refused(tmp_path: Path, kind: str) -> None:
    data = bytearray(packed(tmp_path / f"а{kind}", {"content.xml": "<a/>"}).read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / f"а{kind}").write_bytes(data)
    assert "password" in refusal(tmp_path / f"а{kind}")


@pytest.mark.parametrize("kind", [".odt", ".epub", ".rtf", ".docx"])
@pytest.mark.parametrize("data", [b"", b" \n"])
def test_an_empty_file_is_refused(tmp_path: Path, kind: str, data: bytes) -> None:
    (tmp_path / f"а{kind}").write_bytes(data)
    assert refusal(tmp_path / f"а{kind}").rpartition("; ")[2]


def test_a_document_without_words_is_empty(tmp_path: Path) -> None:
    for path in (
        odt(tmp_path / "а.odt", "<text:p/>"),
        rtf(tmp_path / "а.rtf", r"\pard\par"),
        epub(tmp_path / "а.epub", {"а.xhtml": xhtml("<img src='x'/>")}),
    ):
        assert refusal(path).startswith("it is empty")


def test_a_file_with_changed_bytes_is_read_or_refused_but_never_breaks_the_loading(tmp_path: Path) -> None:
    print(f"seed {SEED}")
    chance = random.Random(SEED)
    body = "<text:h>Бал арасы</text:h><text:p>Аралар қыста ұйықтамайды.</text:p>"
    made = [
        odt(tmp_path / "а.odt", body, **{"meta.xml": META}),
        epub(tmp_path / "а.epub", {"а.xhtml": xhtml("<h1>Көл</h1><p>Көк көл терең.</p>")}),
        rtf(
            tmp_path / "а.rtf",
            rf"{{\fonttbl{{\f0\fcharset204 A;}}}}\trowd {escaped('Көл')}\cell\row\par {{\b {escaped('Мёд')}}}",
        ),
    ]
    whole = {path: path.read_bytes() for path in made}
    (tmp_path / "жанында.txt").write_text("Ара балды ұяға жинайды.", encoding="utf-8")
    for _ in range(300):
        for path, data in whole.items():
            changed = bytearray(data)
            for _ in range(chance.randint(1, 4)):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            path.write_bytes(changed)
        loaded = load(tmp_path)
        assert len(loaded.documents) + len(loaded.problems) == 4
