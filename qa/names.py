"""Names from outside that become names of files: what is not plainly a name is refused, never mended."""

import unicodedata
from pathlib import PurePosixPath

from corpus.errors import UserError
from corpus.load import READERS

BYTES = 200  # of a name in UTF-8; file systems end at 255, and endings are added to some
FORBIDDEN = frozenset('/\\:*?"<>|')  # they part paths, or no file on Windows may have them
DEVICES = frozenset(["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))])


class LibraryError(UserError):
    """Something that own documents do not allow; `fault` is the key of its sentence in the interface's languages."""

    def __init__(self, fault: str, message: str) -> None:
        super().__init__(message)
        self.fault = fault


def check_name(name: str) -> str:
    """A name that is safe as the name of a file or folder, with its letters composed. Raises LibraryError.

    >>> check_name("  Бал арасы.docx ")
    'Бал арасы.docx'
    """
    plain = unicodedata.normalize("NFC", name.strip())
    if not is_name(plain):
        shown = "".join(sign if sign.isprintable() else "�" for sign in plain[:60])
        raise LibraryError(
            "name",
            f"{shown!r} is no name for a file: name it with letters, digits, spaces and hyphens, without / or a dot first.",
        )
    return plain


def is_name(name: str) -> bool:
    r"""Whether a name stays where it is put, on every system, and looks like what it is.

    >>> [is_name(name) for name in ("ара.txt", "../ара.txt", "C:\\ара.txt", ".ара", "NUL.txt", "ара\u202etxt.exe", "ара.txt.")]
    [True, False, False, False, False, False, False]
    """
    return (
        0 < len(name.encode("utf-8", "surrogatepass")) <= BYTES
        and not name.startswith((".", "~"))
        and not name.endswith((".", " "))
        and FORBIDDEN.isdisjoint(name)
        and not any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for sign in name)
        and name.partition(".")[0].strip().lower() not in DEVICES
    )


def check_file_name(name: str) -> str:
    """A name for a document: safe, and of a kind that is read. Raises LibraryError."""
    plain = check_name(name)
    if PurePosixPath(plain).suffix.lower() not in READERS:
        raise LibraryError("kind", f"{plain} is of a kind that is not read: save it as one of {', '.join(sorted(READERS))}.")
    return plain


def key(name: str) -> str:
    """What two names share that are one name on some systems: there capital letters do not count.

    >>> key("Ара.TXT") == key("ара.txt")
    True
    """
    return unicodedata.normalize("NFC", name).casefold()
