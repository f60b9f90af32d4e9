"""How the tests of the readers read: one report, its text, its runs, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from searchkit.reports.encodings import Decoded
from searchkit.reports.encodings.fonts import Run, converted
from searchkit.reports.limits import Limits
from searchkit.reports.readers import _document, read_source
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.source import Source


def report(name: str, data: bytes) -> Report:
    """The one report in a file."""
    [found] = read_source(Source(name, data=data))
    assert isinstance(found, Report), found
    return found


def text(name: str, data: bytes) -> str:
    """The text of the one report in a file."""
    return report(name, data).text


def reason(name: str, data: bytes, limits: Limits | None = None) -> str:
    """Why a file is skipped."""
    [found] = read_source(Source(name, data=data, limits=limits or Limits()))
    assert isinstance(found, Skipped), found
    assert found.path == name
    return found.reason


def runs_of(name: str, data: bytes, monkeypatch: pytest.MonkeyPatch) -> list[Run]:
    """The runs that a reader finds, without line ends."""
    found: list[Run] = []

    def listening(runs: Iterable[Run], encoding: str = "") -> Decoded:
        found.extend(runs)
        return converted(found, encoding)

    monkeypatch.setattr(_document, "converted", listening)
    report(name, data)
    return [run for run in found if run.text.strip()]
