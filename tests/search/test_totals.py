"""How many passages hold all words, how many hold some, in how many reports."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest

from searchkit import EngineError, Index, Report

IndexOf = Callable[..., Index]

LONG = "\n\n".join("Đảng ủy họp " + "vui " * 80 for _ in range(3))


@pytest.fixture(scope="module")
def index(shared_index_of: IndexOf, engine_name: str) -> Index:
    """Of six passages five hold "đảng", four of these "họp" too, three of them in one report."""
    texts = [("long", LONG), ("both", "Đảng họp"), ("one", "Đảng nghỉ"), ("other", "Đoàn nghỉ họp")]
    return shared_index_of(
        [Report(identity, text, metadata={"unit": identity}) for identity, text in texts], engine_name
    )


@pytest.mark.parametrize(
    ("query", "options", "all_words", "any_word", "reports"),
    [
        ("đảng họp", {}, 4, 6, 2),
        ("dang hop", {"limit": 1, "group": True}, 4, 6, 2),
        ("đảng vắng", {}, 0, 5, 3),
        ("vắng", {}, 0, 0, 0),
        ("đảng họp", {"every_word": True}, 4, 4, 2),
        ("đảng vắng", {"every_word": True}, 0, 0, 0),
        ("đảng OR họp", {}, 6, 6, 4),
        ('"đảng ủy" vắng', {}, 0, 3, 1),
        ("đảng -ủy", {}, 2, 2, 2),
        ("đảng họp", {"where": {"unit": ["long", "one"]}}, 3, 4, 1),
        ("đạng họp", {"accents": "strict"}, 0, 5, 3),
    ],
)
def test_totals_say_how_many_hold_all_words_and_how_many_hold_some(
    index: Index, query: str, options: dict[str, Any], all_words: int, any_word: int, reports: int
) -> None:
    results = index.search(query, **options)
    totals = results.totals
    assert (totals.all_words, totals.any_word, totals.reports) == (all_words, any_word, reports)
    assert results.total == totals.passages == (all_words or any_word)


def test_all_words_may_be_held_in_other_words(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(["BTV họp", "Ban Thường vụ họp", "họp"], engine_name)
    totals = index.search("btv họp").totals
    assert (totals.all_words, totals.any_word) == (2, 3)


def test_the_total_is_what_every_word_finds(seed_index: Index) -> None:
    for query in ["dang uy khoi", "chi bộ họp", "công tác xây dựng đảng năm 2023", "nghị quyết 21"]:
        found = seed_index.search(query, 100, every_word=True, all_copies=True)
        assert seed_index.search(query).total == len(found)
        assert seed_index.search(query).totals.reports == len({hit.report.id for hit in found})


def test_nothing_is_counted_that_is_not_asked_for(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    results = index.search("đảng họp")
    view = results[0]._page._asked()
    asked: list[str] = []
    count, tally = view.count, view.tally
    monkeypatch.setattr(view, "count", lambda trees: asked.append("count") or count(trees))
    monkeypatch.setattr(view, "tally", lambda requests: asked.append("tally") or tally(requests))
    assert [hit.spans for hit in results]
    assert asked == []
    assert (results.total, results.total, results.totals.all_words) == (4, 4, 4)
    assert asked == ["count"]
    assert (results.totals.reports, results.totals.any_word) == (2, 6)
    assert asked == ["count", "tally", "count"]


def test_what_was_counted_can_be_pickled(index: Index) -> None:
    results = index.search("đảng họp")
    assert results.total == 4
    again = pickle.loads(pickle.dumps(results))
    assert again.total == 4
    with pytest.raises(EngineError, match="pickled"):
        _ = again.totals.reports
