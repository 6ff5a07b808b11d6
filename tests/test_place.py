"""Places: a heading of a document or a stretch of it; the third passage of one falls behind, and none is lost."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from corpus import Passage
from index.place import MOST, STRETCH, apart, place

PASSAGE = Passage("а.txt", "А", 0, 4, "Сөз.", 0, 1, "kk", heading="Бас")


@given(st.lists(st.sampled_from("abc"), max_size=12))
def test_the_first_two_of_each_place_come_first_in_order_and_nothing_is_lost(places: list[str]) -> None:
    things = list(enumerate(places))
    found = apart(things, lambda thing: thing[1])
    assert sorted(found) == things
    early = [thing for at, thing in enumerate(things) if places[:at].count(thing[1]) < MOST]
    assert found == early + [thing for thing in things if thing not in early]


def test_a_place_is_a_heading_of_a_document() -> None:
    assert place(PASSAGE) == place(replace(PASSAGE, start=5 * STRETCH, end=5 * STRETCH + 4))
    for other in ({"document_id": "б.txt"}, {"heading": "Соң"}, {"section": "table"}):
        assert place(replace(PASSAGE, **other)) != place(PASSAGE)


def test_without_headings_a_place_is_a_stretch_of_a_document() -> None:
    plain = replace(PASSAGE, heading="")
    assert place(plain) == place(replace(plain, start=STRETCH - 1)) != place(replace(plain, start=STRETCH))
