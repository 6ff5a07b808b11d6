"""Every word of the chat page, one row for each, one column for each interface language. A test finds empty cells."""

LANGUAGES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}

WORDS: dict[str, dict[str, str]] = {
    "tagline": {
        "kk": "Құжаттарыңызға сұрақ қойыңыз: жауап – олардың өз сөзі, дәл дәйексөзбен.",
        "ru": "Спросите свои документы: ответ – их собственные слова, с точной ссылкой.",
        "en": "Ask your documents: the answer is their own words, with an exact citation.",
    },
    "language": {"kk": "Тіл", "ru": "Язык", "en": "Language"},
    "conversation": {"kk": "Әңгіме", "ru": "Беседа", "en": "Conversation"},
    "welcome": {
        "kk": "Сұрақ қойыңыз. Жауапқа құжаттағы сөйлемнің өзі келтіріледі.",
        "ru": "Задайте вопрос. Ответом будет предложение из самого документа.",
        "en": "Ask a question. The answer is a sentence of the document itself.",
    },
    "question": {"kk": "Сұрақ", "ru": "Вопрос", "en": "Question"},
    "placeholder": {
        "kk": "Сұрағыңызды қазақша, орысша немесе ағылшынша жазыңыз",
        "ru": "Задайте вопрос по-казахски, по-русски или по-английски",
        "en": "Ask in Kazakh, Russian or English",
    },
    "ask": {"kk": "Сұрау", "ru": "Спросить", "en": "Ask"},
    "clear": {"kk": "Жаңа әңгіме", "ru": "Новая беседа", "en": "New conversation"},
    "examples": {"kk": "Мысалы", "ru": "Например", "en": "For example"},
    "evidence": {"kk": "Дәйексөздер", "ru": "Цитаты", "en": "Citations"},
    "related": {
        "kk": "Жақын үзінділер (жауап емес)",
        "ru": "Близкие отрывки (не ответ)",
        "en": "Related passages (not an answer)",
    },
    "no_evidence": {
        "kk": "Сұрақ қойсаңыз, жауапқа негіз болған үзінділер осы жерде көрінеді.",
        "ru": "Задайте вопрос – здесь появятся отрывки, на которых стоит ответ.",
        "en": "Ask a question, and the passages that the answer rests on appear here.",
    },
    "page": {"kk": "{n}-бет", "ru": "с. {n}", "en": "p. {n}"},
    "line": {"kk": "{n}-жол", "ru": "строка {n}", "en": "line {n}"},
    "kk": {"kk": "қазақша", "ru": "казахский", "en": "Kazakh"},
    "ru": {"kk": "орысша", "ru": "русский", "en": "Russian"},
    "en": {"kk": "ағылшынша", "ru": "английский", "en": "English"},
    "mixed": {"kk": "аралас", "ru": "смешанный", "en": "mixed"},
    "status": {
        "kk": "Индексте: құжат – {documents}, үзінді – {passages}. Бәрі осы компьютерде өңделеді, сыртқа ештеңе жіберілмейді.",
        "ru": "В индексе: документов – {documents}, отрывков – {passages}. Всё остаётся на этом компьютере.",
        "en": "Indexed: {documents} documents, {passages} passages. Everything stays on this computer.",
    },
    "question_empty": {
        "kk": "Сұрақ бос. Сұрағыңызды сөзбен жазыңыз.",
        "ru": "Вопрос пуст. Напишите его словами.",
        "en": "The question is empty. Type it in words.",
    },
    "question_long": {
        "kk": "Сұрақ тым ұзын. Оны {limit} таңбаға дейін қысқартыңыз.",
        "ru": "Вопрос слишком длинный. Сократите его до {limit} знаков.",
        "en": "The question is too long. Shorten it to {limit} characters.",
    },
    "question_broken": {
        "kk": "Сұрақта бүлінген таңбалар бар. Оны қайта теріңіз.",
        "ru": "В вопросе есть испорченные знаки. Наберите его заново.",
        "en": "The question has broken characters. Type it again.",
    },
}

# Example questions about the starter corpus, in three languages.
EXAMPLES = (
    "Шанхай ынтымақтастық ұйымы қашан құрылды?",
    "Сколько групп ведут разъяснительную работу по вопросам религии?",
    "When was Hizb ut-Tahrir first noticed in Kazakhstan?",
    "8–11-сыныптарға қандай курс ұсынылды?",
    "Какие организации запрещены в Казахстане?",
    "When did Ihsanoglu visit Kazakhstan?",
)


def word(name: str, language: str, **values: object) -> str:
    """A word or sentence of the page in an interface language, with values put into its braces."""
    return WORDS[name][language].format(**values) if values else WORDS[name][language]


def preferred(header: str) -> str:
    """The interface language for a browser's Accept-Language header: its first one that we speak, else Kazakh.

    >>> preferred("de-DE,ru;q=0.8,en;q=0.7"), preferred("kk-KZ"), preferred("")
    ('ru', 'kk', 'kk')
    """
    for entry in header.lower().split(","):
        code = entry.strip().partition(";")[0].partition("-")[0]
        if code in LANGUAGES:
            return code
    return "kk"
