"""The fields of the query language: their names, and what stands behind one as keys of an index.

All but the title are what a report says of itself: the keys are those of the filters (``query.filters``).
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from searchkit.errors import QueryError
from searchkit.query.filters import Filters, filters_of
from searchkit.query.tree import Says
from searchkit.query.typed_dates import days_of
from searchkit.reports.plain import plain

#: What stands before a colon for the title.
TITLE = "title"
_FIELDS = {
    TITLE: TITLE,
    "tieu_de": TITLE,
    "date": "date",
    "ngay": "date",
    "place": "place",
    "tinh": "place",
    "source": "source",
    "nguon": "source",
    "author": "author",
    "tac_gia": "author",
    "kind": "kind",
    "loai": "kind",
}
_COMPARED = re.compile(r"([<>]=?)\s*(.*)", re.DOTALL)
_ONE_DAY = timedelta(days=1)
# An end of a range that is left open.
_OPEN = ("", "*")


def field_of(name: str) -> str | None:
    """The field that a name stands for, in English or Vietnamese, with or without accents; None if there is none.

    >>> field_of("Tiêu_đề"), field_of("tinh"), field_of("giờ")
    ('title', 'place', None)
    """
    return _FIELDS.get(plain(name))


def said(field: str, value: str) -> Says:
    """What a field other than the title must say. Raises QueryError for what can't be a value of it.

    >>> said("place", "Bắc Giang").keys
    ('place\\tbac giang',)
    """
    if field == "date":
        return _dated(value)
    return _keys(filters_of(**{field: value}))  # type: ignore[arg-type]  # the names of fields are those of filters


def said_between(start: str | None, end: str | None, without_start: bool, without_end: bool) -> Says:
    """A date in a range, each end of which may be left out of it, or be open (None, "" or "*")."""
    since = None if start is None or start.strip() in _OPEN else days_of(start)
    until = None if end is None or end.strip() in _OPEN else days_of(end)
    if since is None and until is None:
        raise QueryError("A range of dates needs a date at one end at least: [2019 TO 2021], [2019 TO *].")
    first = since and (_after(since.last) if without_start else since.first)
    last = until and (_before(until.first) if without_end else until.last)
    return _keys(filters_of(since=first, until=last))


def _dated(value: str) -> Says:
    compared = _COMPARED.fullmatch(value)
    if compared is None:
        return _keys(filters_of(since=value, until=value))
    sign, typed = compared.groups()
    days = days_of(typed)
    if sign == ">":
        return _keys(filters_of(since=_after(days.last)))
    if sign == "<":
        return _keys(filters_of(until=_before(days.first)))
    return _keys(filters_of(since=days.first) if sign == ">=" else filters_of(until=days.last))


def _keys(filters: Filters | None) -> Says:
    return Says(tuple(key for group in filters.groups() for key in group) if filters else ())


def _after(day: date) -> date:
    if day == date.max:
        raise QueryError("No day comes after the year 9999.")
    return day + _ONE_DAY


def _before(day: date) -> date:
    if day == date.min:
        raise QueryError("No day comes before the year 1.")
    return day - _ONE_DAY
