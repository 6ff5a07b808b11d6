"""What a question wants to be told: a count, a time, a person; and whether a sentence tells such a thing.

Plain tables: a question word decides the kind, and a sentence is looked through for what such an answer must hold.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

# Question words by kind, in the three languages, Kazakh also as typed with Russian letters. They begin a word: «бірнеше»,
# «несколько» and «никогда» ask nothing. The last that stands in a text counts: who asks twice is answered the second time.
ASKED = {
    "count": r"\b[қк]анша|\bнеше(?:у\w*)?\b|\bнешінші|\bскольк|\bhow (?:many|much|long)",
    "time": r"\b[қк]ашан|\b[қк]ай (?:жыл|күн|кун|уақыт)|\bкогда|в каком году|какого числа|с какого года"
    r"|\bwhen\b|wh(?:at|ich) (?:year|date)",
    "person": r"\bкім|\bким\b|аты-жөн|аты кім|\bкто\b|\bкого\b|\bкем\b|\bкому\b|как зовут|имя"
    r"|\bwho\b|\bwhom\b|\bwhose\b|name of the",
}
_ASKED = {kind: re.compile(pattern) for kind, pattern in ASKED.items()}
_COUNTED = re.compile(r"\b(?:[қк]анша|неше|нешінші|сколько|скольких|how many|how much)\s+(\w+)")
_TIME = re.compile(
    r"\b(?:1\d{3}|20\d{2})\b|\d{1,2}\.\d{2}\.\d{2,4}"
    r"|қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан(?!шы)|қараша|желтоқсан"
    r"|январ|феврал|\bмарт|апрел|\bма(?:[йяею]|ем)\b|ию[нл][ьяею]|август|сентябр|октябр|ноябр|декабр"
    r"|januar|februar|\bapril|\bjune\b|\bjuly\b|\baugust|septemb|octob|novemb|decemb"
)
_MONTH_OR_VERB = re.compile(r"\bMa(?:y|rch)\b")  # in small letters «may» and «march» are verbs
_NUMBER = re.compile(
    r"\d|^(?:бір|екі|үш|төрт|бес|алты|жеті|сегіз|тоғыз|он|жиырма|отыз|қырық|елу|алпыс|жетпіс|сексен|тоқсан|жүз|мың|миллион"
    r"|один|одна|одно|дв[ае]|двух|тр[иёе]х?|четыр\w+|восьми\w*|сорок|девяност[оа]|сто|сотн\w{1,3}|сотен|тысяч\w*"
    # Endings in full: «семья», «семинар», «шествие», «сотрудничество» and the Kazakh «сот» (court) count nothing.
    r"|(?:пят|шест|сем|восем|девят|десят|двадцат|тридцат)(?:[ьи]|ью|ьдесят|идесяти|ьсот|исот)|\w{3,6}надцат(?:[ьи]|ью)"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundreds?|thousands?|millions?)$"
)
_WORD = re.compile(r"[^\W_]+")
_INITIAL_OR_WORD = re.compile(r"\b[^\W\d_]\.|[^\W_]+")
AFTER = 3  # words behind a number in which the thing counted is looked for; and one before it

Nearness = Callable[[str, Sequence[str]], float]  # how near in meaning a word is to the nearest of others, -1 to 1


def kind_of(question: str) -> str:
    """The kind of a question: count, time, person, or nothing of these ("").

    >>> [kind_of(text) for text in ("Неше адам?", "Когда создан союз?", "Who founded it?", "Неге?")]
    ['count', 'time', 'person', '']
    """
    lowered = question.lower()
    last = {kind: max((match.start() for match in pattern.finditer(lowered)), default=-1) for kind, pattern in _ASKED.items()}
    best = max(last, key=lambda kind: last[kind])
    return best if last[best] >= 0 else ""


def tells(kind: str, question: str, sentence: str, nearness: Nearness) -> float:
    """How well a sentence holds what a question of a kind wants, 0 to 1; a question of no kind wants nothing: 0."""
    return _TELLS[kind](question.lower(), sentence, nearness) if kind else 0.0


def _tells_count(question: str, sentence: str, nearness: Nearness) -> float:
    """A number, worth more the nearer the words around it are to the thing counted.

    >>> _tells_count("неше бала?", "Барлығы 12 бала оралды.", lambda word, others: float(word in others))
    1.0
    """
    words = [word.lower() for word in _WORD.findall(sentence)]
    numbers = {at for at, word in enumerate(words) if _NUMBER.search(word)}
    counted = _COUNTED.findall(question)
    if not numbers or not counted:
        return 0.5 * bool(numbers)
    around = {near for at in numbers for near in range(max(0, at - 1), min(len(words), at + 1 + AFTER))} - numbers
    return max(0.0, nearness(counted[-1], [words[at] for at in sorted(around)])) if around else 0.0


def _tells_time(_question: str, sentence: str, _nearness: Nearness) -> float:
    """A year, a date or a month.

    >>> _tells_time("", "2001 жылы құрылды.", max), _tells_time("", "Кейін құрылды.", max)
    (1.0, 0.0)
    """
    return float(bool(_TIME.search(sentence.lower()) or _MONTH_OR_VERB.search(sentence)))


def _tells_person(question: str, sentence: str, _nearness: Nearness) -> float:
    """Two words with a capital beside each other, or an initial before one, that the question does not have itself.

    >>> _tells_person("ұйымды кім құрды?", "Оны Акрам Юлдашев құрды.", max), _tells_person("кім?", "Оны халық құрды.", max)
    (1.0, 0.0)
    """
    said = _INITIAL_OR_WORD.findall(sentence)
    names = [word[0].isupper() and (word.endswith(".") or word.lower() not in question) for word in said]
    return float(any(one and other for one, other in pairwise(names)))


_TELLS = {"count": _tells_count, "time": _tells_time, "person": _tells_person}
