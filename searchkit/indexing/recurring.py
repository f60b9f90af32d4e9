"""Lines that recur in most reports of a folder or a publisher: they belong to the page, whatever they say.

Reports are looked at some hundreds at a time, in the order in which they come: so indexing stays one pass in bounded
memory, and the same reports in the same order give the same. What recurred once counts for the rest of the run.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import chain
from pathlib import PurePosixPath

from searchkit.reports.furniture.finding import LONGEST_PAGE, likeness
from searchkit.reports.furniture.patterns import ends_sentence
from searchkit.reports.report import Report

# How many reports are looked at together at most.
_REPORTS = 1000
# Of fewer reports nothing can be said.
_LEAST_REPORTS = 5
# Longer lines are no furniture; code points.
_LONGEST_LINE = 100
# Where so much of a report recurs the reports are alike, not their pages.
_MOST_OF_A_REPORT = 1 / 3
# Of so many folders and publishers it is remembered which of their lines recur.
_MOST_GROUPS = 10_000

_PUBLISHER = ("publisher", "source")
# Headings order a report, though many reports may be ordered alike.
_NUMBERED = re.compile(r"(?:[IVXLC]+|\d{1,2}|[^\W\d_])\s?[.)/]|(?:phần|chương|mục|điều|bước)\s", re.IGNORECASE)

Lines = frozenset[str]
_NONE: Lines = frozenset()


def with_recurring(
    reports: Iterable[Report], characters: int, known: dict[str, Lines] | None = None
) -> Iterator[tuple[Report, Lines]]:
    """Reports in order, each with those of its lines that recur, as ``likeness`` makes them.

    A line recurs if it stands in more than half of the reports of a folder, or of a publisher that their metadata
    names ("publisher", "source"), among at least five that don't have the same text. It is short, ends no sentence and
    bears no number of a heading. Reports without a path and a publisher have none. About so many ``characters`` of
    reports are looked at together, but no fewer than five pages. ``known`` is what recurred in reports before these, by
    folder and publisher; what recurs in these is added.
    """
    known = {} if known is None else known
    for window in _windows(reports, characters):
        for group, lines in _recurring(window).items():
            if group in known or len(known) < _MOST_GROUPS:
                known[group] = known.get(group, _NONE) | lines
        for report in window:
            if report.recurring is not None:  # it was indexed before, beside the others that it came with
                yield report, report.recurring
                continue
            recurring = _NONE.union(*(known.get(group, _NONE) for group in _groups(report)))
            yield report, _of(report, recurring) if recurring else _NONE


def _windows(reports: Iterable[Report], characters: int) -> Iterator[list[Report]]:
    window: list[Report] = []
    size = 0
    for report in reports:
        window.append(report)
        size += len(report.text)
        enough = len(window) >= _LEAST_REPORTS or len(report.text) > LONGEST_PAGE
        if len(window) == _REPORTS or (enough and size >= characters):
            yield window
            window, size = [], 0
    if window:
        yield window


def _groups(report: Report) -> list[str]:
    if len(report.text) > LONGEST_PAGE:
        return []
    groups = [f"folder {PurePosixPath(report.path).parent}"] if report.path else []
    return groups + [f"{name} {report.metadata[name]}" for name in _PUBLISHER if report.metadata.get(name)]


def _recurring(window: list[Report]) -> dict[str, Lines]:
    """The lines that recur in each group of a window, where there are any."""
    members: dict[str, dict[bytes, Report]] = defaultdict(dict)
    for report in window:
        if groups := _groups(report):
            same = _longest_line(report.text)
            for group in groups:
                members[group].setdefault(same, report)
    found = {}
    for group, different in members.items():
        if len(different) >= _LEAST_REPORTS:
            times = Counter(chain.from_iterable(map(_lines, different.values())))
            recurring = (likeness(line) for line, count in times.items() if 2 * count > len(different))
            if lines := frozenset(filter(None, recurring)):
                found[group] = lines
    return found


def _longest_line(text: str) -> bytes:
    """By this the states of one report are known, whatever the format: they recur as a whole."""
    return blake2b(max(text.splitlines(), key=len, default="").strip().encode(), digest_size=8).digest()


def _lines(report: Report) -> set[str]:
    """The lines of a report that may be furniture if they recur, as they are written."""
    lines = {line.strip() for line in report.text[report.body :].splitlines() if len(line) <= _LONGEST_LINE}
    return {line for line in lines if line and not ends_sentence(line) and not _NUMBERED.match(line)}


def _of(report: Report, recurring: Lines) -> Lines:
    found = {same for line in _lines(report) if (same := likeness(line)) in recurring}
    return frozenset(found) if sum(map(len, found)) <= _MOST_OF_A_REPORT * len(report.text) else _NONE
