"""Keeping in step with files, by each engine."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import searchkit
from searchkit import Index, Progress, Report, Skipped
from searchkit.errors import IndexLockedError, UnreadableError
from searchkit.indexing import sync
from searchkit.reports.limits import Limits
from searchkit.reports.readers import text as text_reader
from searchkit.storage import hints, manifest
from tests.indexing.files import put, touch

BINARY = b"\0\1\2\xff" * 100


@pytest.fixture
def index(tmp_path: Path, engine_name: str) -> Iterator[Index]:
    """An empty index, beside a folder "r"."""
    (tmp_path / "r").mkdir()
    with searchkit.create(tmp_path / "index", engine_name) as made:
        yield made


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """The folder "r"."""
    return tmp_path / "r"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the text files that are read, as they are."""
    names: list[str] = []
    reader = text_reader.read

    def noting(source: object) -> Iterator[Report]:
        names.append(source.name)  # type: ignore[attr-defined]
        return reader(source)  # type: ignore[arg-type]

    monkeypatch.setattr(text_reader, "read", noting)
    return names


def lines(*ids: str) -> str:
    return "".join(json.dumps({"id": identity, "text": f"Chi bộ {identity} họp."}) + "\n" for identity in ids)


def test_only_what_is_new_or_has_changed_is_read(index: Index, files: Path, read: list[str]) -> None:
    for name in "abc":
        put(files / f"{name}.txt", f"Đảng ủy {name} họp.")
    assert index.sync(files).new == ("r/a.txt", "r/b.txt", "r/c.txt")
    read.clear()
    put(files / "b.txt", "Đảng ủy b hội ý.")
    put(files / "d.txt", "Đảng ủy d họp.")
    touch(files / "c.txt")
    done = index.sync(files)
    assert (done.new, done.changed, done.unchanged, done.reports) == (("r/d.txt",), ("r/b.txt",), 2, 2)
    assert read == ["r/b.txt", "r/d.txt"]
    assert index.report("r/b.txt").text == "Đảng ủy b hội ý."


