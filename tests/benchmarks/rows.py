"""Rows of results, as CSV files keep them: all values are text, and an empty one was not measured."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

Measured = Mapping[str, object]
Row = Mapping[str, str]


def as_text(measured: Iterable[Measured]) -> list[Row]:
    """Rows with their values as text, so that tables of a fresh run and of an archived one are made alike."""
    return [{name: "" if value is None else str(value) for name, value in row.items()} for row in measured]


def read(path: Path) -> list[Row]:
    """The rows of a CSV file; none if it isn't there."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: Sequence[Row]) -> None:
    """Rows as CSV, with all columns that any of them has."""
    columns = dict.fromkeys(name for row in rows for name in row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(columns), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def keys(rows: Iterable[Row], key: Sequence[str]) -> list[str]:
    """What the rows are of, each once: the values of the columns ``key``, space-joined."""
    return list(dict.fromkeys(_key(row, key) for row in rows))


def replaced(old: Iterable[Row], new: Sequence[Row], key: Sequence[str]) -> list[Row]:
    """Old rows whose key is not among the new ones, and the new ones, in order of their keys, numbers as numbers."""
    again = set(keys(new, key))
    kept = [row for row in old if _key(row, key) not in again]
    return sorted([*kept, *new], key=lambda row: [_natural(row[name]) for name in key])


def _key(row: Row, key: Sequence[str]) -> str:
    return " ".join(row[name] for name in key)


def _natural(value: str) -> tuple[int, str]:
    return (int(value), "") if value.isdecimal() else (0, value)
