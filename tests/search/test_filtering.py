"""Filters, held against a plain loop over all reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import searchkit
from searchkit import Hit, Index, Report, engines, schema
from searchkit.engines.contract import Request
from searchkit.engines.trees import Term
from searchkit.query.query import read as read_query
from searchkit.search.filtering import filtered
from searchkit.search.plan import planned
from searchkit.search.weights import DEFAULT
from tests.search import reports_with_facts as made

IndexOf = Callable[..., Index]

REPORTS = made.reports()
READ = {report.id: made.read(report) for report in REPORTS}


def _some(values: tuple[str, ...]) -> st.SearchStrategy[Any]:
    return st.none() | st.sampled_from(values) | st.lists(st.sampled_from(values), min_size=1, max_size=2)


DAYS = st.sampled_from(["2019", "2020-05", "2021-03", "30/3/2021", "2021-03-31", "6/2022", "2023", date(2021, 3, 30)])
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "since": DAYS,
        "until": DAYS,
        "place": _some((*made.PLACES, "bac giang", "TP.HCM", "Hà Nội")),
        "source": _some((*made.SOURCES, "bao nam dinh", "nobody")),
        "author": _some(made.AUTHORS),
        "kind": _some(("bao cao", "Nghị quyết", "tin")),
        "where": st.dictionaries(st.sampled_from(["don vi", "Đơn vị"]), _some(made.UNITS).filter(bool), max_size=1),
    },
)
QUERIES = st.sampled_from(
    ["đảng ủy", "dang uy", "đảng", '"đảng bộ"', "kết nạp quần chúng", "chi NOT hội", "công tác xây dựng đảng tỉnh họp"]
)


@pytest.fixture(scope="module", params=engines.NAMES)
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """REPORTS, by each engine in turn."""
    with searchkit.create(tmp_path_factory.mktemp("facts") / "index", request.param) as one:
        one.add(REPORTS)
        yield one


def _passing(filters: Mapping[str, Any]) -> set[str]:
    return {identity for identity, one in READ.items() if one.passes(**filters)}


def _is_possible(filters: Mapping[str, Any]) -> bool:
    since, until = (filters.get(name) for name in ("since", "until"))
    return not (since and until) or made.days_of(since).first <= made.days_of(until).last


def _scores(hits: Iterable[Hit]) -> dict[str, float]:
    return {hit.passage.id: hit.score for hit in hits}


POSSIBLE = FILTERS.filter(_is_possible)


def test_the_reports_are_told_apart_by_every_filter() -> None:
    for filters in ({"since": "2021"}, {"until": "2021"}, *({name: v[0]} for name, v in (
        ("place", made.PLACES), ("source", made.SOURCES), ("author", made.AUTHORS), ("kind", made.KINDS)
    )), {"where": {"don vi": made.UNITS[0]}}):  # fmt: skip
        assert 3 < len(_passing(filters)) < len(REPORTS) - 3


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(QUERIES, POSSIBLE, st.booleans())
def test_filters_leave_what_passes_them_and_its_order(
    index: Index, query: str, filters: dict[str, Any], every_word: bool
) -> None:
    passing = _passing(filters)
    everything = index.search(query, 1000, all_copies=True, every_word=every_word)
    expected = [hit for hit in everything if hit.report.id in passing]
    found = index.search(query, 1000, all_copies=True, every_word=every_word, **filters)
    # Where scores differ by less than rounding, neighbours have a say in the order.
    assert _scores(found) == pytest.approx(_scores(expected), abs=3e-4)
    assert [(hit.tier, -hit.score) for hit in found] == sorted((hit.tier, -hit.score) for hit in found)
    assert {hit.passage.id: hit.tier for hit in found} == {hit.passage.id: hit.tier for hit in expected}
    assert found.totals.any_word == len(found) == len(expected)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(QUERIES, POSSIBLE, st.integers(1, 7), st.integers(0, 9))
def test_groups_and_pages_are_those_of_what_passes(
    index: Index, query: str, filters: dict[str, Any], limit: int, offset: int
) -> None:
    passages = index.search(query, 1000, all_copies=True, **filters)
    best: dict[str, Hit] = {}
    for hit in passages:
        best.setdefault(hit.report.id, hit)
    page = index.search(query, limit, offset, all_copies=True, group=True, **filters)
    assert [hit.passage.id for hit in page] == [hit.passage.id for hit in best.values()][offset : offset + limit]
    of_report = [hit.report.id for hit in passages]
    assert [hit.more for hit in page] == [of_report.count(hit.report.id) - 1 for hit in page]
    assert page.totals.any_word == len(passages)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(QUERIES, POSSIBLE)
def test_a_hit_stands_for_copies_that_pass_alone(index: Index, query: str, filters: dict[str, Any]) -> None:
    passing = _passing(filters)
    hits = index.search(query, 1000, **filters)
    shown = {hit.passage.id for hit in hits}
    stood_for = {copy.passage.id for hit in hits for copy in hit.copies}
    assert {one.report.id for hit in hits for one in (hit, *hit.copies)} <= passing
    every = {hit.passage.id for hit in index.search(query, 1000, all_copies=True) if hit.report.id in passing}
    assert shown <= every <= shown | stood_for


def test_there_are_copies_among_the_reports(index: Index) -> None:
    assert any(hit.copies for hit in index.search("đảng", 1000))


def test_the_views_of_reports_are_filtered_too(index: Index) -> None:
    view = index._current.view()
    passing = _passing({"place": "Nam Định"})
    tree = Term(schema.FACTS, schema.fact(schema.PLACE, "nam dinh"))
    (views,) = view.search([Request((tree,), 1000, schema.REPORTS)])
    of_several = [one for one in passing if index._current.view().count([Term(schema.REPORT, one)])[0] > 1]
    assert len(views) == len(of_several) > 0


def test_no_filter_is_no_clause() -> None:
    plan = planned(read_query("đảng ủy"), DEFAULT)
    assert filtered(plan, None) is plan


def test_a_report_that_is_replaced_says_what_it_says_now(index_of: IndexOf, engine_name: str) -> None:
    index = index_of([Report("1", "Đảng ủy họp.", metadata={"unit": "A"})], engine_name)
    index.add(Report("1", "Đảng ủy họp.", metadata={"unit": "B"}))
    assert len(index.search("đảng", where={"unit": "a"})) == 0
    assert len(index.search("đảng", where={"unit": "b"})) == 1


@pytest.mark.parametrize("unit", ["a\nb", "x = y", "Ủy ban\u2028nhân dân", "1/2|3\\4", "“ngoặc”", "\0"])
def test_any_value_may_be_filtered_by(index_of: IndexOf, engine_name: str, unit: str) -> None:
    others = [Report(str(number), "Đảng ủy họp.", metadata={"unit": value}) for number, value in enumerate("ab")]
    index = index_of([Report("it", "Đảng ủy họp.", metadata={"unit": unit}), *others], engine_name)
    assert [hit.report.id for hit in index.search("đảng", all_copies=True, where={"unit": unit})] == ["it"]


def test_metadata_of_a_fact_is_no_fact(index_of: IndexOf, engine_name: str) -> None:
    index = index_of([Report("1", "Đảng ủy họp.", metadata={"place": "Nam Định"})], engine_name)
    assert len(index.search("đảng", place="Nam Định")) == 0
    assert len(index.search("đảng", where={"place": "nam dinh"})) == 1


def test_a_report_of_many_sections_is_filtered_whole(
    tmp_path: Path, engine_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("searchkit.indexing.batches._BATCH", 2000)
    monkeypatch.setattr("searchkit.indexing.batches._LONG", 4000)
    text = "Sáng 6/1/2023, Tỉnh ủy Bắc Giang họp. " + "\n\n".join(
        f"Đảng bộ số {n} " + "họp bàn " * 60 for n in range(40)
    )
    with searchkit.create(tmp_path / "index", engine_name) as index:
        done = index.add(Report("1", text, metadata={"unit": "A"}))
        for filters in ({"place": "bac giang"}, {"since": "2023"}, {"where": {"unit": "a"}}):
            assert index.search("đảng", **filters).total == index.search("đảng").total > 20
        assert index.search("đảng", until="2022").total == 0
        assert index.facets("place").values == (("Bắc Giang", 1),)
        assert {hit.report.facts["date"].value for hit in index.search("đảng", 100)} == {"2023-01-06"}
        assert done.passages > 30
