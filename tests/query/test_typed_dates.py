"""Dates as people type them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.errors import QueryError
from searchkit.query.typed_dates import DateLike, days_of


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021-3", date(2021, 3, 1), date(2021, 3, 31)),
        ("2021-03-30", date(2021, 3, 30), date(2021, 3, 30)),
        ("30/3/2021", date(2021, 3, 30), date(2021, 3, 30)),
        (" 05.03.2021 ", date(2021, 3, 5), date(2021, 3, 5)),
        ("25 / 10 / 2021", date(2021, 10, 25), date(2021, 10, 25)),
        ("3/2021", date(2021, 3, 1), date(2021, 3, 31)),
        (date(2021, 3, 30), date(2021, 3, 30), date(2021, 3, 30)),
        (datetime(2021, 3, 30, 12, 5), date(2021, 3, 30), date(2021, 3, 30)),
    ],
)
def test_a_day_a_month_or_a_year(typed: DateLike, first: date, last: date) -> None:
    assert days_of(typed) == (first, last)


@pytest.mark.parametrize(
    "typed",
    ["", "x", "21", "2021-13", "31/2/2021", "2021-00", "0000", "30/3", "2021-03-30-01", "１２/2021", "30-3/2021"],
)
def test_what_is_no_date_is_told_with_what_is(typed: str) -> None:
    with pytest.raises(QueryError, match=r"2021, 2021-03, 2021-03-30, 3/2021 or 30/3/2021"):
        days_of(typed)


@pytest.mark.parametrize("typed", [2021, None, b"2021", ("2021",)])
def test_what_is_no_text_is_told(typed: object) -> None:
    with pytest.raises(QueryError, match="or a datetime"):
        days_of(typed)  # type: ignore[arg-type]


@given(st.dates())
def test_a_day_is_read_in_all_its_writings(day: date) -> None:
    writings = (day.isoformat(), f"{day.day}/{day.month}/{day.year:04}", f"{day.day:02}.{day.month:02}.{day.year:04}")
    assert {days_of(one) for one in writings} == {(day, day)}
