"""Filters: which reports are searched at all, by what they say of themselves.

A pure value. What it asks for is groups of keys of ``schema.FACTS``, made as ``indexing.facts`` makes those of reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, TypedDict

from searchkit import schema
from searchkit.analysis.days import keys_of_range
from searchkit.errors import QueryError
from searchkit.query.typed_dates import DateLike, days_of
from searchkit.reports.metadata.provinces import PROVINCES, province
from searchkit.reports.plain import plain

#: One value, or several of which any will do.
Values: TypeAlias = "str | Iterable[str]"

# So many values of one filter are more than anybody types, and as few terms as any engine takes.
_MOST_VALUES = 1000


class FilterArguments(TypedDict, total=False):
    """What ``Index.search`` and ``Index.facets`` take to narrow down reports; see ``filters_of``."""

    since: DateLike | None
    until: DateLike | None
    place: Values | None
    source: Values | None
    author: Values | None
    kind: Values | None
    where: Mapping[str, Values] | None


@dataclass(frozen=True)
class Filters:
    """What a report must say of itself: of each kind one of the values, of all kinds. All values are folded.

    ``since`` and ``until`` are days, both within; ``where`` has a name of metadata and its values each.
    """

    since: date | None = None
    until: date | None = None
    place: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def groups(self) -> Iterator[tuple[str, ...]]:
        """Groups of keys: a report passes if it has one of every group."""
        if self.since or self.until:
            days = keys_of_range(self.since or date.min, self.until or date.max)
            yield tuple(schema.fact(schema.DATE, day) for day in days)
        facts = (
            (schema.PLACE, self.place),
            (schema.SOURCE, self.source),
            (schema.AUTHOR, self.author),
            (schema.KIND, self.kind),
        )
        metadata = ((schema.OF_METADATA + name, values) for name, values in self.where)
        for name, values in (*facts, *metadata):
            if values:
                yield tuple(schema.fact(name, value) for value in values)


def filters_of(
    *,
    since: DateLike | None = None,
    until: DateLike | None = None,
    place: Values | None = None,
    source: Values | None = None,
    author: Values | None = None,
    kind: Values | None = None,
    where: Mapping[str, Values] | None = None,
) -> Filters | None:
    """The filters that some arguments ask for, None where they ask for nothing.

    >>> filters_of(since="3/2021", place="Bắc Giang")
    Filters(since=datetime.date(2021, 3, 1), until=None, place=('bac giang',), source=(), author=(), kind=(), where=())

    Raises QueryError for what is no date, no province, no text, or for days that end before they begin.
    """
    if where is not None and not isinstance(where, Mapping):
        raise QueryError(f"where is a mapping of names to values, not {type(where).__name__}.")
    first = None if since is None else days_of(since).first
    last = None if until is None else days_of(until).last
    if first and last and first > last:
        raise QueryError(f"No day is since {since} and until {until}; the first has to come before the second.")
    named = ((_folded(name, "where"), _values(values, str(name))) for name, values in (where or {}).items())
    filters = Filters(
        first,
        last,
        tuple(dict.fromkeys(_place(name) for name in _values(place, "place"))),
        _values(source, "source"),
        _values(author, "author"),
        _values(kind, "kind"),
        tuple((name, values) for name, values in named if values),
    )
    return None if filters == Filters() else filters


def _values(given: Values | None, name: str) -> tuple[str, ...]:
    if given is None:
        return ()
    if not isinstance(given, (str, Iterable)):
        raise QueryError(f"{name} is text (str), or several of it, not {type(given).__name__}.")
    values = tuple(dict.fromkeys(_folded(value, name) for value in ((given,) if isinstance(given, str) else given)))
    if len(values) > _MOST_VALUES:
        raise QueryError(f"{name} has {len(values):,} values; the most is {_MOST_VALUES:,}.")
    return values


def _folded(value: str, name: str) -> str:
    if not isinstance(value, str):
        raise QueryError(f"{name} is text (str), or several of it, not {type(value).__name__}.")
    if len(value) > schema.LONGEST_VALUE:
        raise QueryError(f"{name} has {len(value):,} characters; nothing longer than {schema.LONGEST_VALUE} is kept.")
    # A terminal that isn't UTF-8 hands over bytes that are no letters.
    folded = plain(value.encode(errors="replace").decode())
    if not folded:
        raise QueryError(f"{name} is empty; name a value to filter by, or leave it out.")
    return folded


def _place(folded: str) -> str:
    """A province by any of its names, as it is kept."""
    named = province(folded)
    if named is None:
        raise QueryError(f"There is no province {folded!r}; {_meant(folded)}")
    return plain(named.name)


def _meant(folded: str) -> str:
    from difflib import get_close_matches

    names = {plain(name): name for name in PROVINCES}
    close = get_close_matches(folded, names, n=1)
    return f"did you mean {names[close[0]]}?" if close else "name one of the 63, or of the 34 that they became."
