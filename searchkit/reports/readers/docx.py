"""Word since 2007 (.docx): a zip of XML parts, read by the standard library."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from searchkit.errors import UnreadableError
from searchkit.reports.readers import read_source
from searchkit.reports.readers._document import document_report
from searchkit.reports.readers._docx_fonts import Fonts
from searchkit.reports.readers._docx_names import relationships
from searchkit.reports.readers._docx_story import Story
from searchkit.reports.readers._package import Package
from searchkit.reports.readers._xml import texts
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.source import Source

#: What stands beside the body, in the order in which it follows it. Comments are about a report and no part of it.
_ASIDES = ("footnotes", "endnotes", "header", "footer")

_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_PROPERTIES = {
    f"{_DUBLIN_CORE} title": "title",
    f"{_DUBLIN_CORE} creator": "author",
    f"{_DUBLIN_CORE} subject": "subject",
    f"{_TERMS} created": "created",
    f"{_TERMS} modified": "modified",
}


def read(source: Source) -> Iterator[Report | Skipped]:
    """The report in a Word file, and those in documents of other formats that were put into it (``w:altChunk``).

    Raises UnreadableError for a file that is damaged, encrypted, larger than the limits or without text; OSError.
    """
    with Package(source) as package:
        document = _main_part(package)
        parts = relationships(package, document)
        fonts = _fonts(package, [*parts.values()])
        body = Story(fonts).read(package.chunks(document))
        asides = [
            Story(fonts).read(package.chunks(name)).flow
            for wanted in _ASIDES
            for kind, name in parts.values()
            if kind == wanted and name in package
        ]
        if not body.chunks or body.flow.text().strip():
            yield document_report(source, body.flow, asides, "Word", _properties(package))
        for chunk in body.chunks:
            _, name = parts.get(chunk, ("", ""))
            if name in package:
                yield from read_source(source.part(name, package.read(name)))


def _main_part(package: Package) -> str:
    for kind, name in relationships(package, "").values():
        if kind == "officeDocument" and name in package:
            return name
    if "word/document.xml" in package:
        return "word/document.xml"
    raise UnreadableError("no Word document in it")


def _fonts(package: Package, parts: list[tuple[str, str]]) -> Fonts:
    fonts = Fonts()
    for wanted, read_part in (("theme", fonts.read_theme), ("styles", fonts.read_styles)):
        for kind, name in parts:
            if kind == wanted and name in package:
                read_part(package.chunks(name))
    return fonts


def _properties(package: Package) -> dict[str, str]:
    # A document with a damaged list of its properties is a document all the same.
    with suppress(UnreadableError):
        for kind, name in relationships(package, "").values():
            if kind == "core-properties":
                return texts(package.chunks(name), _PROPERTIES)
    return {}
