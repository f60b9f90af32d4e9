"""What the contract does for every engine."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from searchkit import engines
from searchkit.engines.contract import Document, Request, Writer, in_tiers
from searchkit.engines.trees import Node, Term, are_scored_terms
from searchkit.errors import EngineError, IndexPathError
from searchkit.schema import PASSAGES, Collection

STRICT, LOOSE, LAST = (Term("folded", key) for key in ("strict", "loose", "last"))
FOUND = {
    STRICT: [(3.0, "a"), (1.0, "b")],
    LOOSE: [(9.0, "c"), (8.0, "a"), (7.0, "d")],
    LAST: [(5.0, "b"), (4.0, "e"), (3.0, "c")],
}


def find(tree: Node) -> Iterable[tuple[float, Any]]:
    return FOUND[tree]  # type: ignore[index]


WHOLE = [(0, 3.0, "a"), (0, 1.0, "b"), (1, 9.0, "c"), (1, 7.0, "d"), (2, 4.0, "e")]


@pytest.mark.parametrize("limit", range(7))
def test_each_is_found_once_in_its_first_tier_up_to_the_limit(limit: int) -> None:
    assert in_tiers(find, (STRICT, LOOSE, LAST), limit) == WHOLE[:limit]


@pytest.mark.parametrize(("limit", "asked"), [(0, 0), (1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (50, 3)])
def test_no_tier_is_run_that_is_not_needed(limit: int, asked: int) -> None:
    trees = []

    def noted(tree: Node) -> Iterable[tuple[float, Any]]:
        trees.append(tree)
        return find(tree)

    in_tiers(noted, (STRICT, LOOSE, LAST), limit)
    assert trees == [STRICT, LOOSE, LAST][:asked]


class Noting(Writer):
    """A writer that notes how it ended."""

    def __init__(self) -> None:
        self.ends: list[str] = []

    def add(self, collection: Collection, documents: Iterable[Document]) -> None:
        self._check_open()

    def delete(self, field: str, key: str) -> None:
        self._check_open()

    def commit(self) -> None:
        self.is_open = False
        self.ends.append("commit")

    def rollback(self) -> None:
        self.is_open = False
        self.ends.append("rollback")


@pytest.mark.parametrize("name", engines.NAMES)
def test_where_no_file_can_be_made_no_index_is_made(name: str, tmp_path: Path) -> None:
    with pytest.raises(IndexPathError, match="missing"):
        engines.engine_class(name).create(tmp_path / "missing")


def test_leaving_the_block_commits() -> None:
    with Noting() as writer:
        writer.add(PASSAGES, [])
    assert writer.ends == ["commit"]


def test_an_error_in_the_block_undoes_it_and_goes_on() -> None:
    with pytest.raises(ZeroDivisionError), Noting() as writer:
        raise ZeroDivisionError
    assert writer.ends == ["rollback"]


@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_what_was_ended_in_the_block_is_not_ended_again(end: str) -> None:
    with Noting() as writer:
        getattr(writer, end)()
    assert writer.ends == [end]
    with pytest.raises(EngineError, match="has ended; begin another"):
        writer.add(PASSAGES, [])


def test_passages_are_what_is_asked_for_unless_something_else_is() -> None:
    assert Request((STRICT,), 5) == ((STRICT,), 5, PASSAGES, None)
    assert Document({}) == ({}, "", None)


def test_terms_that_score_are_told_from_whatever_does_not() -> None:
    scored = Term("folded", "a", 0.5)
    assert are_scored_terms((scored, Term("pairs", "a_b", 1.0)))
    assert not are_scored_terms((scored, Term("folded", "b", 0.0)))
    assert not are_scored_terms((scored, Term("folded", "b", -1.0)))
