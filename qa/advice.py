"""What to do about a document that came out badly, in the three languages of the page: a row for each of corpus.verdict's."""

from corpus.verdict import THRESHOLDS, Health

_RECOGNISE = {
    "kk": "беттерін мәтін танудан (OCR) өткізіңіз не бастапқы файлын сұраңыз",
    "ru": "распознайте текст страниц (OCR) или попросите исходный файл",
    "en": "run text recognition (OCR) on its pages, or ask for the file it was made from",
}
_FORCE = {
    "kk": "осы күйінде дұрыс болса, бәрібір индекстеңіз",
    "ru": "если всё верно, индексируйте как есть",
    "en": "if it is right as it is, index it all the same",
}

_DAMAGED = {
    "kk": "ол бүлінген, өз бағдарламасында ашып, қайта сақтаңыз",
    "ru": "он повреждён, откройте его в своей программе и сохраните заново",
}
_LARGE = {"kk": "ол тым үлкен, бірнеше файлға бөліңіз", "ru": "он слишком велик, разделите его на несколько файлов"}
_LOCKED = {
    "kk": "ол құпиясөзбен жабылған, құпиясөзсіз көшірмесін сақтаңыз",
    "ru": "он закрыт паролем, сохраните копию без пароля",
}

# How the sentences of the readers begin: they are written for the terminal, in English.
REASONS: dict[str, dict[str, str]] = {
    "it is empty": {"kk": "ол бос, ішіне мәтін жазыңыз не өшіріңіз", "ru": "он пуст, впишите в него текст или удалите его"},
    "it is a damaged": _DAMAGED,
    "reading it breaks off": _DAMAGED,
    "it is an RTF that was cut off": {
        "kk": "оның соңы жоқ, бүтін түрін қайта көшіріп алыңыз",
        "ru": "он обрывается, скопируйте его ещё раз оттуда, где он цел",
    },
    "it is locked with a password": _LOCKED,
    "it is locked in a way": {
        "kk": "ол мұнда ашылмайтындай жабылған, жаңа PDF етіп басып шығарыңыз",
        "ru": "он закрыт так, что здесь его не открыть, напечатайте его в новый PDF",
    },
    "it is locked by its seller": {
        "kk": "оны сатушы жауып қойған, ондай құлпы жоқ көшірмесін алыңыз",
        "ru": "он закрыт продавцом, возьмите копию без такой защиты",
    },
    "it is not text in": {
        "kk": "оның кодтауы түсініксіз, UTF-8 түрінде сақтаңыз",
        "ru": "его кодировка непонятна, сохраните его в UTF-8",
    },
    "it is not a text file": {
        "kk": "ол мәтін емес, UTF-8 мәтіні (TXT), PDF не DOCX түрінде сақтаңыз",
        "ru": "это не текст, сохраните его как текст в UTF-8 (TXT), PDF или DOCX",
    },
    "it has pages but no text": {
        "kk": "оның беттері бар, мәтіні жоқ, алдымен мәтін танудан (OCR) өткізіңіз",
        "ru": "в нём есть страницы, но нет текста, сначала распознайте его (OCR)",
    },
    "it is larger than": _LARGE,
    "it unpacks to more than": _LARGE,
    "reading it takes longer than": {
        "kk": "оны оқу тым ұзаққа созылады, бірнеше файлға бөліңіз",
        "ru": "чтение длится слишком долго, разделите его на несколько файлов",
    },
    "its tags are nested too deeply": {
        "kk": "белгілері тым терең кірістірілген, браузерде ашып, мәтін түрінде сақтаңыз",
        "ru": "его теги вложены слишком глубоко, откройте его в браузере и сохраните как текст",
    },
    "it cannot be opened": {
        "kk": "ол ашылмайды, файлдың өзін және рұқсаттарын тексеріңіз",
        "ru": "он не открывается, проверьте файл и права на него",
    },
}

