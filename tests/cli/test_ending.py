"""How a run ends, as a shell sees it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import searchkit
from searchkit.cli import main
from searchkit.errors import QueryError
from tests.cli.conftest import Run

SEARCH = [sys.executable, "-m", "searchkit", "search", "họp", "--index"]


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """The folder of a small index."""
    with searchkit.create(tmp_path / "index") as index:
        index.add(searchkit.Report(id="1", text="Đảng ủy họp."))
    return tmp_path / "index"


@pytest.mark.parametrize(
    ("raised", "exit_code", "told"),
    [
        (KeyboardInterrupt(), 130, "Stopped.\n"),
        (BrokenPipeError(), 141, ""),
        (QueryError("No such thing\x1b[2J."), 2, "Error: No such thing␛[2J.\n"),
        (OSError(28, "No space left on device", "a\n.txt"), 2, "Error: a␊.txt: No space left on device\n"),
        (OSError("odd"), 2, "Error: odd\n"),
    ],
)
def test_whatever_is_raised_is_a_sentence_and_an_exit_code(
    run: Run, there: Path, monkeypatch: pytest.MonkeyPatch, raised: BaseException, exit_code: int, told: str
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr("searchkit.index.Index.search", failing)
    result = run("search", "họp", "--index", there)
    assert (result.exit_code, result.stdout, result.stderr) == (exit_code, "", told)


def test_a_usage_error_is_told_by_click(run: Run) -> None:
    result = run("search", "--colour\x1b[2J")
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage: searchkit search")
    assert "\x1b" not in result.stderr
    assert "--colour" in result.stderr


def test_ctrl_c_ends_with_130(there: Path) -> None:
    script = (
        "import os, signal, time; from searchkit.cli import main; from searchkit import Index\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's jobs in the background ignore it
        "Index.stats = lambda self: (os.kill(os.getpid(), signal.SIGINT), time.sleep(60))\n"
        f"main(['stats', '--index', {str(there)!r}])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"Stopped.\n")


def test_a_closed_standard_output_is_no_error(there: Path) -> None:
    done = subprocess.run(["sh", "-c", '"$@" >&-', "sh", *SEARCH, str(there)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_full_disk_is_one_sentence(there: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    done = subprocess.run(["sh", "-c", '"$@" >/dev/full', "sh", *SEARCH, str(there)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (2, b"Error: No space left on device\n")


def test_what_is_asked_for_and_not_found_is_1_and_an_error_2(there: Path) -> None:
    for query, exit_code in (("họp", 0), ("vắng", 1), ("...", 2)):
        with pytest.raises(SystemExit) as ended:
            main(["search", query, "--index", str(there)])
        assert ended.value.code == exit_code
