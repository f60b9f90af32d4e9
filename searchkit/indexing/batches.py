"""Reports to documents, in this process or in several, in batches, memory bounded whatever the corpus."""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from itertools import chain, islice, starmap
from typing import NamedTuple

from searchkit.errors import ProcessError
from searchkit.indexing.documents import Documents, Section, documents_of, sections, with_whole_views
from searchkit.indexing.recurring import Lines, with_recurring
from searchkit.processes import Pool
from searchkit.processes.worker import LostError
from searchkit.reports.report import Report

# Code points in a batch: large enough to pay for a batch's fixed costs, small enough that the batches under way
# stay within some tens of megabytes.
_BATCH = 500_000
# Longer reports are taken in sections of a batch each, so that a batch is never much longer either.
_LONG = 2 * _BATCH
# Other processes take a fifth of a second to start: a corpus smaller than this many batches is done sooner alone.
_WORTH_PROCESSES = 4


class Batch(NamedTuple):
    """Reports and sections to be analysed together, and by ids of reports the lines of theirs that recur in others."""

    parts: list[Report | Section]
    recurring: dict[str, Lines]


def analysed(
    reports: Iterable[Report], jobs: int, recurred: dict[str, Lines] | None = None
) -> Generator[Documents, None, None]:
    """The documents of some reports, a batch after the other, in order, made by as many processes.

    ``recurred`` are lines known to recur, by folder and publisher; what is met is added. Raises ProcessError when a
    process can't be started, or two are lost over the same batch.
    """
    with closing(_analysed(with_recurring(reports, _BATCH, recurred), jobs)) as batches:
        yield from with_whole_views(batches)


def _analysed(reports: Iterable[tuple[Report, Lines]], jobs: int) -> Generator[Documents, None, None]:
    batches = _batches(reports)
    head = list(islice(batches, _WORTH_PROCESSES))
    if jobs < 2 or len(head) < _WORTH_PROCESSES:
        yield from starmap(documents_of, chain(head, batches))
        return
    with Pool(_apart, jobs, attempts=2) as pool:
        try:
            yield from pool.map(chain(head, batches))
        except LostError as error:
            raise ProcessError(
                f"Two processes in a row were lost over the same reports: each {error}. Nothing was indexed; "
                "try again with fewer jobs, which need less memory."
            ) from None


def _apart(batch: Batch) -> Iterator[Documents]:
    gc.disable()  # batches are trees of strings, which no collector of cycles need look through
    yield documents_of(*batch)


def _batches(reports: Iterable[tuple[Report, Lines]]) -> Iterator[Batch]:
    batch, size = Batch([], {}), 0
    for report, recurring in reports:
        for part in sections(report, _BATCH, recurring) if len(report.text) > _LONG else (report,):
            batch.parts.append(part)
            if recurring:
                batch.recurring[report.id] = recurring
            size += len(part.text)
            if size >= _BATCH:
                yield batch
                batch, size = Batch([], {}), 0
    if batch.parts:
        yield batch
