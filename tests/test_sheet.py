"""Question sets of others: CSV as spreadsheets save it, and clear words where a cell is wrong."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import UserError
from eval.questions import Gold, Question, load_questions
from eval.sheet import read_sheet

HEAD = "id,language,kind,question,document,evidence,history,answers"
SHEET = f"""{HEAD}
1,kk,fact,Бір ара ұясында неше ара тұрады?,аралар.md,қырық мың ара|40 мың,,қырық мың
2,ru,follow,А его длина?,көпірлер/мосты.txt,двести,Где мост? | Какой он?,
3,en,none,"Why, oh ""why"", do
volcanoes erupt?",,,,
"""


def loaded(folder: Path, text: str | bytes, name: str = "сұрақтар.csv") -> list[Question]:
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return load_questions(folder / name)


def test_a_sheet_is_read_into_questions(tmp_path: Path) -> None:
    assert loaded(tmp_path, SHEET) == [
        Question("1", "kk", "fact", "Бір ара ұясында неше ара тұрады?", (), (Gold("аралар.md", ("қырық мың ара", "40 мың")),),
                 answers=("қырық мың",)),
        Question("2", "ru", "follow", "А его длина?", ("Где мост?", "Какой он?"), (Gold("көпірлер/мосты.txt", ("двести",)),)),
        Question("3", "en", "none", 'Why, oh "why", do\nvolcanoes erupt?', (), ()),
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_usual_way_of_saving_a_sheet_gives_the_same_questions(
    tmp_path: Path, mark: str, delimiter: str, end: str
) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(csv.reader(io.StringIO(SHEET)))
    assert loaded(tmp_path, mark + out.getvalue(), "set.CSV") == loaded(tmp_path, SHEET)


def test_three_columns_are_enough(tmp_path: Path) -> None:
    rows = "evidence;Question ;document;\nв 1874 году;В каком году построили мост?;мосты.txt;\n;Қашан?;;\n\n"
    one, other = loaded(tmp_path, rows)
    assert (one.id, one.language, one.kind, one.gold) == ("line 2", "ru", "fact", (Gold("мосты.txt", ("в 1874 году",)),))
    assert (other.id, other.language, other.kind, other.answerable) == ("line 3", "kk", "none", False)


def test_near_misses_may_be_marked(tmp_path: Path) -> None:
    found = loaded(tmp_path, "question,document,evidence,near\nҚашан?,,,yes\nҚайда?,,,\nКім?,,,0\n")
    assert [item.near for item in found] == [True, False, False]


cells = st.text(st.characters(exclude_categories=["C"], exclude_characters="|"), max_size=12).map(str.strip)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(cells.filter(bool), cells), min_size=1, max_size=5), st.sampled_from(",;\t"))
def test_whatever_a_cell_holds_comes_back(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[str, str]], by: str
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=by)
    writer.writerow(["question", "document", "evidence", "history"])
    writer.writerows([asked, "", "", before] for asked, before in told)
    path = tmp_path_factory.mktemp("sheet") / "set.csv"
    path.write_text(out.getvalue(), "utf-8", newline="")
    assert [(row["question"], row["history"]) for _, row in read_sheet(path)] == [
        (asked, [before] if before else []) for asked, before in told
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no question"),
        (HEAD, "no question"),
        ("question,document\nҚашан?,a", "Line 1 .* column «evidence» is missing"),
        ("question,document,evidense\n", "Line 1 .* column «evidense» is unknown"),
        ("question,question,document,evidence\n", "Line 1 .* column «question» stands twice"),
        (f"{HEAD}\n1,kk,fact,,a.md,сөз,,", "Line 2 .* column «question» is empty"),
        (f"{HEAD}\n1,kk,fact,Қашан?,a.md,,,", "Line 2 .* column «evidence» is empty"),
        (f"{HEAD}\n\n1,kk,fact,Қашан?,,сөз,,", "Line 3 .* column «document» is empty"),
        (f"{HEAD}\n1,қазақ,fact,Қашан?,,,,", "Line 2 .* column «language» is «қазақ»"),
        (f"{HEAD},near\n1,kk,none,Қашан?,,,,,maybe", "Line 2 .* column «near» is «maybe»"),
        (f"{HEAD}\n1,kk,fact,Қашан, қайда?,a.md,сөз,,", "Line 2 .* column 9 has no name"),
        (f"{HEAD}\n1,kk,fact,Қашан?,a.md,—,,", "Line 2 .* without a letter"),
        (f"{HEAD}\n1,kk,none,???,,,,", "Line 2 .* cannot be asked"),
        (f"{HEAD}\n1,kk,none,Қашан?,,,,\n1,kk,none,Қайда?,,,,", "Line 3 .* repeats the id «1»"),
        (f'{HEAD}\n1,kk,none,"Қашан?,,,,', "no CSV"),
        (f"{HEAD}\n1,kk,none,Қашан?,,,,".encode("utf-16"), "Line 1 .* not UTF-8"),
        (f"{HEAD}\n\n1,kk,none,Қашан?,,,,".encode("cp1251", "replace"), "Line 3 .* not UTF-8: save the sheet as «CSV UTF-8»"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named_by_line_and_column_with_what_to_do(tmp_path: Path, text: str | bytes, told: str) -> None:
    with pytest.raises(UserError, match=told) as error:
        loaded(tmp_path, text)
    assert str(error.value).endswith(".")
