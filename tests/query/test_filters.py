"""Filters: what may be asked for, and what isn't a filter."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from searchkit import schema
from searchkit.errors import QueryError
from searchkit.query.filters import Filters, filters_of


def test_nothing_asked_for_is_no_filter() -> None:
    assert filters_of() is None
    assert filters_of(since=None, place=None, where=None) is None
    assert filters_of(place=[], where={}) is None
    assert filters_of(where={"unit": []}) is None


def test_values_are_folded_and_each_stands_once() -> None:
    assert filters_of(source=["Báo  Nam Định", "BAO NAM DINH"], where={"Đơn vị": "Ban\tTổ chức"}) == Filters(
        source=("bao nam dinh",), where=(("don vi", ("ban to chuc",)),)
    )


def test_until_is_its_last_day_and_since_its_first() -> None:
    assert filters_of(since="2021", until="2021") == Filters(date(2021, 1, 1), date(2021, 12, 31))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("bac giang", "bac giang"),
        ("Tỉnh Bắc Giang", "bac giang"),
        ("TP.HCM", "thanh pho ho chi minh"),
        ("Sài Gòn", "thanh pho ho chi minh"),
        ("Daklak", "dak lak"),
    ],
)
def test_a_province_is_known_by_all_its_names(typed: str, kept: str) -> None:
    assert filters_of(place=typed) == Filters(place=(kept,))


def test_each_kind_is_a_group_of_keys() -> None:
    filters = filters_of(kind=("tin", "báo cáo"), where={"a": "1", "b": ["2", "3"]})
    assert filters is not None
    assert list(filters.groups()) == [
        (schema.fact("kind", "tin"), schema.fact("kind", "bao cao")),
        (schema.fact(".a", "1"),),
        (schema.fact(".b", "2"), schema.fact(".b", "3")),
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"since": "x"}, "no date"),
        ({"since": "2022", "until": "2021"}, "No day is since 2022 and until 2021"),
        ({"place": "bac giag"}, "did you mean Bắc Giang"),
        ({"place": "Atlantis"}, "There is no province 'atlantis'; name one of the 63"),
        ({"source": 7}, "source is text"),
        ({"source": ["a", 7]}, "source is text"),
        ({"author": " "}, "author is empty"),
        ({"author": "\u0301"}, "author is empty"),
        ({"kind": "x" * 201}, "kind has 201 characters"),
        ({"kind": map(str, range(1001))}, "kind has 1,001 values"),
        ({"where": "a=b"}, "where is a mapping"),
        ({"where": {"a": 7}}, "a is text"),
        ({"where": {7: "a"}}, "where is text"),
        ({"where": {"a": ""}}, "a is empty"),
    ],
)
def test_what_is_no_filter_is_told(arguments: dict[str, Any], told: str) -> None:
    with pytest.raises(QueryError, match=told):
        filters_of(**arguments)


def test_what_a_terminal_could_not_decode_finds_nothing_and_is_no_error() -> None:
    assert filters_of(source="b\udce1o") == Filters(source=("b?o",))


def test_filters_are_values() -> None:
    assert hash(filters_of(place="Huế")) == hash(filters_of(place="thua thien hue"))
