"""What a question wants to be told: a count, money, a time, a person, a place.

A plain table: a question word decides the kind. Whether a sentence tells such a thing is looked up in `tell.py`.
"""

import re

# Question words by kind, in the three languages, Kazakh also as typed with Russian letters. They begin a word: «бірнеше»,
# «несколько» and «никогда» ask nothing. The last that stands in a text counts: who asks twice is answered the second time.
# Of two that end at the same place the later kind counts: «мөлшері қанша» asks for money.
ASKED = {
    "count": r"\b[қк]анша|\bнеше(?:у\w*)?\b|\bнешінші|\bскольк|\bhow (?:many|much|long|old|often)"
    r"|wh(?:at|ich) (?:share|percentage|number)|какая доля|какой процент",
    "money": r"\b[қк]анша (?:ақша|акша|қаражат|каражат|теңге|тенге|доллар|сома)"
    r"|\bсколько (?:денег|средств|тенге|долларов|стоит)"
    r"|\bhow much (?:\w+ ){0,2}(?:money|funding|cost|costs)\b|\bhow much (?:does|did|do|will) [\w ]+ (?:cost|pay|give)\b"
    r"|\b(?:қандай|кандай) (?:сома|айыппұл|бюджет)|айыппұл\w* қанша|мөлшері қанша|айыппұл\w* мөлшері(?! қанша)"
    r"|\bна какую сумму|\bкакая сумма"
    r"|\bкако[йв] (?:размер )?(?:штраф|бюджет)|\bwhat (?:is|was) the (?:\w+ ){0,2}(?:fine|budget|price|cost)\b",
    "time": r"\b[қк]ашан|\b[қк]ай (?:жыл|күн|кун|уақыт|ай(?:да|ы)?\b)|\bкогда|в каком (?:году|месяце)|какого (?:\w+ )?числа"
    r"|с какого (?:года|времени)|\bwhen\b|wh(?:at|ich) (?:year|date|month|day)",
    "person": r"\bкім|\bким\b|аты-жөн|аты кім|\bкто\b|\bкого\b|\bкем\b|\bкому\b|как зовут|имя|фамили"
    r"|\bwho\b|\bwhom\b|\bwhose\b|name of the",
    "place": r"\b[қк]айда|\b[қк]ай (?:қала|кала|жер|ел(?!у)|облыс|аудан|аймақ)|\bгде\b|\bкуда\b|\bоткуда\b"
    r"|\bкако[йм] (?:город|стран|област|район)|\bкаких (?:город|стран|област|район)|\bв какой (?:стран|област)"
    r"|\bwhere\b|wh(?:at|ich) (?:city|cities|towns?|countr\w+|regions?|places?)\b",
}
# «Who is X»: somebody or something with a name of its own is to be explained, and no other name is wanted.
_NAMED = r"[«“\"]?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][\w.-]*[»”\"]?"
_EXPLAINED = re.compile(
    rf"^(?:{_NAMED} ){{1,3}}(?:деген )?[кК][іи]м\b(?=\W*$)|\b[Кк]то (?:это )?так(?:ой|ая|ое|ие)\b|\bдеген [кК][іи]м\w*"
    r"|\b[Ww]ho (?:is|was|are|were) (?=[A-Z«“\"])"
)
_ASKED = {kind: re.compile(pattern) for kind, pattern in ASKED.items()}
# What looks like a question word: the surname, unless it begins the question, where «Ким» may be «кім» typed on a Russian
# keyboard.
_NOT_ASKED = re.compile(r"(?<=[\w,] )Ким\b")
# Words that ask or help to ask: documents need not have them to answer.
_ASKING = re.compile(
    r"[қк]ан(?:ша|дай)\w*|неше\w*|нешін\w+|[қк]ай\w*|[қк]ашан\w*|[қк]алай\w*|[кк][іи]м\w{0,4}|не(?:ге|ні|ні[ңн]|мен|ден|ліктен)?|деген\w*"
    r"|екен\w*|еді|бол(?:ды|ған|ып|ады|атын)\w*|тұр\w{0,5}|бер(?:іп|еді|ген)|туралы|ше|сколь\w+|как\w*|кто|кого|кому|кем|что|чего|чем|чему|ли|же"
    r"|когда|где|куда|откуда|почему|зачем|именно|вообще|так\w{2}|наш\w*|нам|нас|мне|меня|он[аои]?|их|ему|есть|был\w*|буд\w+|приходится"
    r"|how|many|much|long|old|what|which|who\w*|when|where|why|did|do|does|done|is|are|was|were|be|been|will|would|can|could|there|they|them|it|its|we|our|you"
    r"|ever|now|just|at|all|any|some|tell|me|about"
)


def says_something(word: str) -> bool:
    """Whether a word of a question is more than a word to ask with.

    >>> [says_something(word) for word in ("қанша", "Сколько", "what", "зарплата")]
    [False, False, False, True]
    """
    return not _ASKING.fullmatch(word.lower())


def kind_of(question: str) -> str:
    """The kind of a question: count, money, time, person, place, name (who is it?), or nothing of these ("").

    >>> [kind_of(text) for text in ("Неше адам?", "Қанша қаражат?", "Когда создан союз?", "Who founded it?", "Қайда?", "Неге?")]
    ['count', 'money', 'time', 'person', 'place', '']
    >>> [kind_of(text) for text in ("К.М. Бишманов кім?", "Кто такой Бишманов?", "Who is Bishmanov?", "Ұйымды құрған кім?")]
    ['name', 'name', 'name', 'person']
    """
    lowered = _NOT_ASKED.sub("---", question).lower()
    last = {kind: max((match.end() for match in pattern.finditer(lowered)), default=-1) for kind, pattern in _ASKED.items()}
    last["name"] = max((match.end() for match in _EXPLAINED.finditer(question)), default=-1)
    best = max(reversed(last), key=lambda kind: last[kind])
    return best if last[best] >= 0 else ""
