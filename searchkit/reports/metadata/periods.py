"""Days, months, quarters and years: a stretch of days, and how Vietnamese reports write them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class Period:
    """The days from ``first`` to ``last``, both among them; written as ISO 8601 has it, quarters as 2020-Q2."""

    first: date
    last: date

    def __str__(self) -> str:
        first, last = self.first, self.last
        if first == last:
            return first.isoformat()
        if (first.month, last.month) == (1, 12):
            return f"{first.year}"
        return f"{first:%Y-%m}" if first.month == last.month else f"{first.year}-Q{last.month // 3}"


def day(year: int, month: int, number: int) -> Period | None:
    """A day; None if there is no such day.

    >>> str(day(2023, 3, 15)), day(2023, 2, 30)
    ('2023-03-15', None)
    """
    try:
        found = date(year, month, number)
    except ValueError:
        return None
    return Period(found, found)


def months(year: int, first: int, last: int) -> Period:
    """The months from one to another of a year, by their numbers."""
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH = r"(?P<month>[01]?\d)"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# Between the numbers of a date: dashes too, and the hyphen at which a word processor breaks no line.
_SIGN = "[/.\u2010\u2011–-]"
# A digit, or a separator and a digit, beside them: a part of something longer, a phone number or a price.
_ALONE_BEFORE, _ALONE_AFTER = r"(?<!\d)(?<!\d[.,/:])", r"(?!\d)(?![.,/:]\d)"

# A date is read from its year backwards, an event's from its day: nothing else is as rare in a text.
_YEAR_OF_DATE = re.compile("19[0-9][0-9]|20[0-9][0-9]")
_BEFORE_YEAR = re.compile(
    rf"{_ALONE_BEFORE}(?P<day>[0-3]?\d)(?P<first> ?{_SIGN} ?| *tháng *)(?P<month>[01]?\d)"
    rf"(?P<second> ?{_SIGN} ?|,? *năm *|, ?)\Z",
    re.IGNORECASE,
)
_REST_OF_ISO = re.compile(r"-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)(?![.,/:]\d)")
_ENDS = re.compile(_ALONE_AFTER)
_DAY_AND_MONTH = re.compile(
    rf"(?P<day>\d\d?)(?P<first> ?{_SIGN} ?| tháng )(?P<month>[01]?\d)"
    rf"(?:(?P<second> ?{_SIGN} ?|,? năm ){_YEAR})?{_ALONE_AFTER}(?!{_SIGN}\d)(?![%\w])",
    re.IGNORECASE,
)
_BEFORE_DAY = re.compile(
    r"\b(?:sáng|trưa|chiều|tối|đêm|ngày|hôm)(?: (?:nay|qua|ngày|hôm))?(?: ngày)?,? (?P<bracket>\()?\Z", re.IGNORECASE
)
# Code points before a year, and before a day.
_NEAR_YEAR, _NEAR_DAY = 32, 24
_QUARTER = re.compile(rf"\bquý (?P<quarter>IV|I{{1,3}}|[1-4])\b[ ,./-]*(?:năm )?{_YEAR}(?!\d)", re.IGNORECASE)
_MONTH_OF_YEAR = re.compile(rf"\btháng {_MONTH}(?:[/.-]| ?,? năm |,? ){_YEAR}(?!\d)", re.IGNORECASE)


def full_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[Period, int, int]]:
    """The dates with a year in a stretch of a text (NFC), with where they stand; a date that can't be is none.

    >>> [str(found) for found, _, _ in full_dates("30.3.2021, ngày 15 tháng 3 năm 2023, 25 / 10 / 2021, 31/2/2020")]
    ['2021-03-30', '2023-03-15', '2021-10-25']
    """
    end = len(text) if end is None else end
    for year in _YEAR_OF_DATE.finditer(text, start, end):
        match = _BEFORE_YEAR.search(text, max(start, year.start() - _NEAR_YEAR), year.start())
        if match and _are_one(match) and _ENDS.match(text, year.end()):
            begins, ends = match.start(), year.end()
        elif (match := _REST_OF_ISO.match(text, year.end(), end)) and not text[
            year.start() - 1 : year.start()
        ].isdigit():
            begins, ends = year.start(), match.end()
        else:
            continue
        if found := day(int(year.group()), int(match["month"]), int(match["day"])):
            yield found, begins, ends


def _are_one(date: re.Match[str]) -> bool:
    """Whether the same sign, or words, stand between the numbers of a date."""
    first, second = (date[name].strip(" ,").lower() for name in ("first", "second"))
    return second == "năm" or second == first or (first == "tháng" and not second)


def event_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, int, int, int]]:
    """Days of events, "Sáng 6/1", "Ngày 15-10-2021": day, month, year or 0, and where they stand, the word before too.

    >>> [found[:3] for found in event_dates("Sáng 6/1 và ngày 15-10-2021, không phải 97,9 hay ngày 31/2")]
    [(6, 1, 0), (15, 10, 2021)]
    """
    for match in _DAY_AND_MONTH.finditer(text, start, len(text) if end is None else end):
        before = _BEFORE_DAY.search(text, max(start, match.start() - _NEAR_DAY), match.start())
        ends = match.end() + (before is not None and before["bracket"] is not None)
        if (
            before is None
            or (match["year"] and not _are_one(match))
            or (ends > match.end() and text[ends - 1 : ends] != ")")
        ):
            continue
        number, month, year = (int(match[name] or 0) for name in ("day", "month", "year"))
        # 29 February is a day in some year.
        if day(year or 2000, month, number):
            yield number, month, year, before.start(), ends


def spans_of_time(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[Period, int, int]]:
    """Quarters and months of a year: "quý II năm 2020", "tháng 3/2021".

    >>> [str(found) for found, _, _ in spans_of_time("quý II năm 2020, tháng 3/2021, quý I, năm 2023")]
    ['2020-Q2', '2021-03', '2023-Q1']
    """
    end = len(text) if end is None else end
    found = []
    for match in _QUARTER.finditer(text, start, end):
        quarter = _ROMAN.get(match["quarter"].lower()) or int(match["quarter"])
        found.append((months(int(match["year"]), 3 * quarter - 2, 3 * quarter), match.start(), match.end()))
    for match in _MONTH_OF_YEAR.finditer(text, start, end):
        if 1 <= int(match["month"]) <= 12:
            month = int(match["month"])
            found.append((months(int(match["year"]), month, month), match.start(), match.end()))
    yield from sorted(found, key=lambda one: one[1])
