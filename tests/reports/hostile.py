"""A reader that does to its process what a file of its format tells it to."""

from __future__ import annotations

from collections.abc import Iterator

from searchkit.errors import UnreadableError
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.source import Source
from tests.processes import functions


def read(source: Source) -> Iterator[Report | Skipped]:
    what, _, value = source.read().decode().partition(" ")
    if what == "raise":
        raise ValueError(value)
    if what == "unreadable":
        raise UnreadableError(value)
    if what == "interpreter":
        raise SystemExit(value)
    if what == "many":
        for number in range(int(value)):
            yield Report(f"{source.name}:{number}", "Chi bộ họp. " * 1000, format="hostile")
        return
    list(functions.told((what, int(value or 0))))
    yield Report(source.name, f"{what} {value}".strip() or "Chi bộ", path=source.name, format="hostile")
