"""Reports as lines of JSON Lines, with all that indexing them again takes; and read back to the letter.

A line is an object with the fields of a ``Report``, so that other programs find "id", "title" and "text" where they
look for them, and begins with a mark of its own: lines can be sorted out, joined and mixed with others.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from searchkit.errors import UnreadableError
from searchkit.reports.report import Report

#: The field that marks a line, and the version of its fields.
MARK, VERSION = "searchkit_export", 1

_TEXTS = ("id", "title", "text", "path", "format", "encoding")


def line_of(report: Report) -> str:
    """A report as a line, without its end.

    >>> report_of(json.loads(line_of(Report(id="1", text="Đảng ủy\\r\\n")))).text
    'Đảng ủy\\r\\n'
    """
    return json.dumps(
        {
            MARK: VERSION,
            **{name: getattr(report, name) for name in _TEXTS},
            "body": report.body,
            "metadata": dict(report.metadata),
            "recurring": None if report.recurring is None else sorted(report.recurring),
        },
        ensure_ascii=False,
    )


def report_of(record: Mapping[str, Any]) -> Report:
    """The report that a line was made of. Raises UnreadableError for one that was changed, or is of another version."""
    if record[MARK] != VERSION:
        raise UnreadableError(
            f"exported in version {record[MARK]!r} of searchkit's form, this one reads version {VERSION}"
        )
    texts: dict[str, Any] = {name: record.get(name) for name in _TEXTS}
    body, metadata, recurring = (record.get(name) for name in ("body", "metadata", "recurring"))
    for name, value in texts.items():
        if not isinstance(value, str):
            raise _changed(name)
    if type(body) is not int or not 0 <= body <= len(record["text"]):
        raise _changed("body")
    if not isinstance(metadata, dict) or not all(isinstance(value, str) for value in metadata.values()):
        raise _changed("metadata")
    if recurring is not None and not (isinstance(recurring, list) and all(isinstance(one, str) for one in recurring)):
        raise _changed("recurring")
    return Report(
        **texts,
        body=body,
        metadata=metadata,
        recurring=None if recurring is None else frozenset(recurring),
    )


def _changed(name: str) -> UnreadableError:
    return UnreadableError(f'its "{name}" is not as searchkit exported it')
