"""Reports most like one."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from searchkit import Index, QueryError, Report, ReportNotFoundError
from tests.search.reports_with_facts import WORDS, reports

IndexOf = Callable[..., Index]

_TOPICS = {
    "fish": "cá tôm cua biển thuyền lưới ngư dân đánh bắt hải sản Vietlott",
    "wood": "rừng gỗ cây keo lâm trường trồng bảo vệ kiểm lâm",
    "school": "trường lớp học sinh thầy cô giáo thi cử điểm sách",
}


def texts(chance: random.Random, topic: str) -> str:
    """Two passages of some topic: a third of its words, the others anybody's."""
    words = _TOPICS[topic].split()
    paragraphs = [
        " ".join(chance.choice(words) if chance.random() < 0.35 else chance.choice(WORDS) for _ in range(90))
        for _ in range(2)
    ]
    return "\n\n".join(paragraphs)


@pytest.fixture(scope="module")
def index(shared_index_of: IndexOf, engine_name: str) -> Index:
    """Eight reports of each topic, two passages each, in different units, and one of one passage."""
    chance = random.Random(20261125)
    made = [
        Report(f"{topic} {number}", texts(chance, topic), metadata={"unit": "A" if number % 2 else "B"})
        for number in range(8)
        for topic in _TOPICS
    ]
    return shared_index_of([*made, Report("fish short", "Ngư dân đánh bắt hải sản bằng lưới")], engine_name)


@pytest.mark.parametrize("topic", _TOPICS)
def test_reports_of_the_same_topic_are_most_alike(index: Index, topic: str) -> None:
    hits = index.similar(f"{topic} 3", 7)
    assert [hit.report.id.split()[0] for hit in hits] == [topic] * 7
    assert f"{topic} 3" not in {hit.report.id for hit in hits}
    assert len({hit.report.id for hit in hits}) == 7
    assert [hit.rank for hit in hits] == list(range(1, 8))
    assert sorted(hits, key=lambda hit: -hit.score) == list(hits)
    assert all(hit.spans for hit in hits)


def test_a_report_of_one_passage_finds_and_is_found(index: Index) -> None:
    hits = index.similar("fish short", 3)
    assert {hit.report.id.split()[0] for hit in hits} == {"fish"}
    assert "fish short" in {hit.report.id for hit in index.similar("fish 1", 9)}


def test_filters_apply_and_totals_leave_the_report_itself_out(index: Index) -> None:
    hits = index.similar("fish 3", 100, where={"unit": "A"})
    assert {hit.report.metadata["unit"] for hit in hits} == {"A"}
    assert len(hits) == hits.totals.reports == 3 * 4 - 1
    assert index.similar("fish 3", 100).totals.any_word <= index.stats().passages - 2


def test_the_parts_of_a_score_add_up(index: Index) -> None:
    for hit in index.similar("wood 1", 10):
        assert hit.explain().score == pytest.approx(hit.score, abs=2e-4)
        assert hit.explain().tier == "the most telling words of the report"


def test_a_near_duplicate_comes_first_and_names_the_report_among_its_copies(
    index_of: IndexOf, engine_name: str
) -> None:
    story = " ".join(random.Random(1).choices(WORDS, k=70)) + " Vietlott Mường Lát"
    made = [Report("story", story), Report("again", story + " ngày"), *reports(count=10)]
    first, *_ = index_of(made, engine_name).similar("story", 5)
    assert first.report.id == "again"
    assert [copy.report.id for copy in first.copies] == ["story"]


def test_of_a_report_that_shares_nothing_none_is_alike(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(["Đảng ủy họp", "vắng tanh", "…"], engine_name)
    results = index.similar("1")
    assert (list(results), results.total, results.totals.reports) == ([], 0, 0)
    assert list(index.similar("0", 0)) == []


def test_what_cannot_be_asked_is_a_clear_error(index: Index) -> None:
    with pytest.raises(ReportNotFoundError, match="No report 'nowhere'"):
        index.similar("nowhere")
    with pytest.raises(ReportNotFoundError):
        index.similar("\ud800")
    with pytest.raises(QueryError, match="no province"):
        index.similar("fish 1", place="nowhere")
    with pytest.raises(QueryError, match="limit"):
        index.similar("fish 1", "ten")  # type: ignore[arg-type]


def test_a_report_of_very_many_passages_is_told_by_its_beginning(index_of: IndexOf) -> None:
    chance = random.Random(3)
    long = "\n\n".join(texts(chance, "wood") for _ in range(120))
    made = [Report("long", long), *(Report(f"{topic}", texts(chance, topic)) for topic in _TOPICS)]
    hits = index_of(made).similar("long", 3)
    assert hits[0].report.id == "wood"
    assert "long" not in {hit.report.id for hit in hits}
