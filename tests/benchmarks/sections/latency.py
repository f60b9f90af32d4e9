"""A query a row, an engine a column, in milliseconds."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from rows import Row

from sections.section import BARE, OURS, Section, columns_besides, groups, of, p95, ratios, table

#: The columns that are no engine.
KNOWN = ("corpus", "passages", "query", "accents", "syllables")
_RATIOS = (f"{OURS} ÷ it, median", f"{OURS} ÷ it, p95")


def tables(rows: Sequence[Row]) -> str:
    """searchkit beside bare tantivy at every size; all engines; and by query length."""
    sizes = groups(rows, "corpus", "passages")
    parts = [f"### {OURS} beside {BARE}", _yardstick(rows)]
    for (corpus, passages), found in sizes.items():
        heads = ("engine", "queries", "median ms", "p95 ms", *_RATIOS)
        parts += [f"### {corpus}, {int(passages):,} passages", table(heads, _engines(found))]
    for (corpus, accents), found in groups(rows, "corpus", "accents").items():
        title = f"### {corpus}, {accents}, by syllables: median ms of {OURS}, and ÷ {BARE}"
        parts += [title, _lengths(found)]
    return "\n\n".join(parts)


def _yardstick(rows: Sequence[Row]) -> str:
    lines = []
    for (corpus, passages, accents), found in groups(rows, "corpus", "passages", "accents").items():
        ours, bare = _both(found, BARE)
        if not ours:
            continue
        times = (f"{statistics.median(ours):.2f}", f"{p95(ours):.2f}")
        lines.append((f"{corpus}, {accents}", f"{int(passages):,}", len(ours), *times, *ratios(ours, bare)))
    return table(("corpus", "passages", "queries", "median ms", "p95 ms", *_RATIOS), lines)


def _engines(rows: Sequence[Row]) -> Iterator[tuple[object, ...]]:
    """A line an engine and way of writing; ratios over the queries that both ran."""
    for (accents,), found in groups(rows, "accents").items():
        for engine in columns_besides(rows, KNOWN):
            ours, times = _both(found, engine)
            if times:
                compared = ratios(ours, times) if engine != OURS else ("", "")
                shown = f"{statistics.median(times):.2f}", f"{p95(times):.2f}"
                yield f"{engine}, {accents}", len(times), *shown, *compared


def _lengths(rows: Sequence[Row]) -> str:
    sizes = list(groups(rows, "passages"))
    lines = []
    for (syllables,), found in sorted(groups(rows, "syllables").items(), key=lambda group: int(group[0][0])):
        pairs = [_both(of(found, passages=passages), BARE) for (passages,) in sizes]
        medians = [(statistics.median(ours), statistics.median(bare)) if ours else None for ours, bare in pairs]
        cells = (f"{both[0]:.2f}, {both[0] / both[1]:.2f} ×" if both else "" for both in medians)
        # Sizes are measured on as many queries each, or the smallest number is told.
        lines.append((syllables, min(len(ours) for ours, _ in pairs), *cells))
    heads = [f"{int(passages):,} passages" for (passages,) in sizes]
    return table(("syllables", "queries", *heads), lines)


def _both(rows: Sequence[Row], engine: str) -> tuple[list[float], list[float]]:
    """The times of searchkit and of an engine over the queries that both ran."""
    ran = [row for row in rows if row.get(engine) and row[OURS]]
    return [float(row[OURS]) for row in ran], [float(row[engine]) for row in ran]


SECTION = Section(
    "Query latency",
    "Every engine gets the same queries over the same passages in the same run, one query after another, in turns: the "
    "first to go changes with each query. Queries are cut from the corpus, 1 to 12 syllables; they run as cut and "
    "without accents. searchkit gives 10 hits with highlighted snippets, a peer the texts of 10 hits cut short. Times "
    "are of warm queries in one thread. A peer that takes too long drops out: the number of queries behind each ratio "
    "stands beside it. In a corpus of paragraphs every paragraph is a report, in one of articles most reports have "
    "several passages.",
    ("corpus", "passages"),
    tables,
)
