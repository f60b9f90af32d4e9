"""Results kept by date and machine: docs/benchmarks/<date>-<machine>/ with raw CSV files, summary.md and plots.

Each script leaves its raw figures as CSV and its tables as a section; the summary is all sections that are there,
so scripts can be run one at a time and repeated.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import machine

DEFAULT = Path(__file__).resolve().parents[2] / "docs" / "benchmarks"
_SECTIONS = ("segmentation", "indexing", "latency", "cold_start")

Row = Mapping[str, object]


def folder(base: Path = DEFAULT) -> Path:
    """Today's folder for this machine, made if need be."""
    found = base / f"{time.strftime('%Y-%m-%d', time.gmtime())}-{machine.slug()}"
    found.mkdir(parents=True, exist_ok=True)
    return found


def write_csv(path: Path, rows: Sequence[Row]) -> None:
    """Rows as CSV, columns as in the first."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def read_csv(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file, all values as strings."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_section(inside: Path, name: str, markdown: str) -> None:
    """Keep a script's tables, and write the summary anew."""
    (inside / f"{name}.md").write_text(markdown.rstrip() + "\n", encoding="utf-8")
    about = "\n".join(f"- {key}: {value}" for key, value in machine.describe().items())
    parts = [f"# Benchmarks of {inside.name[:10]}\n\n{about}\n\nRatios compare what ran in one run, side by side."]
    parts += [path.read_text(encoding="utf-8").rstrip() for path in _sections(inside)]
    (inside / "summary.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table, the first column to the left, the others to the right."""
    lines = [heads, [":--", *["--:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def _sections(inside: Path) -> list[Path]:
    return [path for name in _SECTIONS if (path := inside / f"{name}.md").exists()]
