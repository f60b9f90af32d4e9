"""Walking folders that hold what is no report: nothing hangs, nothing ends the walk, everything is named."""

from __future__ import annotations

import inspect
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchkit.errors import UnreadableError
from searchkit.reports.files import ReportFile, find
from searchkit.reports.skipped import Skipped


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two reports, one in a folder in it, beside another folder with a report."""
    for name in ("reports/a.txt", "reports/sub/b.txt", "other/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Đảng ủy họp", encoding="utf-8")
    return tmp_path / "reports"


def found(*paths: Path, base: Path) -> tuple[list[str], dict[str, str]]:
    """The names of the files to read, and the reasons for what is skipped by name."""
    everything = find(paths, base=base)
    files = [one.name for one in everything if isinstance(one, ReportFile)]
    return files, {one.path: one.reason for one in everything if isinstance(one, Skipped)}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_d12_a_named_pipe_is_skipped(folder: Path) -> None:
    os.mkfifo(folder / "x.txt")
    assert found(folder, base=folder) == (["a.txt", "sub/b.txt"], {"x.txt": "a named pipe, not a file"})
    assert found(folder / "x.txt", base=folder) == ([], {"x.txt": "a named pipe, not a file"})


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="this system has no sockets in folders")
def test_a_socket_is_skipped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("x.txt")
        assert found(folder, base=folder)[1] == {"x.txt": "a socket, not a file"}


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
def test_d12_a_device_is_not_read_by_itself_or_through_a_link(folder: Path) -> None:
    (folder / "x.txt").symlink_to("/dev/zero")
    files, skipped = found(folder, base=folder)
    assert files == ["a.txt", "sub/b.txt"]
    assert "a link out of the folder, to /dev/zero" in skipped["x.txt"]
    assert found(Path("/dev/zero"), base=folder) == ([], {"/dev/zero": "a device, not a file"})


def test_d12_links_in_a_circle_are_skipped(folder: Path) -> None:
    (folder / "self.txt").symlink_to("self.txt")
    (folder / "one").symlink_to("two")
    (folder / "two").symlink_to("one")
    (folder / "sub" / "up").symlink_to(folder)
    files, skipped = found(folder, base=folder)
    assert files == ["a.txt", "sub/b.txt"]
    assert {name: reason[:18] for name, reason in skipped.items()} == {
        "one": "a link in a circle",
        "self.txt": "a link in a circle",
        "sub/up": "a link in a circle",
        "two": "a link in a circle",
    }


def test_d12_many_links_between_folders_take_each_folder_once(folder: Path) -> None:
    for number in range(12):
        (folder / f"d{number:02}").mkdir()
        (folder / f"d{number:02}" / "r.txt").touch()
    for number in range(12):
        for other in range(12):
            if number != other:
                (folder / f"d{number:02}" / f"to{other}").symlink_to(folder / f"d{other:02}")
    files, skipped = found(folder, base=folder)
    assert sorted(files) == ["a.txt", *(f"d{number:02}/r.txt" for number in range(12)), "sub/b.txt"]
    assert not skipped


def test_d12_links_out_of_the_folder_are_said_not_followed(folder: Path) -> None:
    (folder / "file.txt").symlink_to(folder.parent / "other" / "c.txt")
    (folder / "folder").symlink_to(folder.parent / "other")
    files, skipped = found(folder, base=folder)
    assert files == ["a.txt", "sub/b.txt"]
    assert set(skipped) == {"file.txt", "folder"}
    assert all("a link out of the folder, to " in reason for reason in skipped.values())


def test_links_into_a_folder_that_was_named_too_are_followed(folder: Path) -> None:
    (folder / "folder").symlink_to(folder.parent / "other")
    files, skipped = found(folder, folder.parent / "other", base=folder.parent)
    assert sorted(files) == ["other/c.txt", "reports/a.txt", "reports/sub/b.txt"]
    assert not skipped


def test_a_link_within_the_folder_leads_to_what_was_left_out(folder: Path) -> None:
    (folder / ".store").mkdir()
    (folder / ".store" / "d.txt").touch()
    (folder / "d.txt").symlink_to(".store/d.txt")
    (folder / "again.txt").symlink_to("a.txt")
    assert sorted(found(folder, base=folder)[0]) == [".store/d.txt", "a.txt", "sub/b.txt"]


def test_a_file_is_of_the_format_that_its_own_name_says(folder: Path) -> None:
    (folder / ".blob").touch()
    (folder / "d.txt").symlink_to(".blob")
    assert list(found(folder, base=folder)[1]) == [".blob"]


def test_a_link_that_is_named_is_followed(folder: Path) -> None:
    (folder.parent / "named").symlink_to(folder)
    (folder.parent / "named.txt").symlink_to(folder / "a.txt")
    assert found(folder.parent / "named", base=folder)[0] == ["a.txt", "sub/b.txt"]
    assert found(folder.parent / "named.txt", base=folder)[0] == ["a.txt"]


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")])
def test_d13_a_folder_that_cannot_be_read_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    listed = os.scandir

    def refusing(path: str) -> Iterator[os.DirEntry[str]]:
        if Path(path).name == "sub":
            raise error
        return listed(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert found(folder, base=folder) == (["a.txt"], {"sub": f"can't be read: {error.strerror}"})


def test_folders_may_lie_deeper_than_python_recurses(folder: Path) -> None:
    deepest = folder.joinpath(*["d"] * 200)
    deepest.mkdir(parents=True)
    (deepest / "x.txt").touch()
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 150)
    try:
        files = find([folder], base=folder)
    finally:
        sys.setrecursionlimit(limit)
    assert [file.name for file in files if isinstance(file, ReportFile)] == ["a.txt", f"{'d/' * 200}x.txt", "sub/b.txt"]


def test_a_path_that_is_no_path_is_an_error(folder: Path) -> None:
    (folder / "self").symlink_to("self")
    for path in (folder / "nowhere", folder / "self", Path("a\0b")):
        with pytest.raises(UnreadableError, match="name a file or a folder"):
            find([path])
