"""Whether a sentence holds what a question of a kind wants: tables of numbers, currencies, times, names and places."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

from index.kind import says_something

_MONTHS = (
    r"(?:қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан(?!шы)|қараша|желтоқсан"
    r"|январ|феврал|\bмарт|апрел|\bма(?:[йяею]|ем)\b|ию[нл][ьяею]|август|сентябр|октябр|ноябр|декабр"
    r"|januar|februar|\bapril|\bjune\b|\bjuly\b|\baugust|septemb|octob|novemb|decemb)"
)
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_TIME = re.compile(rf"\b(?:1\d{{3}}|20\d{{2}})\b|\d{{1,2}}\.\d{{2}}\.\d{{2,4}}|{_MONTHS}")
_MONTH_OR_VERB = re.compile(r"\bMa(?:y|rch)\b")  # in small letters «may» and «march» are verbs
# Numbers that count nothing: of documents and references, years, days of a month.
_UNCOUNTED = re.compile(
    rf"№\s*[\w/-]+|\bno\.\s*\d+|\[\d+\]|{_YEAR}\s*[–-]\s*{_YEAR}|{_YEAR}\s*(?:жыл|ж\.|год|гг?\.)"
    rf"|\d{{1,2}}\s+{_MONTHS}\w*(?:\s+{_YEAR})?|{_MONTHS}\w*\s+(?:\d{{1,2}}\b)?(?:,?\s*{_YEAR}\b)?"
    rf"|\b(?:in|since|by|from|until|till|between|after|before|of|and|to|с|в|до|по)\s+{_YEAR}\b|\d{{1,2}}\.\d{{2}}\.\d{{2,4}}"
)
_MONEY = re.compile(
    r"[$€₸£]\s*\d|(?:\d|миллион|млн|млрд|тысяч|мың|thousand|million|billion)\S*\s+(?:[^\W\d]+\s+){0,2}"
    r"(?:теңге|тенге|тг\b|доллар|dollar|евро|euro|рубл|сом\b|сомов|сум\b|аек|мрп|айлық есептік|месячн\w+ расч)|\d\s*[$€₸£]"
)
_NUMBER = re.compile(
    r"\d|^(?:бір|екі|үш|төрт|бес|алты|жеті|сегіз|тоғыз|жиырма|отыз|қырық|елу|алпыс|жетпіс|сексен|тоқсан|жүз|мың|миллион"
    r"|один|одна|одно|дв[ае]|двух|тр[иёе]х?|четыр\w+|восьми\w*|сорок|девяност[оа]|сто|сотн\w{1,3}|сотен|тысяч\w*"
    # Endings in full: «семья», «семинар», «шествие», «сотрудничество» and the Kazakh «сот» (court) count nothing.
    r"|(?:пят|шест|сем|восем|девят|десят|двадцат|тридцат)(?:[ьи]|ью|ьдесят|идесяти|ьсот|исот)|\w{3,6}надцат(?:[ьи]|ью)"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundreds?|thousands?|millions?)$"
)
_KAZAKH = re.compile("[әғқңөұүһі]")  # «он» is ten in Kazakh and «he» in Russian
_COUNTED = re.compile(
    r"\b(?:(\w+)\s+)?(?:(?:саны|мөлшері|көлемі)\s+)?"
    r"(?:[қк]анша|неше|нешінші|сколько|скольких|how many|how much|how long|how old)\b((?:\s+\w+){0,3})"
)
# What stands behind «how many» and names nothing.
_NAMELESS = re.compile(
    r"(?:бол\w*|екен|еді|бар|был\w*|были|есть|were|was|are|is|did|do|does|have|has|of|the|всего|in|on|из|в|на|бір|рет|барлығы|жалпы|total|altogether)$"
)
_PEOPLE = re.compile(
    r"(?:адам|кісі|отандас|азамат|жан\b|человек|люд|соотечественник|сограждан|граждан|people|persons?|compatriot|citizen)"
)
_PERSONS = ("азаматтар", "адам", "граждан", "человек", "people", "citizens")
# Words that stand with a capital in names of offices, bodies and countries: two of them are no person.
_OFFICES = re.compile(
    r"(?:the|a|in|of|minist\w+|president\w*|prime|supreme|court|prosecutor|general|national|security|committee|council|chair\w*"
    r"|central|asian?|islam\w*|movement|state|republic|united|nations|organi[sz]ation|muslims?|spiritual|administration|university"
    r"|centre|center|order|law|code|act|plan|government|parliament|commission|agency|department|institute|academy|congress|north\w*"
    r"|south\w*|east\w*|west\w*|middle|global|index|action|russian|kazakh\w*|uzbek\w*|kyrgyz\w*|tajik\w*|turk\w*|federation|union"
    r"|верховн\w+|суд\w*|министр\w*|министерств\w+|президент\w*|генеральн\w+|прокур\w+|комитет\w*|республик\w+|центральн\w+|ази\w+"
    r"|ближн\w+|восток\w*|росси\w+|казахстан\w*|узбекистан\w*|орталық|азия\w*|таяу|шығыс\w*|қазақстан\w*|өзбекстан\w*|республика\w*)$"
)
_WORD = re.compile(r"[^\W_]+")
_INITIAL_OR_WORD = re.compile(r"\b[^\W\d_]\.|[^\W_]+")
# Where a place may stand: behind such a word, or with such an ending.
_BEFORE_PLACE = re.compile(r"(?:в|во|на|из|от|под|близ|около|города?|городе|in|at|to|from|near|of|и|and|мен|және)$")
_PLACE_ENDING = re.compile(
    r"[^\W\d_]{2,}-?(?:[дт][аеы]н?|[дтн][ае]н|[ғқкг][ае]|[дтн][ыі]ң|[дт]а[ғг]ы|[дт]егі)$|.*(?:стан|бад|кент|град)$"
)
AFTER = 3  # words behind a number in which the thing counted is looked for; and one before it
KNOWN = 0.6  # cosine from which a name is one that the question has itself

Nearness = Callable[[str, Sequence[str]], float]  # how near in meaning a word is to the nearest of others, -1 to 1


def tells(kind: str, question: str, sentence: str, nearness: Nearness) -> float:
    """How well a sentence holds what a question of a kind wants, 0 to 1; a question of no kind wants nothing: 0."""
    return _TELLS[kind](question.lower(), sentence, nearness) if kind else 0.0


@lru_cache(maxsize=20_000)
def _counts(sentence: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Words of a sentence in small letters, and the places of those that count something."""
    lowered = _UNCOUNTED.sub(" ", sentence.lower())
    words = tuple(_WORD.findall(lowered))
    kazakh = bool(_KAZAKH.search(lowered))
    return words, tuple(at for at, word in enumerate(words) if _NUMBER.search(word) or (kazakh and word == "он"))


