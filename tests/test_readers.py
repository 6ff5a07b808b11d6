"""Files of every kind to lines: the words a reader would see, each with its kind and place; what is no document is refused."""

import unicodedata
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.document import Line
from corpus.errors import UserError
from corpus.load import READERS, read

NFD = unicodedata.normalize("NFD", "май мен ұйым")


def lines_of(path: Path, data: bytes | str) -> list[Line]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return READERS[path.suffix](path)[1]


def told(lines: list[Line]) -> list[str]:
    return [f"{line.number} {line.kind} {line.text}" for line in lines]


def pdf(*pages: list[str], title: str = "", more: tuple[str, ...] = (), trailer: str = "") -> bytes:
    """A PDF made by hand, in a font without shapes whose codes are code points; each page is a list of lines."""
    cmap = "1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0000> <ffff> <0000> endbfrange"
    shape = "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /DW 500 >>"
    font = f"/Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [{shape}] /ToUnicode 4 0 R"
    kids = " ".join(f"{6 + 2 * at} 0 R" for at in range(len(pages)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"]
    objects += [f"<< {font} >>", stream(cmap), f"<< /Title <feff{title.encode('utf-16-be').hex()}> >>"]
    for at, lines in enumerate(pages, start=3):
        shown = " ".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -14 Td" for line in lines)
        sheet = f"/Parent 2 0 R /MediaBox [0 0 612 792] /Contents {2 * at + 1} 0 R /Resources << /Font << /F 3 0 R >> >>"
        objects += [f"<< /Type /Page {sheet} >>", stream(f"BT /F 12 Tf 72 720 Td {shown} ET")]
    out, table = "%PDF-1.4\n", "0000000000 65535 f \n"
    for number, body in enumerate((*objects, *more), start=1):
        table += f"{len(out):010} 00000 n \n"
        out += f"{number} 0 obj\n{body}\nendobj\n"
    size, start = len(table) // 20, len(out)
    out += f"xref\n0 {size}\n{table}trailer << /Size {size} /Root 1 0 R /Info 5 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode()


def stream(content: str) -> str:
    return f"<< /Length {len(content)} >> stream\n{content}\nendstream"


def test_a_plain_text_is_told_line_by_line_as_it_is(tmp_path: Path) -> None:
    last = f"  {NFD}, қо\xadғам, İzmir, ıqlım, қaзaқ "
    assert lines_of(tmp_path / "а.txt", f"Заң\r\n\r\n{last}") == [Line("Заң", 1), Line("", 2), Line(last, 3)]


def test_markdown_loses_its_signs_and_keeps_kinds_and_lines(tmp_path: Path) -> None:
    text = (
        "# Ереже *туралы*\n\nБірінші **қатар**\nекінші [сілтеме](x.html) және `код`.\n\n- ұйым\n- снейк_кейс\n  жалғасы\n"
        "  - ішкі\n\n| Жыл | Сан |\n|:--|--:|\n| 2019 | **5** |\n\n    х = 1\n\n> дәйексөз 2\\*3 &amp; ел.\n\nБас\n---\n"
    )
    assert told(lines_of(tmp_path / "а.md", text)) == [
        *("1 heading Ереже туралы", "3 paragraph Бірінші қатар екінші сілтеме және код."),
        *("6 item ұйым", "7 item снейк_кейс жалғасы", "9 item ішкі", "11 row Жыл | Сан", "13 row 2019 | 5"),
        *("15 item х = 1", "17 paragraph дәйексөз 2*3 & ел.", "19 heading Бас"),
    ]


def test_lines_of_fenced_code_are_numbered_as_in_the_file(tmp_path: Path) -> None:
    assert lines_of(tmp_path / "а.md", "Мәтін\n\n```\nх = 1\n```\n")[-1] == Line("х = 1", 4, kind="item")


def test_html_is_told_as_it_is_seen(tmp_path: Path) -> None:
    page = """<!DOCTYPE html><html><head><title>Т</title></head><body><style>p {}</style><script>var құпия</script>
<nav>мәзір</nav><h2>Ере<b>же</b></h2><!-- ескерту --><p>Бірінші <a href=x>қа<i>тар</i></a><br>екінші &laquo;қ&raquo;</p>
<p hidden>жасырын</p><div style="color: red; display : none">жоқ</div><noscript>қосыңыз</noscript>
<ul><li>ұйым<ul><li>ішкі</li></ul></li></ul><table><tr><th>Жыл</th><th>Сан</th></tr>
<tr><td>2019</td><td><p>бес</p></td></tr></table><div>бөлек <b>сөз</b></div></body></html>"""
    assert told(lines_of(tmp_path / "а.html", page)) == [
        *("2 heading Ереже", "2 paragraph Бірінші қатар екінші «қ»", "4 item ұйым", "4 item ішкі"),
        *("4 row Жыл | Сан", "5 row 2019 | бес", "5 paragraph бөлек сөз"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "kz1048"])
@pytest.mark.parametrize("head", ["", "<meta charset='{}'>", "<meta content='a; charset={}'>", "<meta charset=x-odd>"])
def test_a_page_is_read_in_the_encoding_that_it_declares_or_has(tmp_path: Path, encoding: str, head: str) -> None:
    page = f"<html><head>{head.format(encoding.removesuffix('-sig'))}</head><p>Қоғам <!-- х -->мен үкімет</p></html>"
    assert told(lines_of(tmp_path / "а.html", page.encode(encoding))) == ["1 paragraph Қоғам мен үкімет"]


@pytest.mark.parametrize("head", ["<script charset=utf-8></script>", "<meta charset=utf-8>"])
def test_a_charset_that_does_not_fit_the_bytes_is_not_believed(tmp_path: Path, head: str) -> None:
    page = f"<html><head>{head}</head><p>Съезд прошёл тихо</p></html>".encode("cp1251")
    assert told(lines_of(tmp_path / "а.html", page)) == ["1 paragraph Съезд прошёл тихо"]


GLUED = {
    "div": ("а.html", "<div>алды<p>орта</p>соңы</div>"),
    "br in a cell": ("а.html", "<table><tr><td>алды<br>орта<br>соңы</td></tr></table>"),
    "blocks in a cell": ("а.html", "<table><tr><td><p>алды</p><p>орта</p><p>соңы</p></td></tr></table>"),
    "other blocks": ("а.html", "<header>алды</header><details><summary>орта</summary></details><footer>соңы</footer>"),
    "deep": ("а.html", "<div>" * 300 + "алды орта" + "</div>" * 300 + "<p>соңы"),
    "br in markdown": ("а.md", "| алды |\n|---|\n| орта<br>соңы |"),
    "block in markdown": ("а.md", "алды\n\n<div>орта</div>\n\nсоңы"),
}


@pytest.mark.parametrize(("name", "text"), GLUED.values(), ids=GLUED)
def test_words_around_tags_are_neither_glued_nor_lost_nor_moved(tmp_path: Path, name: str, text: str) -> None:
    assert " ".join(line.text for line in lines_of(tmp_path / name, text)).split() == ["алды", "орта", "соңы"]


def test_docx_is_told_in_reading_order_and_a_merged_cell_once_a_row(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("Ереже туралы", 1)
    made.add_paragraph(f"Бірінші\tқатар {NFD}")
    table = made.add_table(3, 3)
    for at, letter in enumerate("абвгджізи"):
        table.cell(*divmod(at, 3)).text = letter
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 2).merge(table.cell(2, 2))
    made.add_paragraph("ұйым", style="List Bullet")
    made.save(str(tmp_path / "а.docx"))
    title, lines = READERS[".docx"](tmp_path / "а.docx")
    assert [title, *told(lines)] == [
        *("Ереже туралы", "1 heading Ереже туралы", f"2 paragraph Бірінші\tқатар {NFD}"),
        *("3 row а б | в", "4 row г | д | ж и", "5 row і | з | ж и", "6 item ұйым"),
    ]


@pytest.mark.parametrize(
    "around",
    [
        "<w:p><w:ins w:id='1'>{}</w:ins></w:p>",
        "<w:sdt><w:sdtContent><w:p>{}</w:p></w:sdtContent></w:sdt>",
        "<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>",
    ],
)
def test_no_words_of_a_docx_are_left_out(tmp_path: Path, around: str) -> None:
    made = docx.Document()
    body = f"<w:body {nsdecls('w')}>{around.format('<w:r><w:t>Маңызды</w:t></w:r>')}</w:body>"
    made.element.body.insert(0, parse_xml(body)[0])
    made.save(str(tmp_path / "а.docx"))
    assert "Маңызды" in str(told(READERS[".docx"](tmp_path / "а.docx")[1]))


@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "_rels/.rels", "word/styles.xml"])
def test_a_docx_with_a_broken_part_is_a_users_error(tmp_path: Path, part: str) -> None:
    docx.Document().save(str(tmp_path / "whole.docx"))
    with zipfile.ZipFile(tmp_path / "whole.docx") as whole, zipfile.ZipFile(tmp_path / "а.docx", "w") as broken:
        for name in whole.namelist():
            broken.writestr(name, whole.read(name)[: 99 if name == part else None])
    with pytest.raises(UserError, match="damaged DOCX"):
        READERS[".docx"](tmp_path / "а.docx")


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("title: Front\ntags:\n  - a\n- b\n# more\n", "Front"),
        ('title: "Ара: ұя"\n', "Ара: ұя"),
        ("layout: post\n", "Бас"),
    ],
)
def test_the_front_matter_of_a_markdown_text_names_it_and_is_no_text(tmp_path: Path, front: str, title: str) -> None:
    lines = f"---\n{front}---\n"
    (tmp_path / "а.md").write_text(f"{lines}# Бас\n\nБір ара ұшты.\n", encoding="utf-8")
    document = read(tmp_path / "а.md", "а.md")
    assert (document.title, document.text) == (title, "Бас\n\nБір ара ұшты.")
    assert document.marks[0].line == lines.count("\n") + 1


