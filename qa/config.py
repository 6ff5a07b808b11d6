"""Every knob of the system, in one block. Precedence: these defaults < DAYEK_* variables < command-line flags."""

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from corpus.errors import UserError
from corpus.terminal import folder

STARTER = Path(__file__).parents[1] / "corpus" / "documents"
PREFIX = "DAYEK_"


@dataclass(frozen=True, slots=True)
class Config:
    """Where things are and how the chat is served. A field NAME can be set by the variable DAYEK_NAME."""

    documents: Path = STARTER  # the folder (or single file) that is asked about
    index: Path | None = None  # where its index is kept; none: a folder of the user's cache, one for each documents folder
    model: str = "bundled"  # the embedding model: bundled, a folder, or a public sentence-transformers name
    host: str = "127.0.0.1"  # address the chat listens on; 0.0.0.0 shows it to the whole network
    port: int = 7860  # port the chat listens on
    library: Path | None = None  # where own documents are kept; none: the user's data folder
    read_only: bool = False  # own documents can be asked, not changed
    phrase_address: str = ""  # of a language model that phrases answers beside their quotes; none: nothing is sent anywhere
    phrase_model: str = ""  # its name, as its server lists it
    phrase_key: str = field(default="", repr=False)  # what its server asks for; has no flag, which others could see

    @property
    def index_folder(self) -> Path:
        """The folder of the index: the one that was named, else one in the user's cache for these documents and this model."""
        if self.index is not None:
            return self.index
        import platformdirs

        key = hashlib.sha256(
            os.fsencode(self.documents.resolve()) + b"\n" + self.model.encode("utf-8", "surrogateescape")
        ).hexdigest()[:12]
        return Path(platformdirs.user_cache_dir("dayek", appauthor=False)) / "index" / key

    @property
    def library_folder(self) -> Path:
        """The folder of own documents: the one that was named, else one in the user's data folder."""
        if self.library is not None:
            return self.library
        import platformdirs

        return Path(platformdirs.user_data_dir("dayek", appauthor=False)) / "library"


def truth(value: str) -> bool:
    """A variable that is on or off. Raises ValueError.

    >>> truth("1"), truth("no")
    (True, False)
    """
    known = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    if value.lower() not in known:
        raise ValueError(value)
    return known[value.lower()]


CASTS: dict[str, Callable[[str], Any]] = {
    "documents": folder,
    "index": folder,
    "model": str,
    "host": str,
    "port": int,
    "library": folder,
    "read_only": truth,
    "phrase_address": str,
    "phrase_model": str,
    "phrase_key": str,
}
WANTED = {"port": "a number", "read_only": "1 or 0"}
PORTS = range(1, 65_536)


def from_environment(environment: Mapping[str, str] = os.environ, **flags: Any) -> Config:
    """The configuration of this run; flags that are None were not given. Raises UserError for what cannot be."""
    known = {PREFIX + each.name.upper(): each.name for each in fields(Config)}
    chosen: dict[str, Any] = {}
    for variable, value in environment.items():
        if not variable.startswith(PREFIX):
            continue
        if not value:
            continue  # an empty variable is one that is not set
        if variable not in known:
            raise UserError(f"The variable {variable} is unknown: use one of {', '.join(known)}, or unset it.")
        try:
            chosen[known[variable]] = CASTS[known[variable]](value)
        except ValueError as error:
            wanted = WANTED[known[variable]]
            raise UserError(f"The variable {variable} cannot be {value!r}: give it {wanted}, or unset it.") from error
    if empty := next((name for name in ("model", "host") if flags.get(name) == ""), None):
        raise UserError(f"The value of --{empty} is empty, as of a variable that is not set: give it one, or leave it out.")
    chosen |= {name: value for name, value in flags.items() if value is not None}
    config = replace(Config(), **chosen)
    if config.port not in PORTS:
        raise UserError(f"There is no port {config.port}: choose one from {PORTS[0]} to {PORTS[-1]}, or leave it out.")
    return config
