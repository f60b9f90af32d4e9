"""Readers: one file a format, chosen by the ending of the file's name.

A reader takes a file's path and the id that the path stands for, and yields what it finds in order: a ``Report``,
or a ``Skipped`` for what can't be read. A new format is a new module and a line in ``READERS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from searchkit.reports.readers import jsonlines, text
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped

Reader = Callable[[Path, str], Iterator[Report | Skipped]]

READERS: dict[str, Reader] = {
    ".txt": text.read,
    ".jsonl": jsonlines.read,
    ".ndjson": jsonlines.read,
}

__all__ = ["READERS", "Reader", "Skipped"]
