"""What an index was made from and what it consists of; checked on every opening, field by field."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import UserError

FORMAT = 4  # of the folder; a reader of another format refuses it
SAME = "with the same --index and --documents"
AGAIN = f"build it again with python -m index build, {SAME}"


class MissingIndex(UserError):
    """There is no index in the folder."""


class StaleIndex(UserError):
    """The index was made from other documents, by another model, or with other settings."""


class DamagedIndex(UserError):
    """A file of the index is missing or differs from what was written."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The record of one generation. Hashes are SHA-256 in hexadecimal; sizes are bytes."""

    format: int
    built: str  # UTC, ISO 8601
    model: str
    model_hash: str
    dim: int
    splitter: str
    analyser: str
    layout: str  # how the vectors are kept: a rule of their number (`vectors.layout`)
    sources: dict[str, str]  # document id -> hash of its file, files that could not be read included
    documents: dict[str, str]  # document id -> hash of its stored text
    problems: dict[str, str]  # document id -> why it could not be read
    passages: int
    vectors: int
    files: dict[str, str]  # file of the generation -> hash
    without: str = ""  # repairs that were left out, with commas between them; an older manifest does not say

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> "Manifest":
        try:
            saved = json.loads(path.read_text("utf-8"))
            if saved["format"] != FORMAT:
                raise StaleIndex(f"The index has format {saved['format']}, this program reads format {FORMAT}: {AGAIN}.")
            return cls(**saved)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise DamagedIndex(f"The index is damaged: {path.name} cannot be read; {AGAIN}.") from error


def hash_bytes(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hash_files(folder: Path) -> dict[str, str]:
    """Hash of every file below a generation's folder but its manifest."""
    return {
        path.relative_to(folder).as_posix(): hash_file(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }


def verify(folder: Path, manifest: Manifest) -> None:
    """Compare every file of a generation with its manifest. Raises DamagedIndex naming the file."""
    for name, expected in manifest.files.items():
        path = folder / name
        if not path.is_file() or hash_file(path) != expected:
            raise DamagedIndex(f"The index is damaged: {name} is not what was written; {AGAIN}.")


# Field of the manifest -> what the reader is told when it differs.
_FIELDS = {
    "model": "was made with the model {was}, not {now}: build it again with python -m index build --model {now}, "
    f"{SAME}, "
    "or choose its model with --model {was}",
    "model_hash": "was made with another version of the model (model_hash differs): " + AGAIN,
    "splitter": "was split otherwise (splitter: {was}, now {now}): " + AGAIN,
    "analyser": "was analysed otherwise (analyser: {was}, now {now}): " + AGAIN,
    "layout": "was laid out otherwise (layout: {was}, now {now}): " + AGAIN,
}


def compare(manifest: Manifest, expected: dict[str, str]) -> None:
    """Raise StaleIndex naming the first field of the manifest that is not as expected."""
    for field, sentence in _FIELDS.items():
        was, now = getattr(manifest, field), expected[field]
        if was != now:
            raise StaleIndex("The index " + sentence.format(was=was, now=now) + ".")


def compare_sources(manifest: Manifest, sources: dict[str, str]) -> None:
    """Raise StaleIndex naming a document that was added, removed or changed since the index was built."""
    for verb, names in (
        ("was added", sources.keys() - manifest.sources.keys()),
        ("was removed", manifest.sources.keys() - sources.keys()),
        ("has changed", {name for name, value in sources.items() if manifest.sources.get(name, value) != value}),
    ):
        if names:
            raise StaleIndex(f"The index is older than its documents (sources: {min(names)} {verb}): {AGAIN}.")
