"""What a report says of itself, as the index keeps it: keys to filter by, keys to count by, and what hits show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from searchkit import schema
from searchkit.analysis.days import keys_of_period
from searchkit.reports.furniture.finding import Furniture
from searchkit.reports.metadata.facts import Facts, metadata_of
from searchkit.reports.metadata.found import Found
from searchkit.reports.plain import plain
from searchkit.reports.report import Report
from searchkit.storage.records import NO_FACTS, Fact, carried


class Said(NamedTuple):
    """What a report says of itself: keys of ``schema.FACTS`` and of ``schema.SHOWN``, and the facts that hits show."""

    keys: str
    shown: str
    facts: Mapping[str, Fact]


#: What a report says that says nothing.
NOTHING = Said("", "", NO_FACTS)


def said_by(report: Report, page: Sequence[Furniture] | None = None) -> Said:
    """What a report says of itself; ``page`` is the furniture of its text, if that is known.

    A value that is too long to be looked for as a whole is shown and no key.
    """
    metadata = {str(name): str(value) for name, value in report.metadata.items()}
    stated = metadata_of(replace(report, metadata=metadata), page)
    entries = list(_entries(carried(metadata)))
    keys = (*_facts(stated), *(schema.fact(name, plain(value)) for name, value in entries))
    facts = dict(_named(stated))
    shown = {name: fact.value for name, fact in facts.items() if _is_short(fact.value)}
    # Of two writings of a name the last counts.
    values = {**shown, **dict(entries)}
    return Said(
        schema.several(dict.fromkeys(keys)),
        schema.several(schema.fact(name, " ".join(value.split())) for name, value in values.items()),
        facts,
    )


def _named(stated: Facts) -> Iterator[tuple[str, Fact]]:
    """What is stated, by the names of facts."""
    if stated.date:
        yield schema.DATE, _fact(stated.date, str(stated.date.value))
    if stated.place:
        yield schema.PLACE, _fact(stated.place, stated.place.value.name)
    for name, found in _texts(stated):
        yield name, _fact(found, found.value)


def _fact(found: Found[object], value: str) -> Fact:
    return Fact(value, found.start, found.end, found.property)


def _texts(stated: Facts) -> Iterator[tuple[str, Found[str]]]:
    others = ((schema.SOURCE, stated.publisher), (schema.AUTHOR, stated.author), (schema.KIND, stated.kind))
    return ((name, found) for name, found in others if found)


def _facts(stated: Facts) -> Iterator[str]:
    """The keys of what is stated; a province by its old name and by its new one."""
    if stated.date:
        period = stated.date.value
        yield from (schema.fact(schema.DATE, key) for key in keys_of_period(period.first, period.last))
    if stated.place:
        province = stated.place.value
        yield from (schema.fact(schema.PLACE, plain(name)) for name in (province.name, province.now))
    for name, found in _texts(stated):
        if _is_short(found.value):
            yield schema.fact(name, plain(found.value))


def _entries(metadata: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The names of keys and the values of metadata that people may look for."""
    for name, value in metadata.items():
        if _is_short(name) and _is_short(value):
            yield schema.OF_METADATA + plain(name), value


def _is_short(value: str) -> bool:
    """Whether a value can be a key: a few words, not nothing."""
    return len(value) <= schema.LONGEST_VALUE and bool(plain(value))
