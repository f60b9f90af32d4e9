"""When a search says what was likely meant, and what that costs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from searchkit import Index, Report

IndexOf = Callable[..., Index]

TEXTS = [f"Đảng ủy Khối họp phiên thứ {number}." for number in range(30)] + ["Đáng ủng hộ.", "Đảng bộ xã Úy."]


@pytest.fixture(scope="module")
def index(shared_index_of: IndexOf, engine_name: str) -> Index:
    """Thirty reports of one sentence, and two others, by each engine in turn."""
    return shared_index_of(TEXTS, engine_name)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("ddang uyr", "Đảng ủy"),
        ("d9a3ng u3y", "Đảng ủy"),
        ("dang uy khooi", "Đảng ủy Khối"),
        ("danguy khoi", "Đảng ủy Khối"),
        ("đảng úy", "Đảng ủy"),
        ('"dang uyr"', '"Đảng ủy"'),
        ("dang AND uyr", "Đảng AND ủy"),
        ("dang VÀ uyr", "Đảng VÀ ủy"),
    ],
)
def test_what_would_find_ten_times_as_much_is_suggested(index: Index, typed: str, text: str) -> None:
    suggestion = index.search(typed).suggestion
    assert suggestion is not None
    assert (suggestion.text, suggestion.matches) == (text, 30)


@pytest.mark.parametrize(
    "typed",
    [
        "dang uy",
        "Đảng ủy",
        "đảng",
        "khối họp",
        "đang uy",
        "họp bộ",
        "xqzwqx",
        "phiên 77",
        "dang NOT uyr",
        "đáng ủng",
        "—x",
    ],
)
def test_a_query_that_is_fine_or_past_help_gets_no_suggestion(index: Index, typed: str) -> None:
    assert index.search(typed).suggestion is None


def test_fewer_than_three_passages_are_not_much_more(index_of: IndexOf, engine_name: str) -> None:
    for number, is_much in ((2, False), (3, True)):
        index = index_of([f"Đảng ủy {other}" for other in "abcde"[:number]], engine_name)
        assert bool(index.search("ddang uyr").suggestion) is is_much


def test_a_rare_spelling_that_is_there_is_doubted_beside_a_far_more_frequent_one(
    index_of: IndexOf, engine_name: str
) -> None:
    for number, is_much in ((9, False), (120, True)):
        texts = [f"Đảng ủy {other}" for other in range(number)]
        assert bool(index_of([*texts, "Đáng ủy"], engine_name).search("đáng ủy").suggestion) is is_much


def test_a_programs_sentence_gets_no_suggestion(index: Index) -> None:
    assert index.search("ddang uyr", operators=False).suggestion is None


def test_what_passes_no_filter_is_not_suggested(index_of: IndexOf, engine_name: str) -> None:
    reports = [
        Report(id=str(number), text=f"Đảng ủy họp {number}", metadata={"unit": "A" if number < 4 else "B"})
        for number in range(10)
    ]
    index = index_of(reports, engine_name)
    for filters, matches in (({}, 10), ({"where": {"unit": "A"}}, 4), ({"where": {"unit": "C"}}, None)):
        suggestion = index.search("ddang uyr", **filters).suggestion  # type: ignore[arg-type]
        assert (suggestion and suggestion.matches) == matches


def test_an_acronym_that_is_searched_as_words_is_no_slip(index_of: IndexOf, engine_name: str) -> None:
    index = index_of([f"Ban Thường vụ họp {number}. Biên thu {number}." for number in range(12)], engine_name)
    results = index.search("BTV")
    assert results.expansions
    assert results.suggestion is None


def test_a_fine_query_takes_one_cheap_question_or_none(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = questions(index, monkeypatch)
    for typed, limit, cost in (("đảng ủy", 10, []), ("dang uy khoi", 10, []), ("đảng ủy", 1, ["count"])):
        results = index.search(typed, limit)
        asked.clear()
        assert results.suggestion is None
        assert asked == cost


def questions(index: Index, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the questions that an index's view is asked from now on."""
    view = type(index._current.view())
    asked: list[str] = []
    for name in ("search", "count", "fetch", "terms", "tally"):
        answer = getattr(view, name)

        def noted(self: Any, *arguments: Any, _name: str = name, _answer: Callable[..., Sequence[Any]] = answer) -> Any:
            asked.append(_name)
            return _answer(self, *arguments)

        monkeypatch.setattr(view, name, noted)
    return asked


@pytest.mark.parametrize(
    ("typed", "imports"),
    [("dang uy khoi", False), ("đảng ủy khối", False), ("phien 77 dang uy", False), ("ddang uyr", True)],
)
def test_only_a_doubtful_query_imports_what_corrects(index: Index, typed: str, imports: bool) -> None:
    script = (
        "import sys, searchkit\n"
        f"with searchkit.open({str(index.path)!r}) as index: index.search({typed!r}).suggestion\n"
        "print('searchkit.search.corrections' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == str(imports)


@pytest.mark.parametrize("typed", ['ddang (AND "uyr', "foo:ddang uyr", "ddan* uyr", "ddang~1 uyr"])
def test_what_was_not_read_as_it_stands_or_stands_for_several_words_is_not_corrected(index: Index, typed: str) -> None:
    assert index.search(typed).suggestion is None
