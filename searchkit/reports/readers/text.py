"""Plain text: a file is a report, its title the first line."""

from __future__ import annotations

from collections.abc import Iterator

from searchkit.reports.encodings import decode
from searchkit.reports.readers._report import report_of
from searchkit.reports.report import Report
from searchkit.reports.source import Source


def read(source: Source) -> Iterator[Report]:
    """The report in a text file. Raises UnreadableError for what is no text, OSError."""
    text, encoding = decode(source.read(), source.encoding)
    yield report_of(source, text, "text", encoding=encoding)
