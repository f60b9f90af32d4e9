"""Indexes that may be read only: made by another user, on a read-only file system, without the right to write."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

import searchkit
from searchkit import IndexFormatError, IndexPathError, Report
from searchkit.cli import main
from tests import another_user

Told = list[tuple[int, str, str]]
Run = Callable[..., Told]

REPORTS = [Report(id=str(number), text=f"Đảng ủy họp lần {number}. " * 40) for number in range(3)]


def here(*commands: list[str]) -> Told:
    """The exit code, standard output and standard error of some commands."""
    done = [CliRunner(env={"SEARCHKIT_INDEX": None}).invoke(main, words) for words in commands]
    return [(one.exit_code, one.stdout, one.stderr) for one in done]


def _all(folder: Path) -> list[Path]:
    return [folder, *folder.rglob("*")]


@contextmanager
def _rights_taken_away(folder: Path) -> Iterator[Run]:
    if not another_user.REASON:
        pytest.skip("root may write whatever the rights of a folder")
    rights = {path: path.stat().st_mode for path in _all(folder)}
    for path, mode in rights.items():
        path.chmod(mode & ~0o222)
    try:
        yield here
    finally:
        for path, mode in rights.items():
            path.chmod(mode)


@contextmanager
def _of_another_user(folder: Path) -> Iterator[Run]:
    if another_user.REASON:
        pytest.skip(another_user.REASON)
    yield another_user.run


@contextmanager
def _mounted_read_only(folder: Path) -> Iterator[Run]:
    binding = ["mount", "--bind", folder, folder]
    try:
        subprocess.run(binding, check=True, capture_output=True)
        subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no read-only mount can be made here")
    try:
        yield here
    finally:
        subprocess.run(["umount", folder], check=True, capture_output=True)


WAYS = {
    "rights taken away": _rights_taken_away,
    "another user": _of_another_user,
    "read-only mount": _mounted_read_only,
}


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that other users may enter, where a test's own may not be."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    yield place / "index"
    shutil.rmtree(place)


@pytest.fixture
def index_folder(folder: Path, engine_name: str) -> Path:
    with searchkit.create(folder, engine_name) as index:
        index.add(REPORTS)
    return folder


@pytest.fixture(params=WAYS)
def run(request: pytest.FixtureRequest, index_folder: Path) -> Iterator[Run]:
    """A function that runs commands where nothing can be written."""
    with WAYS[request.param](index_folder) as run:
        yield run


def test_an_index_that_cannot_be_written_is_searched_and_says_so_to_writers(
    run: Run, index_folder: Path, seeds: Path
) -> None:
    at = ["--index", str(index_folder)]
    reports = shutil.copytree(seeds, index_folder.parent / "reports")
    searched, shown, figures, checked, exported, indexed, removed, rebuilt = run(
        ["search", '"dang uy" lần', "--json", "--all-copies", *at],
        ["show", "1", *at],
        ["stats", *at],
        ["check", *at],
        ["export", *at],
        ["index", str(reports), *at],
        ["remove", "1", *at],
        ["index", "--rebuild", str(reports), *at],
    )
    assert (searched[0], searched[2]) == (0, "")
    assert {json.loads(line)["report"]["id"] for line in searched[1].splitlines()} == {"0", "1", "2"}
    assert shown == (0, REPORTS[1].text, "")
    assert (figures[0], figures[2]) == (0, "")
    assert "Reports   3\n" in figures[1]
    assert (checked[0], checked[1].endswith("is sound.\n"), checked[2]) == (0, True, "")
    assert (exported[0], exported[1].count("\n"), exported[2]) == (0, 3, "")
    for code, out, err in (indexed, removed, rebuilt):
        assert (code, out) == (2, "")
        assert err.count("\n") == 1
        assert "can't be written (Permission denied)" in err or "can't be written (Read-only file system)" in err
        assert not any(word in err for word in ("delet", "damage", "Another program"))


def test_what_another_keeps_to_himself_is_not_called_damaged(index_folder: Path, engine_name: str) -> None:
    if another_user.REASON:
        pytest.skip(another_user.REASON)
    search = ["search", "họp", "--index", str(index_folder)]
    inside = [file for file in (index_folder / engine_name).rglob("*") if file.is_file()]
    for kept in ([index_folder / "searchkit.json"], [index_folder / engine_name], inside):
        rights = [path.stat().st_mode for path in kept]
        for path in kept:
            path.chmod(0o700)
        [(code, out, err)] = another_user.run(search)
        for path, mode in zip(kept, rights, strict=True):
            path.chmod(mode)
        assert (code, out) == (2, "")
        assert "can't be read" in err
        assert "Permission denied" in err
        assert "damage" not in err
        assert "delet" not in err
    assert here(search)[0][0] == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
@pytest.mark.parametrize("mask", [0o022, 0o027, 0o002, 0o077])
def test_files_have_the_rights_of_the_umask(folder: Path, engine_name: str, mask: int) -> None:
    before = os.umask(mask)
    try:
        with searchkit.create(folder, engine_name) as index:
            index.add(REPORTS)
            index.add(Report(id=str(number), text="họp " * 500) for number in range(20))
            index.remove("1", "2")
    finally:
        os.umask(before)
    # Whoosh makes the file of its lock executable.
    rights = {oct(path.stat().st_mode & 0o666) for path in _all(folder) if path.is_file()}
    assert rights == {oct(0o666 & ~mask)}
    rights = {oct(stat.S_IMODE(path.stat().st_mode)) for path in _all(folder) if path.is_dir()}
    assert rights == {oct(0o777 & ~mask)}


def test_without_a_folder_for_links_an_index_that_cannot_be_locked_names_the_way_out(
    index_folder: Path, engine_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if engine_name != "tantivy":
        pytest.skip("only tantivy locks an index to read it")
    monkeypatch.setattr("searchkit.engines._tantivy_files._can_be_locked", lambda folder: False)
    with searchkit.open(index_folder) as index:
        assert {hit.report.id for hit in index.search("họp", all_copies=True)} == {"0", "1", "2"}
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(index_folder / "nowhere"))
    with pytest.raises(searchkit.EngineError, match="TMPDIR"):
        searchkit.open(index_folder)


def test_an_index_that_is_damaged_where_nothing_can_be_locked_is_called_damaged(
    index_folder: Path, engine_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if engine_name != "tantivy":
        pytest.skip("only tantivy locks an index to read it")
    monkeypatch.setattr("searchkit.engines._tantivy_files._can_be_locked", lambda folder: False)
    next(index_folder.rglob("*.store")).unlink()
    with pytest.raises(IndexFormatError, match="damaged"):
        searchkit.open(index_folder)


def test_searches_through_links_see_every_commit_and_no_half_of_one(
    index_folder: Path, engine_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if engine_name != "tantivy":
        pytest.skip("only tantivy locks an index to read it")
    monkeypatch.setattr("searchkit.engines._tantivy_files._can_be_locked", lambda folder: False)
    with searchkit.open(index_folder) as reader, searchkit.open(index_folder) as writer:
        for number in range(3, 10):
            writer.add(Report(id=str(number), text="họp " * 40))
            assert reader.ids() == [str(one) for one in range(number + 1)]
        writer.remove("0")
        assert reader.ids() == [str(one) for one in range(1, 10)]


def test_an_index_that_cannot_be_made_says_why(folder: Path, engine_name: str) -> None:
    (folder.parent / "file").touch()
    with pytest.raises(IndexPathError, match=r"can't be written \(Not a directory\)"):
        searchkit.create(folder.parent / "file" / "below", engine_name)
