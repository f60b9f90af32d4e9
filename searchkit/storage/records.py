"""What an index stores with a passage, enough to show it and to put its whole report together again.

A checksum goes before it: whatever damages the files of an index, no other words are shown as those of a report.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from zlib import crc32

from searchkit.errors import IndexFormatError
from searchkit.reports.stamps import Stamp

if TYPE_CHECKING:
    from searchkit.reports.report import Passage, Report

# Code points of metadata that every passage carries. A web page's whole source, as some collections have it in a field,
# would be stored a hundred times.
_MOST_METADATA = 10_000
# Hexadecimal digits of a CRC-32, which tells of every flipped bit, of every two, and of bursts up to 32.
_CHECKSUM = 8


class Fact(NamedTuple):
    """Something that a report says of itself, and where: in the ``text[start:end]`` of the report, or as the
    ``property`` of that name in its metadata."""

    value: str
    start: int = 0
    end: int = 0
    property: str = ""


#: What a report says of itself, by the names of facts (``schema.DATE`` and so on); a date as ISO 8601 has it.
Facts: TypeAlias = Mapping[str, Fact]
#: What a report says that says nothing.
NO_FACTS: Facts = {}


class Record(NamedTuple):
    """A passage as stored.

    ``lead`` is the text between the passage before and this one, ``tail`` what follows the last passage: all leads,
    texts and tails of a report joined are its text. ``start`` is the offset of ``text`` in the report. ``format`` and
    ``encoding`` are the report's, and so are ``metadata``, see ``carried``, and ``facts``. ``copies`` are the
    fingerprints of the passage. ``body`` is the report's, and so are the lines that are ``recurring``, space-joined,
    which its first passage alone carries: with them the report is cut again as it was. ``stamp`` is what is known of
    the file, with the first passage of each report that was read from one: so one commit covers a report and what its
    file is known by.
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
    facts: Facts
    format: str
    encoding: str
    copies: str
    body: int = 0
    recurring: str = ""
    stamp: Stamp | None = None


_FACTS, _STAMP = map(Record._fields.index, ("facts", "stamp"))


def carried(metadata: Mapping[str, str]) -> Mapping[str, str]:
    """The metadata of a report that all its passages carry: the first carries all, the others what isn't long."""
    if sum(len(str(key)) + len(str(value)) for key, value in metadata.items()) <= _MOST_METADATA:
        return metadata
    kept: dict[str, str] = {}
    left = _MOST_METADATA
    for key, value in metadata.items():
        size = len(str(key)) + len(str(value))
        if size <= left:
            kept[key] = value
            left -= size
    return kept


def encode(report: Report, passage: Passage, lead: str, tail: str, copies: str, facts: Facts = NO_FACTS) -> str:
    """A passage as the string to store; see ``Record`` for what ``lead`` and ``tail`` are."""
    metadata = {str(key): str(value) for key, value in report.metadata.items()}
    # A fact that was read from the text has no property.
    kept = {name: fact if fact.property else fact[:-1] for name, fact in facts.items()}
    record = (
        report.id, passage.ordinal, passage.start, lead, passage.text, tail,
        report.title, report.path, metadata, kept, report.format, report.encoding, copies,
        report.body, " ".join(sorted(report.recurring or ())), None if passage.ordinal else report.stamp,
    )  # fmt: skip
    written = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return _checksum(written) + written


def decode(stored: str) -> Record:
    """What ``encode`` made a string of. Raises IndexFormatError for what it never made, were it by one bit."""
    written = stored[_CHECKSUM:]
    try:
        if stored[:_CHECKSUM] != _checksum(written):
            raise ValueError("its checksum is that of another text")
        values = json.loads(written)
        values[_FACTS] = {name: Fact(*fact) for name, fact in values[_FACTS].items()}
        values[_STAMP] = Stamp(*values[_STAMP]) if values[_STAMP] else None
        return Record(*values)
    except (ValueError, TypeError, AttributeError, LookupError) as error:
        raise IndexFormatError(
            f"A passage in the index is damaged ({error}); index its reports anew with: searchkit index --rebuild PATH"
        ) from error


def _checksum(written: str) -> str:
    return f"{crc32(written.encode(errors='surrogatepass')):08x}"


def report_of(records: Iterable[Record]) -> Report:
    """The whole report, from the records of all its passages."""
    from searchkit.reports.report import Report  # which no search needs

    ordered = sorted(records, key=lambda record: record.ordinal)
    first = ordered[0]
    text = "".join(part for record in ordered for part in (record.lead, record.text, record.tail))
    return Report(
        id=first.report,
        text=text,
        title=first.title,
        path=first.path,
        metadata=first.metadata,
        body=first.body,
        format=first.format,
        encoding=first.encoding,
        recurring=frozenset(first.recurring.split()),
        stamp=first.stamp,
    )