# In the order of THRESHOLDS: the first that holds decides.
ADVICE: tuple[dict[str, str], ...] = (
    {
        "kk": "файл оқылмады: {reason}",
        "ru": "файл не читается: {reason}",
        "en": "it cannot be read: {reason}",
    },
    {
        "kk": "көп таңбасы әріпке келмейді, қарпі бүлінген: {recognise}",
        "ru": "многие знаки не означают букв, шрифт испорчен: {recognise}",
        "en": "many of its signs stand for no letter, so a font is broken: {recognise}",
    },
    {
        "kk": "кирилл әріптері латынша болып шыққан, қарпі бүлінген: {recognise}",
        "ru": "кириллица вышла латинскими буквами, шрифт испорчен: {recognise}",
        "en": "its Cyrillic came out as Latin letters, so a font is broken: {recognise}",
    },
    {
        "kk": "әріптен гөрі белгі мен сан көп: {recognise}; {force}",
        "ru": "знаков и цифр в нём больше, чем букв: {recognise}; {force}",
        "en": "there are more signs and figures in it than letters: {recognise}; {force}",
    },
    {
        "kk": "сөздерінің көбі біз білетін тілдерде жоқ: UTF-8 түрінде сақтаңыз не {recognise}; {force}",
        "ru": "большинства его слов нет в наших языках: сохраните его в UTF-8 или {recognise}; {force}",
        "en": "most of its words are in no language of ours: save it in UTF-8 or {recognise}; {force}",
    },
    {
        "kk": "көп сөзі таныс емес: бірнеше жолын оқып көріңіз, әріптері қате болса, жақсырақ көшірмесін табыңыз",
        "ru": "многие слова незнакомы: прочитайте несколько строк и, если буквы неверны, найдите копию получше",
        "en": "many of its words are unknown: read some lines in it and, if letters are wrong, get a better copy",
    },
    {
        "kk": "кейбір әріптері жоғалған: жазылған бағдарламасынан қайта сақтаңыз",
        "ru": "некоторые буквы потеряны: сохраните его заново из программы, в которой он написан",
        "en": "some of its letters are lost: save it again from the program that it was written in",
    },
    {
        "kk": "мәтінсіз беттер: {blank_pages} / {pages}; оларда сөз болса, мәтін танудан (OCR) өткізіңіз",
        "ru": "страниц без текста: {blank_pages} из {pages}; если на них есть слова, распознайте их (OCR)",
        "en": "pages without text: {blank_pages} of {pages}; run text recognition (OCR) on them if words are on them",
    },
    {
        "kk": "көп әрпі түзетілді: бірнеше жолын файлмен салыстырыңыз",
        "ru": "многие буквы исправлены: сравните несколько строк с файлом",
        "en": "many of its letters were repaired: compare some lines with the file",
    },
    {
        "kk": "мәтіні мына файлдікімен бірдей: {copy_of}; екеуінің бірін алып тастаңыз",
        "ru": "тот же текст, что в файле {copy_of}; удалите один из двух",
        "en": "it has the same text as {copy_of}; remove one of the two",
    },
)


def reason(told: str, language: str) -> str:
    """Why a file could not be read and what to do, in a language of the page. What is told in no row is told in general.

    >>> reason("it is a damaged PDF (PdfStreamError); open it and save it again", "ru")
    'он повреждён, откройте его в своей программе и сохраните заново'
    """
    if language == "en":
        return told
    return next((words[language] for begin, words in REASONS.items() if told.startswith(begin)), _DAMAGED[language])


def advice(health: Health, language: str) -> str:
    """What to do about a document, in a language of the page; empty for a green one.

    >>> advice(Health("а.txt", "txt", letters=0.9, copy_of="б.txt"), "ru")
    'тот же текст, что в файле б.txt; удалите один из двух'
    """
    for row, words in zip(THRESHOLDS, ADVICE, strict=True):
        if row.beyond(row.measure(health), row.limit):
            return words[language].format(
                reason=reason(health.reason, language),
                blank_pages=health.blank_pages,
                pages=health.pages,
                copy_of=health.copy_of,
                recognise=_RECOGNISE[language],
                force=_FORCE[language],
            )
    return ""
