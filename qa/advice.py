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

# In the order of THRESHOLDS: the first that holds decides.
ADVICE: tuple[dict[str, str], ...] = (
    {
        "kk": "файл оқылмады ({reason}); өз бағдарламасында ашып, қайта сақтаңыз",
        "ru": "файл не читается ({reason}); откройте его в своей программе и сохраните заново",
        "en": "it cannot be read ({reason})",
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


def advice(health: Health, language: str) -> str:
    """What to do about a document, in a language of the page; empty for a green one.

    >>> advice(Health("а.txt", "txt", letters=0.9, copy_of="б.txt"), "ru")
    'тот же текст, что в файле б.txt; удалите один из двух'
    """
    for row, words in zip(THRESHOLDS, ADVICE, strict=True):
        if row.beyond(row.measure(health), row.limit):
            return words[language].format(
                reason=health.reason,
                blank_pages=health.blank_pages,
                pages=health.pages,
                copy_of=health.copy_of,
                recognise=_RECOGNISE[language],
                force=_FORCE[language],
            )
    return ""
