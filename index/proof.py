"""Whether a passage is what its document says."""

from collections.abc import Mapping

from corpus import Document, Passage
from index.manifest import hash_bytes


class Proof:
    """Holds passages against the stored documents, and these against the hashes of their texts when they were indexed."""

    def __init__(self, documents: Mapping[str, Document], hashes: Mapping[str, str]) -> None:
        self._documents, self._hashes = documents, hashes
        self._proven: dict[str, Document] = {}  # documents whose text is as it was indexed

    def holds(self, passage: Passage) -> bool:
        """Whether a passage is an exact slice of its document, and the document as it was indexed."""
        document = self._documents.get(passage.document_id)
        return (
            document is not None
            and document.text[passage.start : passage.end] == passage.text
            and self._is_as_indexed(document)
        )

    def _is_as_indexed(self, document: Document) -> bool:
        """Whether a document's text has its hash. A document cannot change: it is reckoned once."""
        if self._proven.get(document.id) is not document:
            if hash_bytes(document.text.encode()) != self._hashes.get(document.id):
                return False
            self._proven[document.id] = document
        return True
