"""What every section has, and what their tables share."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rows import Row

#: The engine that all others are compared with, and the yardstick.
OURS = "searchkit"
BARE = "bare tantivy"
#: A ratio over fewer queries than that is marked.
FEW = 100


class Section(NamedTuple):
    """Part of an archive.

    ``key``: the columns that say what a row is of; measured again, rows with the same key are replaced. ``tables``:
    rows as Markdown tables.
    """

    title: str
    about: str
    key: tuple[str, ...]
    tables: Callable[[Sequence[Row]], str]


def table(heads: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    """A Markdown table, the first column to the left, the others to the right."""
    found = [heads, [":--", *["--:"] * (len(heads) - 1)], *lines]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in found)


def of(rows: Iterable[Row], **wanted: str) -> list[Row]:
    """The rows that have these values."""
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]


def groups(rows: Iterable[Row], *names: str) -> dict[tuple[str, ...], list[Row]]:
    """Rows by their values in some columns, in order of appearance."""
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        found.setdefault(tuple(row[name] for name in names), []).append(row)
    return found


def columns_besides(rows: Iterable[Row], known: Iterable[str]) -> list[str]:
    """The columns that aren't among the known ones: the engines of a section that has a column an engine."""
    return [name for name in dict.fromkeys(name for row in rows for name in row) if name not in set(known)]


def p95(times: Sequence[float]) -> float:
    """The 95th percentile: the value that 95 of 100 do not exceed, none made up between two."""
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> tuple[str, str]:
    """Median and 95th percentile of times as multiples of others, marked where there are few."""
    mark = " †" if len(ours) < FEW else ""
    return (
        f"{statistics.median(ours) / statistics.median(theirs):.3g} ×{mark}",
        f"{p95(ours) / p95(theirs):.3g} ×{mark}",
    )
