"""Rebuilding: beside the old index, in its place with one rename, whatever becomes of it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

import searchkit
from searchkit import (
    IndexFormatError,
    IndexLockedError,
    IndexNotFoundError,
    Progress,
    Report,
    Summary,
    UnreadableError,
    engines,
)
from searchkit.indexing import sync
from searchkit.storage import manifest
from tests.conftest import ROOT
from tests.indexing.files import put
from tests.storage.old_indexes.make import HERE as OLD

OLD_REPORTS = [Report(id="old", text="Đảng ủy Khối họp. " * 10), Report(id="both", text="Chi bộ cũ")]
NEW_REPORTS = [Report(id="new", text="Đảng ủy Khối nghe báo cáo. " * 10), Report(id="both", text="Chi bộ mới")]

# Whoosh leaves files open that it fails to read, and those of views that nobody holds any more.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def folder(tmp_path: Path, engine_name: str) -> Path:
    with searchkit.create(tmp_path / "index", engine_name) as index:
        index.add(OLD_REPORTS)
    return tmp_path / "index"


def inside(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def test_the_new_index_holds_the_new_reports_alone(folder: Path, engine_name: str) -> None:
    assert searchkit.rebuild(folder, NEW_REPORTS).reports == 2
    with searchkit.open(folder) as index:
        assert index.ids() == ["both", "new"]
        assert index.report("both").text == "Chi bộ mới"
        assert index.engine == engine_name
        assert inside(folder) == {"searchkit.json", f"{engine_name}-2"}
        index.add(Report(id="more", text="Thêm"))
        assert "more" in index
    searchkit.rebuild(folder, OLD_REPORTS)
    assert inside(folder) == {"searchkit.json", f"{engine_name}-3"}


def test_an_open_index_sees_the_new_one_at_its_next_search_and_its_pages_go_on_with_the_old(folder: Path) -> None:
    with searchkit.open(folder) as index:
        page = index.search("đảng ủy")
        searchkit.rebuild(folder, NEW_REPORTS)
        assert [hit.report.id for hit in index.search("đảng ủy")] == ["new"]
        assert [hit.report.id for hit in page] == ["old"]
        assert page.total == 1  # counted only now
        assert [copy.report.id for copy in page[0].copies] == []
        assert index.remove("new") == 1
        assert index.ids() == ["both"]


def test_readers_go_on_while_it_is_rebuilt(folder: Path) -> None:
    with searchkit.open(folder) as index:

        def reports() -> Iterator[Report]:
            for report in NEW_REPORTS:
                assert index.ids() == ["both", "old"]
                with searchkit.open(folder) as other:
                    assert [hit.report.id for hit in other.search("khối")] == ["old"]
                yield report

        searchkit.rebuild(folder, reports())
        assert index.ids() == ["both", "new"]


def test_nobody_else_writes_meanwhile(folder: Path) -> None:
    with searchkit.open(folder) as index:

        def reports() -> Iterator[Report]:
            with pytest.raises(IndexLockedError):
                index.add(Report(id="x", text="x"))
            with pytest.raises(IndexLockedError):
                searchkit.rebuild(folder, OLD_REPORTS)
            yield from NEW_REPORTS

        searchkit.rebuild(folder, reports())
        assert index.ids() == ["both", "new"]


@pytest.mark.parametrize("failing", [[], [NEW_REPORTS[0], None]], ids=["nothing to index", "an error"])
def test_where_it_comes_to_nothing_the_old_one_stays(folder: Path, engine_name: str, failing: list[Report]) -> None:
    if failing:
        with pytest.raises(TypeError):
            searchkit.rebuild(folder, failing)
    else:
        assert searchkit.rebuild(folder, failing).reports == 0
    assert inside(folder) == {"searchkit.json", engine_name}
    with searchkit.open(folder) as index:
        assert index.ids() == ["both", "old"]
        index.add(Report(id="x", text="x"))


def test_another_engine_takes_over(folder: Path, engine_name: str) -> None:
    other = next(name for name in engines.NAMES if name != engine_name)
    with searchkit.open(folder) as index:
        searchkit.rebuild(folder, NEW_REPORTS, engine=other)
        assert index.engine == other
        assert index.search("bao cao")[0].report.id == "new"


@pytest.mark.parametrize("damage", ["manifest", "engine", "gone"])
def test_a_damaged_index_is_mended(folder: Path, engine_name: str, damage: str) -> None:
    if damage == "manifest":
        (folder / manifest.FILE).write_text('{"engine": "' + engine_name)
    elif damage == "gone":
        shutil.rmtree(folder / engine_name)
    else:
        for file in [*folder.rglob("meta.json"), *folder.rglob("*.toc")]:
            file.write_bytes(b"{")
    with pytest.raises(IndexFormatError, match="--rebuild"):
        searchkit.open(folder)
    searchkit.rebuild(folder, NEW_REPORTS)
    with searchkit.open(folder) as index:
        assert index.ids() == ["both", "new"]
        assert index.engine == ("tantivy" if damage == "manifest" else engine_name)


@pytest.mark.parametrize("number", range(1, manifest.FORMAT))
def test_an_index_of_an_older_format_is_replaced(engine_name: str, number: int, tmp_path: Path) -> None:
    shutil.copytree(OLD / f"format-{number}-{engine_name}", tmp_path / "index")
    searchkit.rebuild(tmp_path / "index", NEW_REPORTS)
    with searchkit.open(tmp_path / "index") as index:
        assert (index.engine, index.ids()) == (engine_name, ["both", "new"])
    assert inside(tmp_path / "index") == {"searchkit.json", f"{engine_name}-2"}


def test_where_there_is_no_index_nothing_is_rebuilt(tmp_path: Path) -> None:
    with pytest.raises(IndexNotFoundError):
        searchkit.rebuild(tmp_path / "nowhere", NEW_REPORTS)
    assert inside(tmp_path) == set()


_REBUILD = """
import sys, time, searchkit
def reports():
    yield searchkit.Report(id="new", text="mới")
    print("begun", flush=True)
    time.sleep(60)
