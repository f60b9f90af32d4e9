"""Each report once."""

from __future__ import annotations

from searchkit.search.groups import grouped
from tests.search.test_reorder import found, plan_of


def test_the_first_passage_of_each_report_is_left() -> None:
    passages = [found("a", ordinal=3), found("b"), found("a", ordinal=1), found("c"), found("b", ordinal=1)]
    assert list(grouped(iter(passages), plan_of("đảng"))) == [passages[0], passages[1], passages[3]]
