"""What a search gives back."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from searchkit import Hit, Index, PassageRef, ReportRef, Results, Span
from searchkit.results import Behind


def hit(text: str = "Đảng ủy họp <1>", mark: Callable[[str], tuple[Span, ...]] = lambda _: (Span(0, 4),)) -> Hit:
    report = ReportRef("1", "Đảng họp", "a.txt", {})
    return Hit(1, 2.5, report, PassageRef("1#0", 0, len(text), text), Behind(mark, lambda: (), lambda: 3))


def test_results_are_a_sequence_of_hits() -> None:
    hits = (hit(), hit())
    results = Results(hits, lambda: 7)
    assert (len(results), results[1], results[:1], list(results), results.total) == (
        2,
        hits[1],
        hits[:1],
        list(hits),
        7,
    )
    assert not Results(())


def test_a_hit_marks_its_passage_and_its_title() -> None:
    assert hit().spans == hit().title_spans == (Span(0, 4),)
    assert hit().to_html() == "<mark>Đảng</mark> ủy họp &lt;1&gt;"
    assert hit().snippet().spans == (Span(0, 4),)


def test_what_costs_is_done_when_first_asked_for() -> None:
    def costly(_: str) -> tuple[Span, ...]:
        raise RuntimeError("asked for")

    lazy = hit(mark=costly)
    assert lazy.more == 3
    with pytest.raises(RuntimeError):
        _ = lazy.spans


def test_results_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        hit().rank = 2  # type: ignore[misc]


def test_the_hits_of_an_index_point_into_its_reports(seed_index: Index) -> None:
    for one in seed_index.search("dang uy khoi", 50):
        report = seed_index.report(one.report.id)
        assert report.text[one.passage.start : one.passage.end] == one.passage.text
        assert (report.title, report.path, dict(report.metadata)) == (
            one.report.title,
            one.report.path,
            one.report.metadata,
        )
        assert one.spans or one.title_spans
