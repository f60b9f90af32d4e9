"""What a reader has got out of a file, as a report."""

from __future__ import annotations

from collections.abc import Mapping

from searchkit.errors import UnreadableError
from searchkit.reports.report import Report
from searchkit.reports.source import Source
from searchkit.reports.titles import leading_title


def report_of(
    source: Source,
    text: str,
    form: str,
    *,
    title: str = "",
    encoding: str = "",
    metadata: Mapping[str, str] | None = None,
) -> Report:
    """The report of a source: its title is the one given, else the first line where that reads like one.

    ``form`` is the name of the format, ``encoding`` what the text was converted from, "" if it was Unicode.
    Raises UnreadableError for a text of white space only.
    """
    if not text or text.isspace():
        raise UnreadableError("empty")
    body = 0
    if not title.strip():
        title, body = leading_title(text)
    return Report(
        source.name,
        text,
        title,
        path=source.name,
        metadata=metadata or {},
        body=body,
        format=form,
        encoding=encoding,
    )
