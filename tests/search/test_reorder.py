"""Equal scores, told apart by accents, then always the same way."""

from __future__ import annotations

import pytest

from searchkit.query.query import read
from searchkit.search.found import Found
from searchkit.search.plan import Plan, planned
from searchkit.search.reorder import reordered
from searchkit.search.weights import DEFAULT
from searchkit.storage.records import Record


def found(identity: str, text: str = "", score: float = 1.0, tier: int = 0, ordinal: int = 0, title: str = "") -> Found:
    return Found(tier, score, 0.0, Record(identity, ordinal, 0, "", text, "", title, "", {}, {}, "text", "utf-8", ""))


def plan_of(query: str, accents: str = "auto") -> Plan:
    return planned(read(query, accents), DEFAULT)


def order(query: str, *passages: Found, accents: str = "auto") -> list[str]:
    return [one.record.report for one in reordered(iter(passages), plan_of(query, accents))]


def test_of_equal_scores_the_better_accents_come_first() -> None:
    passages = [found("a", "dạng"), found("b", "đảng"), found("c", "đang")]
    assert order("đang", *passages) == ["c", "b", "a"]
    assert order("đảng", *passages) == ["b", "a", "c"]


def test_the_best_of_a_word_in_title_or_text_counts() -> None:
    passages = [found("a", "dạng dạng dạng"), found("b", "dạng dạng", title="đảng"), found("c", "dạng đảng")]
    assert order("đảng", *passages) == ["b", "c", "a"]


def test_every_word_counts() -> None:
    passages = [found("a", "dạng mới bó"), found("b", "dạng mới bộ"), found("c", "đảng mới bộ"), found("d", "bỏ")]
    assert order("đảng bộ", *passages) == ["c", "b", "a", "d"]


def test_neighbours_count_besides() -> None:
    # In the first both words are there as typed, but never side by side.
    passages = [found("a", "đảng mới bộ"), found("b", "đảng bộ mới"), found("c", "bộ đảng mới")]
    assert order("đảng bộ", *passages) == ["b", "a", "c"]


def test_the_best_pair_counts_not_the_last() -> None:
    passages = [found("a", "đảng bỏ dạng bộ"), found("b", "đảng bộ dạng bỏ")]
    assert order("đảng bộ", *passages) == ["b", "a"]


def test_neighbours_of_other_accents_count_nothing() -> None:
    assert order("đảng bộ", found("a", "dáng bó"), found("b", "dáng mới bó")) == ["a", "b"]
    assert order("đảng bộ", found("b", "dáng bó"), found("a", "dáng mới bó")) == ["a", "b"]


def test_parts_of_a_number_make_no_neighbours() -> None:
    passages = [found("a", "lần 1.666 đảng"), found("b", "lần 666 đảng")]
    assert order("666 đảng", *passages) == ["b", "a"]


@pytest.mark.parametrize("accents", ["ignore", "strict"])
def test_in_other_modes_accents_do_not_tell_equals_apart(accents: str) -> None:
    assert order("đảng", found("b", "đảng"), found("a", "dạng"), accents=accents) == ["a", "b"]


def test_otherwise_the_report_and_the_place_in_it_decide() -> None:
    passages = [found("b"), found("a", ordinal=10), found("a", ordinal=9)]
    ordered = list(reordered(iter(passages), plan_of("đảng")))
    assert [(one.record.report, one.record.ordinal) for one in ordered] == [("a", 9), ("a", 10), ("b", 0)]


def test_neither_tier_nor_score_is_overruled() -> None:
    passages = [
        found("d", "dạng", 2.0),
        found("c", "đảng", 1.0),
        found("b", "dạng", 9.0, 1),
        found("a", "đảng", 8.0, 1),
    ]
    assert order("đảng", *passages) == ["d", "c", "b", "a"]


def test_what_differs_by_an_engines_rounding_is_equal_and_is_given_one_score() -> None:
    passages = [found("c", score=1.00009), found("b", score=1.0), found("a", score=0.9998)]
    ordered = list(reordered(iter(passages), plan_of("dang")))
    assert [(one.record.report, one.score) for one in ordered] == [("b", 1.00009), ("c", 1.00009), ("a", 0.9998)]


def test_a_long_run_of_equals_is_ordered_a_hundred_at_a_time() -> None:
    passages = [found(f"{999 - number}") for number in range(150)]
    assert order("dang", *passages) == [
        *(f"{900 + number}" for number in range(100)),
        *(f"{850 + n}" for n in range(50)),
    ]


def test_no_more_is_read_than_is_wanted() -> None:
    read_so_far = []

    def reading() -> object:
        for number in range(10):
            read_so_far.append(number)
            yield found(str(number), score=10.0 - number)

    next(reordered(reading(), plan_of("đảng")))  # type: ignore[arg-type]
    assert len(read_so_far) == 2
    assert list(reordered(iter(()), plan_of("đảng"))) == []
