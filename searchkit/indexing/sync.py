"""Keeping an index in step with files: in transactions each of which covers whole files.

What is committed is found by searches and known of its files at once, so a run that ends in the middle, however it
ends, is taken up by the next where its last transaction ended.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from searchkit.indexing.changes import Work
from searchkit.indexing.memory import Memory
from searchkit.indexing.outcomes import Meter, Outcome, Totals
from searchkit.indexing.planning import Options, Plan, planned
from searchkit.indexing.recurring import Lines
from searchkit.indexing.summaries import Progress, SyncSummary
from searchkit.indexing.writing import Target, is_empty, write
from searchkit.reports.files import ReportFile
from searchkit.reports.reading import readings
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.stamps import digest_of
from searchkit.reports.walking import UNREACHABLE
from searchkit.storage.ledger import Filed

#: A transaction ends with the file in which it gets to so many seconds, or code points.
STEP_SECONDS, STEP_CHARACTERS = 120.0, 200_000_000

# Another writer may come between two transactions of a run; what was begun waits for its end, in seconds.
_LATER_WAIT = 3600.0

_Reading = tuple[Work, Iterator[Report | Skipped]]


class _OvertakenError(Exception):
    """Another program has changed the index since the plan was made."""


def preview(target: Target, paths: Sequence[str | Path], options: Options) -> SyncSummary:
    """What ``synced`` would do. Nothing is written, and nothing read but what tells whether a file has changed."""
    memory = Memory(target)
    plan = planned(memory.place, target.view(), memory.roots, memory.hints, paths, options)
    memory.look_at(plan)
    works = {work.found.file.name: work for work in plan.changes.work}
    return Totals(works, dict.fromkeys(plan.changes.vanished)).summary(plan, memory.failed)


def synced(
    target: Target,
    paths: Sequence[str | Path],
    options: Options,
    tell: Callable[[Progress], None] | None = None,
) -> SyncSummary:
    """Bring an index in step with the files under some paths, or under its roots; see ``Index.sync``."""
    totals = Totals()
    while True:
        memory = Memory(target)
        plan = planned(memory.place, target.view(), memory.roots, memory.hints, paths, options)
        memory.look_at(plan)
        try:
            _Run(target, plan, options, memory, totals, Meter(plan.changes.work, totals, tell)).go()
        except _OvertakenError:
            continue
        is_worth_it = totals.is_something or bool(plan.changes.unchanged or plan.kept)
        if is_worth_it or memory.knows(plan):
            _remember(target, plan, options, memory)
        return totals.summary(plan, memory.failed)


def _remember(target: Target, plan: Plan, options: Options, memory: Memory) -> None:
    """Keep what the last transaction didn't: roots of which nothing is new, and what can't be read.

    Paths of which nothing could be read are not remembered. Whoever writes next may have cleared away the manifest of
    our last commit before it was in force, and our roots with it: so it is looked at again.
    """
    memory.save()
    if memory.roots_with(plan, options.encoding) != target.roots:
        with target.transaction(wait=options.wait) as writer:
            target.commit(writer, memory.roots_with(plan, options.encoding))


class _Run:
    """The work of a plan, a transaction after the other."""

    def __init__(
        self, target: Target, plan: Plan, options: Options, memory: Memory, totals: Totals, meter: Meter
    ) -> None:
        self._target, self._options = target, options
        self._plan, self._memory, self._totals, self._meter = plan, memory, totals, meter
        self._view = plan.view
        self._files = plan.ledger.files
        # The file that each report is from, by ids; and ids that are to be deleted before anything is added.
        self._owners = plan.ledger.owners()
        self._replaced: deque[str] = deque()
        self._recurred: dict[str, Lines] = {}
        self._digests: dict[str, str] = {}

    def go(self) -> None:
        """Do it all. Raises _OvertakenError, after whole transactions."""
        vanished = self._plan.changes.vanished
        for name in vanished:
            self._let_go(self._files.pop(name).ids)
        self._go_over(self._plan.changes.work)
        self._totals.removed |= dict.fromkeys(vanished)
        # An id that another file has let go may be free for a report that couldn't go in for it.
        waited: set[str] = set()
        while waiting := self._memory.waiting(self._plan.found, self._is_taken) - waited:
            waited |= waiting
            self._go_over([self._again(name) for name in sorted(waiting)])

    def _again(self, name: str) -> Work:
        return Work(self._plan.found[name], "changed" if name in self._files else "new", name)

    def _is_taken(self, identity: str) -> bool:
        return identity in self._owners or identity in self._plan.ledger.others

    def _let_go(self, ids: Iterable[str]) -> None:
        for identity in ids:
            self._owners.pop(identity, None)
            self._replaced.append(identity)

    def _go_over(self, works: Sequence[Work]) -> None:
        if works or self._replaced:
            left = len(works)
            with closing(self._read(works)) as read:
                while True:
                    left -= self._step(read)
                    if not left:
                        break

    def _step(self, read: Iterator[_Reading]) -> int:
        """Read and write as many files as go into a transaction; their number."""
        outcomes: list[Outcome] = []
        reports = self._reports(read, outcomes)
        first = list(islice(reports, 1))
        if first or self._replaced:
            self._write(chain(first, reports), outcomes)
        else:
            self._memory.note(outcomes, self._options.reading)
        for outcome in outcomes:
            self._totals.add(outcome)
        self._meter.tell()
        return len(outcomes)

    def _write(self, reports: Iterable[Report], outcomes: list[Outcome]) -> None:
        """Write the reports of some files, which are in ``outcomes`` once they are read."""
        options = self._options
        wait = max(options.wait, _LATER_WAIT) if self._totals.commits else options.wait
        with self._target.transaction(options.jobs, wait) as writer:
            if self._target.view() is not self._view:
                raise _OvertakenError
            passages = write(writer, reports, options.jobs, self._replaced, self._recurred)
            # Before the commit: a file that can't be read is no less remembered than one that can.
            self._memory.note(outcomes, options.reading)
            self._memory.save()
            self._target.commit(writer, self._memory.roots_with(self._plan, options.encoding))
        self._view = self._target.view()
        self._totals.commits += 1
        self._totals.passages += passages

    def _reports(self, read: Iterator[_Reading], outcomes: list[Outcome]) -> Iterator[Report]:
        """The reports of as many files as go into a transaction, and what each file came to."""
        began, characters = time.monotonic(), 0
        is_new = is_empty(self._view)
        for work, found in read:
            outcome = self._outcome(work)
            self._meter.begin(work)
            for report in outcome.admission.admitted(self._unowned(found, outcome)):
                self._owners[report.id] = outcome.name
                if not is_new:
                    self._replaced.append(report.id)
                characters += len(report.text)
                self._meter.read(report)
                yield replace(report, stamp=outcome.stamp)
            self._finish(outcome)
            outcomes.append(outcome)
            if characters > STEP_CHARACTERS or time.monotonic() - began > STEP_SECONDS:
                return

    def _outcome(self, work: Work) -> Outcome:
        digest = self._digests.pop(work.found.file.name)
        before = self._files.get(work.before)
        old, had = (before.ids, before.stamp.digest) if before else ([], "")
        # What has another name now would be gone at the next run.
        is_kept = work.why != "renamed" and digest in ("", had)
        return Outcome(work, work.found.stamp(digest), old, is_kept)

    def _unowned(self, found: Iterable[Report | Skipped], outcome: Outcome) -> Iterator[Report | Skipped]:
        """What is in a file, but for reports whose ids another file's reports have, or a program's."""
        mine = (None, outcome.name, outcome.work.before)
        others = self._plan.ledger.others
        for report in found:
            if isinstance(report, Report) and (
                self._owners.get(report.id) not in mine or others.get(report.id, report.path) != report.path
            ):
                outcome.wanted.append(report.id)
                yield Skipped(report.path, f"another report has the id {report.id!r}")
            else:
                yield report

    def _finish(self, outcome: Outcome) -> None:
        """A file was read to its end: from now on it is known by that."""
        self._meter.end()
        self._let_go(outcome.gone())
        if outcome.work.before != outcome.name:
            self._files.pop(outcome.work.before, None)
        if ids := outcome.admission.ids:
            self._files[outcome.name] = Filed(outcome.stamp, list(ids))
        elif outcome.gone():
            self._files.pop(outcome.name, None)

    def _read(self, works: Sequence[Work]) -> Generator[_Reading, None, None]:
        """Files with what is in them, those of one encoding after the other, each to be read before the next."""
        options = self._options
        encodings: dict[str, list[Work]] = {}
        for work in works:
            encodings.setdefault(work.found.encoding, []).append(work)
        for encoding, those in encodings.items():
            with closing(readings(self._opened(those), encoding, options.limits, options.jobs)) as found:
                for work, (_, reports) in zip(those, found, strict=True):
                    yield work, reports

    def _opened(self, works: Iterable[Work]) -> Iterator[ReportFile | Skipped]:
        """Files to be read, each hashed before: what changes it later makes it differ from its hash."""
        for work in works:
            name, path = work.found.file.name, work.found.file.path
            try:
                self._digests[name] = digest_of(path)
            except OSError as error:
                self._digests[name] = ""
                yield Skipped(name, f"{UNREACHABLE}{error.strerror or error}")
            else:
                yield work.found.file
