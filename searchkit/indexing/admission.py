"""Which reports may go into an index, and why the others may not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from searchkit.indexing.summaries import Summary
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped

# Of an id that is too long to be one, enough to know it by.
_MOST_SHOWN = 200

# Code points of what is kept with every passage: a title of the length of its report would make an index of the square
# of that length. An engine can't look up ids of 64 KB either.
_LONGEST_NAME = 10_000


@dataclass
class Admission:
    """Lets reports through one by one, and remembers the ids of those that went in, how many of them were of which
    format and converted from which encoding, and whatever was passed over."""

    ids: set[str] = field(default_factory=set)
    formats: Counter[str] = field(default_factory=Counter)
    encodings: Counter[str] = field(default_factory=Counter)
    skipped: list[Skipped] = field(default_factory=list)

    def admitted(
        self, reports: Iterable[Report | Skipped], progress: Callable[[Report], None] | None = None
    ) -> Iterator[Report]:
        """The reports that may go in; ``progress`` is called with each. Raises TypeError for what is no report."""
        for report in reports:
            if isinstance(report, Skipped):
                self.skipped.append(report)
            elif reason := self._unfit(report):
                self.skipped.append(Skipped(str(report.path or report.id)[:_MOST_SHOWN], reason))
            else:
                self._count(report)
                if progress:
                    progress(report)
                yield report

    def summary(self, passages: int) -> Summary:
        """What went in, in so many passages, and what didn't."""
        formats, encodings = (dict(counts.most_common()) for counts in (self.formats, self.encodings))
        return Summary(len(self.ids), passages, tuple(self.skipped), formats, encodings)

    def _count(self, report: Report) -> None:
        self.ids.add(report.id)
        if report.format:
            self.formats[report.format] += 1
        if report.encoding:
            self.encodings[report.encoding] += 1

    def _unfit(self, report: Report) -> str | None:
        if not isinstance(report, Report):
            raise TypeError(f"An index takes reports, not {type(report).__name__}; see searchkit.Report.")
        if wrong := _wrongly_typed(report):
            return f"its {wrong}"
        if not report.id:
            return "it has no id"
        if report.id in self.ids:
            return f"another report has the id {report.id!r}"
        for name, value in (("id", report.id), ("path", report.path), ("title", report.title)):
            if len(value) > _LONGEST_NAME:
                return f"its {name} has {len(value):,} characters; the most is {_LONGEST_NAME:,}"
        try:
            for text in _texts(report):
                text.encode()
        except UnicodeEncodeError:
            return "its text is no valid Unicode (half a surrogate pair)"
        return None


def _wrongly_typed(report: Report) -> str | None:
    """The first field that isn't what a report's has to be, and what it is instead."""
    for name in ("id", "text", "title", "path", "format", "encoding"):
        value = getattr(report, name)
        if not isinstance(value, str):
            return f"{name} is {type(value).__name__}, not text (str)"
    if not isinstance(report.metadata, Mapping):
        return f"metadata is {type(report.metadata).__name__}, not a mapping"
    return None if isinstance(report.body, int) else f"body is {type(report.body).__name__}, not a number (int)"


def _texts(report: Report) -> Iterator[str]:
    """All that is kept of a report."""
    yield from (report.id, report.title, report.path, report.text, report.format, report.encoding)
    for key, value in report.metadata.items():
        yield from (str(key), str(value))
