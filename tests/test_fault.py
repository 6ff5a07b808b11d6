"""What goes wrong is told in the reader's language, whatever raised it."""

import re
from pathlib import Path

import pytest

from corpus import UserError
from corpus.language import detect
from corpus.verdict import Health
from eval.compare import JUDGED, Change, read_run
from eval.questions import load_questions
from qa.bench import bench
from qa.engine import Engine
from qa.intake import Outcome
from qa.page.develop import opened_up
from qa.page.evaluate import changed
from qa.page.fault import said
from qa.page.own import outcomes
from qa.question import LONGEST, check
from qa.words import WORDS, word

ROOT = Path(__file__).parents[1]
FAULTY = {
    "a.csv": "question,document,evidence,foo\n",
    "b.csv": "question,document\nкто?,а.txt\n",
    "c.csv": "question,document,evidence\nкто?,а.txt,\n",
    "d.csv": 'question,document,evidence\n"кто\n',
    "e.csv": "question,document,evidence\n",
    "f.jsonl": "{bad\n",
    "g.jsonl": "{}\n",
    "h.csv": "question,document,evidence\n?!,,\n",
}


@pytest.mark.parametrize("name", FAULTY)
def test_what_is_wrong_with_a_question_set_is_told_in_the_readers_language(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(FAULTY[name], encoding="utf-8")
    with pytest.raises(UserError) as caught:
        load_questions(path)
    assert said(caught.value, "en").startswith(("Line ", "There is no question"))
    for language in ("kk", "ru"):
        told = said(caught.value, language)
        assert name in told
        assert detect(re.sub(r"«\w+»|[a-z][\w./]+|, ", " ", told)) == language
        assert "Error" not in told


def test_a_file_that_is_no_run_is_told_in_the_readers_language(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("[]", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        read_run(tmp_path / "run.json")
    assert detect(said(caught.value, "kk")) == "kk"
    assert "TypeError" not in said(caught.value, "ru")


def test_a_question_that_cannot_be_asked_is_told_as_in_the_chat() -> None:
    with pytest.raises(UserError) as caught:
        check("а" * (LONGEST + 1))
    assert said(caught.value, "kk") == word("question_long", "kk", limit=LONGEST)
    assert said(UserError("Mend it."), "kk") == "Mend it."


def test_every_fault_of_own_documents_has_its_sentence() -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "qa").glob("*.py"))
    faults = set(re.findall(r'LibraryError\(\s*"(\w+)"', code))
    assert len(faults) > 10
    assert {f"own_fault_{fault}" for fault in faults} <= set(WORDS)


def test_what_became_of_a_file_is_told_in_the_readers_language() -> None:
    copy = Health("Ж/б.txt", "txt", letters=0.9, copy_of="Ж/а.txt")
    empty = Health("Ж/г.txt", "txt", reason="it is empty; remove it")
    told = outcomes(
        [
            Outcome("а.txt", "added", Health("Ж/а.txt", "txt", letters=0.9)),
            Outcome("б.txt", "added", copy, copy.advice),
            Outcome("в.exe", "refused", advice="It is of a kind that is not read.", fault="kind"),
            Outcome("г.txt", "refused", empty, "It cannot be read.", "unreadable"),
        ],
        "ru",
    )
    assert re.findall("</b>: (.*?)</li>", told) == [
        "добавлен. ",
        "добавлен. Тот же текст, что в файле Ж/а.txt; удалите один из двух.",
        f"не принят. {word('own_fault_kind', 'ru')}",
        "не принят. Файл не читается: он пуст, впишите в него текст или удалите его.",
    ]


def test_the_comparison_of_two_runs_names_its_measures_in_the_readers_language() -> None:
    told = changed([Change(name, 1, 0.0, 1.0, 1.0, (), ()) for name in JUDGED], {}, "ru")
    assert re.findall('<th scope="row">(.*?)</th>', told) == ["nDCG@10", "recall@1", "верная цитата", "решение"]


def test_a_question_opened_up_says_what_the_decision_rests_on(engine: Engine) -> None:
    told = opened_up(bench(engine, "How deep is Salt Lake?"), "ru")
    assert word("evidence_dense", "ru") in told
    assert "Evidence(" not in told
    assert " ms" not in told
