"""Transactions of an index: waiting for the writer's place, writing reports, committing with the manifest."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from searchkit import schema
from searchkit.engines.contract import Engine, View, Writer
from searchkit.errors import IndexLockedError
from searchkit.indexing.batches import analysed
from searchkit.indexing.recurring import Lines
from searchkit.reports.report import Report
from searchkit.storage import holder, manifest

# Seconds between two tries to write what another writes.
_PAUSE = 0.1


@contextmanager
def transaction(engine: Engine, folder: Path, cores: int = 1, wait: float = 0.0) -> Iterator[Writer]:
    """A transaction of the index in a folder, begun as soon as no other is open; undone unless it is committed.

    Raises IndexLockedError if another is open for longer than ``wait`` seconds.
    """
    with _writer(engine, folder, cores, wait) as writer, holder.noted(folder):
        try:
            yield writer
        finally:
            writer.rollback()


def _writer(engine: Engine, folder: Path, cores: int, wait: float) -> Writer:
    deadline = time.monotonic() + wait
    while True:
        try:
            return engine.writer(cores)
        except IndexLockedError:
            if time.monotonic() >= deadline:
                raise IndexLockedError(holder.in_words(folder)) from None
        time.sleep(_PAUSE)


def commit(writer: Writer, engine: Engine, folder: Path, roots: tuple[manifest.Root, ...] | None = None) -> None:
    """Make a transaction visible; ``roots`` are what the index keeps in step with from now on, by default as before."""
    with manifest.renewed(folder, engine.name, roots):
        writer.commit()


def is_empty(view: View) -> bool:
    """Whether an index holds nothing: no passages, and no views of reports whose passages a kill kept out."""
    return not any(view.size(collection) for collection in schema.COLLECTIONS)


def write(
    writer: Writer,
    reports: Iterable[Report],
    jobs: int,
    replaced: deque[str],
    recurred: dict[str, Lines] | None = None,
) -> int:
    """Write reports; the number of their passages.

    ``replaced`` are ids to delete before what is read meanwhile is added; for ``recurred`` see ``analysed``.
    """
    passages = 0
    with closing(analysed(reports, jobs, recurred)) as batches:
        for batch in batches:
            _delete(writer, replaced)
            writer.add(schema.PASSAGES, batch.passages)
            writer.add(schema.REPORTS, batch.reports)
            passages += len(batch.passages)
    _delete(writer, replaced)
    return passages


def _delete(writer: Writer, replaced: deque[str]) -> None:
    while replaced:
        writer.delete(schema.REPORT, replaced.popleft())
