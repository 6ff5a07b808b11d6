"""Small real things to test with: a toy embedder, five documents of our own on bees, bridges, lakes, books and lighthouses."""

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eval.questions import Question, load_questions
from eval.run import Row, evaluate
from index import build
from index.analyse import words
from index.embed import Vectors, unit
from qa import Config, Engine
from tests.browsing import address, browser, index, visit  # noqa: F401 - fixtures

# Beginnings of words (four folded letters) that mean the same; each row is one meaning.
MEANINGS = (
    "ара арал пчел bee bees",
    "уясы улье улей hive",
    "мынг мын тыся thou",
    "тура живу живё live",
    "бир одно одна one",
    "неше скол many",
    "озер кол колд lake",
    "лёд лед мұз муз ice",
    "кита книг book",
)
MEANING = {beginning: row.split()[0] for row in MEANINGS for beginning in row.split()}


@dataclass(frozen=True)
class ToyEmbedder:
    """Each word's first four folded letters (or their translation) hash to a direction; a text is the sum of its words."""

    name: str = "toy"
    hash: str = "toy/1"
    dim: int = 128

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        return self.embed_passages(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        sums = [sum(map(self._direction, words(text)), np.zeros(self.dim)) for text in texts]
        return unit(np.array(sums).reshape(-1, self.dim))

    def embed_words(self, words: Sequence[str]) -> tuple[Vectors, "np.ndarray"]:
        return self.embed_passages(words), np.ones(len(words), dtype=np.float32)

    def _direction(self, word: str) -> "np.ndarray":
        meaning = MEANING.get(word[:4], word[:4])
        seed = int.from_bytes(hashlib.sha256(meaning.encode()).digest()[:8])
        return np.random.default_rng(seed).standard_normal(self.dim)


DOCUMENTS = {
    "аралар.md": """# Бал арасы

Бір ара ұясында қырық мың ара тұрады. Ұяны жалғыз аналық ара басқарады.

## Бал

Аралар балды балауыз ұяшықтарға жинап, қысқа сақтайды. Бір келі бал үшін олар төрт миллион гүлге қонады.
""",
    "көпірлер/мосты.txt": """Мосты нашего города

Каменный мост через Тихую построили в 1874 году. Длина каменного моста – двести метров.

Деревянный мост сгорел летом 1911 года, и вместо него пустили паром. Паром возил телеги до самой зимы.
""",
    "lakes.html": """<!DOCTYPE html>
<html lang="en"><head><title>Two lakes</title></head><body><h1>Two lakes</h1>
<p>Blue Lake is ninety metres deep. Its water stays cold even in July.</p>
<p>Salt Lake is four metres deep and never freezes. Pink flamingos nest on the northern shore of Salt Lake.</p>
</body></html>
""",
    "кітапхана.txt": """Ауыл кітапханасы

Ауыл кітапханасы 1932 жылы мектептің бос бөлмесінде ашылды. Алғашқы кітапханашы Зейнеп Өмірбекқызы болды. \
Ол үйден алып келген алпыс кітапты сөреге қойып, оқырмандарды шақырды. Балалар сабақтан кейін келіп, ертегі тыңдайтын.

Соғыс жылдарында кітапхана жабылған жоқ. Майданнан келген хаттарды кітапханашы дауыстап оқып беретін. \
Қағаз тапшы болғандықтан, балалар ескі газеттің шетіне жазатын. Шамның жарығында кеш бойы кітап оқылды.

Жаңа ғимарат 1968 жылы салынды. Оқу залына сексен орын қойылды. Терезелері көлге қарайды, сондықтан залда күндіз шам жақпайды. \
Екінші қабатта сирек кітаптар қоры орналасты.

Сирек қорда үш жүз қолжазба бар. Ең ескі қолжазба он жетінші ғасырда көшірілген. Қолжазбаларды қолғаппен ғана ұстауға болады. \
Олар ылғалы тұрақты бөлмеде, ағаш жәшіктерде сақталады.

Көшпелі кітапхана 1975 жылдан бастап шопандарға барады. Түйе артқан жәшікке екі жүз кітап сияды. \
Маршрут он екі күнге созылады. Қыста көшпелі кітапхана шанамен жүреді.

Бүгін кітапханада үйірмелер жұмыс істейді. Сенбіде шахмат, жексенбіде көркем оқу үйірмесі жиналады. \
Оқырмандар саны екі мыңнан асты. Кітапхана дүйсенбіде демалады.
""",
    "маяки.md": """# Маяки залива

| Маяк | Высота | Год |
|---|---|---|
| Северный | 31 метр | 1859 |
| Рыбачий | 18 метров | 1903 |

Смотритель Северного маяка зажигал лампу на закате. Туманный колокол звонил каждые две минуты.
""",
}


@pytest.fixture(scope="session")
def model() -> ToyEmbedder:
    return ToyEmbedder()


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the five documents; a test that changes it copies it first."""
    folder = tmp_path_factory.mktemp("documents")
    for name, text in DOCUMENTS.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return folder


@pytest.fixture(scope="session")
def index_folder(tmp_path_factory: pytest.TempPathFactory, documents: Path, model: ToyEmbedder) -> Path:
    """The built index of the five documents; a test that changes it copies it first."""
    folder = tmp_path_factory.mktemp("index")
    build(documents, folder, model)
    return folder


@pytest.fixture
def index_copy(tmp_path: Path, index_folder: Path) -> Path:
    """A copy of the built index, to be changed or harmed."""
    return Path(shutil.copytree(index_folder, tmp_path / "index"))


@pytest.fixture(scope="session")
def engine(index_folder: Path, documents: Path, model: ToyEmbedder) -> Engine:
    return Engine.open(Config(documents=documents, index=index_folder, model=model.name), model=model)


def question(id: str, language: str, text: str, document: str | None, *evidence: str, **more: Any) -> str:
    row = {"id": id, "language": language, "kind": "fact" if document else "none", "question": text, "history": []}
    return json.dumps({**row, "document": document, "evidence": evidence, **more}, ensure_ascii=False)


BEES = {"document": "аралар.md", "evidence": ["төрт миллион гүлге"]}
TOY = [
    question("1", "kk", "Бір ара ұясында неше ара тұрады?", "аралар.md", "қырық мың ара"),
    question("2", "ru", "В каком году построили каменный мост?", "көпірлер/мосты.txt", "В 1874 ГОДУ"),
    question("3", "en", "How many thousand bees live in one hive?", "аралар.md", "ара"),
    question("4", "ru", "А его длина?", "көпірлер/мосты.txt", "двести", kind="follow", history=["Где каменный мост?"]),
    question("5", "en", "Why do volcanoes erupt?", None),
    question("6", "en", "How deep is Salt Lake?", "lakes.html", "nowhere", "four metres deep", also=[BEES]),
    question("7", "kk", "Кітапхана туралы?", "кітапхана.txt", "мұндай сөз жоқ"),
]


@pytest.fixture(scope="session")
def toys(tmp_path_factory: pytest.TempPathFactory) -> list[Question]:
    """Seven questions on the five documents: the fifth has no answer, and the evidence of the last stands nowhere."""
    path = tmp_path_factory.mktemp("questions") / "сұрақтар.jsonl"
    path.write_text("\n".join([*TOY[:3], "", "  ", *TOY[3:]]) + "\n", encoding="utf-8")
    return load_questions(path)


@pytest.fixture(scope="session")
def rows(engine: Engine, toys: list[Question]) -> list[Row]:
    """A run of the seven questions."""
    return evaluate(engine.ask, toys, engine.index.passages)
