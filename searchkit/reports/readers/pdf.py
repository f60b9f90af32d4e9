"""PDF: the text layer of its pages, by PDFium; fonts from before Unicode are converted.

Pages that are images of text (scans) have none; they are named. What stands in form fields and comments isn't read.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from searchkit.errors import UnreadableError
from searchkit.reports.encodings.fonts import Run, converted
from searchkit.reports.readers._clean import clean
from searchkit.reports.readers._extra import library
from searchkit.reports.readers._pdf_lines import PageText
from searchkit.reports.readers._pdf_paragraphs import Page, paragraphs
from searchkit.reports.readers._report import report_of
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.source import Source

_ENCRYPTED = (4, 5)
_LINEARIZED = re.compile(rb"/Linearized[^>]*?/L\s+(\d+)|/L\s+(\d+)[^>]*?/Linearized")
# Titles that programs put in themselves: of no use to a reader.
_NO_TITLE = re.compile(
    r"(?i)microsoft (?:word|powerpoint|excel) - |(?:untitled|document|presentation|book|slide)\s*\d*$"
    r"|.*\.(?:docx?|odt|rtf|pdf|xlsx?|pptx?|html?|txt|indd|cdr|p65)$|[\W\d_]*$"
)
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?")
# Fewer words than this on a page that an image covers are a stamp or a page number.
_FEW_WORDS = 12


class _Pages(NamedTuple):
    """The pages, and the numbers of those that are scans or can't be read."""

    read: list[Page]
    scans: list[int]
    damaged: list[int]


def read(source: Source) -> Iterator[Report | Skipped]:
    """The report in a PDF, and what of it couldn't be read.

    Raises UnreadableError for a file that is encrypted, damaged, no PDF, too long, or without any text; OSError.
    """
    data = source.read()
    if not data.strip():
        raise UnreadableError("empty")
    if b"%PDF-" not in data[:1024]:
        raise UnreadableError("not a PDF, whatever its name says")
    cut_short = _is_cut_short(data)
    document = _opened(data, cut_short)
    try:
        pages = _pages(document, source.limits.pages)
        known = {name: _said(document, name) for name in ("Title", "Author", "CreationDate")}
    finally:
        document.close()
    text, encoding = converted(_runs(pages.read), source.encoding)
    if not text.strip():
        raise UnreadableError(_no_text(pages, cut_short))
    yield report_of(source, clean(text), "PDF", title=_title(known), encoding=encoding, metadata=_metadata(known))
    if pages.scans:
        yield Skipped(source.name, f"no text on {_numbered(pages.scans)}: scanned")
    if pages.damaged:
        yield Skipped(source.name, f"{_numbered(pages.damaged)} can't be read: damaged")
    if cut_short:
        yield Skipped(source.name, "truncated: pages may be missing")


def _opened(data: bytes, cut_short: bool) -> Any:
    pdfium = library("pypdfium2")
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in _ENCRYPTED:
            raise UnreadableError("encrypted") from None
        raise UnreadableError("truncated" if cut_short else "a damaged PDF") from None


def _is_cut_short(data: bytes) -> bool:
    """Whether the end of the file is missing: the length that it announces, or its last mark."""
    announced = _LINEARIZED.search(data, 0, 1024)
    if announced:
        return len(data) < int(announced[1] or announced[2])
    return b"%%EOF" not in data


def _pages(document: Any, most: int) -> _Pages:
    if len(document) > most:
        raise UnreadableError(f"more than {most:,} pages")
    pdfium, raw = library("pypdfium2"), library("pypdfium2.raw")
    pages = _Pages([], [], [])
    for index in range(len(document)):
        try:
            page = PageText(raw, document[index])
        except pdfium.PdfiumError:
            pages.damaged.append(index + 1)
            continue
        lines = list(page.lines())
        if sum(line.text.count(" ") + 1 for line in lines) < _FEW_WORDS and page.is_scan():
            pages.scans.append(index + 1)
        width = page.width
        page.close()
        pages.read.append(Page(lines, width))
    return pages


def _runs(pages: list[Page]) -> Iterator[Run]:
    """The text of all pages, a paragraph a line; neighbours of one font are one run."""
    runs = (run for paragraph in paragraphs(pages) for run in (*paragraph, Run("\n", paragraph[-1].font)))
    for font, group in groupby(runs, key=lambda run: run.font):
        yield Run("".join(run.text for run in group), font)


def _no_text(pages: _Pages, cut_short: bool) -> str:
    if pages.scans:
        return "no text: scanned"
    if cut_short:
        return "truncated"
    return "damaged: no page can be read" if pages.damaged else "no text"


def _numbered(pages: list[int]) -> str:
    """Some numbers of pages for people: "pages 1, 3-5"."""
    ranges: list[list[int]] = []
    for page in pages:
        if ranges and page == ranges[-1][1] + 1:
            ranges[-1][1] = page
        else:
            ranges.append([page, page])
    shown = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)
    return f"page{'s' if len(pages) > 1 else ''} {shown}"


def _said(document: Any, name: str) -> str:
    """What a PDF says of itself under a name, "" for nothing. The library's own function raises over half a pair of
    surrogates."""
    raw = library("pypdfium2.raw")
    key = f"{name}\0".encode()
    size = raw.FPDF_GetMetaText(document, key, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDF_GetMetaText(document, key, buffer, size)
    return clean(buffer.raw[:-2].decode("utf-16-le", "replace"))


def _title(known: dict[str, str]) -> str:
    title = " ".join(known.get("Title", "").split())
    return "" if _NO_TITLE.match(title) else title


def _metadata(known: dict[str, str]) -> dict[str, str]:
    metadata = {}
    if author := known.get("Author", "").strip():
        metadata["author"] = author
    if date := _DATE.match(known.get("CreationDate", "")):
        metadata["created"] = "-".join(part for part in date.groups() if part)
    return metadata
