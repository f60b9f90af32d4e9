"""Trees worked out in sets: the rarest key first, so that the others are looked up for few."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from searchkit.engines._whoosh_matching import Matcher
from searchkit.engines.contract import Document
from searchkit.engines.trees import Bool, Node, Sequence, Term
from searchkit.engines.whoosh import WhooshEngine
from searchkit.schema import FOLDED, PASSAGES

TEXTS = ["a b c", "a b", "a", "a b c d", "a c b"] + ["a"] * 40


class Noting(Matcher):
    """A matcher that notes which keys are looked up, and among how many passages."""

    def __init__(self, reader: Any) -> None:
        super().__init__(reader)
        self.asked: list[tuple[str, int | None]] = []

    def _times(self, field: str, key: str, among: Any) -> Any:
        self.asked.append((key, None if among is None else len(among)))
        return super()._times(field, key, among)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder: Path = tmp_path_factory.mktemp("matching")
    engine = WhooshEngine.create(folder)
    with engine.writer() as writer:
        writer.add(PASSAGES, [Document({FOLDED: text}, text) for text in TEXTS])
    view: Any = engine.view()
    yield view._readers[PASSAGES.name]
    engine.close()


def terms(keys: str) -> tuple[Term, ...]:
    return tuple(Term(FOLDED, key) for key in keys)


@pytest.mark.parametrize(
    ("tree", "numbers", "asked"),
    [
        (Bool(must=terms("abc")), [0, 3, 4], [("c", None), ("b", 3), ("a", 3)]),
        (Bool(must=(Bool(should=terms("ab")), *terms("d"))), [3], [("d", None), ("a", 1), ("b", 1)]),
        (Sequence(FOLDED, ("a", "b", "c")), [0, 3], [("c", None), ("b", 3), ("a", 3)]),
        (Sequence(FOLDED, ("a", "b", "c"), 2), [0, 3], [("c", None), ("b", 3), ("a", 3)]),
        (Bool(must=terms("c"), should=terms("a")), [0, 3, 4], [("c", None), ("a", 3)]),
        (Bool(should=terms("da")), [*range(45)], [("d", None), ("a", None)]),
        (Bool(must=terms("b"), must_not=terms("d")), [0, 1, 4], [("b", None), ("d", 4)]),
    ],
)
def test_the_rarest_is_looked_up_first(
    reader: Any, tree: Node, numbers: list[int], asked: list[tuple[str, int | None]]
) -> None:
    matcher = Noting(reader)
    assert sorted(matcher.scores(tree)) == numbers
    assert matcher.asked == asked


def test_of_equal_scores_the_one_indexed_first_comes_first(reader: Any) -> None:
    matcher = Matcher(reader)
    assert [number for _, number in matcher.best(Term(FOLDED, "b"), 3)] == [0, 1, 3]
    scored = matcher.best(Term(FOLDED, "a", 1.0), 45)
    # A short passage scores more for the same key.
    assert [number for _, number in scored] == [2, *range(5, 45), 1, 0, 4, 3]
    assert scored[:3] == matcher.best(Term(FOLDED, "a", 1.0), 3)


def test_what_may_match_can_be_limited_to_some(reader: Any) -> None:
    matcher = Matcher(reader)
    for among in ({1, 3, 44}, {1: 0.0, 3: 0.0, 44: 0.0}):
        assert sorted(matcher.scores(Term(FOLDED, "b"), among)) == [1, 3]
        assert sorted(matcher.scores(Bool(), among)) == [1, 3, 44]
        assert sorted(matcher.scores(Bool(must_not=terms("b")), among)) == [44]
        assert sorted(matcher.scores(Sequence(FOLDED, ("b", "c")), among)) == [3]
    assert matcher.scores(Term(FOLDED, "b"), set()) == {}


def test_a_term_is_read_once(reader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    matcher = Matcher(reader)
    first = matcher.scores(Term(FOLDED, "b", 1.0))
    monkeypatch.setattr(matcher, "_lists", None)
    assert matcher.scores(Term(FOLDED, "b", 1.0)) == first
