"""``searchkit check``."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import searchkit
from searchkit.engines import _tantivy_checks

from .conftest import Run


@pytest.fixture
def damaged(seeds_in_tantivy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index with a flipped bit, that is opened as if it were too large to be looked at then."""
    monkeypatch.setattr(_tantivy_checks, "_SMALL", 0)
    shutil.copytree(seeds_in_tantivy, tmp_path / "index")
    file = next((tmp_path / "index").rglob("passages/*.fieldnorm"))
    content = bytearray(file.read_bytes())
    content[20] ^= 1
    file.write_bytes(content)
    return tmp_path / "index"


def test_a_sound_index_is_sound(run: Run, seeds_there: Path) -> None:
    for options in [], ["--deep"]:
        done = run("check", "--index", seeds_there, *options)
        assert (done.exit_code, done.stderr) == (0, "")
        assert done.stdout == f"Checked 5 reports: the index in {seeds_there} is sound.\n"


def test_a_damaged_one_is_named_with_what_to_do(run: Run, damaged: Path) -> None:
    done = run("check", "--index", damaged)
    assert done.exit_code == 2
    assert ".fieldnorm was changed" in done.stdout
    assert done.stderr == (
        f"Error: The index in {damaged} is damaged (1 problem). Index its reports anew with: "
        "searchkit index --rebuild PATH\n"
    )


def test_json_lists_all(run: Run, damaged: Path) -> None:
    done = run("check", "--index", damaged, "--json")
    found = json.loads(done.stdout)
    assert (done.exit_code, done.stderr, found["sound"], found["reports"]) == (2, "", False, 5)
    (problem,) = found["problems"]
    assert problem["is_damage"] is True
    assert problem["place"].endswith(".fieldnorm")


def test_json_of_an_index_that_cannot_be_opened(run: Run, damaged: Path) -> None:
    next(damaged.rglob("passages/meta.json")).write_text("{")
    done = run("check", "--index", damaged, "--json")
    assert (done.exit_code, json.loads(done.stdout)["sound"]) == (2, False)


def test_what_killed_runs_left_is_named_and_no_damage(run: Run, seeds_there: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    shutil.copytree(seeds_there, index)
    (index / "tantivy-7").mkdir()
    # No process has so high a number.
    (index / "searchkit.json.4999999.2").touch()
    done = run("check", "--index", index)
    assert done.exit_code == 0
    assert "tantivy-7 is left over" in done.stdout
    assert "searchkit.json.4999999.2 is left over" in done.stdout
    assert done.stdout.endswith("is sound.\n")
    run("remove", searchkit.open(index).ids()[0], "--index", index)
    assert "left over" not in run("check", "--index", index).stdout


_ASK = """
import sys
from searchkit.engines import _tantivy_checks
_tantivy_checks._SMALL = 0
from searchkit.cli import main
main(sys.argv[1:])
"""


@pytest.mark.parametrize("kind", ["idx", "pos", "term", "store", "fast", "fieldnorm"])
def test_where_tantivy_panics_the_screen_shows_our_sentence_alone(
    seeds_in_tantivy: Path, tmp_path: Path, kind: str
) -> None:
    shutil.copytree(seeds_in_tantivy, tmp_path / "index")
    for file in (tmp_path / "index").rglob(f"*.{kind}"):
        content = file.read_bytes()
        file.write_bytes(bytes(len(content) - 94) + content[-94:])
    command = ["search", '"chi bộ" đảng viên', "--index", str(tmp_path / "index")]
    done = subprocess.run([sys.executable, "-c", _ASK, *command], capture_output=True, text=True, timeout=60)
    if done.returncode == 2:
        assert done.stderr.startswith("Error: ")
        assert done.stderr.count("\n") == 1
    assert "panicked" not in done.stderr
    assert "Traceback" not in done.stderr
