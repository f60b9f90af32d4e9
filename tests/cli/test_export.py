"""``searchkit export``."""

from __future__ import annotations

from pathlib import Path

import searchkit
from searchkit import Report

from .conftest import Run


def test_it_makes_an_index_of_the_same_answers(run: Run, seeds_there: Path, tmp_path: Path) -> None:
    done = run("export", "--index", seeds_there, "-o", tmp_path / "e.jsonl")
    assert (done.exit_code, done.stdout) == (0, f"Exported 5 reports to {tmp_path / 'e.jsonl'}.\n")
    assert run("index", tmp_path / "e.jsonl", "--index", tmp_path / "again").exit_code == 0
    ask = ("search", "dang uy khoi", "--json", "--all-copies", "--index")
    assert run(*ask, tmp_path / "again").stdout == run(*ask, seeds_there).stdout or "whoosh" in str(seeds_there)
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["e.jsonl"]


def test_standard_output_gets_the_same_lines(run: Run, seeds_in_tantivy: Path, tmp_path: Path) -> None:
    run("export", "--index", seeds_in_tantivy, "-o", tmp_path / "e.jsonl")
    assert run("export", "--index", seeds_in_tantivy).stdout_bytes == (tmp_path / "e.jsonl").read_bytes()


def test_where_it_fails_the_file_stays_as_it_was(run: Run, failing: Run, tmp_path: Path) -> None:
    with searchkit.create(tmp_path / "index") as index:
        index.add(Report(id=str(number), text="Đảng ủy " * 1000) for number in range(3))
    (tmp_path / "e.jsonl").write_text("mine")
    for store in (tmp_path / "index").rglob("passages/*.store"):
        store.write_bytes(store.read_bytes()[:100])
    failing("export", "--index", tmp_path / "index", "-o", tmp_path / "e.jsonl")
    assert (tmp_path / "e.jsonl").read_text() == "mine"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["e.jsonl", "index"]


def test_a_folder_that_is_not_there_is_named(failing: Run, seeds_in_tantivy: Path, tmp_path: Path) -> None:
    done = failing("export", "--index", seeds_in_tantivy, "-o", tmp_path / "none" / "e.jsonl")
    assert "No such file" in done.stderr
