"""``searchkit suggest``, and what ``searchkit search`` says was likely meant."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from searchkit import Index
from tests.cli.conftest import Run


@pytest.fixture(scope="module")
def folder(shared_index_of: Callable[..., Index]) -> Path:
    """The folder of an index of forty reports that say the same."""
    return shared_index_of([f"Đảng ủy Khối họp phiên {number}." for number in range(40)]).path


def test_what_was_likely_meant_is_a_line_below_the_results(run: Run, folder: Path) -> None:
    done = run("search", "uyr khoi", "--index", folder, "-n", "1")
    assert done.exit_code == 0
    assert done.stderr == "Did you mean: ủy Khối (40 passages)?\n"
    assert "Did you mean" not in done.stdout


def test_nothing_found_is_still_1_with_a_suggestion(run: Run, folder: Path) -> None:
    done = run("search", "ddang uyr", "--index", folder)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "No passage matches.\nDid you mean: Đảng ủy (40 passages)?\n"


@pytest.mark.parametrize("options", [[], ["--offset", "5"]])
def test_a_fine_query_says_nothing_more(run: Run, folder: Path, options: list[str]) -> None:
    assert run("search", "dang uy", "--index", folder, *options).stderr == ""


def test_to_a_program_it_is_the_last_object(run: Run, folder: Path) -> None:
    done = run("search", "uyr khoi", "--index", folder, "--json", "-n", "2")
    *hits, last = map(json.loads, done.stdout.splitlines())
    assert [hit["rank"] for hit in hits] == [1, 2]
    assert last == {"suggestion": {"text": "ủy Khối", "matches": 40}}
    nothing = run("search", "ddang uyr", "--index", folder, "--json")
    assert (nothing.exit_code, nothing.stderr) == (1, "")
    assert json.loads(nothing.stdout) == {"suggestion": {"text": "Đảng ủy", "matches": 40}}


def test_fix_searches_for_it_and_says_so(run: Run, folder: Path) -> None:
    done = run("search", "ddang uyr", "--index", folder, "--fix", "-n", "3")
    assert done.exit_code == 0
    assert done.stderr == "Searched for: Đảng ủy (typed: ddang uyr)\n"
    assert done.stdout == run("search", "Đảng ủy", "--index", folder, "-n", "3").stdout
    told = run("search", "ddang uyr", "--index", folder, "--fix", "--json").stdout.splitlines()[-1]
    assert json.loads(told) == {"suggestion": {"text": "Đảng ủy", "matches": 40, "applied": True}}


def test_fix_changes_no_query_that_is_fine(run: Run, folder: Path) -> None:
    plain, fixed = (run("search", "dang uy", "--index", folder, *options) for options in ([], ["--fix"]))
    assert (plain.stdout, plain.stderr) == (fixed.stdout, fixed.stderr)


def test_without_fix_nothing_else_is_searched(run: Run, folder: Path) -> None:
    assert run("search", "ddang uyr", "--index", folder).stdout == ""


def test_completions_are_printed_a_line_each(run: Run, folder: Path) -> None:
    assert run("suggest", "dang", "u", "--index", folder).stdout == "Đảng ủy\n"
    done = run("suggest", "dang u", "--index", folder, "--json")
    assert [json.loads(line) for line in done.stdout.splitlines()] == [{"text": "Đảng ủy", "matches": 40}]
    assert len(run("suggest", "h", "--index", folder, "-n", "1").stdout.splitlines()) == 1


def test_nothing_that_continues_is_1(run: Run, folder: Path) -> None:
    done = run("suggest", "xqz", "--index", folder)
    assert (done.exit_code, done.output) == (1, "")


def test_a_completion_deceives_nobody(run: Run, index_of: Callable[..., Index]) -> None:
    folder = index_of(["Đảng ủy."]).path
    done = run("suggest", "\x1b\x1b dang u", "--index", folder)
    assert done.stdout == "␛␛ Đảng ủy\n"
