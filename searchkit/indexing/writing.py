"""Writing reports into an index, and what has to be known of one for that."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Protocol

from searchkit import schema
from searchkit.engines.contract import View, Writer
from searchkit.indexing.batches import analysed
from searchkit.indexing.recurring import Lines
from searchkit.reports.report import Report
from searchkit.storage.hints import Hints
from searchkit.storage.manifest import Root


class Target(Protocol):
    """An index to write to: one that is searched meanwhile (``opening.current``), or a new one that is to take the
    place of another (``opening.building``)."""

    @property
    def folder(self) -> Path:
        """The folder of the index."""

    @property
    def roots(self) -> tuple[Root, ...]:
        """The files and folders that it keeps in step with."""

    @property
    def hints(self) -> Hints:
        """What it remembers of files beside its ledger."""

    def view(self) -> View:
        """What it holds, as of the last commit; the same view until the next."""

    def transaction(self, cores: int = 1, wait: float = 0.0) -> AbstractContextManager[Writer]:
        """A transaction, undone unless it is committed. Raises IndexLockedError if another is open for longer than
        ``wait`` seconds."""

    def commit(self, writer: Writer, roots: tuple[Root, ...] | None = None) -> None:
        """Commit what a writer did, with other roots if they are given."""

    def remember(self, remembered: Hints) -> None:
        """Keep other hints."""


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
