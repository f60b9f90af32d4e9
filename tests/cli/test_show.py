"""``searchkit show``."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run

SEED = "000_04f0816c42b548b7.txt"


def test_a_report_is_shown_as_it_was_read(run: Run, seeds_there: Path, seeds: Path) -> None:
    result = run("show", SEED, "--index", seeds_there)
    assert result.exit_code == 0
    # Into a pipe, as here, byte for byte.
    assert result.stdout_bytes == (seeds / SEED).read_bytes()


def test_hits_are_marked_in_colour_only_where_wanted(run: Run, seeds_there: Path) -> None:
    query = ("--query", '"ket nap 23"', "--index", seeds_there)
    assert "\x1b" not in run("show", SEED, *query).stdout
    assert "\x1b[1;31mkết nạp 23\x1b[0m" in run("show", SEED, *query, "--color", "always").stdout


def test_accents_count_as_asked_for(run: Run, seeds_there: Path) -> None:
    strict = run("show", SEED, "--query", "ket", "--accents", "strict", "--html", "--index", seeds_there).stdout
    loose = run("show", SEED, "--query", "ket", "--html", "--index", seeds_there).stdout
    assert "<mark>" not in strict
    assert "<mark>kết</mark>" in loose


def test_html_marks_hits(run: Run, seeds_there: Path) -> None:
    result = run("show", SEED, "--query", "kết nạp", "--html", "--index", seeds_there)
    assert "<mark>kết</mark> <mark>nạp</mark>" in result.stdout


def test_an_unknown_id_suggests_the_nearest(failing: Run, seeds_in_tantivy: Path) -> None:
    assert f"Did you mean '{SEED}'?" in failing("show", SEED[:-5], "--index", seeds_in_tantivy).stderr


def test_an_id_like_no_other_suggests_none(failing: Run, seeds_in_tantivy: Path) -> None:
    assert "Did you mean" not in failing("show", "?", "--index", seeds_in_tantivy).stderr


def test_a_query_that_cannot_be_run_is_one_sentence(failing: Run, seeds_in_tantivy: Path) -> None:
    failing("show", SEED, "--query", "...", "--index", seeds_in_tantivy)


def test_a_missing_index_is_one_sentence(failing: Run, tmp_path: Path) -> None:
    failing("show", SEED, "--index", tmp_path)
