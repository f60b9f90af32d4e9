"""Plain text: a file is a report, its title the first line."""

from __future__ import annotations

from collections.abc import Iterator

from searchkit.errors import UnreadableError
from searchkit.reports.encodings import decode
from searchkit.reports.report import Report
from searchkit.reports.source import Source
from searchkit.reports.titles import leading_title


def read(source: Source) -> Iterator[Report]:
    """The report in a text file. Raises UnreadableError for what is no text, OSError."""
    text, encoding = decode(source.read(), source.encoding)
    if not text.strip():
        raise UnreadableError("empty")
    title, body = leading_title(text)
    yield Report(source.name, text, title, path=source.name, body=body, format="text", encoding=encoding)
