"""A file is examined in a child process: what breaks its limits is red with a reason, and never harms the parent."""

import zipfile
from pathlib import Path

import pytest

from corpus.check import examine
from corpus.sandbox import examine_apart

TEXT = "Бір ара ұясында қырық мың ара тұрады. Ұяны жалғыз аналық ара басқарады.\n\nАралар балды балауыз ұяшықтарға жинайды."


@pytest.fixture
def bomb(tmp_path: Path) -> Path:
    """A DOCX whose only part has as many paragraphs as the size of unpacked files allows."""
    path = tmp_path / "bomb.docx"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    )
    head = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", links)
        archive.writestr("word/document.xml", head + "<w:p/>" * 30_000_000 + "</w:body></w:document>")
    return path


def test_the_report_is_the_one_that_reading_here_gives(tmp_path: Path) -> None:
    (tmp_path / "ара.txt").write_text(TEXT.replace("ұ", "ҧ"), encoding="utf-8")
    apart = examine_apart(tmp_path / "ара.txt", "жинақ/ара.txt")
    assert apart == examine(tmp_path / "ара.txt", "жинақ/ара.txt")
    assert apart.id == "жинақ/ара.txt"
    assert apart.repairs["legacy"] > 0


def test_a_file_that_cannot_be_read_has_its_reason(tmp_path: Path) -> None:
    (tmp_path / "а.pdf").write_bytes(b"no PDF at all")
    report = examine_apart(tmp_path / "а.pdf", "а.pdf")
    assert (report.verdict, report.reason) == ("red", examine(tmp_path / "а.pdf", "а.pdf").reason)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="this system does not limit the memory of a process")
def test_a_bomb_bursts_in_the_child(bomb: Path) -> None:
    report = examine_apart(bomb, "bomb.docx", seconds=60, memory=500_000_000)
    assert report.verdict == "red"
    assert "open it in its program" in report.reason or "split it into smaller files" in report.reason


def test_a_file_that_takes_too_long_is_given_up(bomb: Path) -> None:
    assert examine_apart(bomb, "bomb.docx", seconds=1, memory=4_000_000_000).reason in {
        "reading it takes longer than 1 seconds; split it into smaller files",
        "reading it breaks off, or takes too much memory; open it in its program and save it again, in parts",
    }


def test_a_very_long_line_does_not_make_a_very_long_report(tmp_path: Path) -> None:
    (tmp_path / "а.txt").write_text("сөҙ қхһ " * 100_000, encoding="utf-8")
    report = examine_apart(tmp_path / "а.txt", "а.txt")
    assert all(len(change.before) <= 500 and len(change.after) <= 500 for change in report.worst)
