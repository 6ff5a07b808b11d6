"""Packed formats (DOCX, ODT, EPUB): unpacked only to a sane size, their XML read without entities and without the network."""

import errno
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import UserError

if TYPE_CHECKING:
    from lxml.etree import _Element

UNPACKED_LIMIT = 200_000_000  # bytes: a packed file that unpacks to more is refused before anything in it is unpacked
LOCKED = 0x1  # the flag of a member that needs a password
# What zipfile, zlib and whoever looks for a missing part raise on damaged files.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError, NotImplementedError)


@contextmanager
def unpack(path: Path, kind: str) -> Iterator[zipfile.ZipFile]:
    """A packed file of a kind («ODT»), open. Raises UserError where it is too large, locked, or proves damaged while open."""
    from lxml.etree import LxmlError

    try:
        with zipfile.ZipFile(path) as archive:
            _check(archive.infolist())
            yield archive
    except (*_DAMAGE, LxmlError) as error:
        raise damaged(kind, error) from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # zipfile's word for a place before the beginning of the file
            raise
        raise damaged(kind, error) from error


def damaged(kind: str, error: Exception) -> UserError:
    """What to tell of a file of a kind («ODT») that is not what it should be."""
    return UserError(f"it is a damaged {kind} ({type(error).__name__}); open it in its program and save it again")


def _check(members: list[zipfile.ZipInfo]) -> None:
    """Sizes can be believed: zipfile stops at the size that a member declares, then misses its checksum."""
    if sum(member.file_size for member in members) > UNPACKED_LIMIT:
        raise UserError("it unpacks to more than 200 MB; split it into smaller files")
    if any(member.flag_bits & LOCKED for member in members):
        raise UserError("it is locked with a password; save a copy without one")
    if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members):
        raise NotImplementedError("none of these formats packs in another way")


def xml(archive: zipfile.ZipFile, name: str) -> "_Element":
    """The root of an XML part. Entities stay unexpanded and nothing is fetched: a hostile part cannot grow or call out."""
    from lxml.etree import XMLParser, fromstring

    parser = XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    return fromstring(archive.read(name), parser=parser)
