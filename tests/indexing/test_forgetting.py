"""Paths that an index is to keep in step with no more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import searchkit
from searchkit import Index, Report
from searchkit.errors import UnreadableError
from tests.indexing.files import put


@pytest.fixture
def index(tmp_path: Path, engine_name: str) -> Iterator[Index]:
    """An index in step with the folders "r" and "s", with a file in each that can't be read, and a program's report."""
    for folder in "rs":
        put(tmp_path / folder / "a.txt", f"Đảng ủy {folder} họp.")
        put(tmp_path / folder / "none.txt", "")
    with searchkit.create(tmp_path / "index", engine_name) as made:
        made.sync([tmp_path / "r", tmp_path / "s"])
        made.add(Report(id="added", text="Chi bộ họp."))
        yield made


@pytest.mark.parametrize("is_there", [True, False])
def test_what_is_forgotten_goes_and_does_not_come_back(index: Index, tmp_path: Path, is_there: bool) -> None:
    if not is_there:
        (tmp_path / "r").rename(tmp_path / "away")
    assert index.forget(tmp_path / "r").removed == ("r/a.txt",)
    assert index.ids() == ["added", "s/a.txt"]
    assert index.roots == ((tmp_path / "s").resolve(),)
    assert [problem.path for problem in index.problems()] == ["s/none.txt"]
    assert index.sync().commits == 0
    assert index.check(deep=True) == ()


def test_reports_may_stay_and_are_not_read_again_when_their_path_is_named_again(index: Index, tmp_path: Path) -> None:
    assert index.forget(tmp_path / "r", keep_missing=True).kept == ("r/a.txt",)
    (tmp_path / "r").rename(tmp_path / "away")
    assert index.sync().removed == ()
    assert index.ids() == ["added", "r/a.txt", "s/a.txt"]
    (tmp_path / "away").rename(tmp_path / "r")
    assert index.sync(tmp_path / "r").reports == 0


@pytest.mark.parametrize("path", ["r/a.txt", "nowhere"])
def test_a_path_that_is_not_remembered_is_named_and_nothing_is_forgotten(
    index: Index, tmp_path: Path, path: str
) -> None:
    with pytest.raises(UnreadableError, match=f"remembers no path {path}; those it does: r, s"):
        index.forget([tmp_path / "s", tmp_path / path])
    assert len(index.roots) == 2
    assert "s/a.txt" in index


def test_what_another_root_covers_stays(index: Index, tmp_path: Path) -> None:
    put(tmp_path / "r" / "old" / "b.txt", "Chi bộ họp.")
    index.sync(tmp_path / "r" / "old", encoding="utf-8")
    assert index.forget(tmp_path / "r" / "old").removed == ()
    assert "r/old/b.txt" in index
    index.forget(tmp_path)
    assert (index.roots, index.ids()) == ((), ["added"])