searchkit.rebuild(sys.argv[1], reports())
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_a_rebuild_that_was_killed_leaves_the_old_one_and_the_next_writer_clears_it_away(
    folder: Path, engine_name: str
) -> None:
    command = [sys.executable, "-c", _REBUILD, str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    deadline = time.monotonic() + 60
    while not (folder / f"{engine_name}-2").exists():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.kill()
    process.communicate(timeout=60)
    with searchkit.open(folder) as index:
        assert index.ids() == ["both", "old"]
        assert f"{engine_name}-2" in inside(folder)
        index.remove("both")
        assert inside(folder) == {"searchkit.json", engine_name}


def test_a_manifest_names_no_folder_elsewhere(folder: Path) -> None:
    written = json.loads((folder / manifest.FILE).read_text())
    one = manifest.Manifest(written["engine"], written["changed"], "../elsewhere")
    (folder / manifest.FILE).write_text(json.dumps({**one._asdict(), "checksum": manifest._checksum(one)}))
    with pytest.raises(IndexFormatError, match="elsewhere"):
        searchkit.open(folder)


@pytest.mark.parametrize("rebuilt", [False, True])
def test_an_index_that_is_moved_or_copied_is_the_same_wherever_it_lies(
    folder: Path, tmp_path: Path, rebuilt: bool
) -> None:
    if rebuilt:
        searchkit.rebuild(folder, OLD_REPORTS)
    (tmp_path / "elsewhere").mkdir()
    shutil.copytree(folder, tmp_path / "elsewhere" / "copy")
    folder.rename(tmp_path / "renamed")
    for place in (tmp_path / "elsewhere" / "copy", tmp_path / "renamed"):
        with searchkit.open(place) as index:
            assert [hit.report.id for hit in index.search("đảng ủy khối")] == ["old"]
            assert index.check(deep=True) == ()
            index.add(NEW_REPORTS)
            assert index.ids() == ["both", "new", "old"]


def test_an_open_index_whose_folder_was_moved_says_that_it_is_gone(folder: Path, tmp_path: Path) -> None:
    with searchkit.open(folder) as index:
        folder.rename(tmp_path / "moved")
        with pytest.raises(IndexNotFoundError, match="There is no index in"):
            index.search("đảng ủy")
        (tmp_path / "moved").rename(folder)
        assert index.search("đảng ủy").total == 1


@pytest.fixture
def files(folder: Path, engine_name: str) -> Path:
    """A folder of files that the index keeps in step with, two of them in an encoding that was named."""
    put(folder.parent / "r" / "a.txt", "Đảng ủy họp.")
    put(folder.parent / "r" / "none.txt", "")
    put(folder.parent / "old" / "b.txt", "Chi bộ họp.".encode("utf-16-le"))
    with searchkit.open(folder) as index:
        index.sync(folder.parent / "r")
        index.sync(folder.parent / "old", encoding="utf-16-le")
    return folder.parent / "r"


def test_what_was_rebuilt_from_files_is_in_step_with_them(folder: Path, files: Path) -> None:
    done = searchkit.rebuild_from_files(folder, files)
    assert (done.new, done.failed, done.commits) == (("r/a.txt",), 1, 1)
    with searchkit.open(folder) as index:
        assert index.ids() == ["r/a.txt"]
        assert index.roots == (files.resolve(),)
        assert [problem.path for problem in index.problems()] == ["r/none.txt"]
        assert index.check(deep=True) == ()
        again = index.sync()
        assert (again.reports, again.unchanged, again.commits) == (0, 1, 0)
        put(files / "a.txt", "Chi bộ họp.")
        assert index.sync().changed == ("r/a.txt",)


def test_without_a_path_it_is_rebuilt_from_all_that_was_ever_named_read_as_before(folder: Path, files: Path) -> None:
    assert searchkit.rebuild_from_files(folder).reports == 2
    with searchkit.open(folder) as index:
        assert index.ids() == ["old/b.txt", "r/a.txt"]
        assert index.report("old/b.txt").text == "Chi bộ họp."
        assert set(index.roots) == {files.resolve(), files.resolve().parent / "old"}
        assert index.sync().commits == 0


def test_a_root_that_is_not_there_stops_a_rebuild_of_all(folder: Path, files: Path) -> None:
    files.rename(files.with_name("away"))
    with pytest.raises(UnreadableError):
        searchkit.rebuild_from_files(folder)
    with searchkit.open(folder) as index:
        assert "r/a.txt" in index


def test_a_rebuild_from_files_says_nothing_of_commits_on_the_way(
    folder: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "STEP_CHARACTERS", 0)
    told: list[Progress] = []
    with searchkit.open(folder) as index:
        before = index.ids()

        def tell(progress: Progress) -> None:
            told.append(progress)
            assert index.ids() == before

        searchkit.rebuild_from_files(folder, progress=tell)
    assert {progress.committed for progress in told} == {0}


def test_reports_of_a_program_are_in_step_with_no_file_after_a_rebuild(folder: Path, files: Path) -> None:
    searchkit.rebuild(folder, NEW_REPORTS)
    with searchkit.open(folder) as index:
        assert (index.roots, index.problems()) == ((), ())


def test_two_rebuilds_at_once_of_a_damaged_index_keep_out_of_each_others_way(folder: Path) -> None:
    (folder / manifest.FILE).write_text("{")

    def reports() -> Iterator[Report]:
        with pytest.raises(IndexLockedError, match="process"):
            searchkit.rebuild(folder, OLD_REPORTS)
        yield from NEW_REPORTS

    searchkit.rebuild(folder, reports())
    with searchkit.open(folder) as index:
        assert index.ids() == ["both", "new"]
    assert inside(folder) == {"searchkit.json", "tantivy-2"}


def test_a_rebuild_waits_for_another_writer(folder: Path) -> None:
    with searchkit.open(folder) as index, ThreadPoolExecutor(1) as pool:

        def reports() -> Iterator[Report]:
            waiting.append(pool.submit(searchkit.rebuild, folder, NEW_REPORTS, wait=60))
            time.sleep(0.3)
            yield from OLD_REPORTS

        waiting: list[Future[Summary]] = []
        index.add(reports())
        assert waiting[0].result().reports == 2
        assert index.ids() == ["both", "new"]
