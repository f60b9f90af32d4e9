"""What is being typed, continued, by both engines."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchkit import Index, QueryError, Report

IndexOf = Callable[..., Index]

TEXTS = [
    *(f"Đảng ủy Khối họp phiên {number}." for number in range(6)),
    *(f"Bí thư Đảng ủy nói {number}." for number in range(3)),
    "ĐẢNG ỦY",
    *(f"Đang uống nước {number}." for number in range(2)),
    "Lý luận, lì xì. Kỳ thi.",
    "Nghị quyết 21-NQ/TW.",
]


@pytest.fixture(scope="module")
def index(shared_index_of: IndexOf, engine_name: str) -> Index:
    """TEXTS, by each engine in turn."""
    return shared_index_of(TEXTS, engine_name)


@pytest.mark.parametrize(
    ("prefix", "continued"),
    [
        ("dang u", ["Đảng ủy", "Đang uống"]),
        ("đảng u", ["Đảng ủy"]),
        ("đang u", ["Đảng ủy", "Đang uống"]),
        ("dang uố", ["Đang uống"]),
        ("dang ", ["Đảng ủy", "Đang uống"]),
        ("dang uy k", ["Đảng ủy Khối"]),
        ("bi thu dang u", ["Bí thư Đảng ủy"]),
        ("hop xong bi thu dang u", ["hop xong Bí thư Đảng ủy"]),
        ('"dang uy k', ['"Đảng ủy Khối']),
        ("NƯ", ["nước"]),
        ("ly", ["lý"]),
        ("li", ["lì"]),
        ("ly l", ["Lý luận"]),
        ("ky t", ["Kỳ thi"]),
        ("21-", ["21-NQ"]),
        ("zz", []),
        ("dang zz", []),
        ("zz d", []),
        ("", []),
        (" — ", []),
    ],
)
def test_what_is_typed_is_continued(index: Index, prefix: str, continued: list[str]) -> None:
    found = [one.text for one in index.suggest(prefix)]
    assert [text for text in found if text in continued] == continued
    assert bool(found) is bool(continued)


def test_the_most_frequent_come_first(index: Index) -> None:
    assert index.suggest("da")[:2] == [("đảng", 10), ("đang", 2)]
    assert index.suggest("dang u") == [("Đảng ủy", 10), ("Đang uống", 2)]
    assert index.suggest("da", 1) == [("đảng", 10)]
    assert index.suggest("da", 0) == []


def test_accents_that_were_typed_are_those_of_what_continues_them(index: Index) -> None:
    assert [one.text for one in index.suggest("đả")] == ["đảng"]
    assert index.suggest("đạ") == []
    assert index.suggest("đạng u") == []


def test_a_rare_form_is_found_among_frequent_ones(index_of: IndexOf, engine_name: str) -> None:
    index = index_of([*(f"Đang uống {n}." for n in range(30)), "Đảng ủy xã.", "Dạng uốn."], engine_name)
    assert index.suggest("đảng u") == [("Đảng ủy", 1)]


def test_compounds_continue_a_word(index_of: IndexOf, engine_name: str) -> None:
    texts = [f"Công tác tổ chức cán bộ của tổ chức số {number}." for number in range(4)]
    assert "tổ chức" in [one.text for one in index_of(texts, engine_name).suggest("to ")]
    assert "công tác" in [one.text.lower() for one in index_of(texts, engine_name).suggest("cong")]


def test_what_was_removed_is_suggested_no_more(index_of: IndexOf, engine_name: str) -> None:
    reports = [Report(id="1", text="Xoong nồi."), *(Report(id=str(n), text=f"Đảng ủy {n}") for n in range(2, 9))]
    index = index_of(reports, engine_name)
    assert index.suggest("xoo")
    assert index.suggest("xoong n")
    index.remove("1")
    assert index.suggest("xoo") == index.suggest("xoong n") == []


def test_an_empty_index_continues_nothing(index_of: IndexOf, engine_name: str) -> None:
    assert index_of([], engine_name).suggest("d") == []


@pytest.mark.parametrize(("prefix", "limit"), [(7, 10), ("d", -1), ("d", "7")])
def test_what_is_no_prefix_or_no_limit_is_told(index: Index, prefix: object, limit: object) -> None:
    with pytest.raises(QueryError):
        index.suggest(prefix, limit)  # type: ignore[arg-type]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet='aăâbcdđeghiknoôơpqrstuưvwxy12 .,"()-_|=/\u0301\ud800\0', max_size=12), st.integers(0, 5))
def test_any_prefix_is_continued_at_most_so_often(seed_index: Index, prefix: str, limit: int) -> None:
    found = seed_index.suggest(prefix, limit)
    assert len({one.text for one in found}) == len(found) <= limit
    assert [one.matches for one in found] == sorted((one.matches for one in found), reverse=True)
    assert all(one.matches for one in found)
