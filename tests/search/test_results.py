"""What a search gives back, also after its index was closed."""

from __future__ import annotations

import dataclasses
import pickle
from collections.abc import Callable

import pytest

from searchkit import EngineError, Hit, Index, Report, ReportRef, Results

IndexOf = Callable[..., Index]


@pytest.fixture
def index(index_of: IndexOf, engine_name: str) -> Index:
    """Three reports, one of them with a copy of another's text, by each engine in turn."""
    caption = "Quang cảnh hội nghị tổng kết công tác xây dựng Đảng năm 2023."
    reports = [
        Report(id="a", title="Đảng <họp>", text=caption, metadata={"date": "2023"}),
        Report(id="b", text=caption),
        Report(id="c", text="Đảng ủy <b>họp</b> sáng nay."),
    ]
    return index_of(reports, engine_name)


def test_results_are_a_sequence_of_hits(index: Index) -> None:
    results = index.search("đảng họp")
    assert len(results) == len(list(results)) == len(results.hits) == 3 - 1
    assert (results[0], results[:1], results[-1]) == (results.hits[0], results.hits[:1], results.hits[-1])
    assert (results.total, results.totals.any_word) == (2, 3)
    assert not index.search("vắng")


def test_a_hit_marks_its_passage_and_its_title(index: Index) -> None:
    hit = next(hit for hit in index.search("họp") if hit.report.id == "c")
    assert hit.to_html() == "Đảng ủy &lt;b&gt;<mark>họp</mark>&lt;/b&gt; sáng nay."
    assert hit.snippet().spans == hit.spans
    titled = next(hit for hit in index.search("họp") if hit.report.id == "a")
    assert [titled.report.title[start:end] for start, end in titled.title_spans] == ["họp"]


def test_of_a_report_no_form_and_no_encoding_need_be_told() -> None:
    assert ReportRef("1", "", "", {}) == ("1", "", "", {}, "", "", {})


def test_a_hit_shows_what_it_is_in_one_line(index: Index) -> None:
    results = index.search("sáng nay")
    assert repr(results[0]).startswith("Hit(rank=1, tier=0, score=")
    assert repr(results[0]).endswith("text='Đảng ủy <b>họp</b> sáng nay.'))")
    assert repr(results) == f"Results({results.hits!r})"


def test_hits_are_frozen(index: Index) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        index.search("họp")[0].rank = 2  # type: ignore[misc]


def test_the_hits_of_an_index_point_into_its_reports(seed_index: Index) -> None:
    for one in seed_index.search("dang uy khoi", 50):
        report = seed_index.report(one.report.id)
        assert report.text[one.passage.start : one.passage.end] == one.passage.text
        known = (report.title, report.path, report.metadata, report.format, report.encoding)
        assert (*known, one.report.facts) == one.report[1:]
        facts = one.report.facts.values()
        assert all(report.text[fact.start : fact.end] for fact in facts)
        assert one.spans or one.title_spans


def read(hit: Hit) -> tuple[object, ...]:
    """All that a hit tells without its index."""
    return hit.rank, hit.tier, hit.score, hit.report, hit.passage, hit.spans, hit.title_spans, hit.snippet()


def test_d6_hits_can_be_used_after_close_as_far_as_they_were_read(index: Index) -> None:
    results = index.search("đảng")
    copies, more, total = [hit.copies for hit in results], [hit.more for hit in results], results.total
    index.close()
    assert [hit.copies for hit in results] == copies
    assert [len(found) for found in copies] == [0, 1] or [len(found) for found in copies] == [1, 0]
    assert [hit.more for hit in results] == more
    assert results.total == total
    assert all(hit.spans for hit in results)


@pytest.mark.parametrize("unread", ["copies", "more"])
def test_d6_what_was_not_read_before_close_is_a_clear_error(index: Index, unread: str) -> None:
    results = index.search("đảng")
    index.close()
    with pytest.raises(EngineError, match="closed; open it again"):
        getattr(results[0], unread)
    with pytest.raises(EngineError, match="closed; open it again"):
        _ = results.total
    with pytest.raises(EngineError, match="closed; open it again"):
        index.search("đảng")


def test_hits_can_be_pickled_with_what_was_read(index: Index) -> None:
    results = index.search("đảng")
    copies = [hit.copies for hit in results]
    again: Results = pickle.loads(pickle.dumps(results))
    assert list(map(read, again)) == list(map(read, results))
    assert [hit.copies for hit in again] == copies
    assert list(again) == list(results)
    with pytest.raises(EngineError, match="pickled"):
        _ = again.total
    alone: Hit = pickle.loads(pickle.dumps(results[0]))
    assert read(alone) == read(results[0])


def test_equal_hits_have_equal_hashes(index: Index) -> None:
    first, again = index.search("đảng"), index.search("đảng")
    assert {*first, *again} == set(first)
    assert len(set(first)) == 2
    assert first[0] != first[1]


@pytest.mark.parametrize("exclusions", [499, 990])
def test_d10_hundreds_of_exclusions_are_answered(index_of: IndexOf, engine_name: str, exclusions: int) -> None:
    index = index_of(["Chi bộ họp", "Chi bộ số 7", "Chi đoàn"], engine_name)
    excluded = " ".join(f"-đoàn{number}" for number in range(exclusions))
    results = index.search(f"chi {excluded} -họp")
    assert sorted(hit.report.id for hit in results) == ["1", "2"]
    assert results.total == 2
