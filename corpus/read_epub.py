"""EPUB: the pages of the book in the order of its spine, each read as HTML."""

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from corpus.archive import unpack, xml
from corpus.document import Line
from corpus.errors import UserError
from corpus.read_html import page_lines

if TYPE_CHECKING:
    from lxml.etree import _Element

TITLE = "{http://purl.org/dc/elements/1.1/}title"
PAGES = ("application/xhtml+xml", "text/html")  # a spine may also hold pictures
CONTAINER, LOCKS = "META-INF/container.xml", "META-INF/encryption.xml"


def read_epub(path: Path) -> tuple[str, list[Line]]:
    """Title (from the package) and lines; a line's page is its place in the spine, its number counts from 1 in that page."""
    with unpack(path, "EPUB") as archive:
        package_name = xml(archive, CONTAINER).findall(".//{*}rootfile")[0].attrib["full-path"]
        package = xml(archive, package_name)
        spine = list(_spine(package, posixpath.dirname(package_name)))
        if not _locked(archive).isdisjoint(name for _, name in spine):
            raise UserError("it is locked by its seller; use a copy without such a lock")
        lines = [line._replace(page=page) for page, name in spine for line in page_lines(archive.read(name))[1]]
    return " ".join((package.findtext(f".//{TITLE}") or "").split()), lines


def _spine(package: "_Element", folder: str) -> Iterator[tuple[int, str]]:
    """Place in the spine and name in the archive of every page; a page that is named twice is read once."""
    items = {item.get("id"): item for item in package.findall("{*}manifest/{*}item")}
    order = dict.fromkeys(entry.attrib["idref"] for entry in package.findall("{*}spine/{*}itemref"))
    for page, identifier in enumerate(order, start=1):
        item = items[identifier]
        if item.get("media-type") in PAGES:
            yield page, posixpath.normpath(posixpath.join(folder, unquote(item.attrib["href"])))


def _locked(archive: zipfile.ZipFile) -> set[str]:
    """Names of the locked parts: often fonts alone, which does not matter to us."""
    if LOCKS not in archive.namelist():
        return set()
    return {unquote(part.get("URI", "")) for part in xml(archive, LOCKS).iter("{*}CipherReference")}
