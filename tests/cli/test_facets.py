"""``searchkit facets``."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from searchkit import Index, Report
from tests.cli.conftest import Run

IndexOf = Callable[..., Index]


@pytest.fixture(scope="module")
def units(shared_index_of: IndexOf, engine_name: str) -> Path:
    """Eight reports with a field of metadata, and one without."""
    named = [
        *["Ban Tổ chức"] * 5,
        *["Ban Dân vận"] * 2,
        "Ủy ban Kiểm tra của một tỉnh có một cái tên rất dài",
    ]
    said = [Report(str(number), "Đảng ủy họp.", metadata={"Đơn vị": unit}) for number, unit in enumerate(named)]
    return shared_index_of([*said, Report("it", "Hội nghị.")], engine_name).path


def test_values_are_shown_with_counts_and_bars(run: Run, units: Path) -> None:
    result = run("facets", "đơn vị", "--index", units)
    assert result.exit_code == 0
    first, second, third = result.stdout.splitlines()
    assert first.split()[:4] == ["Ban", "Tổ", "chức", "5"]
    assert second.split()[:4] == ["Ban", "Dân", "vận", "2"]
    assert third.startswith("Ủy ban Kiểm tra của một tỉnh có một cái… ")
    bars = [line.rpartition(" ")[2] for line in (first, second, third)]
    assert set("".join(bars)) <= set("█▏▎▍▌▋▊▉")
    assert [round(len(bar) / len(bars[0]), 1) for bar in bars] == [1.0, 0.4, 0.2]
    assert result.stderr == "And 1 report without.\n"


def test_lines_fit_the_width(run: Run, units: Path) -> None:
    lines = run("facets", "đơn vị", "--index", units).stdout.splitlines()
    assert max(map(len, lines)) <= 80


def test_names_of_combining_marks_stand_in_line(run: Run, index_of: IndexOf) -> None:
    named = [unicodedata.normalize("NFD", "Ủy ban"), "Đảng uỷ"]
    index = index_of(Report(str(n), "Họp.", metadata={"unit": unit}) for n, unit in enumerate(named))
    first, second = run("facets", "unit", "--index", index.path).stdout.splitlines()
    assert (first.index(" 1 "), second.index(" 1 ")) == (8, 8)


def test_a_name_does_nothing_to_the_screen(run: Run, index_of: IndexOf) -> None:
    index = index_of([Report("1", "Họp.", metadata={"unit": "a\x1b[2Jb"})])
    assert "a␛[2Jb" in run("facets", "unit", "--index", index.path).stdout


def test_a_limit_says_what_it_leaves_out(run: Run, units: Path) -> None:
    result = run("facets", "đơn vị", "-n", "1", "--index", units)
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr == "And 2 more values, 1 report without.\n"


def test_json_is_one_object(run: Run, units: Path) -> None:
    result = run("facets", "don vi", "đảng", "--where", "don vi=ban to chuc", "--json", "--index", units)
    assert json.loads(result.stdout) == {
        "field": "don vi",
        "values": [{"value": "Ban Tổ chức", "reports": 5}],
        "different": 1,
        "reports": 5,
        "silent": 0,
    }


def test_a_query_and_filters_narrow_down(run: Run, seeds_there: Path) -> None:
    result = run("facets", "year", "dang", "--since", "2020", "--until", "2021", "--json", "--index", seeds_there)
    assert [one["value"] for one in json.loads(result.stdout)["values"]] == ["2021"]


def test_a_field_that_no_report_has_is_exit_code_1(run: Run, seeds_in_tantivy: Path) -> None:
    result = run("facets", "mood", "--index", seeds_in_tantivy)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "None of 5 reports says anything in the field 'mood'.\n"


def test_nothing_found_is_exit_code_1(run: Run, seeds_in_tantivy: Path) -> None:
    result = run("facets", "place", "xyzzy", "--index", seeds_in_tantivy)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "No report matches.\n")
    result = run("facets", "place", "xyzzy", "--json", "--index", seeds_in_tantivy)
    assert (result.exit_code, json.loads(result.stdout)["values"], result.stderr) == (1, [], "")


def test_what_cannot_be_asked_is_exit_code_2(failing: Run, seeds_in_tantivy: Path, tmp_path: Path) -> None:
    assert "is no date" in failing("facets", "place", "--since", "soon", "--index", seeds_in_tantivy).stderr
    assert "Name a field" in failing("facets", " ", "--index", seeds_in_tantivy).stderr
    assert "There is no index" in failing("facets", "place", "--index", tmp_path / "none").stderr
