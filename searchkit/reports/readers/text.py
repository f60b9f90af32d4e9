"""Plain text: a file is a report, its title the first line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from searchkit.errors import UnreadableError
from searchkit.reports.encodings import decode
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.titles import leading_title


def read(path: Path, name: str) -> Iterator[Report | Skipped]:
    """The report in a text file, ``name`` being its id and the path it is known by."""
    try:
        text = decode(path.read_bytes())
    except UnreadableError as error:
        yield Skipped(name, str(error))
        return
    if not text.strip():
        yield Skipped(name, "empty")
        return
    title, body = leading_title(text)
    yield Report(id=name, text=text, title=title, path=name, body=body)
