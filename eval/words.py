"""Every word of the report in Kazakh and Russian, by its English. Names of measures stay as they are."""

import re

WORDS: dict[str, dict[str, str]] = {
    "Dayek: evaluation": {"kk": "Dayek: бағалау", "ru": "Dayek: оценка"},
    "Evaluation": {"kk": "Бағалау", "ru": "Оценка"},
    "{n} questions.": {"kk": "Сұрақ саны – {n}.", "ru": "Вопросов – {n}."},
    "{name} on {n} documents, model {model}.": {
        "kk": "{name}: құжат саны – {n}, модель – {model}.",
        "ru": "{name}: документов – {n}, модель – {model}.",
    },
    "Plots": {"kk": "Сызбалар", "ru": "Графики"},
    "Figures": {"kk": "Сандар", "ru": "Числа"},
    "Questions": {"kk": "Сұрақтар", "ru": "Вопросы"},
    "Retrieval": {"kk": "Іздеу", "ru": "Поиск"},
    "Quotes, citations, time": {"kk": "Дәйексөз, сілтеме, уақыт", "ru": "Цитаты, ссылки, время"},
    "Refusal": {"kk": "Бас тарту", "ru": "Отказ"},
    "n": {"kk": "саны", "ru": "число"},
    "answerable": {"kk": "жауабы бары", "ru": "с ответом"},
    "quote hit": {"kk": "дәйексөз дәл", "ru": "верная цитата"},
    "citation precision": {"kk": "сілтеме дәлдігі", "ru": "точность ссылок"},
    "p50 ms": {"kk": "p50, мс", "ru": "p50, мс"},
    "p95 ms": {"kk": "p95, мс", "ru": "p95, мс"},
    "false refusals": {"kk": "орынсыз бас тарту", "ru": "ложные отказы"},
    "false answers": {"kk": "орынсыз жауап", "ru": "ложные ответы"},
    "false answers off topic": {"kk": "бөгде тақырыпқа орынсыз жауап", "ru": "ложные ответы не по теме"},
    "false answers near misses": {"kk": "жақын тақырыпқа орынсыз жауап", "ru": "ложные ответы на близкое"},
    "AUROC off topic": {"kk": "AUROC, бөгде тақырып", "ru": "AUROC, не по теме"},
    "AUROC near misses": {"kk": "AUROC, жақын тақырып", "ru": "AUROC, близкое"},
    "coverage at 5% risk": {"kk": "5% қате кезіндегі қамту", "ru": "охват при риске 5%"},
    "all": {"kk": "барлығы", "ru": "все"},
    "language": {"kk": "тіл", "ru": "язык"},
    "pair": {"kk": "жұп", "ru": "пара"},
    "kind": {"kk": "түр", "ru": "вид"},
    "fact": {"kk": "дерек", "ru": "факт"},
    "list": {"kk": "тізім", "ru": "перечень"},
    "table": {"kk": "кесте", "ru": "таблица"},
    "why": {"kk": "неге", "ru": "почему"},
    "follow": {"kk": "жалғасы", "ru": "продолжение"},
    "none": {"kk": "жауабы жоқ", "ru": "без ответа"},
    "typo": {"kk": "қатемен", "ru": "опечатка"},
    "keyboard": {"kk": "басқа пернетақта", "ru": "раскладка"},
    "latin": {"kk": "латынша", "ru": "латиница"},
    "near miss": {"kk": "жақын тақырып", "ru": "близкое"},
    "By language pair": {"kk": "Тіл жұбы бойынша", "ru": "По парам языков"},
    "By kind": {"kk": "Сұрақ түрі бойынша", "ru": "По видам вопросов"},
    "Bar above: {above}; bar below: {below}; lines: 95 % intervals": {
        "kk": "Үстіңгі жолақ – {above}, астыңғысы – {below}; сызықшалар – 95\u00a0% аралық",
        "ru": "Верхняя полоса – {above}, нижняя – {below}; линии – интервалы 95\u00a0%",
    },
    "Risk and coverage": {"kk": "Қате мен қамту", "ru": "Риск и охват"},
    "Mistakes among the answers when only the surest questions are answered; ring: the shipped threshold": {
        "kk": "Ең сенімді сұрақтарға ғана жауап берілгендегі қате үлесі; шеңбер – қазіргі шек",
        "ru": "Доля ошибок, если отвечать лишь на самые надёжные вопросы; кружок – нынешний порог",
    },
    "share of the questions that is answered": {
        "kk": "жауап берілген сұрақтардың үлесі",
        "ru": "доля вопросов, на которые дан ответ",
    },
    "Time to answer": {"kk": "Жауап уақыты", "ru": "Время ответа"},
    "Number of questions by milliseconds; the last bar holds all above": {
        "kk": "Сұрақ саны миллисекунд бойынша; соңғы бағанда одан ұзағының бәрі",
        "ru": "Число вопросов по миллисекундам; в последнем столбце – всё, что дольше",
    },
    "milliseconds": {"kk": "миллисекунд", "ru": "миллисекунды"},
    "Answered, though the documents do not say": {
        "kk": "Құжаттарда жоқ болса да, жауап берілді",
        "ru": "Ответ дан, хотя в документах его нет",
    },
    "Answered, but no cited passage answers": {
        "kk": "Жауап берілді, бірақ көрсетілген үзінділерде жауап жоқ",
        "ru": "Ответ дан, но ни один из показанных отрывков не отвечает",
    },
    "Refused, though the documents say": {
        "kk": "Құжаттарда бар болса да, бас тартылды",
        "ru": "Отказ, хотя в документах ответ есть",
    },
    "A cited passage answers, but the first quote does not": {
        "kk": "Көрсетілген үзіндіде жауап бар, бірақ алғашқы дәйексөзде жоқ",
        "ru": "Показанный отрывок отвечает, но первая цитата – нет",
    },
    "Answered with the right quote": {"kk": "Дәл дәйексөзбен жауап берілді", "ru": "Ответ дан верной цитатой"},
    "Rightly refused": {"kk": "Орынды бас тартылды", "ru": "Верный отказ"},
    "asked before": {"kk": "бұған дейін сұралған", "ru": "спрошено раньше"},
    "first passage that answers: rank {rank}": {
        "kk": "жауабы бар алғашқы үзінді – {rank}-орында",
        "ru": "первый отвечающий отрывок – на {rank}-м месте",
    },
    "no passage that answers was ranked": {
        "kk": "жауабы бар үзінді табылмады",
        "ru": "отвечающий отрывок не найден",
    },
    "confidence {confidence}, {ms} ms": {"kk": "сенім – {confidence}, {ms} мс", "ru": "уверенность – {confidence}, {ms} мс"},
    "Nothing.": {"kk": "Ештеңе жоқ.", "ru": "Ничего."},
    "Expected": {"kk": "Күтілгені", "ru": "Ожидалось"},
    "Shown": {"kk": "Көрсетілгені", "ru": "Показано"},
    "Refused; shown as related": {"kk": "Бас тартылды; жақын деп көрсетілгені", "ru": "Отказ; показано как близкое"},
    "A refusal: the documents do not say.": {
        "kk": "Бас тарту: құжаттарда жауап жоқ.",
        "ru": "Отказ: в документах ответа нет.",
    },
    "No passage holds this evidence whole.": {
        "kk": "Бұл дәлел ешбір үзіндіде тұтас тұрған жоқ.",
        "ru": "Ни в одном отрывке это место не стоит целиком.",
    },
    "answers": {"kk": "жауап береді", "ru": "отвечает"},
}


def say(text: str, language: str, **values: object) -> str:
    """A sentence of the report in a language, with values put into its braces; what is in no table is a name and stays.

    >>> say("{n} questions.", "en", n=6), say("{n} questions.", "ru", n=6), say("MRR@10", "kk")
    ('6 questions.', 'Вопросов – 6.', 'MRR@10')
    """
    said = WORDS.get(text, {}).get(language, text)
    return said.format(**values) if values else said


def figure(text: str, language: str) -> str:
    """Decimals in the language's form.

    >>> figure(".812 .75–1.00", "en"), figure(".812 .75–1.00", "ru")
    ('.812 .75–1.00', '0,812 0,75–1,00')
    """
    return text if language == "en" else re.sub(r"(?<!\d)\.(?=\d)", "0,", text).replace(".", ",")
