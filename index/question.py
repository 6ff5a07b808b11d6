"""How a question is read before it is searched for: cleaned, its language found, Latin Kazakh and a wrong keyboard
layout brought to Cyrillic.
"""

from dataclasses import dataclass

from corpus.language import KAZAKH_LATIN, detect, likeliest
from corpus.repair import compose, drop_unseen, restore_legacy_letters, unify_scripts
from corpus.spelling import read_latin
from index.layout import retyped


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it is searched for: `language` is kk, ru or en; `text` may be spelt otherwise than it was typed."""

    text: str
    language: str
    corrected: tuple[tuple[str, str], ...] = ()  # words that were slips, as typed and as read
    topic: str = ""  # for a follow-up: the question that it leans on, read likewise


def read(question: str) -> Reading:
    """Read a question. An empty one, or one without a letter or digit, has an empty text.

    >>> read("Akromiya uiymyn kim qurdy").text, read("ҧлттық қауіп").text
    ('акромия уйымын ким курды', 'ұлттық қауіп')
    """
    text = question
    for repair in (drop_unseen, compose, restore_legacy_letters, unify_scripts):
        text = repair(text)
    text = " ".join(text.split())
    if not any(sign.isalnum() for sign in text):
        return Reading("", "kk")
    text = retyped(text)
    if likeliest(text) == KAZAKH_LATIN:
        return Reading(read_latin(text), "kk")
    return Reading(text, detect(text))
