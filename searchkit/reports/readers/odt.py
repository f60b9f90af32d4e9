"""OpenDocument texts (.odt), as LibreOffice writes them: a zip of XML parts, read by the standard library."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from searchkit.errors import UnreadableError
from searchkit.reports.readers._document import document_report
from searchkit.reports.readers._odt_fonts import Fonts
from searchkit.reports.readers._odt_story import Story
from searchkit.reports.readers._package import Package
from searchkit.reports.readers._xml import texts
from searchkit.reports.report import Report
from searchkit.reports.source import Source

_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_META = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
_PROPERTIES = {
    f"{_DUBLIN_CORE} title": "title",
    f"{_META} initial-creator": "author",
    f"{_DUBLIN_CORE} creator": "last author",
    f"{_DUBLIN_CORE} subject": "subject",
    f"{_META} creation-date": "created",
    f"{_DUBLIN_CORE} date": "modified",
}


def read(source: Source) -> Iterator[Report]:
    """The report in an OpenDocument text.

    Raises UnreadableError for a file that is damaged, encrypted, larger than the limits or without text; OSError.
    """
    with Package(source) as package:
        if _is_encrypted(package):
            raise UnreadableError("encrypted")
        if "content.xml" not in package:
            raise UnreadableError("no OpenDocument text in it")
        common = Fonts()
        pages = Story(common).read(package.chunks("styles.xml")) if "styles.xml" in package else Story(common)
        body = Story(Fonts(common)).read(package.chunks("content.xml"))
        properties = _properties(package)
    yield document_report(source, body.flow, [*body.asides, *pages.asides], "OpenDocument", properties)


def _is_encrypted(package: Package) -> bool:
    manifest = "META-INF/manifest.xml"
    return manifest in package and b"encryption-data" in package.read(manifest)


def _properties(package: Package) -> dict[str, str]:
    # A document with damaged properties is a document all the same.
    with suppress(UnreadableError):
        if "meta.xml" in package:
            properties = texts(package.chunks("meta.xml"), _PROPERTIES)
            properties.setdefault("author", properties.pop("last author", ""))
            return properties
    return {}
