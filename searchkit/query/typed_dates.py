"""Dates as people type them: a day, a month or a year."""

from __future__ import annotations

import calendar
import re
from contextlib import suppress
from datetime import date, datetime
from typing import NamedTuple, TypeAlias

from searchkit.errors import QueryError

#: A date as an argument.
DateLike: TypeAlias = "str | date"

_YEAR, _MONTH, _DAY = r"(?P<year>[0-9]{4})", r"(?P<month>[0-9]{1,2})", r"(?P<day>[0-9]{1,2})"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}(?:-{_MONTH}(?:-{_DAY})?)?",
        rf"(?:{_DAY} ?(?P<between>[/.-]) ?)?{_MONTH} ?(?(between)(?P=between)|[/.-]) ?{_YEAR}",
    )
)


class Days(NamedTuple):
    """The first and the last day of what was typed."""

    first: date
    last: date


def days_of(typed: DateLike) -> Days:
    """The days that a date as typed stands for.

    >>> [str(day) for day in days_of("3/2021")], days_of("30/3/2021") == days_of("2021-03-30")
    (['2021-03-01', '2021-03-31'], True)

    Raises QueryError for what is no date.
    """
    if isinstance(typed, datetime):
        typed = typed.date()
    if isinstance(typed, date):
        return Days(typed, typed)
    if not isinstance(typed, str):
        raise QueryError(f"A date is text (str) or a datetime.date, not {type(typed).__name__}.")
    for form in _FORMS:
        if match := form.fullmatch(typed.strip()):
            with suppress(ValueError):  # no such month, or no such day
                return _days(int(match["year"]), match["month"], match["day"])
    raise QueryError(
        f"{typed!r} is no date; write a year, a month or a day: 2021, 2021-03, 2021-03-30, 3/2021 or 30/3/2021."
    )


def _days(year: int, month: str | None, day: str | None) -> Days:
    first = date(year, int(month or 1), int(day or 1))
    last_month = int(month or 12)
    return Days(first, date(year, last_month, int(day or calendar.monthrange(year, last_month)[1])))
