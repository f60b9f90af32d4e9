"""Stretches of days as keys, held against a plain comparison of dates."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from searchkit.analysis.days import keys_of_period, keys_of_range

Stretch = tuple[date, date]


def _month(first: date, months: int) -> Stretch:
    """So many months from the one of a day on, within its year."""
    last = min(12, first.month + months - 1)
    return first.replace(day=1), date(first.year, last, calendar.monthrange(first.year, last)[1])


#: Days of a few years often, any day at times: stretches should meet, and end where months and years do.
DAYS = st.one_of(
    st.dates(date(2019, 11, 1), date(2021, 2, 28)),
    st.dates(),
    st.sampled_from([date.min, date.max, date(1999, 12, 31), date(2000, 1, 1), date(2020, 2, 29), date(2020, 12, 31)]),
)
STRETCHES = st.one_of(
    st.builds(lambda day: (day, day), DAYS),
    st.builds(_month, DAYS, st.sampled_from([1, 3])),
    st.builds(lambda day: (date(day.year, 1, 1), date(day.year, 12, 31)), DAYS),
    st.tuples(DAYS, DAYS).map(lambda pair: (min(pair), max(pair))),
)


@given(STRETCHES, STRETCHES)
@example((date(2020, 1, 1), date(2020, 12, 31)), (date(2020, 3, 5), date(2020, 3, 5)))
@example((date(2020, 4, 1), date(2020, 6, 30)), (date(2020, 6, 30), date(2020, 7, 1)))
@example((date(2020, 4, 1), date(2020, 6, 30)), (date(2020, 7, 1), date(2020, 7, 1)))
@example((date.min, date.min), (date.min, date.max))
@example((date.max, date.max), (date.min, date.max))
def test_a_range_and_a_period_share_a_key_if_and_only_if_they_share_a_day(period: Stretch, within: Stretch) -> None:
    shares_day = period[0] <= within[1] and within[0] <= period[1]
    assert bool(set(keys_of_period(*period)) & set(keys_of_range(*within))) == shares_day


@given(STRETCHES)
def test_no_range_needs_more_than_some_tens_of_keys(within: Stretch) -> None:
    keys = keys_of_range(*within)
    assert len(keys) <= 130
    assert len(set(keys)) == len(keys)


def test_years_months_and_days_need_few_keys() -> None:
    year = (date(2021, 1, 1), date(2021, 12, 31))
    assert len(keys_of_range(*year)) == 4  # itself, and three above it
    assert len(keys_of_range(date(2021, 1, 1), date(2021, 1, 31))) == 5
    assert keys_of_period(*year) == ["2", "20", "202", "2021", "~2021"]


def test_days_that_end_before_they_begin_have_no_keys() -> None:
    day = date(2021, 3, 30)
    assert keys_of_range(day, day - timedelta(1)) == keys_of_period(day, day - timedelta(1)) == []
