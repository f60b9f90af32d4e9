"""A round a row, a program a column, in milliseconds."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from rows import Row

from sections.section import Section, columns_besides, groups, table

OURS = "searchkit search"
_KNOWN = ("corpus", "passages", "run")


def tables(rows: Sequence[Row]) -> str:
    """A table a corpus and size: medians, and searchkit's as a multiple of each."""
    parts = []
    for (corpus, passages), found in groups(rows, "corpus", "passages").items():
        lines = []
        for program in columns_besides(rows, _KNOWN):
            ran = [(float(row[OURS]), float(row[program])) for row in found if row[program]]
            if ran:
                ours, theirs = (statistics.median(times) for times in zip(*ran, strict=True))
                lines.append((program, len(ran), f"{theirs:.0f}", "" if program == OURS else f"{ours / theirs:.2f} ×"))
        parts.append(f"### {corpus}, {int(passages):,} passages")
        parts.append(table(("process", "runs", "median ms", f"{OURS} ÷ it"), lines))
    return "\n\n".join(parts)


SECTION = Section(
    "Cold start",
    'Whole processes, one of each in turns: `searchkit search "dang uy khoi"`, `python -c "import click, tantivy"`, '
    "and where it is installed ripgrep, scanning the passages as a plain file for the same phrase with accents. The "
    "files are in the page cache; each process is new.",
    ("corpus", "passages"),
    tables,
)
