"""How well documents were read: numbers and verdicts on small real files, whole and damaged, and the command."""

import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from corpus.check import as_data, table, todo, verdicts
from corpus.health import health
from corpus.health_page import card, excerpt, page
from corpus.load import READERS, read
from corpus.spelling import ALPHABETS, in_latin
from corpus.verdict import THRESHOLDS, Change, Health

ROOT = Path(__file__).parents[1]

KAZAKH = """Көктемде өзен арнасынан асып, жағадағы ескі көпірді су алып кетті. Ауыл тұрғындары бір апта бойы қайықпен қатынады.
Жазда олар бірігіп жаңа көпір салды, оның ұзындығы қырық метрге жетті. Күзде көпірден бірінші болып мектеп балалары өтті.
Қазір көпірдің екі жағында шам жанып тұрады, ал қыста күзетші оның үстіндегі қарды күн сайын таңертең тазалайды."""
RUSSIAN = """Весной река вышла из берегов и унесла старый мост. Целую неделю жители плавали на лодках и возили хлеб в деревню.
Летом они вместе построили новый мост, длина которого составила сорок метров. Осенью первыми по нему прошли дети из школы.
Теперь на обоих концах моста горят фонари, а зимой сторож каждый день убирает с него снег."""
ENGLISH = """In spring the river rose and carried the old bridge away. For a whole week people crossed by boat with their bread.
In summer they built a new bridge together, and it was forty metres long. In autumn the school children were the first to cross.
Now lamps burn at both ends of the bridge, and in winter a guard clears the snow from it every day."""
LEGACY = str.maketrans({"ұ": "ҧ", "ү": "ҥ", "ө": "ӛ", "ә": "ə"})
# What a font without a map makes of small Cyrillic letters: the shapes, as Latin letters and signs.
SHAPES = dict(zip("авгдежзиклмнопрстухцчшыьюяқғңөұүіәйб", "a B r g e > 3 u K JI M H o n p c T y x U 4 LLI bI b IO R K F "
                  "H 0 Y Y i e u 6".split(), strict=True))  # fmt: skip


def report(folder: Path, name: str, data: str | bytes) -> Health:
    """The report of one file with this content."""
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return verdicts(folder)[name]


