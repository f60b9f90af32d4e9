"""Passages and reports are committed one after the other: what readers and the next writer make of it in between."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

import searchkit
from searchkit import Report, schema
from searchkit.engines import checksums, engine_class
from searchkit.engines._before import Before, link
from searchkit.engines._tantivy_before import keep, stamp_of
from searchkit.engines.contract import Problem, Writer
from searchkit.engines.tantivy import TantivyEngine
from searchkit.errors import EngineError, SearchkitError

Answers = list[tuple[float, str]]


def reports(edition: int) -> list[Report]:
    return [Report(str(number), f"đảng ủy họp lần {edition} {number} " * 150) for number in range(4)]


def answers(folder: Path) -> Answers:
    with searchkit.open(folder) as index:
        return sorted((round(hit.score, 4), hit.passage.text) for hit in index.search("họp", 1000, all_copies=True))


@pytest.fixture
def folder(tmp_path: Path, engine_name: str) -> Path:
    with searchkit.create(tmp_path / "index", engine_name) as index:
        index.add(reports(1))
    return tmp_path / "index"


def between(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of an index taken after the reports of the next commit are there, and before its passages are."""
    copy, dropped = folder.with_name("between"), Before.drop

    def half(writer: Writer) -> None:
        """Commit, but for the passages."""
        passages = writer._writers.pop(schema.PASSAGES.name)  # type: ignore[attr-defined]
        monkeypatch.setattr(Before, "drop", lambda before: None)
        whole(writer)
        monkeypatch.setattr(Before, "drop", dropped)
        shutil.copytree(folder, copy)
        (passages.rollback if hasattr(passages, "rollback") else passages.cancel)()

    with searchkit.open(folder) as index:
        with index._current.transaction() as writer:
            kind, whole = type(writer), type(writer).commit
            writer.rollback()
        monkeypatch.setattr(kind, "commit", half)
        index.add(reports(2))
        monkeypatch.undo()
    return copy


