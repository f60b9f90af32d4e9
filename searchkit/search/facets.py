"""Counting reports by what they say of themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from searchkit import schema
from searchkit.engines.contract import TallyRequest, View
from searchkit.engines.trees import Node, Term
from searchkit.errors import QueryError
from searchkit.query.filters import Filters
from searchkit.query.query import Query
from searchkit.reports.plain import plain
from searchkit.search.counts import Facet, Facets
from searchkit.search.filtering import condition_of, within
from searchkit.search.forms import with_forms
from searchkit.search.plan import planned
from searchkit.search.weights import DEFAULT

#: What reports are counted by that isn't metadata.
FACTS = (schema.PLACE, schema.SOURCE, schema.AUTHOR, schema.KIND)
#: The stretches of time by which they are counted, and the letters of a date that these have.
TIMES = {"year": len("2021"), "month": len("2021-03"), "date": len("2021-03-30")}


def counted(view: View, field: str, query: Query | None, filters: Filters | None, limit: int) -> Facets:
    """The reports that match a query, or all, and pass some filters, counted by the values of a field; see
    ``Index.facets``."""
    name = _name(field)
    every = Term(schema.ORDINAL, "0")
    tree: Node = every
    if query is not None:
        tree = planned(with_forms(query, view, short=0), DEFAULT).match
    if filters:
        tree = within(tree, condition_of(filters))
    ((reports, keys),) = view.tally([TallyRequest(tree, schema.SHOWN, schema.fact(name, ""))])
    said = {schema.value_of(key): count for key, count in keys.items()}
    values = _in_time(said, TIMES[field]) if name == schema.DATE else _as_written(said)
    shown = values[-limit or len(values) :] if name == schema.DATE else values[:limit]
    return Facets(field, tuple(shown), len(values), reports, reports - sum(said.values()))


def fields(view: View, of_metadata: bool) -> list[str]:
    """The names by which reports can be counted, those of metadata without accents and case, in order."""
    (keys,) = view.terms(schema.SHOWN, [schema.OF_METADATA])
    names = {schema.name_of(key).removeprefix(schema.OF_METADATA) for key, _ in keys}
    return sorted(names if of_metadata else names.union(FACTS, TIMES))


def _name(field: object) -> str:
    if not isinstance(field, str):
        raise QueryError(f"A field is text (str), not {type(field).__name__}.")
    if field in FACTS:
        return field
    if field in TIMES:
        return schema.DATE
    # A terminal that isn't UTF-8 hands over bytes that are no letters.
    folded = plain(field.encode(errors="replace").decode())
    if not folded:
        raise QueryError(f"Name a field to count by: {', '.join((*FACTS, *TIMES))}, or one of the reports' metadata.")
    return schema.OF_METADATA + folded


def _in_time(said: Mapping[str, int], letters: int) -> list[Facet]:
    """Dates cut to so many letters; one of a quarter or a year stays as it is: "2020-Q2", "2020"."""
    counts: Counter[str] = Counter()
    for value, count in said.items():
        counts[value[:letters]] += count
    return [Facet(*one) for one in sorted(counts.items())]


def _as_written(said: Mapping[str, int]) -> list[Facet]:
    """Values that differ in accents, case or white space as one, the most frequent first."""
    writings: dict[str, list[tuple[int, str]]] = {}
    for value, count in said.items():
        writings.setdefault(plain(value), []).append((-count, value))
    values = [Facet(min(ones)[1], -sum(count for count, _ in ones)) for ones in writings.values()]
    return sorted(values, key=lambda facet: (-facet.reports, facet.value))
