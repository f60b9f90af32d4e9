"""Dates and spans of years: which rows of words are some, and what else they may be written as."""

from __future__ import annotations

import pytest

from searchkit.query.dates import dates, spans_of_years
from searchkit.query.readings import written


def read(text: str) -> list[tuple[int, int, str]]:
    """The other writings of the dates in a text, each with where what it stands for begins and ends."""
    return [(start, end, " ".join(word.exact for word in phrase)) for start, end, phrase in dates(written(text))]


def spans(text: str) -> list[tuple[int, int, str]]:
    return [
        (start, end, " ".join(word.exact for word in phrase)) for start, end, phrase in spans_of_years(written(text))
    ]


@pytest.mark.parametrize("word", ["ngày", "sáng", "trưa", "chiều", "tối", "đêm", "ngay", "toi"])
def test_behind_a_word_for_a_time_of_day_two_numbers_are_a_day(word: str) -> None:
    start = int(word not in ("ngày", "ngay"))
    assert read(f"{word} 6 1") == [
        (start, 3, "6 1"),
        (start, 3, "6 tháng 1"),
        (start, 3, "ngày 6 tháng 1"),
    ]


@pytest.mark.parametrize(
    "text",
    ["6 1", "họp 6 1", "tháng 6", "tháng 6 1", "ngày 6", "ngày 6 1 5", "5 6 tháng 1 2", "5 6 1 2021", "năm 2021"],
)
def test_other_numbers_may_be_anything(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "is_date"),
    [
        ("1 1 2021", True), ("9 9 2021", True), ("10 10 2021", True), ("19 12 2021", True), ("29 1 2021", True),
        ("30 1 2021", True), ("31 12 2021", True), ("0 1 2021", False), ("32 1 2021", False), ("40 1 2021", False),
        ("1 1 1900", True), ("1 1 2099", True), ("1 1 1899", False), ("1 1 2100", False), ("1 1 20210", False),
    ],
)  # fmt: skip
def test_a_day_has_a_number_up_to_31_and_a_year_is_of_these_two_centuries(text: str, is_date: bool) -> None:
    assert ((0, 3) in {(start, end) for start, end, _ in read(text)}) == is_date


@pytest.mark.parametrize("month", ["0", "13", "20"])
def test_there_are_twelve_months(month: str) -> None:
    assert read(f"5 {month} 2021") == read(f"tháng {month} 2021") == read(f"ngày 5 tháng {month} 2021") == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("30 3 2021", (0, 3)),
        ("30 tháng 3 2021", (0, 4)),
        ("30 tháng 3 năm 2021", (0, 5)),
        ("ngày 30 3 2021", (0, 4)),
        ("ngay 30 thang 3 nam 2021", (0, 6)),
        ("họp ngày 30 tháng 3 năm 2021 ở", (1, 7)),
        ("30 3 năm 2021 5", (0, 4)),
    ],
)
def test_every_way_to_write_a_day_has_every_other(text: str, place: tuple[int, int]) -> None:
    assert read(text) == [
        (*place, "30 3 2021"),
        (*place, "30 tháng 3 năm 2021"),
        (*place, "30 tháng 3 2021"),
        (*place, "ngày 30 tháng 3 năm 2021"),
    ]


@pytest.mark.parametrize(
    ("text", "place"), [("3 2021", (0, 2)), ("tháng 3 2021", (0, 3)), ("họp tháng 3 năm 2021", (1, 5))]
)
def test_every_way_to_write_a_month_has_every_other(text: str, place: tuple[int, int]) -> None:
    assert read(text) == [(*place, "3 2021"), (*place, "tháng 3 năm 2021"), (*place, "tháng 3 2021")]


def test_a_day_without_its_year_is_told_by_its_month() -> None:
    assert read("30 tháng 3") == [(0, 3, "30 3"), (0, 3, "30 tháng 3"), (0, 3, "ngày 30 tháng 3")]
    assert read("30 tháng 3 5") == []


def test_dates_in_a_row_are_read_one_after_the_other() -> None:
    found = read("từ 1 3 2021 đến 2 4 2021")
    assert {place[:2] for place in found} == {(1, 4), (5, 8)}
    assert len(found) == 8


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("2020 2025", (0, 2)),
        ("nhiệm kỳ 2020 2025 ở", (2, 4)),
        ("2020 đến 2025", (0, 3)),
        ("2020 đến năm 2025", (0, 4)),
        ("từ 2020 đến 2025", (0, 4)),
        ("năm 2020 đến 2025", (0, 4)),
        ("tu nam 2020 den nam 2025", (0, 6)),
        ("họp từ năm 2020 đến năm 2025 ở", (1, 7)),
        ("từ 2020 2025", (1, 3)),
    ],
)
def test_every_way_to_write_a_span_of_years_has_every_other(text: str, place: tuple[int, int]) -> None:
    assert spans(text) == [
        (*place, "2020 2025"),
        (*place, "2020 đến 2025"),
        (*place, "từ 2020 đến 2025"),
        (*place, "2020 đến năm 2025"),
        (*place, "từ năm 2020 đến năm 2025"),
    ]


@pytest.mark.parametrize(
    "text", ["2025 2020", "2020 2020", "2020", "2020 và 2025", "1899 2020", "2020 2100", "2020 năm 2025", "12020 2025"]
)
def test_other_years_are_no_span(text: str) -> None:
    assert spans(text) == []
