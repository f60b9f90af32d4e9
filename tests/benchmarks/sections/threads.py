"""Queries a second: a number of threads a row, an engine a column."""

from __future__ import annotations

from collections.abc import Sequence

from rows import Row

from sections.section import Section, columns_besides, groups, table

_KNOWN = ("corpus", "passages", "queries", "threads")


def tables(rows: Sequence[Row]) -> str:
    """All in one table; in parentheses the multiple of the fewest threads."""
    engines = columns_besides(rows, _KNOWN)
    lines = []
    for (corpus, passages), found in groups(rows, "corpus", "passages").items():
        fewest = min(found, key=lambda row: int(row["threads"]))
        for row in found:
            cells = (f"{float(row[name]):.1f} ({float(row[name]) / float(fewest[name]):.2f} ×)" for name in engines)
            lines.append((corpus, f"{int(passages):,}", row["queries"], row["threads"], *cells))
    return table(("corpus", "passages", "queries", "threads", *engines), lines)


SECTION = Section(
    "Threads",
    "Queries a second where some numbers of threads share the queries (with accents, 1 to 12 syllables), the best of "
    "three rounds. The control is native work that needs no lock: how far this machine lets threads scale just then.",
    ("corpus", "passages"),
    tables,
)
