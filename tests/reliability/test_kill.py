"""Runs that are killed, lose their power or their room leave the state before or after them; kill.py, power.py and
full_disk.py do the same more often."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest

from tests.reliability import disk, full_disk, kill, power
from tests.reliability.states import Models, difference, left_behind


@pytest.fixture(autouse=True)
def _on_linux() -> None:
    if not Path("/proc/self/stat").exists():
        pytest.skip("processes are looked up in /proc")


def test_the_models_are_two_states_that_differ_everywhere(models: Models) -> None:
    assert not difference(models.old, models.old)
    assert set(models.old) == {
        name.removesuffix(" (scores only)") for name in difference(models.old, models.new).split(", ")
    }
    assert models.new["texts"] == models.again["texts"]


def test_a_run_killed_in_its_commit_leaves_a_whole_state_and_the_next_one_carries_on(
    models: Models, place: Path, engine_name: str
) -> None:
    outcome = kill.tried(models, place, engine_name, kill.Instants(models, Random(1)), in_commit=True)
    assert outcome.wrong == []
    assert outcome.state in ("old", "new", "too late")


def test_kills_in_a_row_pile_nothing_up(models: Models, place: Path, engine_name: str) -> None:
    assert kill.in_a_row(models, place, engine_name, kill.Instants(models, Random(1)), 2) == []


def test_a_power_cut_once_left_a_list_of_segments_without_their_bytes(
    models: Models, tmp_path: Path, engine_name: str
) -> None:
    if not disk.is_possible():
        pytest.skip("no strace here")
    found, wrong = power.cut(models, tmp_path.resolve(), engine_name, points=20, seed=1, runs=100)
    assert wrong == []
    assert found["old"]
    assert found["new"]


def test_a_full_disk_leaves_the_state_before(models: Models, place: Path, engine_name: str) -> None:
    try:
        with full_disk.small_disk(place):
            pass
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no file system can be mounted here")
    shutil.rmtree(place)
    assert full_disk.tried(models, place, engine_name, 8 << 10) == ("old", [])


def test_what_is_left_behind_is_seen(models: Models, place: Path, engine_name: str) -> None:
    models.copy(place)
    assert left_behind(place) == []
    inside = place / "index" / engine_name / ("reports" if engine_name == "tantivy" else "")
    odd = [place / "index" / "searchkit.json.1.2", inside / "reports_0123456789abcdef.seg", place / "temporary" / "a"]
    for file in odd:
        file.touch()
    assert left_behind(place) == sorted(str(file.relative_to(place)) for file in odd)


def test_reports_are_also_read_in_processes_apart(models: Models) -> None:
    assert {Path(identity).suffix for identity in models.old["texts"]} == {".txt", ".html"}
