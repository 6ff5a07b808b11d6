"""The one path from a question to an answer, for chat, terminal, batch and evaluation alike."""

import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from corpus.load import fingerprint
from index import Embedder, Index, MissingIndex, StaleIndex, build, open_model
from index.build import Progress, silent
from index.keep import Keep
from index.kind import kind_of
from index.manifest import DamagedIndex, compare_sources
from index.question import read
from qa.answer import Answer
from qa.compose import compose
from qa.config import Config
from qa.follow import topic
from qa.prefer import own_first
from qa.question import check

RANKED = 10  # hits kept with an answer


class Engine:
    """An opened index that can be asked. Safe to ask from several threads."""

    def __init__(self, index: Index) -> None:
        self.index = index

    @classmethod
    def open(
        cls, config: Config, *, model: Embedder | None = None, progress: Progress = silent, rebuild: bool = False
    ) -> "Engine":
        """Open the index of the configured documents. Raises UserError.

        An index in the user's cache, or any with `rebuild`, is built where it is missing, damaged or out of date; one that the
        user has named is otherwise only read: then these are errors, each naming the command that helps.
        """
        embedder = model or open_model(config.model)
        folder = config.index_folder
        try:
            return cls(_open(folder, config.documents, embedder))
        except (MissingIndex, StaleIndex, DamagedIndex):
            if config.index is not None and not rebuild:
                raise
        build(config.documents, folder, embedder, progress=progress)
        return cls(_open(folder, config.documents, embedder))

    def ask(self, question: str, history: Sequence[str] = (), *, keep: Keep | None = None) -> Answer:
        """Answer a question; `history` holds the earlier questions of the conversation, oldest first.

        Only passages that `keep` lets in are searched.

        Raises UserError for a question that is empty, too long or broken.
        """
        began = time.perf_counter()
        asked = check(question)
        reading = self.index.read(asked, topic(asked, history))
        hits = [hit for hit in self.index.search(reading, k=RANKED, keep=keep) if self.index.proves(hit.passage)]
        language = read(asked).language
        answer = compose(
            asked,
            language,
            own_first(hits, language, self.index.alike),
            meet=partial(self.index.met, reading),
            kind=kind_of(reading.text),
            missing=self.index.missing(reading, hits),
            corrected=reading.corrected,
        )
        return replace(answer, elapsed_ms=(time.perf_counter() - began) * 1000)


def _open(folder: Path, documents: Path, embedder: Embedder) -> Index:
    index = Index.open(folder, embedder)
    compare_sources(index.manifest, fingerprint(documents))
    return index
