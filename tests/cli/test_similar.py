"""``searchkit similar``."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

SEED = "000_04f0816c42b548b7.txt"


def test_the_reports_most_like_one_are_shown_as_search_shows_groups(run: Run, seeds_there: Path) -> None:
    result = run("similar", SEED, "-n", "2", "--index", seeds_there)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert [line[:5] for line in lines if line[:3].strip()] == ["  1  ", "  2  "]
    assert SEED not in result.stdout
    assert "more in this report" in lines[1]


def test_json_has_the_shape_of_grouped_hits(run: Run, seeds_there: Path) -> None:
    found = [json.loads(line) for line in run("similar", SEED, "--json", "--index", seeds_there).stdout.splitlines()]
    searched = run("search", "đảng", "--group", "--json", "--index", seeds_there).stdout.splitlines()
    assert len(found) == 4
    assert found[0].keys() == json.loads(searched[0]).keys() - {"expansions"}
    assert len({hit["report"]["id"] for hit in found}) == 4


def test_filters_apply(run: Run, seeds_there: Path) -> None:
    result = run("similar", SEED, "--json", "--since", "2023", "--index", seeds_there)
    assert {json.loads(line)["report"]["facts"]["date"]["value"][:4] for line in result.stdout.splitlines()} == {"2023"}


def test_no_report_alike_is_exit_code_1(run: Run, seeds_in_tantivy: Path) -> None:
    result = run("similar", SEED, "--since", "2030", "--index", seeds_in_tantivy)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "No report is like it.\n")
    assert run("similar", SEED, "--since", "2030", "--json", "--index", seeds_in_tantivy).output == ""


def test_an_unknown_id_is_an_error_that_says_what_was_meant(failing: Run, seeds_in_tantivy: Path) -> None:
    assert f"Did you mean '{SEED}'?" in failing("similar", SEED[:-1], "--index", seeds_in_tantivy).stderr
