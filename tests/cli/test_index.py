"""``searchkit index``."""

from __future__ import annotations

import json
import os
import re
import zipfile
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest

import searchkit
from searchkit import Progress
from searchkit.cli import keeping
from tests.cli.conftest import Run
from tests.indexing.files import put


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder of reports, some of which can't be read."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "good.txt").write_text("Hội nghị\n\nĐảng ủy Khối họp.", encoding="utf-8")
    (folder / "binary.txt").write_bytes(b"\0\1\2\xff" * 100)
    (folder / "empty.txt").touch()
    (folder / "old.txt").write_bytes("Hµ Néi".encode("latin-1"))
    (folder / "lines.jsonl").write_text('{"id": "a", "text": "Chi bộ họp."}\n{broken\n', encoding="utf-8")
    (folder / "scan.jpeg").touch()
    return folder


def snapshot(folder: Path) -> dict[str, bytes]:
    # An engine may leave its lock file behind, which is empty.
    return {
        str(file.relative_to(folder)): data
        for file in folder.rglob("*")
        if file.is_file() and (data := file.read_bytes())
    }


def test_the_sample_reports_are_indexed(run: Run, seeds: Path, tmp_path: Path, engine_name: str) -> None:
    result = run("index", seeds, "--index", tmp_path / "index", "--engine", engine_name, "--jobs", "1")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Indexed 5 reports (")
    assert "0 skipped" in result.stdout
    with searchkit.open(tmp_path / "index") as index:
        assert (index.engine, index.stats().reports) == (engine_name, 5)


def test_what_cannot_be_read_is_skipped_and_named(run: Run, reports: Path, tmp_path: Path, engine_name: str) -> None:
    result = run("index", reports, "--index", tmp_path / "index", "--engine", engine_name)
    assert result.exit_code == 0
    assert "Indexed 2 reports (2 passages)" in result.stdout
    assert "5 skipped" in result.stdout
    assert [line.split(": ")[0] for line in result.stderr.splitlines()] == [
        "Skipped reports/binary.txt",
        "Skipped reports/empty.txt",
        "Skipped reports/lines.jsonl:2",
        "Skipped reports/old.txt",
        "Skipped reports/scan.jpeg",
    ]


def test_ids_are_relative_to_the_folder_of_the_index(run: Run, reports: Path, tmp_path: Path, engine_name: str) -> None:
    run("index", reports, "--index", tmp_path / "index", "--engine", engine_name)
    with searchkit.open(tmp_path / "index") as index:
        assert index.ids() == ["a", "reports/good.txt"]


def test_indexing_again_replaces(run: Run, reports: Path, tmp_path: Path, engine_name: str) -> None:
    run("index", reports, "--index", tmp_path / "index", "--engine", engine_name)
    (reports / "good.txt").write_text("Đại hội", encoding="utf-8")
    assert run("index", reports, "--index", tmp_path / "index", "--engine", engine_name).exit_code == 0
    with searchkit.open(tmp_path / "index") as index:
        assert index.ids() == ["a", "reports/good.txt"]
        assert index.report("reports/good.txt").text == "Đại hội"


def test_a_folder_with_a_readme_may_become_an_index(run: Run, reports: Path, tmp_path: Path, engine_name: str) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "README.md").write_text("mine")
    assert run("index", reports, "--index", tmp_path / "index", "--engine", engine_name).exit_code == 0
    assert (tmp_path / "index" / "README.md").read_text() == "mine"


def test_files_that_share_a_reason_are_skipped_in_one_line(run: Run, tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number:02}.xyz").touch()
    (tmp_path / "a.txt").write_text("họp")
    result = run("index", tmp_path, "--index", tmp_path / "index")
    [line] = result.stderr.splitlines()
    assert line.startswith(
        "Skipped 30 (00.xyz, 01.xyz, 02.xyz and 27 more): not one of the formats read: text, CSV, Word"
    )
    assert "30 skipped" in result.stdout


