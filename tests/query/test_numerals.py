"""Roman numerals, thousands and per cent: which words are some, and what else they may be written as."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest

from searchkit.query.numbers import number_equivalents
from searchkit.query.numerals import _roman, per_cents, roman_numerals, thousands
from searchkit.query.parser import parse
from searchkit.query.readings import Reading, written
from searchkit.query.tree import Word

COUNTED = [
    "khóa", "đại hội", "quý", "kỳ", "nhiệm kỳ", "kỷ", "thế kỷ", "lần thứ", "chương", "phần", "mục", "hạng",
]  # fmt: skip


def read(rule: Callable[[Sequence[Word]], Iterator[Reading]], text: str) -> list[tuple[int, int, str]]:
    return [(start, end, " ".join(word.exact for word in phrase)) for start, end, phrase in rule(written(text))]


@pytest.mark.parametrize("name", COUNTED)
@pytest.mark.parametrize(("number", "roman"), [("5", "v"), ("11", "xi"), ("40", "xl"), ("100", "c")])
def test_what_is_counted_in_roman_numerals_is_found_either_way(name: str, number: str, roman: str) -> None:
    *before, last = name.split()
    place = (len(before), len(before) + 2)
    last = written(last)[0].exact
    assert read(roman_numerals, f"{name} {number}") == [(*place, f"{last} {roman}")]
    assert read(roman_numerals, f"{name} {roman}") == [(*place, f"{last} {number}")]


@pytest.mark.parametrize(
    "text", ["nhóm 5", "nhóm v", "nhóm xl", "nhóm vi", "nhóm xi", "nhóm cd", "i", "khóa mmmm", "khóa"]
)
def test_elsewhere_a_number_and_a_few_letters_are_none(text: str) -> None:
    assert read(roman_numerals, text) == []


@pytest.mark.parametrize(
    ("roman", "number"),
    [("ii", 2), ("iii", 3), ("iv", 4), ("vii", 7), ("viii", 8), ("ix", 9), ("xii", 12), ("xiv", 14), ("xxxix", 39)],
)
def test_what_can_be_nothing_else_is_a_roman_numeral_anywhere(roman: str, number: int) -> None:
    assert read(roman_numerals, roman) == [(0, 1, str(number))]
    assert read(roman_numerals, f"nhóm {roman} này") == [(0, 2, f"nhóm {number}")]


@pytest.mark.parametrize("letters", ["iiii", "vv", "iix", "xxxx", "xvx", "ivi", "cccc", "dd", "mmmm", "xm", "cmcm"])
def test_letters_in_another_order_are_no_numeral(letters: str) -> None:
    assert read(roman_numerals, f"khóa {letters}") == []


@pytest.mark.parametrize(
    ("value", "roman"),
    [(0, None), (1, "i"), (3999, "mmmcmxcix"), (4000, None), (444, "cdxliv"), (2888, "mmdccclxxxviii")],
)
def test_there_are_numerals_from_1_to_3999(value: int, roman: str | None) -> None:
    assert _roman(value) == roman


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("đại hội đảng 13", "đảng xiii"),
        ("đại hội đảng bộ tỉnh bắc giang 2", "giang ii"),
        ("đại hội đảng bộ các cơ quan tỉnh 16", "tỉnh xvi"),
    ],
)
def test_the_number_of_a_congress_may_stand_some_words_behind_it(text: str, phrase: str) -> None:
    count = len(text.split())
    assert read(roman_numerals, text) == [(count - 2, count, phrase)]


@pytest.mark.parametrize(
    "text",
    [
        "đại hội đảng bộ khối các cơ quan tỉnh 16",  # seven words between
        "đại hội đảng 1",  # as likely one of something
        "đại hội 5 đảng 7",
        "hội đảng 13",
        "13 đại hội",
    ],
)
def test_other_numbers_behind_a_congress_are_not_its_own(text: str) -> None:
    assert not [one for one in read(roman_numerals, text) if one[1] == len(text.split())]


def test_a_term_of_office_once_stood_for_a_year_in_roman_numerals() -> None:
    found = number_equivalents(parse("nhiệm kỳ 2020-2025"))
    assert found
    assert not any("mmxx" in one.label for one in found)
    assert read(roman_numerals, "khóa 1899") == [(0, 2, "khoá mdcccxcix")]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("1666", (0, 1, "1 666")),
        ("12666", (0, 1, "12 666")),
        ("123666", (0, 1, "123 666")),
        ("1234567", (0, 1, "1 234 567")),
        ("123456789012", (0, 1, "123 456 789 012")),
        ("1799", (0, 1, "1 799")),
        ("2100", (0, 1, "2 100")),
        ("1 666", (0, 2, "1666")),
        ("12 666 777 người", (0, 3, "12666777")),
        ("có 123 456", (1, 3, "123456")),
        ("1 666 77", (0, 2, "1666")),
    ],
)
def test_thousands_are_grouped_or_not(text: str, other: tuple[int, int, str]) -> None:
    assert read(thousands, text) == [other]


@pytest.mark.parametrize(
    "text",
    [
        "999",
        "0666",
        "1800",
        "1999",
        "2000",
        "2099",
        "năm 1666",
        "nam 1666",
        "1 66",
        "0 666",
        "5 1 666",
        "1234567890123",
    ],
)
def test_years_and_other_numbers_are_not_grouped(text: str) -> None:
    assert read(thousands, text) == []


def test_what_was_typed_with_a_dot_is_no_year() -> None:
    grouped = (Word("2.021", "2021"),)
    assert [" ".join(word.exact for word in phrase) for _, _, phrase in thousands(grouped)] == ["2 021"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("97 phần trăm", [(0, 3, "97")]),
        ("đạt 97 phan tram số", [(1, 4, "97")]),
        ("97 phần", []),
        ("97 trăm phần", []),
        ("vài phần trăm", []),
        ("phần trăm", []),
    ],
)
def test_per_cent_in_words_is_the_number(text: str, found: list[tuple[int, int, str]]) -> None:
    assert read(per_cents, text) == found