def _counted(question: str) -> list[str]:
    """What a question wants counted: the two words behind the last «how many» that name something, or the one before it.

    >>> _counted("сколько вредных ссылок закрыли?"), _counted("мешіт қанша болған?")
    (['вредных', 'ссылок'], ['мешіт'])
    """
    found = _COUNTED.findall(question)
    if not found:
        return []
    before, behind = found[-1]
    words = behind.split()
    named = [word for word in words if not _NAMELESS.match(word)][:2]
    if not named or (_NAMELESS.match(words[0]) and words[0] not in {"of", "всего"}):
        named = [word for word in (before, *named[:1]) if word and not _NAMELESS.match(word)]
    return [*named, *_PERSONS] if any(_PEOPLE.match(word) for word in named) else named


def _tells_count(question: str, sentence: str, nearness: Nearness) -> float:
    """A number, worth more the nearer the words around it are to the thing counted.

    >>> _tells_count("неше бала?", "Барлығы 12 бала оралды.", lambda word, others: float(word in others))
    1.0
    """
    words, numbers = _counts(sentence)
    counted = _counted(question)
    if not numbers or not counted:
        return 0.5 * bool(numbers)
    if " | " in sentence:  # a row of a table: its other cells say what a number counts
        around = set(range(len(words)))
    else:
        around = {near for at in numbers for near in range(max(0, at - 1), min(len(words), at + 1 + AFTER))}
    others = [words[at] for at in sorted(around.difference(numbers))]
    return max(0.0, *(nearness(word, others) for word in counted)) if others else 0.0