def pdf(*pages: str) -> bytes:
    """A PDF of one line a page, in a font that knows only Latin letters."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
               "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]  # fmt: skip
    for at, text in enumerate(pages):
        shown = f"BT /F 12 Tf 72 720 Td ({text}) Tj ET" if text else ""
        box = "/MediaBox [0 0 612 792] /Resources << /Font << /F 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} /Contents {5 + 2 * at} 0 R >>")
        objects.append(f"<< /Length {len(shown)} >> stream\n{shown}\nendstream")
    out, rows = "%PDF-1.4\n", "0000000000 65535 f \n"
    for number, body in enumerate(objects, start=1):
        rows += f"{len(out):010} 00000 n \n"
        out += f"{number} 0 obj\n{body}\nendobj\n"
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return f"{out}xref\n0 {len(objects) + 1}\n{rows}{end}".encode()


def every(text: str, step: int, letters: str) -> str:
    """A text in which one letter in every `step` has become another."""
    found = [at for at, sign in enumerate(text) if sign.isalpha()][::step]
    changed = {at: letters[at % len(letters)] for at in found}
    return "".join(changed.get(at, sign) for at, sign in enumerate(text))


@pytest.mark.parametrize(("text", "language"), [(KAZAKH, "kk"), (RUSSIAN, "ru"), (ENGLISH, "en")])
def test_a_clean_text_is_green(tmp_path: Path, text: str, language: str) -> None:
    found = report(tmp_path, "көпір.txt", text)
    assert (found.verdict, found.advice, found.language) == ("green", "", language)
    assert (found.format, found.encoding, found.pages) == ("txt", "utf-8", 0)
    assert found.unknown < 0.06
    assert found.letters > 0.9
    assert (found.cyrillic, found.latin) == ((0, 1) if language == "en" else (1, 0))
    assert found.repairs == {}
    assert found.worst == ()


def test_a_kazakh_text_with_a_russian_and_an_english_abstract_is_green(tmp_path: Path) -> None:
    found = report(tmp_path, "мақала.md", f"# Көпір\n\n{KAZAKH * 2}\n\n{RUSSIAN}\n\n{ENGLISH}\n")
    assert (found.verdict, found.language) == ("green", "kk")
    assert 0.2 < found.latin < 0.3


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_kazakh_in_latin_letters_is_green(tmp_path: Path, alphabet: dict[str, str]) -> None:
    found = report(tmp_path, "latyn.txt", in_latin(KAZAKH, alphabet))
    assert (found.verdict, found.language) == ("green", "kk")
    assert found.latin == 1


@pytest.mark.parametrize("encoding", ["kz1048", "utf-16-le", "utf-8-sig"])
def test_the_encoding_found_is_told(tmp_path: Path, encoding: str) -> None:
    found = report(tmp_path, "көпір.txt", KAZAKH.encode(encoding))
    assert (found.encoding, found.verdict) == (encoding, "green")


def test_many_letters_of_old_fonts_are_counted_and_amber(tmp_path: Path) -> None:
    found = report(tmp_path, "ескі.txt", KAZAKH.translate(LEGACY))
    assert found.repairs == {"legacy": sum(KAZAKH.count(letter) for letter in "ұүөә")}
    assert found.verdict == "amber"
    assert "repaired" in found.advice
    assert found.unknown < 0.06
    assert len(found.worst) == 3
    assert {(change.before, change.after) for change in found.worst} == {
        (line.translate(LEGACY), line) for line in KAZAKH.split("\n")
    }


def test_look_alikes_are_counted_and_a_few_leave_a_text_green(tmp_path: Path) -> None:
    damaged = KAZAKH.replace("метрге", "метргe").replace("мектеп", "мeктeп")
    found = report(tmp_path, "а.txt", damaged)
    assert found.repairs == {"look-alikes": 3}
    assert found.verdict == "green"
    assert [change.line for change in found.worst] == [2]


def test_unseen_signs_and_split_letters_are_counted(tmp_path: Path) -> None:
    damaged = unicodedata.normalize("NFD", KAZAKH).replace("көпір", "кө\xadпір\u200b")
    found = report(tmp_path, "а.txt", damaged)
    assert found.repairs == {"unseen": 2 * KAZAKH.count("көпір"), "marks": KAZAKH.count("й")}
    assert found.unknown < 0.06


def test_words_made_whole_over_line_ends_are_counted(tmp_path: Path) -> None:
    wrapped = KAZAKH.replace("тұрғындары", "тұрғын-\nдары").replace("тазалайды", "таза-\nлайды")
    found = report(tmp_path, "а.txt", wrapped)
    assert (found.joined, found.verdict) == (2, "green")


def test_a_pdf_whose_cyrillic_font_has_no_map_is_red(tmp_path: Path) -> None:
    soup = "".join(SHAPES.get(letter, letter) for letter in KAZAKH.lower().replace("\n", " "))
    found = report(tmp_path, "шрифт.pdf", pdf(soup))
    assert found.soup > 0.5
    assert found.verdict == "red"
    assert "font is broken" in found.advice
    assert found.worst


def test_an_english_text_with_brand_names_has_no_broken_font(tmp_path: Path) -> None:
    found = report(tmp_path, "a.txt", ENGLISH + " We filmed it on an iPhone, put it on YouTube and drew maps in OpenStreetMap.")
    assert found.verdict == "green"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("".join(chr(0xE000 + ord(sign) % 500) if sign.isalpha() else sign for sign in KAZAKH), "font is broken"),
        ("%H*F&B! #H&!" + ' 2+6&-") $,&! ab' * 30, "signs and figures"),
        ("| 12,4 | 13,1 |\n" * 40, "--include-red"),
        (KAZAKH.translate({code: 0x430 + (code - 0x430 + 7) % 32 for code in range(0x430, 0x450)}), "no language of ours"),
    ],
    ids=["private use", "signs", "figures", "wrong alphabet"],
)
def test_what_is_no_text_in_our_languages_is_red(tmp_path: Path, text: str, told: str) -> None:
    found = report(tmp_path, "а.txt", text)
    assert found.verdict == "red"
    assert told in found.advice


def test_one_wrong_letter_in_ten_is_amber(tmp_path: Path) -> None:
    found = report(tmp_path, "а.txt", every(KAZAKH, 10, "цщфъ"))
    assert 0.25 < found.unknown < 0.6
    assert found.verdict == "amber"
    assert found.worst


def test_lost_letters_are_amber_and_bullets_are_not_lost(tmp_path: Path) -> None:
    listed = "\n".join(f"\uf0b7 {line}" for line in KAZAKH.split("\n"))
    assert report(tmp_path, "а.txt", listed).lost == 0
    assert "lost" in report(tmp_path, "б.txt", every(RUSSIAN, 60, "\ufffd")).advice


def test_pages_without_text_are_counted_and_amber(tmp_path: Path) -> None:
    found = report(tmp_path, "a.pdf", pdf(ENGLISH.replace("\n", " "), "", "The end of the story about the bridge."))
    assert (found.pages, found.blank_pages, found.encoding) == (3, 1, "")
    assert found.verdict == "amber"
    assert "1 of its 3 pages" in found.advice


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("бос.txt", b" \n\n", "empty"),
        ("бос.pdf", pdf(""), "text recognition"),
        ("бүлінген.pdf", b"%PDF-1.4 nothing", "damaged PDF"),
        ("сурет.txt", bytes(range(32)) * 9, "not a text file"),
    ],
)
def test_what_cannot_be_read_is_red_with_the_reason(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    found = report(tmp_path, name, data)
    assert found.verdict == "red"
    assert told in found.advice == found.reason
    assert found.format == name[-3:]


def test_a_text_that_stands_in_two_files_names_the_other(tmp_path: Path) -> None:
    (tmp_path / "а.txt").write_text(KAZAKH, "utf-8")
    (tmp_path / "в.txt").write_text(RUSSIAN, "utf-8")
    found = report(tmp_path, "б.txt", KAZAKH.encode("utf-16"))
    assert (found.verdict, found.copy_of) == ("amber", "а.txt")
    assert "а.txt" in found.advice
    assert [verdict.verdict for verdict in verdicts(tmp_path).values()] == ["green", "amber", "green"]


def test_a_document_that_was_read_already_is_judged_without_reading_it_again(tmp_path: Path) -> None:
    known = report(tmp_path, "а.txt", KAZAKH)
    path = tmp_path / "а.txt"
    assert health(path, READERS[".txt"](path)[1], read(path, "а.txt")) == known


def test_every_threshold_has_a_reason_and_the_red_ones_come_first() -> None:
    assert all(row.why and row.advice for row in THRESHOLDS)
    assert [row.verdict for row in THRESHOLDS] == sorted((row.verdict for row in THRESHOLDS), reverse=True)


HOSTILE = '<script>alert(1)</script> & "x" \'\u202e\x1b[2J'


def test_the_page_shows_hostile_text_as_text() -> None:
    found = Health(f"{HOSTILE}.txt", HOSTILE, HOSTILE, HOSTILE, worst=(Change(1, 2, HOSTILE, HOSTILE),))
    shown = page([found])
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert "‹202E›‹001B›" in shown
    assert not re.search("[\u202e\x1b]", shown)
    assert not re.search(r"https?:|src=|@import|url\(", shown), "the page must need nothing else"
    for told in (*table([found]), *todo([found])):
        assert not re.search("[\u202e\x1b]", told)


def test_a_card_tells_the_numbers_and_both_forms_of_a_line(tmp_path: Path) -> None:
    shown = card(report(tmp_path, "ескі.txt", KAZAKH.translate(LEGACY)))
    for told in ("● amber", "legacy", "utf-8", "Cyrillic 100%", "line 1", "тҧрғындары", "тұрғындары"):
        assert told in shown


def test_a_long_line_is_cut_around_its_first_repair() -> None:
    line = "су " * 500
    before, after = excerpt(f"{line}ҥш{line}", f"{line}үш{line}")
    assert "ҥш" in before
    assert "үш" in after
    assert len(after) < 400
    assert excerpt("су", "су") == ("су", "су")


def check(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "corpus", "check", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def test_the_command_tells_of_every_file_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "а.txt").write_text(KAZAKH, "utf-8")
    (tmp_path / "бос.txt").write_text("", "utf-8")
    run = check(str(tmp_path))
    assert run.returncode == 0, run.stderr
    lines = run.stdout.splitlines()
    assert lines[1].split()[:5] == ["●", "green", "а.txt", "txt", "utf-8"]
    assert lines[2].split() == ["●", "red", "бос.txt", "txt", "–"]
    assert lines[4] == "1 green, 0 amber, 1 red"
    assert lines[5].startswith("red: бос.txt: it is empty; ")


def test_the_command_prints_data_alone_and_writes_the_page(tmp_path: Path) -> None:
    documents, out = tmp_path / "documents", tmp_path / "new" / "page.html"
    documents.mkdir()
    (documents / "а.txt").write_text(KAZAKH.translate(LEGACY), "utf-8")
    (documents / "сурет.txt").write_bytes(bytes(range(32)))
    run = check(str(documents), "--json", "--html", str(out))
    assert run.returncode == 0, run.stderr
    data = json.loads(run.stdout)
    assert data == json.loads(json.dumps(as_data(verdicts(documents).values())))
    assert data["verdicts"] == {"green": 0, "amber": 1, "red": 1}
    assert [row["id"] for row in data["documents"]] == ["а.txt", "сурет.txt"]
    assert data["documents"][0]["repairs"]["legacy"] > 10
    assert out.read_text("utf-8") == page(verdicts(documents).values())


def test_a_page_that_cannot_be_written_is_a_users_error(tmp_path: Path) -> None:
    (tmp_path / "а.txt").write_text(KAZAKH, "utf-8")
    run = check(str(tmp_path), "--html", str(tmp_path / "а.txt" / "page.html"))
    assert run.returncode == 1
    assert "--html FILE" in run.stderr
    assert run.stdout == ""
