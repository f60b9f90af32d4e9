"""The command line as a whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import searchkit
from searchkit.cli import main
from tests.cli.conftest import Run

COMMANDS = [
    *("index", "sync", "search", "similar", "suggest", "facets", "show"),
    *("stats", "remove", "export", "check", "evaluate", "completion"),
]


def test_the_commands_there_are(run: Run) -> None:
    help_text = run("--help").stdout
    listed = help_text.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in listed] == COMMANDS


@pytest.mark.parametrize("command", [[], *([command] for command in COMMANDS)])
def test_every_command_has_help_with_an_example(run: Run, command: list[str]) -> None:
    short, long = run(*command, "-h"), run(*command, "--help")
    assert short.exit_code == long.exit_code == 0
    assert short.stdout == long.stdout
    assert f"Example:\n    searchkit {' '.join(command)}".rstrip() in short.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_says_what_it_does(command: str) -> None:
    import click

    context = click.Context(main)
    found = main.get_command(context, command)
    assert found is not None
    options = [one for one in found.params if isinstance(one, click.Option)]
    assert found.params
    assert [one.name for one in options if not one.help] == []


def test_the_version(run: Run) -> None:
    assert run("--version").stdout == f"searchkit {searchkit.__version__}\n"


def test_an_unknown_command_is_a_usage_error(run: Run) -> None:
    result = run("find")
    assert result.exit_code == 2
    assert "No such command" in result.stderr


def test_it_runs_as_a_module(seeds_there: Path) -> None:
    command = [sys.executable, "-m", "searchkit", "search", "dang uy khoi", "--no-expand", "--index", str(seeds_there)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert "Đảng ủy Khối" in done.stdout.decode()
    assert done.stderr == b""


def test_a_reader_that_closes_the_pipe_gets_no_traceback(seeds_there: Path) -> None:
    command = [sys.executable, "-m", "searchkit", "search", "dang", "-n", "1000", "--json", "--index", str(seeds_there)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_vietnamese_is_printed_whatever_the_terminals_encoding(seeds_in_tantivy: Path, encoding: str) -> None:
    command = [sys.executable, "-m", "searchkit", "search", "dang uy khoi", "--index", str(seeds_in_tantivy)]
    environment = {"PYTHONIOENCODING": encoding, "PYTHONPATH": str(Path(searchkit.__file__).parents[1])}
    done = subprocess.run(command, capture_output=True, check=True, env=environment)
    assert "Đảng ủy Khối" in done.stdout.decode()


def test_a_query_that_is_not_utf_8_prints_no_warning(seeds_in_tantivy: Path) -> None:
    query = os.fsdecode(b"d\xe0ng dang")
    command = [sys.executable, "-m", "searchkit", "search", query, "--index", str(seeds_in_tantivy)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Đảng".encode() in done.stdout


def test_what_a_library_prints_of_its_own_accord_stays_off_the_screen(seeds_there: Path) -> None:
    program = (
        "import os, sys, searchkit\n"
        "from searchkit.cli import main\n"
        "def search(*arguments, **options):\n"
        "    os.write(2, b'thread panicked')\n"
        "    raise searchkit.EngineError('The index can not be read.')\n"
        "searchkit.Index.search = search\n"
        f"main(['search', 'đảng', '--index', {str(seeds_there)!r}])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "Error: The index can not be read.\n")


@pytest.mark.skipif(os.name == "nt", reason="needs a shell that closes streams")
@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_error(seeds_there: Path, closed: str) -> None:
    command = f'"{sys.executable}" -m searchkit search đảng --index "{seeds_there}" {closed}'
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    missing = f'"{sys.executable}" -m searchkit search đảng --index /nowhere {closed}'
    assert subprocess.run(["sh", "-c", missing], capture_output=True, check=False).returncode == 2


def test_a_limit_beyond_all_counting(run: Run, seeds_there: Path) -> None:
    everything = run("search", "đảng", "-n", "1000", "--index", seeds_there)
    assert run("search", "đảng", "-n", "9" * 30, "--index", seeds_there).stdout == everything.stdout
