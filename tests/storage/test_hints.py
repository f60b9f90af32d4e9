"""Hints: kept, or lost without harm."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from searchkit.reports.skipped import Skipped
from searchkit.reports.stamps import Stamp
from searchkit.storage import hints
from searchkit.storage.hints import Hints, Problem

STAMP = Stamp("báo cáo.txt", 10, 1, "abc", "TCVN3")
SOME = Hints(
    {STAMP.file: STAMP},
    {STAMP.file: Problem(STAMP, "1.0", 1, (Skipped("báo cáo.txt:2", "no JSON"), Skipped("b", "\udc80")), ("7",))},
    {"a": "can't be read"},
)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    hints.write(tmp_path, SOME)
    assert hints.read(tmp_path) == SOME
    assert [file.name for file in tmp_path.iterdir()] == [hints.FILE]


def test_all_problems_are_listed_in_order_of_the_files() -> None:
    assert [one.path for one in SOME.skipped()] == ["a", "báo cáo.txt:2", "b"]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"touched": {"a": 1}, "problems": {}, "places": {}}', "null"])
def test_damaged_hints_are_none(tmp_path: Path, content: str) -> None:
    (tmp_path / hints.FILE).write_text(content)
    assert hints.read(tmp_path) == Hints()


def test_hints_that_cannot_be_written_are_none(tmp_path: Path) -> None:
    hints.write(tmp_path / "nowhere", SOME)
    assert hints.read(tmp_path / "nowhere") == Hints()


def test_a_problem_of_a_million_lines_names_a_thousand() -> None:
    skipped = tuple(Skipped(f"a:{number}", "no JSON") for number in range(1_500))
    shortened = hints.shortened(Problem(STAMP, "", 0, skipped))
    assert len(shortened.skipped) == 1_001
    assert shortened.skipped[-1].reason == "500 more places in it were skipped"
    assert len(json.dumps(shortened)) < 50_000
