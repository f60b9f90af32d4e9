"""Stretches of days as keys, so that any range of dates is a few terms and no engine needs ranges of its own.

The days are leaves of a tree: the digits of the year, the month, the day. A stretch is split into the largest nodes
that make it up, as Lucene once split ranges of numbers (Schindler and Diepenbroek, "Generic XML-based framework for
metadata portals", Computers & Geosciences 34, 2008). Two stretches have a day in common if a node of one is a node of
the other, or stands above it.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date

#: Begins the key that says that a stretch covers all of a node, and not only some days in it.
ALL_OF = "~"

_DIGITS = 4


def keys_of_period(first: date, last: date) -> list[str]:
    """The keys of what is dated by the days from ``first`` to ``last``: every node that holds some of them, and those
    that they cover.

    >>> keys_of_period(date(2021, 3, 30), date(2021, 3, 30))
    ['2', '20', '202', '2021', '2021-03', '2021-03-30']
    >>> keys_of_period(date(2021, 3, 1), date(2021, 3, 31))
    ['2', '20', '202', '2021', '2021-03', '~2021-03']
    """
    covered = list(_nodes(first, last))
    holding = dict.fromkeys(node for one in covered for node in (*_above(one), one))
    return [*holding, *(ALL_OF + node for node in covered if not _is_day(node))]


def keys_of_range(first: date, last: date) -> list[str]:
    """The keys of which whatever is dated by some day from ``first`` to ``last`` has one, and nothing else has.

    >>> keys_of_range(date(2021, 12, 31), date(2029, 12, 31))[:3]
    ['2021-12-31', '2022', '2023']
    """
    covered = list(_nodes(first, last))
    above = dict.fromkeys(node for one in covered for node in _above(one))
    return [*covered, *(ALL_OF + node for node in above)]


def _nodes(first: date, last: date) -> Iterator[str]:
    """The fewest nodes that make up the days from ``first`` to ``last``, in order."""
    if first > last:
        return
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        yield from _years(f"{first.year:04}", f"{last.year:04}")
    elif first.year < last.year:
        yield from _nodes(first, date(first.year, 12, 31))
        if last.year - first.year > 1:
            yield from _nodes(date(first.year + 1, 1, 1), date(last.year - 1, 12, 31))
        yield from _nodes(date(last.year, 1, 1), last)
    else:
        yield from _in_year(first, last)


def _years(first: str, last: str) -> Iterator[str]:
    """The fewest beginnings of years that make up those from ``first`` to ``last``."""
    while first <= last:
        length = _DIGITS
        # Some ten years that begin here: one node, if all of them are within.
        while length > 1 and first[length - 1 :] == "0" * (_DIGITS - length + 1):
            if first[: length - 1] + "9" * (_DIGITS - length + 1) > last:
                break
            length -= 1
        yield first[:length]
        following = int(first[:length]) + 1
        if following == 10**length:
            return
        first = f"{following:0{length}}".ljust(_DIGITS, "0")


def _in_year(first: date, last: date) -> Iterator[str]:
    for month in range(first.month, last.month + 1):
        length = calendar.monthrange(first.year, month)[1]
        begins = first.day if month == first.month else 1
        ends = last.day if month == last.month else length
        node = f"{first.year:04}-{month:02}"
        if (begins, ends) == (1, length):
            yield node
        else:
            yield from (f"{node}-{day:02}" for day in range(begins, ends + 1))


def _above(node: str) -> Iterator[str]:
    """The nodes above one, the highest first."""
    year, *parts = node.split("-")
    yield from (year[:length] for length in range(1, len(year)))
    if parts:
        yield year
    if len(parts) > 1:
        yield f"{year}-{parts[0]}"


def _is_day(node: str) -> bool:
    return node.count("-") == 2
