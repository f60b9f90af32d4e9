"""Numbers, dates and document numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.analysis.numerals import digit_groups, is_series, number_key, units
from tests.texts import ANY


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("1.666", "1666"),
        ("1666", "1666"),
        ("8.600", "8600"),
        ("1.234.567", "1234567"),
        ("1.234,5", "1234,5"),
        ("97,9", "97,9"),
        ("97.9", "97,9"),
        ("0,5", "0,5"),
        ("05", "5"),
        ("00", "0"),
        ("10", "10"),
        ("007", "007"),
        ("2021", "2021"),
    ],
)
def test_a_number_has_one_key_however_it_is_written(written: str, key: str) -> None:
    assert number_key(written) == key


@given(st.integers(1000, 999_999_999))
def test_dots_group_thousands(number: int) -> None:
    assert number_key(f"{number:,}".replace(",", ".")) == str(number)


@pytest.mark.parametrize(
    ("number", "series"),
    [("30.3.2021", True), ("1.2.3", True), ("1.666", False), ("97,9", False), ("1.666.000", False)],
)
def test_dates_and_sections_are_several_numbers(number: str, series: bool) -> None:
    assert is_series(number) is series


def test_the_digits_of_a_number() -> None:
    assert digit_groups("30.3.2021") == [(0, 2), (3, 4), (5, 9)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("933/954", [["933", "954"]]),
        ("21-NQ/TW", [["21", "NQ", "TW"]]),
        ("21\u2011NQ/TW", [["21", "NQ", "TW"]]),
        ("2020\u20102025", [["2020", "2025"]]),
        ("02-ĐA/ĐUK,", [["02", "ĐA", "ĐUK"]]),
        ("15/2020/NĐ-CP", [["15", "2020", "NĐ", "CP"]]),
        ("25 / 10 / 2021", [["25", "10", "2021"]]),
        ("15/03/2023", [["15", "03", "2023"]]),
        ("2020 - 2025", [["2020", "2025"]]),
        ("2020- 2025", [["2020", "2025"]]),
        ("2016–2020", [["2016", "2020"]]),
        ("sáng 6/1, chiều 7/1", [["6", "1"], ["7", "1"]]),
        ("kinh tế - xã hội", []),
        ("số 21 - năm", []),
        ("- 5 -", []),
        ("", []),
    ],
)
def test_units_whose_parts_stand_together(text: str, parts: list[list[str]]) -> None:
    assert [[text[start:end] for start, end in unit] for unit in units(text)] == parts


@given(ANY)
def test_units_are_in_order_and_hold_a_digit(text: str) -> None:
    reached = 0
    for unit in units(text):
        assert len(unit) > 1
        for start, end in unit:
            assert reached <= start < end <= len(text)
            reached = end
        assert any(char.isdigit() for char in text[unit[0][0] : unit[-1][1]])
