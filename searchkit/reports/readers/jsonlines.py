"""JSON Lines: a line is a report, ``{"_id" or "id", "title", "text", …}``; other plain values are its metadata.

A line that searchkit itself exported is the report that it was made of (``reports.exported``), its path and format
included.

JSON is UTF-8 or UTF-16; another encoding is not looked for, but taken if a person names it.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from searchkit.errors import UnreadableError
from searchkit.reports import exported
from searchkit.reports.encodings import Decoded, decode, encoding_of
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.source import Source
from searchkit.reports.titles import leading_title

_NOT_METADATA = frozenset(("_id", "id", "title", "text"))


def read(source: Source) -> Iterator[Report | Skipped]:
    """The reports in a file, line by line, so that a file of any size is read in little memory.

    A report without an id gets the name of the source and the number of its line. A line that can't be read is
    skipped, the others are not.
    """
    empty, name = True, source.name
    for number, line in _lines(source):
        where = f"{name}:{number}"
        if isinstance(line, UnreadableError):
            empty = False
            yield Skipped(where, str(line))
        elif line.text.strip():
            empty = False
            try:
                yield _report(line, name, number)
            except UnreadableError as error:
                yield Skipped(where, str(error))
    if empty:
        yield Skipped(name, "empty")


def _lines(source: Source) -> Iterator[tuple[int, Decoded | UnreadableError]]:
    with source.open() as file:
        encoding, mark = encoding_of(file.read(1024))
        file.seek(mark)
        if encoding == "utf-8":
            named = "" if mark else source.encoding
            for number, line in enumerate(file, 1):
                try:
                    yield number, decode(line, named) if named else Decoded(line.decode(), "")
                except UnicodeDecodeError:
                    yield number, UnreadableError("not UTF-8 or UTF-16 text; name its encoding with --encoding")
                except UnreadableError as error:
                    yield number, error
        else:
            with io.TextIOWrapper(file, encoding, errors="replace", newline="\n") as text:
                for number, characters in enumerate(text, 1):
                    yield number, Decoded(characters, "UTF-16")


def _report(line: Decoded, name: str, number: int) -> Report:
    try:
        record = json.loads(line.text)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"not valid JSON ({error})") from None
    if not isinstance(record, dict):
        raise UnreadableError('not a JSON object with a "text"')
    if exported.MARK in record:
        return exported.report_of(record)
    text = record.get("text")
    if not isinstance(text, str):
        raise UnreadableError('no "text", or it is not a string')
    title = record.get("title") or ""
    if not isinstance(title, str):
        raise UnreadableError('"title" is not a string')
    if not text.strip() and not title.strip():
        raise UnreadableError('"text" is empty')
    body = 0
    if not title.strip():
        title, body = leading_title(text)
    return Report(
        id=_identity(record) or f"{name}:{number}",
        text=_encodable(text),
        title=_encodable(title),
        path=name,
        metadata={_encodable(key): value for key, value in _metadata(record)},
        body=body,
        format="JSON Lines",
        encoding=line.encoding,
    )


def _identity(record: dict[str, Any]) -> str:
    for name in ("_id", "id"):
        identity = record.get(name)
        if isinstance(identity, (str, int)) and str(identity):
            return _encodable(str(identity))
    return ""


def _metadata(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in record.items():
        if key not in _NOT_METADATA:
            if isinstance(value, str):
                yield key, _encodable(value)
            elif isinstance(value, (bool, int, float)):
                yield key, json.dumps(value)


def _encodable(text: str) -> str:
    """JSON can hold half a surrogate pair, which no file and no engine can: it becomes the replacement character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
