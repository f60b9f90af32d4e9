"""A way of finding words a row."""

from __future__ import annotations

from collections.abc import Sequence

from rows import Row

from sections.section import Section, groups, table

PEER = "pyvi"
_HEADS = ("way", "s", "MB/s", "tokens/s", f"speed ÷ {PEER}", "texts as pyvi's")


def tables(rows: Sequence[Row]) -> str:
    """A table a corpus and number of texts."""
    parts = []
    for (corpus, texts, megabytes, tokens), found in groups(rows, "corpus", "texts", "megabytes", "tokens").items():
        theirs = next(float(row["seconds"]) for row in found if row["way"] == PEER)
        parts.append(f"### {corpus}, {int(texts):,} texts, {float(megabytes):.1f} MB, {int(tokens):,} tokens")
        lines = []
        for row in found:
            seconds = float(row["seconds"])
            speeds = f"{float(megabytes) / seconds:.2f}", f"{int(tokens) / seconds:,.0f}", f"{theirs / seconds:.1f} ×"
            lines.append((row["way"], f"{seconds:.2f}", *speeds, row["identical"]))
        parts.append(table(_HEADS, lines))
    return "\n\n".join(parts)


SECTION = Section(
    "Word segmentation",
    "searchkit's reading of pyvi's model beside pyvi: the same texts in the same process, one after the other; ours "
    "meets the texts with its tables empty. The batch gets the tokens of all texts at once: it scans none.",
    ("corpus", "texts"),
    tables,
)
