"""``searchkit sync``, the bare ``searchkit index``, and how both end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import searchkit
from tests.cli.conftest import Run
from tests.indexing.files import put

ROOT = Path(__file__).resolve().parents[2]

# Commits with every file, and takes its time with each.
_SLOWLY = """
import sys, time
from searchkit.cli import main
from searchkit.indexing import sync
sync.STEP_CHARACTERS = 0
digest_of = sync.digest_of
def slowly(path):
    time.sleep(0.3)
    return digest_of(path)
sync.digest_of = slowly
main(sys.argv[1:])
"""


@pytest.fixture
def files(run: Run, tmp_path: Path, engine_name: str) -> Path:
    """A folder of three reports, indexed in "index" beside it."""
    for name in "abc":
        put(tmp_path / "r" / f"{name}.txt", f"Đảng ủy {name} họp.")
    assert run("index", tmp_path / "r", "--index", tmp_path / "index", "--engine", engine_name).exit_code == 0
    return tmp_path / "r"


def begun(*arguments: str | Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", _SLOWLY, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )


def first_commit(process: subprocess.Popen[str]) -> None:
    assert process.stderr
    for line in process.stderr:
        if line.startswith("Committed"):
            return
    pytest.fail("it ended without a commit on the way")


@pytest.mark.parametrize("command", ["index", "sync"])
def test_what_the_index_remembers_is_gone_over(run: Run, files: Path, tmp_path: Path, command: str) -> None:
    put(files / "d.txt", "Chi bộ họp.")
    (files / "a.txt").rename(files / "e.txt")
    (files / "b.txt").unlink()
    result = run(command, "--index", tmp_path / "index")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Indexed 2 reports (2 passages) into ")
    assert result.stdout.splitlines()[1] == "Files: 1 new, 1 renamed, 1 removed, 1 unchanged."


def test_nothing_new_is_told_as_that(run: Run, files: Path, tmp_path: Path) -> None:
    done = json.loads(run("index", files, "--index", tmp_path / "index", "--json").stdout)
    assert done["files"] == {
        "new": 0, "changed": 0, "renamed": 0, "removed": 0, "kept": 0, "unchanged": 3, "failed": 0
    }  # fmt: skip
    assert (done["reports"], done["commits"]) == (0, 0)


def test_files_that_are_gone_may_be_kept(run: Run, files: Path, tmp_path: Path) -> None:
    (files / "a.txt").unlink()
    result = run("sync", "--keep-missing", "--index", tmp_path / "index")
    assert result.stdout.splitlines()[1] == "Files: 1 not there but kept, 2 unchanged."
    assert "Files: 1 removed, 2 unchanged." in run("sync", "--index", tmp_path / "index").stdout


def test_a_dry_run_names_what_would_be_done(run: Run, files: Path, tmp_path: Path) -> None:
    put(files / "a.txt", "Chi bộ họp.")
    (files / "b.txt").rename(files / "d.txt")
    (files / "c.txt").unlink()
    result = run("sync", "--dry-run", "--index", tmp_path / "index")
    assert result.stdout.splitlines()[:3] == [
        "changed   r/a.txt",
        "renamed   r/b.txt -> r/d.txt",
        "removed   r/c.txt",
    ]
    planned = json.loads(run("index", files, "--dry-run", "--json", "--index", tmp_path / "index").stdout)
    assert (planned["changed"], planned["renamed"]) == (["r/a.txt"], [{"from": "r/b.txt", "to": "r/d.txt"}])
    with searchkit.open(tmp_path / "index") as index:
        assert index.ids() == ["r/a.txt", "r/b.txt", "r/c.txt"]


def test_a_dry_run_of_a_first_run_makes_no_index(run: Run, files: Path, tmp_path: Path) -> None:
    result = run("index", files, "--dry-run", "--index", tmp_path / "other")
    assert result.stdout.splitlines()[0] == "new       r/a.txt"
    assert not (tmp_path / "other").exists()


def test_problems_are_listed_until_mended(run: Run, files: Path, tmp_path: Path) -> None:
    index = ("--index", tmp_path / "index")
    assert run("stats", "--problems", *index).stdout == "All files were read.\n"
    put(files / "bad.txt", b"\0\1\2\xff" * 100)
    assert "Not all could be read of 1 file" in run("sync", *index).stdout
    again = run("sync", *index)
    assert (again.stderr, "Not all could be read of 1 file" in again.stdout) == ("", True)
    assert run("stats", "--problems", *index).stdout == "r/bad.txt: a binary file\n"
    assert json.loads(run("stats", "--problems", "--json", *index).stdout) == {
        "problems": [{"path": "r/bad.txt", "reason": "a binary file"}]
    }
    assert "Skipped r/bad.txt: a binary file" in run("sync", "--retry", *index).stderr
    put(files / "bad.txt", "Chi bộ họp.")
    run("sync", *index)
    assert run("stats", "--problems", *index).stdout == "All files were read.\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(("--watch", "--dry-run"), "exclude each other"), (("--poll",), "--watch"), (("--wait", "-1"), "--wait")],
)
def test_options_that_make_no_sense_are_usage_errors(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    result = run("sync", *arguments, "--index", tmp_path / "index")
    assert (result.exit_code, told in result.stderr) == (2, True)


def test_an_index_that_remembers_nothing_says_what_to_do(failing: Run, tmp_path: Path) -> None:
    searchkit.create(tmp_path / "index").close()
    assert "searchkit index PATH" in failing("sync", "--index", tmp_path / "index").stderr


@pytest.mark.parametrize(("sent", "exit_code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_run_says_what_is_there_and_the_next_goes_on(
    run: Run, tmp_path: Path, engine_name: str, sent: signal.Signals, exit_code: int
) -> None:
    for name in "abcdefgh":
        put(tmp_path / "r" / f"{name}.txt", f"Đảng ủy {name} họp.")
    process = begun("index", tmp_path / "r", "--index", tmp_path / "index", "--engine", engine_name, "--jobs", "1")
    first_commit(process)
    process.send_signal(sent)
    _, said = process.communicate(timeout=60)
    assert process.returncode == exit_code
    with searchkit.open(tmp_path / "index") as index:
        there = index.ids()
    assert 0 < len(there) < 8
    assert f"holds {len(there)} report" in said.splitlines()[-1]
    assert said.splitlines()[-1].startswith("Stopped. ")
    result = run("index", "--index", tmp_path / "index")
    if len(there) < 8:
        assert (
            f"Files: {8 - len(there)} new, {len(there)} unchanged."
            in run("index", tmp_path / "r", "--index", tmp_path / "index").stdout + result.stdout
        )


def test_a_killed_run_is_taken_up_by_the_next(run: Run, tmp_path: Path, engine_name: str) -> None:
    for name in "abcdefgh":
        put(tmp_path / "r" / f"{name}.txt", f"Đảng ủy {name} họp.")
    process = begun("index", tmp_path / "r", "--index", tmp_path / "index", "--engine", engine_name, "--jobs", "1")
    first_commit(process)
    process.kill()
    process.communicate()
    with searchkit.open(tmp_path / "index") as index:
        there = index.ids()
    assert 0 < len(there) < 8
    result = run("sync", "--index", tmp_path / "index", "--wait", "0")
    assert f"Files: {8 - len(there)} new, {len(there)} unchanged." in result.stdout


def test_a_second_command_waits_its_time_and_says_who_holds_the_index(run: Run, tmp_path: Path) -> None:
    for name in "abcd":
        put(tmp_path / "r" / f"{name}.txt", f"Đảng ủy {name} họp.")
    put(tmp_path / "other.txt", "Chi bộ họp.")
    with searchkit.create(tmp_path / "index") as index:
        writer = index._current.engine.writer()
        started = time.monotonic()
        result = run("index", tmp_path / "other.txt", "--index", tmp_path / "index", "--wait", "0.3")
        assert (result.exit_code, time.monotonic() - started >= 0.3) == (2, True)
        assert "Another program is writing the index" in result.stderr
        writer.rollback()
    assert run("index", tmp_path / "other.txt", "--index", tmp_path / "index", "--wait", "0.3").exit_code == 0
