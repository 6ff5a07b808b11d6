"""Every word of the report, and of what is wrong with its files, in Kazakh and Russian, by its English.

Names of measures stay as they are, and what says little to a reader stands in the English alone: `{why!s}`, `{path!s}`.
"""

import re

from corpus.errors import UserError

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
    "decision": {"kk": "шешім", "ru": "решение"},
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
    "Line {line} of {name} is no question ({why!s}): see eval/data/README.md.": {
        "kk": "{name} файлының {line}-жолы сұрақ емес: үлгіні eval/data/README.md файлынан қараңыз.",
        "ru": "Строка {line} файла {name} – не вопрос: смотрите образец в eval/data/README.md.",
    },
    "Line {line} of {name} cannot be asked. {why}": {
        "kk": "{name} файлының {line}-жолындағы сұрақты қою мүмкін емес. {why}",
        "ru": "Вопрос в строке {line} файла {name} задать нельзя. {why}",
    },
    "Line {line} of {name} repeats the id «{id}»: give each question its own.": {
        "kk": "{name} файлының {line}-жолында «{id}» белгісі қайталанады: әр сұраққа өз белгісін беріңіз.",
        "ru": "В строке {line} файла {name} повторяется id «{id}»: дайте каждому вопросу свой.",
    },
    "There is no question in {name}: write at least one, as eval/data/README.md shows.": {
        "kk": "{name} файлында сұрақ жоқ: кемінде біреуін жазыңыз, үлгісі eval/data/README.md файлында.",
        "ru": "В файле {name} нет вопросов: напишите хотя бы один, как показано в eval/data/README.md.",
    },
    "Line {line} of {name} is not UTF-8: save the sheet as «CSV UTF-8».": {
        "kk": "{name} файлының {line}-жолы UTF-8 емес: кестені «CSV UTF-8» түрінде сақтаңыз.",
        "ru": "Строка {line} файла {name} не в UTF-8: сохраните таблицу как «CSV UTF-8».",
    },
    "Line {line} of {name} is no CSV ({why!s}): mend its quotation marks.": {
        "kk": "{name} файлының {line}-жолы CSV емес: тырнақшаларын түзетіңіз.",
        "ru": "Строка {line} файла {name} – не CSV: исправьте в ней кавычки.",
    },
    "Line 1 of {name}: column «{column}» is unknown: delete it, or name it {names}.": {
        "kk": "{name} файлының 1-жолы: «{column}» деген баған белгісіз, оны өшіріңіз не атын мыналардан таңдаңыз: {names}.",
        "ru": "Строка 1 файла {name}: столбец «{column}» неизвестен, удалите его или выберите имя из этих: {names}.",
    },
    "Line 1 of {name}: column «{column}» stands twice: delete one.": {
        "kk": "{name} файлының 1-жолы: «{column}» бағаны екі рет тұр, біреуін өшіріңіз.",
        "ru": "Строка 1 файла {name}: столбец «{column}» стоит дважды, удалите один.",
    },
    "Line 1 of {name}: column «{column}» is missing: add it; the first line names the columns.": {
        "kk": "{name} файлының 1-жолы: «{column}» бағаны жоқ, қосыңыз; бірінші жолда бағандардың аттары тұрады.",
        "ru": "Строка 1 файла {name}: нет столбца «{column}», добавьте его; в первой строке стоят имена столбцов.",
    },
    "Line {line} of {name}: column {column} has no name: quote a cell that holds a separator.": {
        "kk": "{name} файлының {line}-жолы: {column}-бағанның аты жоқ; бөлгіш таңбасы бар ұяшықты тырнақшаға алыңыз.",
        "ru": "Строка {line} файла {name}: у столбца {column} нет имени; ячейку с разделителем возьмите в кавычки.",
    },
    "Line {line} of {name}: column «question» is empty: write the question, or delete the line.": {
        "kk": "{name} файлының {line}-жолы: «question» бағаны бос, сұрақты жазыңыз не жолды өшіріңіз.",
        "ru": "Строка {line} файла {name}: столбец «question» пуст, напишите вопрос или удалите строку.",
    },
    "Line {line} of {name}: column «evidence» is empty: copy the words of the document that answer.": {
        "kk": "{name} файлының {line}-жолы: «evidence» бағаны бос, құжаттың жауап беретін сөздерін көшіріңіз.",
        "ru": "Строка {line} файла {name}: столбец «evidence» пуст, скопируйте слова документа, которые отвечают.",
    },
    "Line {line} of {name}: column «document» is empty: name the file in which the evidence stands.": {
        "kk": "{name} файлының {line}-жолы: «document» бағаны бос, дәлел тұрған файлдың атын жазыңыз.",
        "ru": "Строка {line} файла {name}: столбец «document» пуст, назовите файл, в котором стоят эти слова.",
    },
    "Line {line} of {name}: column «language» is «{value}»: write kk, ru or en, or nothing.": {
        "kk": "{name} файлының {line}-жолы: «language» бағанында «{value}» тұр; kk, ru не en деп жазыңыз не бос қалдырыңыз.",
        "ru": "Строка {line} файла {name}: в столбце «language» стоит «{value}»; напишите kk, ru, en или оставьте пустым.",
    },
    "Line {line} of {name}: column «near» is «{value}»: write yes or no.": {
        "kk": "{name} файлының {line}-жолы: «near» бағанында «{value}» тұр; yes не no деп жазыңыз.",
        "ru": "Строка {line} файла {name}: в столбце «near» стоит «{value}»; напишите yes или no.",
    },
    "{path!s} is no run of ours ({why!s}): write it with python -m eval run --json FILE.": {
        "kk": "Бұрынғы нәтиженің файлы жарамайды: бұрынғы бағалаудан сақталған run.json файлын таңдаңыз.",
        "ru": "Файл прежнего прогона не подходит: выберите run.json, сохранённый после оценки.",
    },
    "The two runs share no question: ask the same set again (python -m eval run --questions FILE).": {
        "kk": "Екі нәтижеде ортақ сұрақ жоқ: сол сұрақтарды қайта қойыңыз.",
        "ru": "В двух прогонах нет общих вопросов: задайте тот же набор ещё раз.",
    },
}


class SaidError(UserError):
    """An error whose sentence stands in the table: by its English, with the values of its braces."""

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text.format(**values))
        self.text, self.values = text, values

    def told(self, language: str, **values: object) -> str:
        """The sentence in a language; `values` stand there in the place of those that are in English."""
        return say(self.text, language, **{**self.values, **values})


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
