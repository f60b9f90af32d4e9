"""A set, engine and way of writing the queries a row, a measure a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rows import Row

from sections.section import Section, columns_besides, groups, of, table

#: How queries are written.
WAYS = ("as written", "accent-free")
#: The measure that is compared and chosen by.
MEASURE = "ndcg@10"
_KNOWN = ("kind", "set", "queries", "engine", "way")


def tables(rows: Sequence[Row]) -> str:
    """A table a measure, the main one first: sets down, engines across, as written / accent-free."""
    measures = sorted(columns_besides(rows, _KNOWN), key=lambda name: name != MEASURE)
    engines = [engine for (engine,) in groups(rows, "engine")]
    heads = ("kind: set", "queries", *engines)
    return "\n\n".join(f"### {name}\n\n{table(heads, _lines(rows, engines, name))}" for name in measures)


def _lines(rows: Sequence[Row], engines: Sequence[str], measure: str) -> Iterator[tuple[object, ...]]:
    for (kind, name), found in groups(rows, "kind", "set").items():
        cells = (_pair([_values(of(found, engine=engine, way=way), measure) for way in WAYS]) for engine in engines)
        yield f"{kind}: {name}", found[0]["queries"], *cells
    means = (_pair([_values(of(rows, engine=engine, way=way), measure) for way in WAYS]) for engine in engines)
    yield "mean over kinds", "", *means


def _values(rows: Sequence[Row], measure: str) -> list[float]:
    """The mean of each kind's sets."""
    kinds = groups([row for row in rows if row[measure]], "kind").values()
    return [sum(float(row[measure]) for row in found) / len(found) for found in kinds]


def _pair(ways: Sequence[Sequence[float]]) -> str:
    return " / ".join(f"{sum(values) / len(values):.4f}" if values else "–" for values in ways)


SECTION = Section(
    "Relevance",
    "Each pair: queries as written / the same with their accents left out. Plain is what most engines do: tantivy, "
    "whole reports, one field, all words optional. A kind of text may have several sets; the mean is over kinds.",
    ("set",),
    tables,
)
