"""What an index stores with a passage, enough to show it and to put its whole report together again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from searchkit.errors import IndexFormatError
from searchkit.reports.report import Passage, Report


class Record(NamedTuple):
    """A passage as stored.

    ``lead`` is the text between the passage before and this one, ``tail`` what follows the last passage: all leads,
    texts and tails of a report joined are its text. ``start`` is the offset of ``text`` in the report. ``format`` and
    ``encoding`` are the report's. ``copies`` are the fingerprints of the passage.
    """

    report: str
    ordinal: int
    start: int
    lead: str
    text: str
    tail: str
    title: str
    path: str
    metadata: Mapping[str, str]
    format: str
    encoding: str
    copies: str


def encode(report: Report, passage: Passage, lead_from: int, last: bool, copies: str) -> str:
    """A passage as the string to store; ``lead_from`` is where the passage before it ended."""
    lead = report.text[lead_from : passage.start]
    tail = report.text[passage.end :] if last else ""
    metadata = {str(key): str(value) for key, value in report.metadata.items()}
    record = Record(
        report.id, passage.ordinal, passage.start, lead, passage.text, tail,
        report.title, report.path, metadata, report.format, report.encoding, copies,
    )  # fmt: skip
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def decode(stored: str) -> Record:
    """What ``encode`` made a string of. Raises IndexFormatError for what it never made."""
    try:
        return Record(*json.loads(stored))
    except (ValueError, TypeError) as error:
        raise IndexFormatError(
            f"A passage in the index is damaged ({error}); index its reports again, into another folder."
        ) from error


def report_of(records: Iterable[Record]) -> Report:
    """The whole report, from the records of all its passages."""
    ordered = sorted(records, key=lambda record: record.ordinal)
    first = ordered[0]
    text = "".join(part for record in ordered for part in (record.lead, record.text, record.tail))
    return Report(
        id=first.report,
        text=text,
        title=first.title,
        path=first.path,
        metadata=first.metadata,
        body=len(first.lead),
        format=first.format,
        encoding=first.encoding,
    )
