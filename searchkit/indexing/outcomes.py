"""What reading files came to, one by one and in all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from searchkit.indexing.admission import Admission
from searchkit.indexing.changes import Work
from searchkit.indexing.planning import Plan
from searchkit.indexing.summaries import Progress, SyncSummary
from searchkit.reports.files import has_no_format
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.stamps import Stamp
from searchkit.storage.hints import Problem

# UTF-8 has about so many bytes for a code point of Vietnamese.
_BYTES = 1.35


@dataclass
class Outcome:
    """What a file came to: its reports are let through by ``admission``; ``wanted`` are ids that other files' reports
    have, ``old`` those that the index had of it, ``is_kept`` whether these stay though it gave none."""

    work: Work
    stamp: Stamp
    old: list[str]
    is_kept: bool
    admission: Admission = field(default_factory=Admission)
    wanted: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.work.found.file.name

    def gone(self) -> list[str]:
        """The ids of reports that were in the file and are no more."""
        ids = self.admission.ids
        return [] if self.is_kept and not ids else [identity for identity in self.old if identity not in ids]

    def problem(self, reading: str) -> Problem | None:
        """What there is to mend in the file."""
        skipped = tuple(one for one in self.admission.skipped if not has_no_format(one))
        reports = len(self.admission.ids)
        return Problem(self.stamp, reading, reports, skipped, tuple(self.wanted)) if skipped else None


@dataclass
class Totals:
    """The sum of what was committed: by the names of files what was done about each, and figures."""

    done: dict[str, Work] = field(default_factory=dict)
    removed: dict[str, None] = field(default_factory=dict)
    skipped: list[tuple[str, Skipped]] = field(default_factory=list)
    formats: Counter[str] = field(default_factory=Counter)
    encodings: Counter[str] = field(default_factory=Counter)
    reports: int = 0
    passages: int = 0
    commits: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count a file."""
        admission = outcome.admission
        self.skipped += [(outcome.name, one) for one in admission.skipped]
        self.formats += admission.formats
        self.encodings += admission.encodings
        self.reports += len(admission.ids)
        if admission.ids:
            self.done.setdefault(outcome.name, outcome.work)
        elif outcome.gone():
            self.removed[outcome.name] = None

    @property
    def is_something(self) -> bool:
        """Whether anything was read or taken out."""
        return bool(self.done or self.removed)

    def summary(self, plan: Plan, failed: int) -> SyncSummary:
        """All of it for a caller; ``failed`` is the number of problems that there are now."""
        works = self.done.values()
        skipped = [*((one.path, one) for one in plan.skipped), *self.skipped]
        return SyncSummary(
            new=tuple(work.found.file.name for work in works if work.why == "new"),
            changed=tuple(work.found.file.name for work in works if work.why == "changed"),
            renamed=tuple((work.before, work.found.file.name) for work in works if work.why == "renamed"),
            removed=tuple(self.removed),
            kept=plan.kept,
            unchanged=sum(name not in self.done for name in plan.changes.unchanged),
            failed=failed,
            reports=self.reports,
            passages=self.passages,
            skipped=tuple(one for _, one in sorted(skipped, key=lambda pair: pair[0].split("/"))),
            formats=dict(self.formats.most_common()),
            encodings=dict(self.encodings.most_common()),
            commits=self.commits,
        )


class Meter:
    """Tells how far a run has come: in bytes of files, guessed from the text of each report until its file is done."""

    def __init__(self, works: list[Work], totals: Totals, tell: Callable[[Progress], None] | None) -> None:
        self._tell = tell
        self._totals = totals
        self._total = sum(work.found.size for work in works)
        self._done = self._left = self._reports = 0

    def begin(self, work: Work) -> None:
        """A file comes next."""
        self._left = work.found.size

    def read(self, report: Report) -> None:
        """A report was read."""
        step = min(self._left, int(len(report.text) * _BYTES))
        self._left -= step
        self._done += step
        self._reports += 1
        self.tell()

    def end(self) -> None:
        """The file is done."""
        self._done += self._left
        self._left = 0
        self.tell()

    def tell(self) -> None:
        """Say it."""
        if self._tell:
            committed = self._totals.reports
            self._tell(Progress(self._done, self._total, max(self._reports, committed), committed))