def test_long_lists_of_what_was_skipped_are_cut(run: Run, tmp_path: Path) -> None:
    lines = (json.dumps({"_id": str(number // 2), "text": "họp"}) for number in range(60))
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    result = run("index", tmp_path, "--index", tmp_path / "index")
    assert len(result.stderr.splitlines()) == 21
    assert result.stderr.splitlines()[-1] == "Skipped 10 more."


def packed(file: Path, **files: str) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "."), text)


def test_files_in_archives_are_indexed(run: Run, reports: Path, tmp_path: Path) -> None:
    packed(reports / "year.zip", a_txt="Đoàn viên", b_jsonl='{"text": "Dân quân"}', c_xyz="")
    result = run("index", reports / "year.zip", "--index", tmp_path / "index")
    assert result.exit_code == 0
    assert result.stderr.startswith("Skipped reports/year.zip/c.xyz: not one of ")
    assert result.stdout.splitlines()[1] == "Read from text (1), JSON Lines (1)."
    hit = json.loads(run("search", "doan vien", "--json", "--index", tmp_path / "index").stdout)
    assert (hit["report"]["id"], hit["report"]["format"]) == ("reports/year.zip/a.txt", "text")


def test_nothing_more_is_said_of_plain_text(run: Run, seeds: Path, tmp_path: Path) -> None:
    assert len(run("index", seeds, "--index", tmp_path / "index").stdout.splitlines()) == 1


def test_what_was_converted_is_summed_up_and_told_by_show(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Đảng ủy họp.".encode("utf-16"))
    (tmp_path / "b.txt").write_text("Đảng ủy họp.", encoding="utf-8")
    result = run("index", tmp_path, "--index", tmp_path / "index")
    assert result.stdout.splitlines()[1].startswith("Read from text (2); converted from UTF-16")
    assert result.stdout.splitlines()[1].endswith(" (1).")
    shown = run("show", "a.txt", "--index", tmp_path / "index")
    assert shown.stdout == "Đảng ủy họp."
    assert re.fullmatch(r"Converted from UTF-16(-LE)? \(text\)\.\n", shown.stderr)
    assert run("show", "b.txt", "--index", tmp_path / "index").stderr == ""


def test_the_summary_as_json_has_all_that_was_skipped(run: Run, reports: Path, tmp_path: Path) -> None:
    result = run("index", reports, "--index", tmp_path / "index", "--json")
    assert result.stderr == ""
    done = json.loads(result.stdout)
    assert (done["reports"], done["passages"], len(done["skipped"])) == (2, 2, 5)
    assert done["formats"] == {"text": 1, "JSON Lines": 1}
    assert done["encodings"] == {}
    assert {"path": "reports/empty.txt", "reason": "empty"} in done["skipped"]


def test_an_encoding_may_be_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Đảng ủy họp.".encode("utf-16-le"))
    assert run("index", tmp_path, "--index", tmp_path / "index", "--encoding", "UTF-16LE").exit_code == 0
    assert run("show", "a.txt", "--index", tmp_path / "index").stdout == "Đảng ủy họp."


@pytest.mark.parametrize("name", ["klingon", "hex", "\0", " "])
def test_an_unknown_encoding_is_a_usage_error(run: Run, reports: Path, tmp_path: Path, name: str) -> None:
    result = run("index", reports, "--index", tmp_path / "index", "--encoding", name)
    assert result.exit_code == 2
    assert "Invalid value for '--encoding'" in result.stderr
    assert not (tmp_path / "index").exists()


def test_limits_are_kept(run: Run, reports: Path, tmp_path: Path) -> None:
    (reports / "large.txt").write_text("họp " * 300_000, encoding="utf-8")
    packed(reports / "year.zip", a_txt="Đoàn viên " * 60_000, b_txt="Dân quân " * 60_000, c_txt="Thanh niên " * 60_000)
    result = run("index", reports, "--index", tmp_path / "index", "--max-size", "1", "--max-unpacked", "1")
    assert "Skipped reports/large.txt: larger than 1 MB" in result.stderr
    assert "Skipped reports/year.zip: holds more than 1 MB when unpacked" in result.stderr
    assert result.exit_code == 0


@pytest.mark.parametrize("option", ["--max-size", "--max-unpacked", "--max-pages", "--max-seconds", "--max-memory"])
@pytest.mark.parametrize("value", ["0", "-1", "x", "99999999999999999999999"])
def test_limits_that_no_system_could_keep_are_usage_errors(
    run: Run, reports: Path, tmp_path: Path, option: str, value: str
) -> None:
    if option == "--max-pages" and value.startswith("9"):
        return
    result = run("index", reports, "--index", tmp_path / "index", option, value)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_progress_counts_the_bytes_of_all_files(reports: Path, tmp_path: Path) -> None:
    packed(reports / "year.zip", a_txt="Đoàn viên " * 1000)
    (reports / "sub").mkdir()
    told: list[Progress] = []
    with searchkit.create(tmp_path / "index") as index:
        assert index.sync(reports, progress=told.append).reports == 3
    sizes = [file.stat().st_size for file in reports.iterdir() if file.is_file() and file.suffix != ".jpeg"]
    assert {one.total for one in told} == {sum(sizes)} == {told[-1].done}
    assert all(before.done <= after.done for before, after in pairwise(told))
    assert (told[-2].committed, told[-1].committed, told[-1].reports) == (0, 3, 3)


def test_on_a_terminal_a_bar_moves() -> None:
    moved: list[int] = []
    shown = SimpleNamespace(update=moved.append, length=1, label="")
    bar = keeping._Bar(shown)
    for progress in (Progress(0, 100, 1, 0), Progress(40, 100, 2, 1), Progress(100, 100, 3, 3)):
        bar(progress)
    assert (moved, shown.length) == ([0, 40, 60], 100)
    assert shown.label == "Committed 1 report, which can be searched"


@pytest.mark.parametrize("name", ["nowhere", "binary.txt", "empty.txt", "old.txt", "scan.pdf", "broken.jsonl", "empty"])
def test_nothing_to_index_makes_no_index(failing: Run, reports: Path, tmp_path: Path, name: str) -> None:
    (reports / "broken.jsonl").write_text("{\n[]\n")
    (reports / "empty").mkdir()
    failing("index", reports / name, "--index", tmp_path / "index")
    assert not (tmp_path / "index").exists()


@pytest.mark.parametrize("name", ["nowhere", "binary.txt", "empty.txt", "old.txt", "scan.pdf"])
def test_nothing_to_index_leaves_an_index_as_it_was(
    failing: Run, run: Run, reports: Path, tmp_path: Path, name: str, engine_name: str
) -> None:
    run("index", reports / "good.txt", "--index", tmp_path / "index", "--engine", engine_name)
    before = snapshot(tmp_path / "index")
    failing("index", reports / name, "--index", tmp_path / "index", "--engine", engine_name)
    assert snapshot(tmp_path / "index") == before


def test_a_missing_path_among_others_leaves_an_index_as_it_was(
    failing: Run, run: Run, reports: Path, tmp_path: Path, engine_name: str
) -> None:
    run("index", reports / "good.txt", "--index", tmp_path / "index", "--engine", engine_name)
    before = snapshot(tmp_path / "index")
    result = failing("index", reports, reports / "nowhere", "--index", tmp_path / "index", "--engine", engine_name)
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


def test_an_index_of_another_format_is_left_alone(
    failing: Run, run: Run, reports: Path, tmp_path: Path, engine_name: str
) -> None:
    run("index", reports, "--index", tmp_path / "index", "--engine", engine_name)
    manifest = tmp_path / "index" / "searchkit.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 999}))
    before = snapshot(tmp_path / "index")
    assert "format 999" in failing("index", reports, "--index", tmp_path / "index", "--engine", engine_name).stderr
    assert snapshot(tmp_path / "index") == before


@pytest.mark.parametrize("options", [("--engine", "lucene"), ("--jobs", "0"), ()])
def test_wrong_options_are_usage_errors(run: Run, tmp_path: Path, options: tuple[str, ...]) -> None:
    result = run("index", *options, "--index", tmp_path / "index")
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_a_file_name_that_is_not_utf_8_does_not_stop_the_others(run: Run, tmp_path: Path, engine_name: str) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "good.txt").write_text("Đảng ủy họp.", encoding="utf-8")
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/b\xe1o.txt")).write_text("Chi bộ họp.", encoding="utf-8")
    except OSError:
        pytest.skip("the file system takes no such name")
    result = run("index", folder, "--index", tmp_path / "index", "--engine", engine_name)
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
        others.append(index._current.engine.writer())
        return create(path, engine)

    monkeypatch.setattr(searchkit, "create", overtaken)
    told = failing("index", reports, "--index", tmp_path / "index", "--wait", "0").stderr
    assert "Another program is writing the index" in told
    others[0].rollback()


def test_rebuild_makes_the_index_of_what_is_named_alone(run: Run, tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / f"{name}.txt").write_text(f"Đảng ủy {name}")
    at = ("--index", tmp_path / "index")
    assert run("index", "--rebuild", tmp_path / "old.txt", *at).exit_code == 0  # where there was none
    done = run("index", "--rebuild", tmp_path / "new.txt", *at, "--engine", "whoosh")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "Indexed 1 report (1 passage)" in done.stdout
    with searchkit.open(tmp_path / "index") as index:
        assert (index.ids(), index.engine) == (["new.txt"], "whoosh")


def test_a_rebuild_of_nothing_leaves_the_index_as_it_was(run: Run, failing: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Đảng ủy")
    (tmp_path / "empty.txt").write_text("")
    at = ("--index", tmp_path / "index")
    run("index", tmp_path / "a.txt", *at)
    failing("index", "--rebuild", tmp_path / "empty.txt", *at)
    assert run("stats", *at).stdout.splitlines()[1] == "Reports   1"


def test_a_rebuild_is_remembered_and_without_a_path_is_one_of_all(run: Run, failing: Run, tmp_path: Path) -> None:
    put(tmp_path / "r" / "a.txt", "Đảng ủy")
    at = ("--index", tmp_path / "index")
    run("index", tmp_path / "r", *at)
    assert "Indexed 1 report" in run("index", "--rebuild", *at).stdout
    assert "1 unchanged" in run("sync", *at).stdout
    assert "--dry-run" in failing_usage(run, "index", "--rebuild", "--dry-run", *at)
    (tmp_path / "index" / "searchkit.json").write_text("{")
    assert "--rebuild PATH" in failing("index", "--rebuild", *at).stderr
    assert run("index", "--rebuild", tmp_path / "r", *at).exit_code == 0
    assert "1 unchanged" in run("sync", *at).stdout


def failing_usage(run: Run, *arguments: str | Path) -> str:
    result = run(*arguments)
    assert result.exit_code == 2
    return result.stderr
