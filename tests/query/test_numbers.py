"""What else numbers may be written as, and what they may not."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from searchkit.errors import QueryError
from searchkit.query.equivalents import holds, readings
from searchkit.query.numbers import number_equivalents
from searchkit.query.numerals import _arabic, _roman
from searchkit.query.parser import parse
from searchkit.query.query import read
from searchkit.query.tree import runs_of, words_of
from searchkit.search.highlighting import Highlighter
from searchkit.search.plan import planned
from searchkit.search.weights import DEFAULT


def equivalents(query: str) -> set[str]:
    return {" ".join(word.exact for word in one.phrase) for one in number_equivalents(parse(query))}


@pytest.mark.parametrize(
    "query",
    [
        "vi phạm kỷ luật",
        "đảng viên mới",
        "ĐẦU TƯ CÔNG",
        "xi măng",
        "năm 2021",
        "năm 1786",
        "13 đảng viên",
        "báo cáo 6 tháng đầu năm",
        "kế hoạch 5 năm",
        "6/1",
        "933/954",
        "31/13/2021",
        "khóa 0",
        "ngày 21 đã họp",
        "21 hay DC, ML",
        "nhóm V",
        "nghị quyết AND 21",
        'nghị quyết "21"',
        "(nghị quyết OR chỉ thị) 21",
        "họp -khóa -13",
    ],
)
def test_nothing_else_is_meant(query: str) -> None:
    assert not equivalents(query)


@pytest.mark.parametrize(
    ("query", "phrases"),
    [
        ("nghi quyet so 21", {"nghị quyết 21", "21 nq", "nq 21", "nq số 21"}),
        ("nghị quyết 21-NQ/TW", {"nghị quyết 21", "nghị quyết số 21"}),
        ("15/2020/NĐ-CP", {"nghị định 15 2020", "nghị định số 15 2020"}),
        ("08-QĐ/TW", {"quy định 8", "quy định số 8", "quyết định 8", "quyết định số 8"}),
        ("họp 30-3-2021", {"30 tháng 3 năm 2021", "30 tháng 3 2021", "ngày 30 tháng 3 năm 2021"}),
        ("sáng 6/1", {"6 tháng 1", "ngày 6 tháng 1"}),
        ("tháng 3/2021", {"3 2021", "tháng 3 năm 2021"}),
        ("1234567", {"1 234 567"}),
        ("2.021 người", {"2 021"}),
        ("đại hội đảng bộ tỉnh 16", {"tỉnh xvi"}),
        ("dai hoi XIII", {"hoi 13"}),
        ("XIII", {"13"}),
        ("khóa 4000", {"4 000"}),
        ("khóa X", {"khoá 10"}),
        ('"khóa 13"', {"khoá xiii"}),
        ("TƯ", {"trung ương"}),
    ],
)
def test_what_else_is_meant(query: str, phrases: set[str]) -> None:
    assert equivalents(query) == phrases


def test_there_is_a_roman_numeral_for_every_number_and_back() -> None:
    assert all(_arabic(_roman(value) or "") == value for value in range(1, 4000))
    assert len({_roman(value) for value in range(1, 4000)}) == 3999


NUMBERS = ["nghị", "quyết", "số", "21", "NQ/TW", "30/3/2021", "ngày", "tháng", "năm", "2020", "đến", "khóa"]
OTHERS = ["XIII", "TW", "AND", "OR", '"khóa 13"', "-họp", "(TƯ)", "1.666", "1 666", "phần trăm", "3"]
PIECES = st.lists(st.sampled_from([*NUMBERS, *OTHERS]), min_size=1, max_size=9).map(" ".join)


@given(PIECES)
def test_equivalents_lie_within_one_run_and_say_something_else(query: str) -> None:
    try:
        tree = parse(query)
    except QueryError:
        # Only what to leave out.
        reject()
    words = tuple(words_of(tree))
    runs = list(runs_of(tree))
    assert tuple(word for _, run in runs for word in run) == words
    for one in number_equivalents(tree):
        assert any(first <= one.start < one.end <= first + len(run) for first, run in runs)
        typed = [word.folded for word in words[one.start : one.end]]
        assert not holds([word.folded for word in one.phrase], typed)


def test_a_row_has_no_more_than_so_many_readings() -> None:
    tree = parse(" ".join(["khóa 13"] * 20))
    known = number_equivalents(tree)
    count = len(list(words_of(tree)))
    found = list(readings(range(count), count, known))
    assert len(found) == len(set(found)) == 32
    assert found[0] == tuple(range(count))


def test_a_query_of_a_thousand_words_costs_little() -> None:
    begun = process_time()
    query = read('"' + "khóa 13 đã " * 333 + '"')
    assert len(query.equivalents) == 100
    Highlighter(query)("khóa XIII")
    planned(query, DEFAULT)
    planned(read("nghị quyết 21 " * 333), DEFAULT)
    assert process_time() - begun < 5


@given(PIECES)
def test_no_number_is_missed_by_looking_first_whether_there_is_one(text: str) -> None:
    try:
        query = read(text)
    except QueryError:
        reject()
    assert query.equivalents == number_equivalents(query.tree)
