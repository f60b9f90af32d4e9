"""What is asked of an index before a search is planned."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from searchkit.analysis.accents import Agreement
from searchkit.query.query import read
from searchkit.query.tree import Word
from searchkit.schema import EXACT
from searchkit.search.forms import with_forms

TERMS = ["bo=bộ", "dang=dang", "dang=dạng", "dang=đang", "dang=đảng", "dangx=đảngx", "uy=uỷ"]


class Terms:
    """A view that knows terms only, and notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[Sequence[str]] = []

    def terms(self, field: str, prefixes: Sequence[str]) -> list[list[tuple[str, int]]]:
        assert field == EXACT
        self.asked.append(prefixes)
        return [[(term, 1) for term in TERMS if term.startswith(prefix)] for prefix in prefixes]


def test_the_forms_that_no_typed_mark_contradicts() -> None:
    view = Terms()
    forms = with_forms(read("đang uy bộ"), view, 4).forms  # type: ignore[arg-type]
    assert forms == {Word("đang", "dang"): ("đang", "đảng"), Word("bộ", "bo"): ("bộ",)}
    assert view.asked == [["dang=", "bo="]]  # all at once, and nothing for a word without accents


@pytest.mark.parametrize(
    ("query", "accents", "short", "asked"),
    [
        ("đang", "auto", 1, 1),
        ("đang bộ", "auto", 2, 1),
        ("đang bộ", "auto", 1, 0),
        ("đang đang đang", "auto", 1, 1),
        ("đang", "strict", 4, 0),
        ("đang", "ignore", 4, 0),
        ("dang", "auto", 4, 0),
    ],
)
def test_nothing_is_asked_that_the_plan_has_no_use_for(query: str, accents: str, short: int, asked: int) -> None:
    view = Terms()
    forms = with_forms(read(query, accents), view, short).forms  # type: ignore[arg-type]
    assert len(view.asked) == asked == len(forms) or len(forms) > asked > 0


def test_of_more_forms_than_any_language_has_the_most_frequent_are_taken() -> None:
    view = Terms()
    terms = [(f"dang={number:04d}đảng", number % 300) for number in range(600)]
    view.terms = lambda field, prefixes: [terms for _ in prefixes]  # type: ignore[assignment]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("searchkit.search.forms.agreement", lambda typed, indexed: Agreement.EXACT)
        (found,) = with_forms(read("đảng"), view, 4).forms.values()  # type: ignore[arg-type]
        few = [("dang=đảng", 1), ("dang=đang", 2)]
        view.terms = lambda field, prefixes: [few for _ in prefixes]  # type: ignore[assignment]
        (in_order,) = with_forms(read("đảng"), view, 4).forms.values()  # type: ignore[arg-type]
    assert sorted(found) == sorted(f"{number:04d}đảng" for number in range(600) if number % 300 >= 200)
    assert in_order == ("đảng", "đang")