@pytest.mark.parametrize("name", ["untitled", "Untitled", "Без имени"])
def test_a_pdf_that_nobody_has_named_is_named_by_its_text(tmp_path: Path, name: str) -> None:
    (tmp_path / "а.pdf").write_bytes(pdf(["Қоғам мен үкімет"], title=name))
    assert read(tmp_path / "а.pdf", "а.pdf").title == "Қоғам мен үкімет"


def test_pdf_is_told_by_page_and_line_with_its_title(tmp_path: Path) -> None:
    lines = lines_of(tmp_path / "а.pdf", pdf(["Қоғам мен үкімет", "екінші жол"], ["Әр өңір"], title="Ереже"))
    found = [(line.page, line.number, line.text) for line in lines if line.text]
    assert found == [(1, 1, "Қоғам мен үкімет"), (1, 2, "екінші жол"), (2, 1, "Әр өңір")]
    document = read(tmp_path / "а.pdf", "а.pdf")
    assert (document.title, document.pages) == ("Ереже", 2)


KEYS = " ".join(f"/{name} <{'00' * size}>" for name, size in {"O": 48, "U": 48, "OE": 32, "UE": 32}.items())
AES = f"<< /Filter /Standard /V 5 /R 6 /Length 256 /P -4 {KEYS} /CF << /S << /CFM /AESV3 >> >> /StmF /S /StrF /S >>"
ODD = {
    "locked with AES": ("а.pdf", pdf(["Ереже"], more=(AES,), trailer="/Encrypt 8 0 R /ID [<00><00>]")),
    "bad operand": ("а.pdf", pdf(["Ереже"]).replace(b"Tf 72 720", b"Tf [3 0 R]")),
    "hidden by style": ("а.html", b"<html style='visibility:hidden'><p>a"),
}


@pytest.mark.parametrize(("name", "data"), ODD.values(), ids=ODD)
def test_a_locked_or_odd_file_is_a_users_error(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UserError):
        read(tmp_path / name, name)


@pytest.mark.parametrize(("data", "told"), [(pdf([]), "a scan"), (pdf(["Ереже"])[:400], "damaged PDF")], ids=["scan", "cut"])
def test_a_pdf_without_text_or_cut_off_is_a_users_error(tmp_path: Path, data: bytes, told: str) -> None:
    with pytest.raises(UserError, match=told):
        lines_of(tmp_path / "а.pdf", data)


@pytest.mark.parametrize("name", ["а.pdf", "а.docx", "а.html", "а.md", "а.txt"])
@pytest.mark.parametrize("data", [b"", b" \n\xc2\xa0\n", b"\x00\x01\x02\x03" * 99], ids=["empty", "blank", "binary"])
def test_empty_blank_and_binary_files_are_a_users_error_that_says_what_to_do(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UserError, match="; "):
        read(tmp_path / name, name)
