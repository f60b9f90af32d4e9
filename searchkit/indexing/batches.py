"""Reports to documents, in this process or in several, in batches, memory bounded whatever the corpus."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice

from searchkit.indexing.documents import Documents, documents_of
from searchkit.reports.report import Report

# Code points in a batch: large enough to pay for a batch's fixed costs, small enough that the batches under way
# stay within some tens of megabytes.
_BATCH = 500_000
# Other processes take a fifth of a second to start: a corpus smaller than this many batches is done sooner alone.
_WORTH_PROCESSES = 4


def default_jobs() -> int:
    """As many processes as this one may use cores."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def analysed(reports: Iterable[Report], jobs: int) -> Iterator[Documents]:
    """The documents of some reports, a batch of reports after the other, in order."""
    batches = _batches(reports)
    head = list(islice(batches, _WORTH_PROCESSES))
    if jobs < 2 or len(head) < _WORTH_PROCESSES:
        yield from map(documents_of, chain(head, batches))
        return
    # "spawn": a fork would copy the threads' locks of an engine or of the caller's program.
    # Batches are trees of strings, which no collector of cycles need look through.
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=spawn, initializer=gc.disable) as pool:
        under_way: deque[Future[Documents]] = deque()
        try:
            for batch in chain(head, batches):
                under_way.append(pool.submit(documents_of, batch))
                if len(under_way) > 2 * jobs:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            for future in under_way:
                future.cancel()


def _batches(reports: Iterable[Report]) -> Iterator[list[Report]]:
    batch: list[Report] = []
    size = 0
    for report in reports:
        batch.append(report)
        size += len(report.text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