def test_an_unchanged_folder_is_no_transaction(index: Index, files: Path, tmp_path: Path) -> None:
    put(files / "a.txt", "họp")
    index.sync(files)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")}
    done = index.sync(files)
    assert (done.unchanged, done.commits) == (1, 0)
    assert {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")} == before


def test_a_file_changed_within_the_same_tick_of_the_clock_is_noticed(index: Index, files: Path) -> None:
    file = files / "a.txt"
    file.write_text("Chi bộ 1.", encoding="utf-8")
    status = file.stat()
    index.sync(files)
    file.write_text("Chi bộ 2.", encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert index.sync(files).changed == ("r/a.txt",)
    assert index.report("r/a.txt").text == "Chi bộ 2."


def test_vanished_files_are_taken_out_or_kept(index: Index, files: Path) -> None:
    for name in "ab":
        put(files / f"{name}.txt", f"Đảng ủy {name} họp.")
    index.sync(files)
    (files / "a.txt").unlink()
    kept = index.sync(files, keep_missing=True)
    assert (kept.kept, kept.removed, index.ids()) == (("r/a.txt",), (), ["r/a.txt", "r/b.txt"])
    assert index.sync(files).removed == ("r/a.txt",)
    assert index.ids() == ["r/b.txt"]


def test_what_lies_elsewhere_is_not_taken_for_gone(index: Index, files: Path, tmp_path: Path) -> None:
    put(files / "a.txt", "họp")
    put(tmp_path / "other" / "b.txt", "họp hai")
    index.sync(files)
    index.sync(tmp_path / "other")
    assert index.ids() == ["other/b.txt", "r/a.txt"]
    assert index.roots == (files, tmp_path / "other")
    (files / "a.txt").unlink()
    assert index.sync(tmp_path / "other").removed == ()
    assert index.sync().removed == ("r/a.txt",)


def test_a_renamed_file_is_read_once_and_has_its_new_id(index: Index, files: Path, read: list[str]) -> None:
    put(files / "a.txt", "Đảng ủy họp.")
    index.sync(files)
    read.clear()
    (files / "sub").mkdir()
    (files / "a.txt").rename(files / "sub" / "b.txt")
    done = index.sync(files)
    assert (done.renamed, done.new, done.removed, read) == ((("r/a.txt", "r/sub/b.txt"),), (), (), ["r/sub/b.txt"])
    assert index.ids() == ["r/sub/b.txt"]


def test_a_renamed_table_keeps_the_ids_of_its_lines(index: Index, files: Path) -> None:
    put(files / "a.jsonl", lines("1", "2"))
    index.sync(files)
    (files / "a.jsonl").rename(files / "b.jsonl")
    assert index.sync(files).renamed == (("r/a.jsonl", "r/b.jsonl"),)
    assert index.ids() == ["1", "2"]
    assert index.report("1").path == "r/b.jsonl"
    assert index.sync(files).unchanged == 1


def test_a_line_that_is_gone_is_taken_out(index: Index, files: Path) -> None:
    put(files / "a.jsonl", lines("1", "2", "3"))
    index.sync(files)
    put(files / "a.jsonl", lines("3", "4"))
    done = index.sync(files)
    assert (done.changed, done.reports, index.ids()) == (("r/a.jsonl",), 2, ["3", "4"])


def test_reports_of_programs_stay(index: Index, files: Path) -> None:
    index.add([Report(id="1", text="Của chương trình."), Report(id="r/gone.txt", text="họp", path="r/gone.txt")])
    put(files / "a.jsonl", lines("1", "2"))
    done = index.sync(files)
    assert [one.reason for one in done.skipped] == ["another report has the id '1'"]
    assert index.report("1").text == "Của chương trình."
    (files / "a.jsonl").unlink()
    index.sync(files)
    assert index.ids() == ["1", "r/gone.txt"]


def test_what_a_program_read_from_a_file_becomes_the_files(index: Index, files: Path, tmp_path: Path) -> None:
    put(files / "a.txt", "Đảng ủy họp.")
    index.add(searchkit.read(files, base=tmp_path))
    assert index.sync(files).new == ("r/a.txt",)
    (files / "a.txt").unlink()
    index.sync(files)
    assert index.ids() == []


def test_of_two_files_with_one_id_the_first_keeps_it_until_it_lets_it_go(index: Index, files: Path) -> None:
    put(files / "b.jsonl", lines("1"))
    index.sync(files)
    put(files / "a.jsonl", lines("1", "2"))
    put(files / "b.jsonl", lines("1", "3"))
    for _ in range(3):
        index.sync(files)
        assert (index.ids(), index.report("1").path) == (["1", "2", "3"], "r/b.jsonl")
        assert index.problems() == (Skipped("r/a.jsonl", "another report has the id '1'"),)
    put(files / "b.jsonl", lines("3"))
    index.sync(files)
    assert (index.ids(), index.report("1").path, index.problems()) == (["1", "2", "3"], "r/a.jsonl", ())


def test_a_file_that_fails_is_listed_until_mended_and_tried_again_only_when_it_changed(
    index: Index, files: Path, read: list[str]
) -> None:
    put(files / "a.txt", "Đảng ủy họp.")
    put(files / "bad.txt", BINARY)
    first = index.sync(files)
    assert (first.failed, len(first.skipped), index.problems()) == (1, 1, (Skipped("r/bad.txt", "a binary file"),))
    read.clear()
    touch(files / "bad.txt")
    again = index.sync(files)
    assert (again.failed, again.skipped, read) == (1, (), [])
    assert (index.sync(files, retry=True).skipped, read) == (first.skipped, ["r/bad.txt"])
    assert index.sync(files, limits=Limits(pages=7)).skipped == first.skipped
    put(files / "bad.txt", "Chi bộ họp.")
    assert (index.sync(files).new, index.problems()) == (("r/bad.txt",), ())


def test_a_file_that_failed_and_is_gone_is_no_problem(index: Index, files: Path) -> None:
    put(files / "a.txt", "họp")
    put(files / "bad.txt", BINARY)
    index.sync(files)
    (files / "bad.txt").unlink()
    assert (index.sync(files).failed, index.problems()) == (0, ())


def test_a_file_that_became_unreadable_gives_up_its_reports(index: Index, files: Path) -> None:
    put(files / "a.txt", "họp")
    put(files / "b.txt", "họp hai")
    index.sync(files)
    put(files / "a.txt", BINARY)
    done = index.sync(files)
    assert (done.removed, done.failed, index.ids()) == (("r/a.txt",), 1, ["r/b.txt"])


def test_a_file_that_cannot_be_opened_keeps_its_reports(
    index: Index, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(files / "a.txt", "họp")
    index.sync(files)
    put(files / "a.txt", "họp hai")

    def denied(path: Path) -> str:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(sync, "digest_of", denied)
        done = index.sync(files)
    assert (done.changed, done.removed, index.report("r/a.txt").text) == ((), (), "họp")
    assert index.problems() == (Skipped("r/a.txt", "can't be read: Permission denied"),)
    assert index.sync(files).changed == ("r/a.txt",)
    assert index.problems() == ()


def test_a_table_read_in_part_is_unchanged_and_its_lines_stay_listed(index: Index, files: Path) -> None:
    put(files / "a.jsonl", lines("1") + "{broken\n")
    index.sync(files)
    done = index.sync(files)
    assert (done.unchanged, done.failed, done.skipped) == (1, 1, ())
    assert [one.path for one in index.problems()] == ["r/a.jsonl:2"]
    assert index.sync(files, retry=True).reports == 1


def test_lost_hints_cost_no_more_than_another_try(index: Index, files: Path) -> None:
    put(files / "a.txt", "họp")
    put(files / "bad.txt", BINARY)
    index.sync(files)
    (index.path / hints.FILE).unlink()
    done = index.sync(files)
    assert (done.unchanged, done.failed) == (1, 1)
    assert index.problems() == (Skipped("r/bad.txt", "a binary file"),)


def test_a_folder_that_is_not_there_loses_nothing(index: Index, files: Path, tmp_path: Path) -> None:
    put(files / "a.txt", "họp")
    index.sync(files)
    files.rename(tmp_path / "elsewhere")
    done = index.sync()
    assert (done.kept, index.ids()) == (("r/a.txt",), ["r/a.txt"])
    assert index.problems()[0].reason.startswith("doesn't exist")
    (tmp_path / "elsewhere").rename(files)
    assert (index.sync().unchanged, index.problems()) == (1, ())


def test_a_file_that_was_named_and_is_gone_is_taken_out(index: Index, files: Path) -> None:
    put(files / "a.txt", "họp")
    put(files / "b.txt", "họp hai")
    index.sync([files / "a.txt", files / "b.txt"])
    (files / "a.txt").unlink()
    assert (index.sync().removed, index.ids()) == (("r/a.txt",), ["r/b.txt"])


def test_without_paths_and_roots_there_is_nothing_to_go_over(index: Index) -> None:
    with pytest.raises(UnreadableError, match="searchkit index PATH"):
        index.sync()


def test_index_and_files_may_move_together(index: Index, files: Path, tmp_path: Path) -> None:
    put(files / "a.txt", "họp")
    index.sync(files)
    index.close()
    (tmp_path / "new").mkdir()
    files.rename(tmp_path / "new" / "r")
    index.path.rename(tmp_path / "new" / "index")
    with searchkit.open(tmp_path / "new" / "index") as moved:
        assert moved.sync().unchanged == 1


def test_an_encoding_is_remembered(index: Index, files: Path) -> None:
    put(files / "a.txt", "Đảng ủy họp.".encode("utf-16-le"))
    index.sync(files, encoding="UTF-16LE")
    put(files / "b.txt", "Chi bộ họp.".encode("utf-16-le"))
    assert (index.sync().new, index.report("r/b.txt").text) == (("r/b.txt",), "Chi bộ họp.")
    assert index.sync(files, encoding="").changed or index.problems()


def test_a_dry_run_says_what_would_be_done_and_does_nothing(index: Index, files: Path, tmp_path: Path) -> None:
    for name in "abc":
        put(files / f"{name}.txt", f"Đảng ủy {name} họp.")
    index.sync(files)
    (files / "a.txt").rename(files / "d.txt")
    (files / "b.txt").unlink()
    put(files / "c.txt", "Đảng ủy hội ý.")
    put(files / "e.txt", "mới")
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")}
    planned = index.sync(dry_run=True)
    assert {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")} == before
    done = index.sync()
    names = ("new", "changed", "renamed", "removed", "unchanged", "failed")
    assert [getattr(planned, name) for name in names] == [getattr(done, name) for name in names]


def test_long_work_is_committed_by_whole_files(index: Index, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sync, "STEP_CHARACTERS", 0)
    for name in "abc":
        put(files / f"{name}.jsonl", lines(f"{name}1", f"{name}2"))
    seen: list[tuple[int, list[str]]] = []

    def told(progress: Progress) -> None:
        seen.append((progress.committed, index.ids()))

    assert index.sync(files, progress=told).commits == 3
    whole = ["a1", "a2", "b1", "b2", "c1", "c2"]
    assert {committed for committed, _ in seen} == {0, 2, 4, 6}
    assert all(ids == whole[:committed] for committed, ids in seen)


def test_what_stops_the_work_leaves_what_was_committed_and_the_next_run_goes_on(
    index: Index, files: Path, monkeypatch: pytest.MonkeyPatch, read: list[str]
) -> None:
    monkeypatch.setattr(sync, "STEP_CHARACTERS", 0)
    for name in "abc":
        put(files / f"{name}.txt", f"Đảng ủy {name} họp.")

    def stopping(progress: Progress) -> None:
        if progress.committed == 1 and progress.reports == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.sync(files, progress=stopping)
    assert index.ids() == ["r/a.txt"]
    read.clear()
    assert (index.sync(files).new, read) == (("r/b.txt", "r/c.txt"), ["r/b.txt", "r/c.txt"])


def test_another_writers_work_in_between_is_taken_into_account(
    index: Index, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "STEP_CHARACTERS", 0)
    for name in "abc":
        put(files / f"{name}.txt", f"Đảng ủy {name} họp.")
    others = iter([lambda other: other.sync(files / "b.txt"), lambda other: other.remove("r/a.txt")])

    def told(progress: Progress) -> None:
        if progress.committed == 1 and (do := next(others, None)):
            with searchkit.open(index.path) as other:
                do(other)

    done = index.sync(files, progress=told)
    assert index.ids() == ["r/a.txt", "r/b.txt", "r/c.txt"]
    assert done.reports >= 3
    assert index.sync(files).unchanged == 3


def test_a_file_of_which_nothing_can_be_read_under_its_new_name_is_out_at_once(index: Index, files: Path) -> None:
    put(files / "a.txt", "Đảng ủy họp.")
    index.sync(files)
    (files / "a.txt").rename(files / "a.jsonl")
    done = index.sync(files)
    assert (done.reports, index.ids()) == (0, [])
    assert index.sync(files).commits == 0


def test_roots_were_once_forgotten_when_a_program_died_between_its_commit_and_its_manifest(
    index: Index, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def killed_after_the_commit(partial: Path, place: Path) -> None:
        if index.ids():
            raise Killed
        replaced(partial, place)

    put(files / "a.txt", "Đảng ủy họp.")
    replaced = manifest.durable.replace
    with monkeypatch.context() as patched:
        patched.setattr(manifest.durable, "replace", killed_after_the_commit)
        with pytest.raises(Killed):
            index.sync(files)
    assert (index.ids(), index.roots) == (["r/a.txt"], (files.resolve(),))
    put(files / "a.txt", "Chi bộ họp.")
    assert index.sync().changed == ("r/a.txt",)


def test_a_manifest_that_another_writer_cleared_away_costs_no_roots(
    index: Index, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cleared_away_after_the_commit(partial: Path, place: Path) -> None:
        if index.ids():
            partial.unlink()
        replaced(partial, place)

    put(files / "a.txt", "Đảng ủy họp.")
    replaced = manifest.durable.replace
    with monkeypatch.context() as patched:
        patched.setattr(manifest.durable, "replace", cleared_away_after_the_commit)
        index.sync(files)
    assert index.roots == (files.resolve(),)
    assert index.sync().commits == 0


def test_a_second_writer_waits_and_then_hears_who_holds_the_index(index: Index, files: Path) -> None:
    put(files / "a.txt", "họp")
    heard: list[str] = []

    def told(progress: Progress) -> None:
        pass

    def while_written() -> Iterator[Report]:
        with searchkit.open(index.path) as other, pytest.raises(IndexLockedError) as error:
            other.sync(files, wait=0.2, progress=told)
        heard.append(str(error.value))
        yield Report(id="1", text="họp")

    index.add(while_written())
    assert f"process {os.getpid()}" in heard[0]
    assert index.ids() == ["1"]


def test_a_problem_of_a_path_that_gave_nothing_is_not_remembered(index: Index, files: Path) -> None:
    put(files / "bad.txt", BINARY)
    assert index.sync(files).failed == 1
    assert (index.roots, index.problems()) == ((), ())