def test_a_kill_between_two_commits_once_gave_old_passages_the_scores_of_no_report(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = answers(folder)
    stopped = between(folder, monkeypatch)
    assert (next(stopped.rglob("before")) / "searchkit-commit").exists()
    assert answers(stopped) == old
    shutil.copytree(stopped, folder.with_name("moved"))
    assert answers(folder.with_name("moved")) == old
    # The next writer puts the reports back, even one that changes nothing.
    with searchkit.open(stopped) as index:
        index.add([])
        assert list(stopped.rglob("before")) == []
    assert answers(stopped) == old


def test_what_such_a_kill_left_is_named_and_no_damage(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = between(folder, monkeypatch)
    (before,) = stopped.rglob("before")
    left = Problem(str(before), "is left over from a run that was killed", is_damage=False)
    engine = engine_class(before.parent.name)
    assert left in engine.problems(before.parent)
    checksums.marked(before.parent)
    # Of tantivy it may be what somebody who writes is at.
    assert (left in engine.problems(before.parent)) == (engine is not TantivyEngine)


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), ZeroDivisionError()])
def test_a_writer_that_cannot_put_reports_back_begins_nothing_and_lets_go(
    folder: Path, engine_name: str, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fails(*_: object) -> None:
        raise error

    engine = engine_class(engine_name).open(folder / engine_name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(f"searchkit.engines.{engine_name}.put_back", fails)
        with pytest.raises((SearchkitError, ZeroDivisionError), match=r"No space|can't be read|^$"):
            engine.writer()
    engine.writer().rollback()
    engine.close()


def test_after_such_a_kill_the_same_run_ends_as_one_that_nobody_disturbed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, engine_name: str
) -> None:
    whole = shutil.copytree(folder, folder.with_name("whole"))
    stopped = between(folder, monkeypatch)
    for place in (whole, stopped):
        with searchkit.open(place) as index:
            index.add(reports(2))
    assert answers(stopped) == answers(whole)
    assert len(list(stopped.rglob("*"))) == len(list(whole.rglob("*")))


def test_a_file_that_cannot_have_two_names_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(file: Path, name: Path) -> None:
        raise OSError(95, "Operation not supported")

    (tmp_path / "a").write_bytes(b"a")
    monkeypatch.setattr(os, "link", no_links)
    link(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"a"


def test_files_without_their_mark_are_nobodys(tmp_path: Path) -> None:
    before = Before(tmp_path)
    (tmp_path / "a").write_bytes(b"a")
    before.keep(lambda: [tmp_path / "a"], "7")
    assert before.of(lambda: "7") == before.folder
    assert before.of(lambda: "8") is None
    assert [file.name for file in before.kept()] == ["a"]
    (before.folder / "searchkit-commit").unlink()
    assert (before.identity, before.of(lambda: "7")) == (None, None)
    before.drop()
    assert not before.folder.exists()


def test_a_folder_that_cannot_be_removed_is_nobodys_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Before(tmp_path)
    (tmp_path / "a").write_bytes(b"a")
    before.keep(lambda: [tmp_path / "a"], "7")
    monkeypatch.setattr(shutil, "rmtree", lambda folder, ignore_errors: None)
    before.drop()
    assert (before.folder / "a").exists()
    assert before.of(lambda: "7") is None


def test_only_the_writer_who_kept_the_files_lets_go_of_them(tmp_path: Path) -> None:
    first, second, reader = Before(tmp_path), Before(tmp_path), Before(tmp_path)
    (tmp_path / "a").write_bytes(b"a")
    first.keep(lambda: [tmp_path / "a"], "7")
    second.keep(lambda: [tmp_path / "a"], "8")
    for other in (first, reader):
        other.let_go()
        assert other.of(lambda: "8") == second.folder
    second.let_go()
    assert not second.folder.exists()
    second.let_go()


def test_files_that_are_replaced_all_the_time_are_given_up_after_ten_times(tmp_path: Path) -> None:
    asked = []

    def files() -> list[Path]:
        asked.append(1)
        (tmp_path / "list").touch()
        return [Vanishing(tmp_path / "list")]

    class Vanishing(type(tmp_path)):  # type: ignore[misc]
        """A file that is gone once it was looked at."""

        def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
            status = super().stat(follow_symlinks=follow_symlinks)
            Path(self).unlink()
            return status

    with pytest.raises(EngineError, match="merged all the time"):
        Before(tmp_path).keep(files, "1")
    assert len(asked) == 10
    assert not (tmp_path / "before").exists()


def test_a_killed_writers_own_files_are_kept_so_that_others_can_read_them(tmp_path: Path) -> None:
    engine = TantivyEngine.create(tmp_path)
    engine.close()
    passages, reports = tmp_path / "passages", tmp_path / "reports"
    rights = stat.S_IMODE((reports / "meta.json").stat().st_mode)
    (reports / "meta.json").chmod(0o600)
    before = Before(tmp_path)
    keep(before, passages, reports)
    assert before.of(lambda: stamp_of(passages)) == before.folder
    assert {file.name for file in before.kept()} == {"meta.json", ".managed.json"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in before.kept()} == {rights} != {0o600}


def test_a_list_that_is_replaced_while_its_files_are_linked_is_read_again(tmp_path: Path) -> None:
    before, asked = Before(tmp_path), []

    def files() -> list[Path]:
        asked.append(1)
        for name in ("list", "a"):
            (tmp_path / "new").write_bytes(b"%d" % len(asked))
            (tmp_path / "new").replace(tmp_path / name)
        yielded = [tmp_path / "list", tmp_path / "a"]
        return yielded if len(asked) > 1 else [Replaced(tmp_path / "list"), *yielded[1:]]

    class Replaced(type(tmp_path)):  # type: ignore[misc]
        """A file that is replaced after it was looked at."""

        def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
            status = super().stat(follow_symlinks=follow_symlinks)
            Path(self).with_name("new").write_bytes(b"0")
            Path(self).with_name("new").replace(Path(self))
            return status

    before.keep(files, "1")
    assert len(asked) == 2
    assert (before.folder / "list").read_bytes() == b"2"


def test_checksums_that_a_killed_writer_did_not_finish_once_stayed_for_ever(folder: Path, engine_name: str) -> None:
    unfinished = folder / engine_name / "checksums.json.123.456"
    unfinished.touch()
    with searchkit.open(folder) as index:
        index.add([])
        assert not unfinished.exists()
        assert index.check() == ()
