"""Counting reports, held against a plain loop over all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import searchkit
from searchkit import Index, QueryError, Report, engines
from searchkit.reports.plain import plain
from tests.search import reports_with_facts as made
from tests.search.test_filtering import POSSIBLE, QUERIES, READ, REPORTS

IndexOf = Callable[..., Index]


@pytest.fixture(scope="module", params=engines.NAMES)
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """REPORTS, by each engine in turn, added in several commits, some of them removed and added again."""
    with searchkit.create(tmp_path_factory.mktemp("facets") / "index", request.param) as one:
        for start in range(0, len(REPORTS), 20):
            one.add(REPORTS[start : start + 20])
        one.remove(*(report.id for report in REPORTS[5:15]))
        one.add(REPORTS[3:15])
        yield one


def _said(identity: str, field: str) -> str:
    """What a report says in a field, folded unless it is a date; "" if nothing."""
    one = READ[identity]
    facts = one.facts
    if field in ("year", "month", "date"):
        return str(facts.date.value)[: {"year": 4, "month": 7, "date": 10}[field]] if facts.date else ""
    if field == "place":
        return plain(facts.place.value.name) if facts.place else ""
    if field in ("source", "author", "kind"):
        found = {"source": facts.publisher, "author": facts.author, "kind": facts.kind}[field]
        return plain(found.value) if found else ""
    return plain(one.report.metadata.get("Đơn vị", ""))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["place", "source", "author", "kind", "year", "month", "date", "don vi"]),
    st.just("") | QUERIES,
    POSSIBLE,
    st.booleans(),
)
def test_facets_count_reports_as_a_loop_does(
    index: Index, field: str, query: str, filters: dict[str, Any], every_word: bool
) -> None:
    matching = set(READ)
    if query:
        matching = {hit.report.id for hit in index.search(query, 10_000, all_copies=True, every_word=every_word)}
    matching = {one for one in matching if READ[one].passes(**filters)}
    expected = Counter(value for one in matching if (value := _said(one, field)))
    facets = index.facets(field, query, 1000, every_word=every_word, **filters)
    found = {value if field in ("year", "month", "date") else plain(value): count for value, count in facets.values}
    assert found == expected
    assert (facets.reports, facets.different) == (len(matching), len(expected))
    assert facets.silent == len(matching) - expected.total()


def test_the_most_frequent_come_first_and_a_limit_cuts(index: Index) -> None:
    counts = [facet.reports for facet in index.facets("place").values]
    assert counts == sorted(counts, reverse=True)
    assert index.facets("place", limit=2).values == index.facets("place").values[:2]
    assert index.facets("place", limit=2).different == len(counts) > 2
    assert index.facets("place", limit=0).values == ()


def test_years_stand_in_order_and_the_last_ones_are_kept(index: Index) -> None:
    years = index.facets("year").values
    assert [facet.value for facet in years] == sorted({_said(one, "year") for one in READ} - {""})
    assert index.facets("year", limit=2).values == years[-2:]
    assert index.facets("year", limit=0).values == ()


def test_a_value_is_shown_as_most_reports_write_it(index_of: IndexOf, engine_name: str) -> None:
    units = ["ban  tổ chức", "Ban Tổ chức", "Ban\nTổ chức", "BAN TỔ CHỨC"]
    texts = [Report(str(number), "Đảng ủy họp.", metadata={"unit": unit}) for number, unit in enumerate(units)]
    facets = index_of(texts, engine_name).facets("unit")
    assert facets.values == (("Ban Tổ chức", 4),)


def test_months_of_what_is_dated_by_more_stay_as_they_are(index_of: IndexOf, engine_name: str) -> None:
    titles = ["Báo cáo quý II năm 2020", "Báo cáo tháng 3/2021", ""]
    texts = [Report(str(number), "Ngày 30/3/2021, Đảng ủy họp." if not title else "Đảng ủy họp.", title)
             for number, title in enumerate(titles)]  # fmt: skip
    index = index_of(texts, engine_name)
    assert index.facets("month").values == (("2020-Q2", 1), ("2021-03", 2))
    assert index.facets("year").values == (("2020", 1), ("2021", 2))


def test_an_empty_index_has_nothing_to_count(index_of: IndexOf, engine_name: str) -> None:
    assert index_of([], engine_name).facets("place") == ("place", (), 0, 0, 0)


def test_long_values_are_not_counted(index_of: IndexOf, engine_name: str) -> None:
    index = index_of([Report("1", "Đảng ủy họp.", metadata={"note": "x" * 201, "unit": "y" * 200})], engine_name)
    assert (index.facets("note").values, index.facets("note").silent) == ((), 1)
    assert index.facets("unit").values == (("y" * 200, 1),)


@pytest.mark.parametrize("field", [7, None, "", " ", "\u0301"])
def test_what_is_no_field_is_told(index: Index, field: Any) -> None:
    with pytest.raises(QueryError, match="field"):
        index.facets(field)


def test_a_query_that_cannot_be_run_is_told(index: Index) -> None:
    with pytest.raises(QueryError, match="punctuation"):
        index.facets("place", "!!")
    with pytest.raises(QueryError, match="text"):
        index.facets("place", 7)  # type: ignore[arg-type]
    with pytest.raises(QueryError, match="limit"):
        index.facets("place", limit=-1)


def test_facets_read_no_stored_record(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: Any) -> Any:
        raise AssertionError("a record was read")

    monkeypatch.setattr(type(index._current.view()), "fetch", forbidden)
    assert index.facets("place", "đảng", since=made.DATES[0]).values
