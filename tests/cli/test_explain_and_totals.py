"""``searchkit search --explain`` and ``--totals``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import searchkit
from searchkit import Report
from searchkit.cli import explained, totals
from tests.cli.conftest import Run
from tests.texts import nfd


def test_the_table_says_what_each_part_gave_and_its_sum(run: Run, seeds_there: Path) -> None:
    result = run("search", "đảng ủy xyzzy", "--explain", "-n", "3", "--index", seeds_there)
    assert result.exit_code == 0
    for hit in result.stdout.split("\n\n"):
        why = [line.strip() for line in hit.splitlines()[3:]]
        assert why[0] == "Why: any of the words, accents as typed."
        assert why[1].split() == ["score", "passage", "report"]
        assert len({len(line) for line in hit.splitlines()[4:]}) == 1
        *parts, total = ([cell.strip() for cell in line.split("  ") if cell.strip()] for line in why[2:])
        assert {"đảng", "uỷ", "xyzzy", "đảng uỷ"} <= {part[0] for part in parts}
        assert total[0] == "all"
        for column in (-3, -2, -1):
            given = sum(float(part[column].replace("–", "0")) for part in parts)
            assert given == pytest.approx(float(total[column]), abs=1e-3)


def test_the_parts_in_json_add_up_by_hand(run: Run, seeds_there: Path) -> None:
    for query in ("đảng ủy khối", "nghi quyet 21", '"chi bộ" OR họp'):
        result = run("search", query, "--explain", "--json", "--index", seeds_there)
        for hit in map(json.loads, result.stdout.splitlines()):
            parts = hit["explain"]["parts"]
            assert list(parts[0]) == ["text", "form", "where", "found", "passage", "report", "score"]
            assert sum(part["score"] for part in parts) == pytest.approx(hit["score"], abs=3e-4)
            assert hit["explain"]["tier"]


def test_without_explain_nothing_is_explained(run: Run, seeds_in_tantivy: Path) -> None:
    result = run("search", "đảng", "--json", "-n", "1", "--index", seeds_in_tantivy)
    assert "explain" not in json.loads(result.stdout)
    assert "Why" not in run("search", "đảng", "-n", "1", "--index", seeds_in_tantivy).stdout


def test_what_is_explained_is_harmless_and_in_line(run: Run, tmp_path: Path) -> None:
    with searchkit.create(tmp_path / "index") as index:
        index.add(Report("1", nfd("Đảng ủy") + " và Đảng\x1b[2Jủy họp"))
        lines = list(explained.as_lines(index.search("đảng ủy")[0].explain(), False))
    assert len({len(line) for line in lines[1:]}) == 1
    assert not any("\x1b" in line for line in lines)
    shown = run("search", "đảng ủy", "--explain", "--index", tmp_path / "index").stdout
    assert "\x1b" not in shown


def test_many_writings_of_a_part_are_cut(run: Run, tmp_path: Path) -> None:
    with searchkit.create(tmp_path / "index") as index:
        index.add(Report("1", "dang đảng đang dạng"))
    assert "dang  " in run("search", "dang", "--explain", "--index", tmp_path / "index").stdout
    shown = run("search", "dang", "--accents", "ignore", "--explain", "--json", "--index", tmp_path / "index").stdout
    assert json.loads(shown)["explain"]["parts"][0]["found"] == ["dang"]


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("đảng họp", "1 passage in 1 report holds all words; 3 hold some."),
        ("đảng vắng", "No passage holds all words; 2 passages in 2 reports hold some."),
        ("nghỉ vắng", "No passage holds all words; 1 passage in 1 report holds some."),
        ("đảng", "2 passages in 2 reports match."),
        ("nghỉ", "1 passage in 1 report matches."),
        ("đảng OR họp", "3 passages in 3 reports match."),
    ],
)
def test_totals_are_told_last_in_a_sentence(run: Run, tmp_path: Path, query: str, line: str) -> None:
    with searchkit.create(tmp_path / "index") as index:
        index.add(Report(str(number), text) for number, text in enumerate(["Đảng họp", "Đảng nghỉ", "Đoàn họp"]))
    result = run("search", query, "--totals", "-n", "1", "--index", tmp_path / "index")
    assert result.stdout.splitlines()[-2:] == ["", line]


def test_totals_in_json_are_a_last_object_and_only_when_asked_for(run: Run, seeds_there: Path) -> None:
    *hits, last = run("search", "đảng ủy", "--json", "--totals", "--index", seeds_there).stdout.splitlines()
    assert list(json.loads(last)) == ["totals"]
    assert list(json.loads(last)["totals"]) == ["all_words", "any_word", "reports"]
    assert hits == run("search", "đảng ủy", "--json", "--index", seeds_there).stdout.splitlines()
    nothing = run("search", "xyzzy", "--json", "--totals", "--index", seeds_there)
    assert nothing.exit_code == 1
    assert json.loads(nothing.stdout) == {"totals": {"all_words": 0, "any_word": 0, "reports": 0}}


def test_on_a_terminal_a_quiet_line_says_how_many_hold_all_words(
    seeds_in_tantivy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from searchkit.cli import main

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    arguments = ["search", "dang uy khoi vang", "-n", "1", "--index", str(seeds_in_tantivy)]
    assert main(arguments, standalone_mode=False) in (None, 0)
    assert capsys.readouterr().out.endswith("\n\nNo passage holds all words; 39 passages in 5 reports hold some.\n")


def test_reports_of_very_many_passages_are_counted_only_when_asked_for(
    seeds_in_tantivy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(totals, "_SOON_COUNTED", 30)
    with searchkit.open(seeds_in_tantivy) as index:
        found = index.search("đảng").totals
        assert totals.as_text(found, with_any=False) == "39 passages match."
        assert totals.as_text(found, with_any=True) == "39 passages in 5 reports match."
