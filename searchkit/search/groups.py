"""Each report once."""

from __future__ import annotations

from collections.abc import Iterator

from searchkit.search.found import Found
from searchkit.search.plan import Plan


def grouped(found: Iterator[Found], plan: Plan) -> Iterator[Found]:
    """The best passage of each report."""
    reports: set[str] = set()
    for passage in found:
        if passage.record.report not in reports:
            reports.add(passage.record.report)
            yield passage
