"""What a query was meant as, in both engines."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchkit import Index, QueryError, Report

IndexOf = Callable[..., Index]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dang uy khoi", "Đảng ủy Khối"),
        ("ddang uyr", "Đảng ủy"),
        ("d9a3ng u3y kho6i1", "Đảng ủy Khối"),
        ("đảng úy khối", "Đảng ủy Khối"),
        ("danguy khoi", "Đảng ủy Khối"),
        ("dang u y khoi", "Đảng ủy Khối"),
        ("đảngg ủy khối", "Đảng ủy khối"),
        ("bi thu chi bo", "Bí thư Chi bộ"),
        ("ket nap dang vien", "kết nạp đảng viên"),
    ],
)
def test_what_was_meant_comes_first(seed_index: Index, typed: str, meant: str) -> None:
    assert seed_index.corrections(typed)[0].text.lower() == meant.lower()


def test_a_correction_is_written_as_the_reports_write_it(seed_index: Index) -> None:
    assert seed_index.corrections("dang uy khoi")[0].text == "Đảng ủy Khối"


def test_a_query_that_is_right_has_none(seed_index: Index) -> None:
    assert seed_index.corrections("Đảng ủy Khối") == []


def test_matches_are_the_passages_that_hold_all_words_with_these_accents(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(["Đảng ủy họp.", "Đảng ủy xã, đảng ủy phường.", "Đang uy hiếp.", "Đảng bộ."], engine_name)
    assert index.corrections("dang uy")[0] == ("Đảng ủy", 2)


def test_numbers_operators_and_punctuation_stay_as_they_were_typed(seed_index: Index) -> None:
    assert seed_index.corrections('("dang uy" AND khoi) 2020!')[0].text == '("Đảng ủy" AND Khối) 2020!'


def test_a_word_that_is_nowhere_stays_as_it_was_typed(seed_index: Index) -> None:
    assert seed_index.corrections("dang uy XQZWQX")[0].text == "Đảng ủy XQZWQX"


def test_accents_that_were_typed_weigh_more_than_none(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(["Đang họp."] * 3 + ["Đảng họp."], engine_name)
    assert index.corrections("đảng hop")[0].text == "Đảng họp"
    assert index.corrections("dang hop")[0].text == "Đang họp"


def test_what_was_removed_is_no_word_any_more(index_of: IndexOf, engine_name: str) -> None:
    index = index_of([Report(id="1", text="Đảng ủy Khối."), Report(id="2", text="Đáng uy khôi, đáng uy.")], engine_name)
    index.remove("1")
    assert index.corrections("dang uy khoi")[0].text == "Đáng uy khôi"


def test_an_empty_index_has_none(index_of: IndexOf, engine_name: str) -> None:
    assert index_of([], engine_name).corrections("dang uy khoi") == []


def test_at_most_as_many_as_asked_for_and_all_different(seed_index: Index) -> None:
    for limit in (0, 1, 2, 5):
        texts = [one.text for one in seed_index.corrections("dang uy", limit)]
        assert len(texts) == len(set(texts)) <= limit


def test_more_than_thirty_words_have_none(seed_index: Index) -> None:
    assert seed_index.corrections("dang " * 30)
    assert seed_index.corrections("dang " * 31) == []


@pytest.mark.parametrize(("query", "limit"), [("", 3), ("dang", -1), ("dang", "3"), (7, 3)])
def test_what_is_no_query_or_no_limit_is_told(seed_index: Index, query: object, limit: object) -> None:
    with pytest.raises(QueryError):
        seed_index.corrections(query, limit)  # type: ignore[arg-type]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet='aăâbcdđeghiknoôơpqrstuưvwxy123 .,"()-_|=\u0301\ud800', max_size=30))
def test_any_query_gets_corrections_or_a_sentence(seed_index: Index, query: str) -> None:
    try:
        found = seed_index.corrections(query, 2)
    except QueryError:
        return
    for correction in found:
        assert correction.matches >= 0
        assert correction.text != query
