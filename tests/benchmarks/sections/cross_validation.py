"""A set, way of writing the queries and choice of weights a row, each weight a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rows import Row

from sections.relevance import MEASURE
from sections.section import Section, columns_besides, groups, of, table

_KNOWN = ("kind", "set", "way", "shipped", MEASURE)


def tables(rows: Sequence[Row]) -> str:
    """A table a way of writing: for each kind the weights that are best on all other kinds, measured on it."""
    weights = columns_besides(rows, _KNOWN)
    heads = ("left out", f"chosen on the others ({', '.join(weights)})", f"{MEASURE} on it", "with the shipped weights")
    return "\n\n".join(
        f"### {way}\n\n{table(heads, _left_out(found, weights))}" for (way,), found in groups(rows, "way").items()
    )


def _left_out(rows: Sequence[Row], weights: Sequence[str]) -> Iterator[tuple[str, ...]]:
    kinds = [kind for (kind,) in groups(rows, "kind")]
    choices = groups(rows, *weights)
    shipped = next(found for found in choices.values() if found[0]["shipped"])
    for kind in kinds:
        others = [other for other in kinds if other != kind]
        if not others:
            continue
        chosen = max(choices, key=lambda choice: sum(_mean(choices[choice], other) for other in others))
        yield kind, ", ".join(chosen), f"{_mean(choices[chosen], kind):.4f}", f"{_mean(shipped, kind):.4f}"


def _mean(rows: Sequence[Row], kind: str) -> float:
    values = [float(row[MEASURE]) for row in of(rows, kind=kind)]
    return sum(values) / len(values)


SECTION = Section(
    "Cross-validation of the weights",
    "How far the weights depend on the texts they were chosen on: chosen from a grid on all kinds of text but one "
    "(every kind counts alike, however many sets it has), measured on the one left out.",
    ("set",),
    tables,
)
