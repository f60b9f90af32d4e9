"""A build a row."""

from __future__ import annotations

from collections.abc import Sequence

from rows import Row

from sections.section import BARE, Section, groups, table

_HEADS = ("build", "s", "MB/s of text", f"speed ÷ {BARE}", "peak MB", "anonymous MB", "index ÷ text", "segments")


def tables(rows: Sequence[Row]) -> str:
    """A table a corpus and size."""
    parts = []
    for (corpus, passages, megabytes), found in groups(rows, "corpus", "passages", "text_megabytes").items():
        bare = next((row for row in found if row["engine"] == BARE), None)
        parts.append(f"### {corpus}, {int(passages):,} passages, {float(megabytes):.1f} MB of text")
        parts.append(table(_HEADS, (_line(row, float(megabytes), bare) for row in found)))
    return "\n\n".join(parts)


def _line(row: Row, megabytes: float, bare: Row | None) -> tuple[object, ...]:
    seconds = float(row["seconds"])
    return (
        row["engine"],
        row["seconds"],
        f"{megabytes / seconds:.2f}",
        f"{float(bare['seconds']) / seconds:.2f} ×" if bare else "",
        row["peak_memory_megabytes"],
        row["peak_anonymous_megabytes"],
        f"{float(row['index_megabytes']) / megabytes:.2f}",
        row["segments"],
    )


SECTION = Section(
    "Indexing",
    "Each build is a process of its own, one after the other, reading the same reports; peers cut them into the same "
    "passages and take the accents off with searchkit's own keys. The clock runs from the first report to the closed "
    "index. Memory is the peak of the sum over the process and all that it started, anonymous the part of it that no "
    "file backs (Linux only; elsewhere 0).",
    ("corpus", "passages"),
    tables,
)
