"""``searchkit remove``."""

from __future__ import annotations

from pathlib import Path

import pytest

import searchkit
from tests.cli.conftest import Run


@pytest.fixture
def folder(engine_name: str, tmp_path: Path) -> Path:
    """An index of three reports, by each engine in turn."""
    with searchkit.create(tmp_path / "index", engine_name) as index:
        index.add(searchkit.Report(id=identity, text="Đảng ủy họp.") for identity in "abc")
    return tmp_path / "index"


def ids(folder: Path) -> list[str]:
    with searchkit.open(folder) as index:
        return index.ids()


def test_reports_are_removed(run: Run, folder: Path) -> None:
    result = run("remove", "a", "c", "--index", folder)
    assert (result.exit_code, result.stdout) == (0, "Removed 2 reports (2 passages).\n")
    assert ids(folder) == ["b"]


def test_one_report_is_a_report(run: Run, folder: Path) -> None:
    assert run("remove", "a", "a", "--index", folder).stdout.startswith("Removed 1 report (")


def test_an_unknown_id_removes_nothing(failing: Run, folder: Path) -> None:
    assert "'nowhere'" in failing("remove", "a", "nowhere", "--index", folder).stderr
    assert ids(folder) == ["a", "b", "c"]


def test_a_missing_index_is_one_sentence(failing: Run, tmp_path: Path) -> None:
    failing("remove", "a", "--index", tmp_path / "nowhere")
