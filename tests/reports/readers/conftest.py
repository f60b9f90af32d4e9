"""What the tests of readers share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from searchkit.reports.limits import Limits
from searchkit.reports.readers import read_source
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.source import Source

Reading = Callable[..., list[Report | Skipped]]


@pytest.fixture
def reading() -> Reading:
    """A function from a name, the bytes of a file and perhaps an encoding and limits, to what is read in it."""

    def read(name: str, data: bytes, encoding: str = "", limits: Limits | None = None) -> list[Report | Skipped]:
        return list(read_source(Source(name, data=data, encoding=encoding, limits=limits or Limits())))

    return read


@pytest.fixture
def report_in(reading: Reading) -> Callable[..., Report]:
    """The same for a file that holds one report and nothing that has to be skipped."""

    def read(name: str, data: bytes, encoding: str = "") -> Report:
        [report] = reading(name, data, encoding)
        assert isinstance(report, Report), report
        return report

    return read