def _tells_money(_question: str, sentence: str, _nearness: Nearness) -> float:
    """A number of some currency.

    >>> _tells_money("", "Орталыққа 10 млн АҚШ долларын бермек болды.", max), _tells_money("", "Ақша берілді.", max)
    (1.0, 0.0)
    """
    return float(bool(_MONEY.search(sentence.lower())))


def _tells_time(_question: str, sentence: str, _nearness: Nearness) -> float:
    """A year, a date or a month.

    >>> _tells_time("", "2001 жылы құрылды.", max), _tells_time("", "Кейін құрылды.", max)
    (1.0, 0.0)
    """
    return float(bool(_TIME.search(sentence.lower()) or _MONTH_OR_VERB.search(sentence)))


def _tells_person(question: str, sentence: str, nearness: Nearness) -> float:
    """Two words with a capital beside each other, or an initial before one, that the question does not have itself.

    >>> same = lambda word, others: float(word in others)
    >>> [_tells_person("кім құрды?", said, same) for said in ("Оны Акрам Юлдашев құрды.", "Оны халық құрды.")]
    [1.0, 0.0]
    """
    said = _INITIAL_OR_WORD.findall(sentence)
    asked = _WORD.findall(question)

    def named(word: str) -> bool:
        return word[0].isupper() and (word.endswith(".") or _is_new(word.lower(), asked, nearness))

    return float(any(one and other for one, other in pairwise(map(named, said))))


def _is_new(name: str, asked: Sequence[str], nearness: Nearness) -> bool:
    """Whether a word with a capital is the name of no office, and of nothing that the question has, in whatever script."""
    return name not in asked and not _OFFICES.match(name) and not (asked and nearness(name, asked) >= KNOWN)


def _tells_place(question: str, sentence: str, nearness: Nearness) -> float:
    """A word with a capital inside the sentence that the question does not have, where a place would stand.

    >>> same = lambda word, others: float(word in others)
    >>> [_tells_place("ол қайда өтті?", said, same) for said in ("Кездесу Астанада өтті.", "Кездесу кеше өтті.")]
    [1.0, 0.0]
    """
    asked, said = _WORD.findall(question), _WORD.findall(sentence)
    for before, word in pairwise(["", *said]):
        if not before or not word[0].isupper() or word.isupper():
            continue
        if (_BEFORE_PLACE.match(before.lower()) or _PLACE_ENDING.match(word.lower())) and _is_new(
            word.lower(), asked, nearness
        ):
            return 1.0
    return 0.0


def _tells_name(question: str, sentence: str, nearness: Nearness) -> float:
    """What was asked about itself: as much of it as the least near of its words.

    >>> _tells_name("кто такой юлдашев?", "Оны Юлдашев құрды.", lambda word, others: float(word in others))
    1.0
    """
    said = [word.lower() for word in _WORD.findall(sentence)]
    named = [word for word in _WORD.findall(question) if len(word) > 1 and says_something(word)]
    return max(0.0, min((nearness(word, said) for word in named), default=0.0)) if said else 0.0


_TELLS = {
    "count": _tells_count,
    "money": _tells_money,
    "time": _tells_time,
    "person": _tells_person,
    "place": _tells_place,
    "name": _tells_name,
}
