"""Reports that a program gives, added in one transaction."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from searchkit.indexing.admission import Admission
from searchkit.indexing.summaries import Summary
from searchkit.indexing.writing import Target, is_empty, write
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped


def add(
    target: Target,
    reports: Report | Iterable[Report | Skipped],
    jobs: int = 1,
    progress: Callable[[Report], None] | None = None,
    wait: float = 0.0,
) -> Summary:
    """Add reports to an index; see ``Index.add``."""
    given = [reports] if isinstance(reports, Report) else reports
    admission = Admission()
    replaced: deque[str] = deque()
    with target.transaction(max(1, jobs), wait) as writer:
        is_new = is_empty(target.view())
        passages = write(writer, _given(admission.admitted(given, progress), is_new, replaced), jobs, replaced)
        if admission.ids:
            target.commit(writer)
    return admission.summary(passages)


def _given(reports: Iterable[Report], is_new: bool, replaced: deque[str]) -> Iterator[Report]:
    for report in reports:
        if not is_new:
            replaced.append(report.id)
        # Whatever it was read from, the index keeps in step with no file of it.
        yield replace(report, stamp=None) if report.stamp else report
