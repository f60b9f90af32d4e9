"""Searching with tantivy: requests side by side, and what a view keeps."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import searchkit
from searchkit import Report
from searchkit.engines import _tantivy_view as views
from searchkit.engines.contract import Document, Match, Request
from searchkit.engines.tantivy import TantivyEngine
from searchkit.engines.trees import Bool, Term
from searchkit.errors import EngineError
from searchkit.schema import FOLDED, PASSAGES, REPORTS

DANG, UY, KHOI = (Term(FOLDED, key, 1.0) for key in ("dang", "uy", "khoi"))
REQUESTS = [Request((DANG,), 5), Request((UY, KHOI), 5), Request((Bool(should=(DANG, KHOI)),), 5, REPORTS)]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TantivyEngine]:
    """Three passages, two of them of a report that has a view."""
    one = TantivyEngine.create(tmp_path_factory.mktemp("views"))
    with one.writer() as writer:
        texts = [("dang uy khoi", 1), ("dang dang", 1), ("khoi", None)]
        writer.add(PASSAGES, [Document({FOLDED: text}, text, link) for text, link in texts])
        writer.add(REPORTS, [Document({FOLDED: "dang uy khoi dang dang"}, link=1)])
    yield one
    one.close()


def answer(request: Request) -> list[Match]:
    """What tells which request this is, and whether it was asked in a thread of its own."""
    if request == REQUESTS[0] and fails_first:
        raise ZeroDivisionError
    if request == REQUESTS[-1] and fails_last:
        raise KeyError
    asked.append(request)
    own = threading.current_thread() is not threading.main_thread()
    return [Match(0, float(own), REQUESTS.index(request), None)]


asked: list[Request] = []
fails_first = fails_last = False


def in_threads(requests: list[Request]) -> list[tuple[int, bool]]:
    return [(match.address, bool(match.score)) for [match] in views._side_by_side(answer, requests)]


def test_the_last_of_several_requests_is_answered_in_a_thread_and_all_in_order() -> None:
    assert in_threads(REQUESTS) == [(0, False), (1, False), (2, True)]
    assert in_threads(REQUESTS[1:]) == [(1, False), (2, True)]
    assert in_threads(REQUESTS[:1]) == [(0, False)]
    assert in_threads([]) == []


def test_no_thread_is_begun_for_a_request_that_asks_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(views, "start_new_thread")
    requests = [REQUESTS[0], REQUESTS[1]._replace(limit=0)]
    assert views._side_by_side(lambda request: [Match(0, 0.0, request.limit, None)], requests) == [
        [Match(0, 0.0, 5, None)],
        [Match(0, 0.0, 0, None)],
    ]


def test_errors_of_either_thread_are_raised_when_both_have_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "fails_last", True)
    with pytest.raises(KeyError):
        in_threads(REQUESTS)
    monkeypatch.setitem(globals(), "fails_last", False)
    monkeypatch.setitem(globals(), "fails_first", True)
    asked.clear()
    with pytest.raises(ZeroDivisionError):
        in_threads(REQUESTS)
    assert asked == [REQUESTS[2]]
    assert not [thread for thread in threading.enumerate() if thread.name == "searchkit-search"]


def test_only_a_large_index_is_searched_in_threads_and_answers_the_same(
    engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = engine.view().search(REQUESTS)
    assert [len(matches) for matches in expected] == [2, 2, 1]
    calls: list[int] = []
    side_by_side = views._side_by_side

    def noted(find: Any, requests: Any) -> Any:
        calls.append(len(requests))
        return side_by_side(find, requests)

    monkeypatch.setattr(views, "_side_by_side", noted)
    for large, times in ((3, 0), (2, 1)):
        monkeypatch.setattr(views, "_LARGE", large)
        opened = TantivyEngine.open(engine._folder)
        assert opened.view().search(REQUESTS) == expected
        opened.close()
        assert calls == [len(REQUESTS)] * times


def test_a_view_is_one_until_the_next_commit_and_knows_its_ratios(tmp_path: Path) -> None:
    engine = TantivyEngine.create(tmp_path)
    with engine.writer() as writer:
        writer.add(PASSAGES, [Document({FOLDED: "dang"}, "", 1), Document({FOLDED: "uy"}, "", 1)])
        writer.add(REPORTS, [Document({FOLDED: "dang uy"}, link=1)])
    view = engine.view()
    assert engine.view() is view
    view.search([Request((DANG,), 5, REPORTS)])
    # One of two passages holds it, and the one report: ln(1 + 1.5 / 1.5) to ln(1 + 0.5 / 1.5).
    ratio = math.log(2) / math.log(4 / 3)
    assert view._ratios == {(FOLDED, "dang"): pytest.approx(ratio)}  # type: ignore[attr-defined]
    with engine.writer() as writer:
        writer.add(PASSAGES, [Document({FOLDED: "khoi"}, "")])
    assert engine.view() is not view
    engine.close()


def test_ratios_that_are_too_many_are_forgotten(engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "_MOST_RATIOS", 2)
    view: Any = TantivyEngine.open(engine._folder).view()
    known = []
    for term in (DANG, UY, DANG, KHOI):
        view.search([Request((term,), 5, REPORTS)])
        known.append([key for _, key in view._ratios])
    assert known == [["dang"], ["dang", "uy"], ["dang", "uy"], ["khoi"]]


def test_the_files_of_a_closed_index_once_stayed_open_for_pages_that_lie_in_circles(tmp_path: Path) -> None:
    maps = Path("/proc/self/maps")
    if not maps.exists():
        pytest.skip("which files are open is looked up in /proc")
    with searchkit.create(tmp_path / "index") as index:
        index.add(Report("1", "Đảng ủy họp."))
        before = index.search("họp")
        index.add(Report("2", "Chi bộ họp."))
        after = index.search("họp")
        assert (before.total, after.total) == (1, 2)
        assert str(tmp_path) in maps.read_text()
    assert str(tmp_path) not in maps.read_text()
    assert (before.total, after.total) == (1, 2)
    with pytest.raises(EngineError, match="closed"):
        _ = after[0].copies
