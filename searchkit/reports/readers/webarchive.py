"""Web pages saved with all that belongs to them in one file (MHTML): the page itself is read like any."""

from __future__ import annotations

from collections.abc import Iterator

from searchkit.errors import UnreadableError
from searchkit.reports.readers._mime import charset, content, header, leaves, message_of
from searchkit.reports.readers.webpage import report_in
from searchkit.reports.report import Report
from searchkit.reports.source import Source


def read(source: Source) -> Iterator[Report]:
    """The report in a page's archive. Raises UnreadableError for what is none, or holds no page; OSError."""
    data = source.read()
    if not data.strip():
        raise UnreadableError("empty")
    for part, _ in leaves(message_of(data)):
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            address = header(part, "content-location")
            yield report_in(source, content(part), charset(part), address)
            return
    raise UnreadableError("no page in it")
