"""CSV and TSV: lists and tables of figures, or texts a row.

A table is one report, its text the file as it is: who looks for a name finds the list and sees the row. If a column is
named for texts ("nội dung", "text") and what stands in it reads like texts, each row is a report as in JSON Lines: the
other columns are its title, its id and its metadata.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import NamedTuple

from searchkit.errors import UnreadableError
from searchkit.reports.encodings import decode
from searchkit.reports.readers._report import report_of
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.source import Source
from searchkit.reports.titles import leading_title

_TEXTS = ("text", "nội dung", "noi dung", "noidung", "toàn văn", "toan van", "content", "body")
_TITLES = ("title", "tiêu đề", "tieu de", "tieude", "trích yếu", "trich yeu", "headline")
_IDS = ("id", "mã", "ma", "số hiệu", "so hieu", "số ký hiệu", "so ky hieu")
_DELIMITERS = (",", ";", "\t", "|")
_NO_WORD = re.compile(r"[\W_]+")
# The rows that are looked at for what a table holds, and how many words a text has on average at least.
_ROWS, _WORDS = 100, 25

Row = tuple[int, list[str]]


class _Columns(NamedTuple):
    """The names of the columns, and the numbers of those of the text, the title and the id, -1 for none."""

    names: list[str]
    text: int
    title: int
    identity: int


def read(source: Source) -> Iterator[Report | Skipped]:
    """The reports in a table, or the table as one. Raises UnreadableError for what is no text, OSError."""
    text, encoding = decode(source.read(), source.encoding)
    if not text.strip():
        raise UnreadableError("empty")
    with _fields_of_any_length(len(text)):
        delimiter = _delimiter(text, source.suffix)
        columns = _columns(next(_rows(text, delimiter), (0, []))[1])
        if columns.text < 0 or not _hold_texts(islice(_rows(text, delimiter), 1, _ROWS), columns.text):
            yield report_of(source, text, "CSV", encoding=encoding)
            return
        for number, row in islice(_rows(text, delimiter), 1, None):
            if any(cell.strip() for cell in row):
                yield _report(source.name, number, row, columns, encoding)


@contextmanager
def _fields_of_any_length(length: int) -> Iterator[None]:
    """The csv module's limit lifted, which is one for the whole process."""
    before = csv.field_size_limit()
    csv.field_size_limit(max(length + 1, before))
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _delimiter(text: str, suffix: str) -> str:
    """What stands between cells: the commonest candidate in the first line."""
    if suffix == ".tsv":
        return "\t"
    line = next(io.StringIO(text.lstrip()), "")
    return max(_DELIMITERS, key=line.count)


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    """The rows, each with the number of the line that it ends in; the rest of what is no CSV is left."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error:
        return


def _columns(header: list[str]) -> _Columns:
    words = [" ".join(_NO_WORD.sub(" ", name).lower().split()) for name in header]

    def column(names: tuple[str, ...]) -> int:
        return next((words.index(name) for name in names if name in words), -1)

    return _Columns([name.strip() for name in header], column(_TEXTS), column(_TITLES), column(_IDS))


def _hold_texts(rows: Iterator[Row], column: int) -> bool:
    lengths = [len(row[column].split()) for _, row in rows if len(row) > column]
    return bool(lengths) and sum(lengths) >= _WORDS * len(lengths)


def _report(name: str, line: int, row: list[str], columns: _Columns, encoding: str) -> Report | Skipped:
    def cell(column: int) -> str:
        return row[column] if 0 <= column < len(row) else ""

    text, title, body = cell(columns.text), " ".join(cell(columns.title).split()), 0
    if not text.strip():
        return Skipped(f"{name}:{line}", f'"{columns.names[columns.text]}" is empty')
    if not title:
        title, body = leading_title(text)
    named = (columns.text, columns.title, columns.identity)
    others = {
        columns.names[number] if number < len(columns.names) else f"column {number + 1}": value.strip()
        for number, value in enumerate(row)
        if number not in named and value.strip()
    }
    return Report(
        id=cell(columns.identity).strip() or f"{name}:{line}",
        text=text,
        title=title,
        path=name,
        metadata=others,
        body=body,
        format="CSV",
        encoding=encoding,
    )
