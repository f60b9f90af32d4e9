"""``searchkit index``."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import searchkit
from searchkit.engines import NAMES
from tests.cli.conftest import Run


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder of reports, some of which can't be read."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "good.txt").write_text("Hội nghị\n\nĐảng ủy Khối họp.", encoding="utf-8")
    (folder / "binary.txt").write_bytes(b"\0\1\2\xff" * 100)
    (folder / "empty.txt").touch()
    (folder / "old.txt").write_bytes("§¶ng ñy Khèi".encode("latin-1"))
    (folder / "lines.jsonl").write_text('{"id": "a", "text": "Chi bộ họp."}\n{broken\n', encoding="utf-8")
    (folder / "scan.pdf").touch()
    return folder


def snapshot(folder: Path) -> dict[str, bytes]:
    # An engine may leave its lock file behind, which is empty.
    return {
        str(file.relative_to(folder)): data
        for file in folder.rglob("*")
        if file.is_file() and (data := file.read_bytes())
    }


@pytest.mark.parametrize("engine", NAMES)
def test_the_sample_reports_are_indexed(run: Run, seeds: Path, tmp_path: Path, engine: str) -> None:
    result = run("index", seeds, "--index", tmp_path / "index", "--engine", engine, "--jobs", "1")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Indexed 5 reports (")
    assert "0 skipped" in result.stdout
    with searchkit.open(tmp_path / "index") as index:
        assert (index.engine, index.stats().reports) == (engine, 5)


def test_what_cannot_be_read_is_skipped_and_named(run: Run, reports: Path, tmp_path: Path) -> None:
    result = run("index", reports, "--index", tmp_path / "index")
    assert result.exit_code == 0
    assert "Indexed 2 reports (2 passages)" in result.stdout
    assert "5 skipped" in result.stdout
    assert [line.split(": ")[0] for line in result.stderr.splitlines()] == [
        "Skipped reports/binary.txt",
        "Skipped reports/empty.txt",
        "Skipped reports/lines.jsonl:2",
        "Skipped reports/old.txt",
        "Skipped reports/scan.pdf",
    ]


def test_ids_are_relative_to_the_folder_of_the_index(run: Run, reports: Path, tmp_path: Path) -> None:
    run("index", reports, "--index", tmp_path / "index")
    with searchkit.open(tmp_path / "index") as index:
        assert index.ids() == ["a", "reports/good.txt"]


def test_indexing_again_replaces(run: Run, reports: Path, tmp_path: Path) -> None:
    run("index", reports, "--index", tmp_path / "index")
    (reports / "good.txt").write_text("Đại hội", encoding="utf-8")
    assert run("index", reports, "--index", tmp_path / "index").exit_code == 0
    with searchkit.open(tmp_path / "index") as index:
        assert index.ids() == ["a", "reports/good.txt"]
        assert index.report("reports/good.txt").text == "Đại hội"


def test_a_folder_with_a_readme_may_become_an_index(run: Run, reports: Path, tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "README.md").write_text("mine")
    assert run("index", reports, "--index", tmp_path / "index").exit_code == 0
    assert (tmp_path / "index" / "README.md").read_text() == "mine"


def test_long_lists_of_what_was_skipped_are_cut(run: Run, tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number}.pdf").touch()
    (tmp_path / "a.txt").write_text("họp")
    result = run("index", tmp_path, "--index", tmp_path / "index")
    assert result.stderr.splitlines()[-1] == "Skipped 10 more."


@pytest.mark.parametrize("name", ["nowhere", "binary.txt", "empty.txt", "old.txt", "scan.pdf", "broken.jsonl", "empty"])
def test_nothing_to_index_makes_no_index(failing: Run, reports: Path, tmp_path: Path, name: str) -> None:
    (reports / "broken.jsonl").write_text("{\n[]\n")
    (reports / "empty").mkdir()
    failing("index", reports / name, "--index", tmp_path / "index")
    assert not (tmp_path / "index").exists()


@pytest.mark.parametrize("name", ["nowhere", "binary.txt", "empty.txt", "old.txt", "scan.pdf"])
def test_nothing_to_index_leaves_an_index_as_it_was(
    failing: Run, run: Run, reports: Path, tmp_path: Path, name: str
) -> None:
    run("index", reports / "good.txt", "--index", tmp_path / "index")
    before = snapshot(tmp_path / "index")
    failing("index", reports / name, "--index", tmp_path / "index")
    assert snapshot(tmp_path / "index") == before


def test_a_missing_path_among_others_leaves_an_index_as_it_was(
    failing: Run, run: Run, reports: Path, tmp_path: Path
) -> None:
    run("index", reports / "good.txt", "--index", tmp_path / "index")
    before = snapshot(tmp_path / "index")
    result = failing("index", reports, reports / "nowhere", "--index", tmp_path / "index")
    assert "nowhere doesn't exist" in result.stderr
    assert snapshot(tmp_path / "index") == before


def test_a_file_is_no_place_for_an_index(failing: Run, reports: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        failing("index", reports, "--index", place)
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_of_something_else_is_no_place_for_an_index(failing: Run, reports: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "thesis.doc").write_text("mine")
    assert "not empty" in failing("index", reports, "--index", tmp_path / "thesis").stderr
    assert [file.name for file in (tmp_path / "thesis").iterdir()] == ["thesis.doc"]


def test_an_index_keeps_its_engine(failing: Run, run: Run, reports: Path, tmp_path: Path) -> None:
    run("index", reports, "--index", tmp_path / "index", "--engine", "whoosh")
    assert run("index", reports, "--index", tmp_path / "index").exit_code == 0
    assert "whoosh" in failing("index", reports, "--index", tmp_path / "index", "--engine", "tantivy").stderr


def test_an_index_of_another_format_is_left_alone(failing: Run, run: Run, reports: Path, tmp_path: Path) -> None:
    run("index", reports, "--index", tmp_path / "index")
    manifest = tmp_path / "index" / "searchkit.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 999}))
    before = snapshot(tmp_path / "index")
    assert "format 999" in failing("index", reports, "--index", tmp_path / "index").stderr
    assert snapshot(tmp_path / "index") == before


@pytest.mark.parametrize("options", [("--engine", "lucene"), ("--jobs", "0"), ()])
def test_wrong_options_are_usage_errors(run: Run, tmp_path: Path, options: tuple[str, ...]) -> None:
    result = run("index", *options, "--index", tmp_path / "index")
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


@pytest.mark.parametrize("engine", NAMES)
def test_a_file_name_that_is_not_utf_8_does_not_stop_the_others(run: Run, tmp_path: Path, engine: str) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "good.txt").write_text("Đảng ủy họp.", encoding="utf-8")
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/b\xe1o.txt")).write_text("Chi bộ họp.", encoding="utf-8")
    except OSError:
        pytest.skip("the file system takes no such name")
    result = run("index", folder, "--index", tmp_path / "index", "--engine", engine)
    assert result.exit_code == 0
    with searchkit.open(tmp_path / "index") as index:
        assert "reports/good.txt" in index


def test_of_two_first_runs_at_once_the_later_adds_to_the_index_of_the_other(
    run: Run, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = searchkit.create

    def overtaken(path: Path, engine: str) -> searchkit.Index:
        with create(path, engine) as index:
            index.add(searchkit.Report(id="other", text="Chi bộ họp."))
        return create(path, engine)

    monkeypatch.setattr(searchkit, "create", overtaken)
    assert run("index", reports, "--index", tmp_path / "index").exit_code == 0
    with searchkit.open(tmp_path / "index") as index:
        assert {"other", "a", "reports/good.txt"} <= set(index.ids())


def test_of_two_first_runs_at_once_the_later_hears_of_another_writer(
    failing: Run, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = searchkit.create
    others = []

    def overtaken(path: Path, engine: str) -> searchkit.Index:
        index = create(path, engine)
        others.append(index._engine.writer())
        return create(path, engine)

    monkeypatch.setattr(searchkit, "create", overtaken)
    assert "Another program is writing this index" in failing("index", reports, "--index", tmp_path / "index").stderr
    others[0].rollback()
