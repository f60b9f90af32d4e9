"""The file that says what an index is."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

import pytest

import searchkit
from searchkit.errors import IndexFormatError, IndexNotFoundError, IndexPathError
from searchkit.storage import manifest


def test_what_is_written_is_read(tmp_path: Path) -> None:
    manifest.begin(tmp_path, "whoosh")
    read = manifest.read(tmp_path)
    assert (read.engine, read.format) == ("whoosh", manifest.FORMAT)
    assert read.changed.endswith("+00:00")
    assert [file.name for file in tmp_path.iterdir()] == ["searchkit.json"]


@pytest.mark.parametrize("place", ["", "nowhere"])
def test_a_folder_without_one_holds_no_index(tmp_path: Path, place: str) -> None:
    with pytest.raises(IndexNotFoundError, match="searchkit index"):
        manifest.read(tmp_path / place)


def test_a_file_is_no_index(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(IndexPathError, match="is a file"):
        manifest.read(tmp_path / "file")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"engine": "tantivy"}',
        '{"engine": "tantivy", "changed": "", "format": "x"}',
        "\xff",
    ],
)
def test_a_damaged_one_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "searchkit.json").write_bytes(content.encode("latin-1"))
    with pytest.raises(IndexFormatError, match=r"searchkit\.json"):
        manifest.read(tmp_path)


@pytest.mark.parametrize("version", [0, manifest.FORMAT + 1, 999])
def test_an_unknown_format_is_named(tmp_path: Path, version: int) -> None:
    (tmp_path / "searchkit.json").write_text(json.dumps({"engine": "tantivy", "changed": "", "format": version}))
    with pytest.raises(IndexFormatError, match=f"format {version}"):
        manifest.read(tmp_path)


def test_a_disk_that_fills_up_leaves_the_manifest_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest.begin(tmp_path, "tantivy")
    before = manifest.read(tmp_path)
    opened = io.open

    def filling_up(file: str | Path, mode: str = "r", *arguments: object, **options: object) -> IO[Any]:
        handle: IO[Any] = opened(file, mode, *arguments, **options)  # type: ignore[call-overload]
        if "r" not in mode:
            written = handle.write

            def half(data: Any) -> int:
                written(data[: len(data) // 2])
                raise OSError(errno.ENOSPC, "No space left on device")

            handle.write = half  # type: ignore[method-assign]
        return handle

    with monkeypatch.context() as patch:
        patch.setattr("io.open", filling_up)
        with pytest.raises(IndexPathError, match="No space left"), manifest.renewed(tmp_path, "whoosh", "whoosh", ()):
            raise AssertionError("nothing is committed where the manifest can't be written")
    assert manifest.read(tmp_path) == before
    assert [file.name for file in tmp_path.iterdir()] == ["searchkit.json"]


def test_a_manifest_is_in_force_after_the_commit_and_only_then(tmp_path: Path) -> None:
    manifest.begin(tmp_path, "tantivy")
    with manifest.renewed(tmp_path, "whoosh", "whoosh", ()):
        assert manifest.read(tmp_path).engine == "tantivy"
    assert manifest.read(tmp_path).engine == "whoosh"
    with pytest.raises(ZeroDivisionError), manifest.renewed(tmp_path, "tantivy", "tantivy", ()):
        raise ZeroDivisionError
    assert manifest.read(tmp_path).engine == "whoosh"
    assert [file.name for file in tmp_path.iterdir()] == ["searchkit.json"]


def test_roots_are_kept_and_are_under_the_checksum(tmp_path: Path) -> None:
    manifest.begin(tmp_path, "tantivy")
    roots = (manifest.Root("reports"), manifest.Root("old", "tcvn3"))
    with manifest.renewed(tmp_path, "tantivy", "tantivy", roots):
        pass
    assert manifest.read(tmp_path).roots == roots
    written = (tmp_path / manifest.FILE).read_text()
    for changed in (written.replace("tcvn3", "tcvn4"), written.replace('["old"', '["odd"')):
        assert changed != written
        (tmp_path / manifest.FILE).write_text(changed)
        with pytest.raises(IndexFormatError, match="checksum"):
            manifest.read(tmp_path)


def test_roots_are_added_to_those_that_are_there(tmp_path: Path) -> None:
    manifest.begin(tmp_path, "tantivy")
    with manifest.renewed(tmp_path, "tantivy", "tantivy", (manifest.Root("a"), manifest.Root("b"))):
        pass
    before = manifest.read(tmp_path)
    manifest.add_roots(tmp_path, (manifest.Root("a"),))
    assert manifest.read(tmp_path) == before
    roots = (manifest.Root("b"), manifest.Root("a", "vni"), manifest.Root("c"))
    manifest.add_roots(tmp_path, (manifest.Root("a", "vni"), manifest.Root("c")))
    assert manifest.read(tmp_path) == before._replace(roots=roots)
    assert [file.name for file in tmp_path.iterdir()] == [manifest.FILE]


def test_a_manifest_that_a_killed_program_left_once_stayed_for_ever(tmp_path: Path) -> None:
    killed = subprocess.Popen([sys.executable, "-c", ""])
    killed.wait()
    with searchkit.create(tmp_path / "index") as index:
        (tmp_path / "index" / f"searchkit.json.{killed.pid}.456").write_text("{")
        index.add(searchkit.Report(id="1", text="họp"))
    assert sorted(file.name for file in (tmp_path / "index").iterdir()) == ["searchkit.json", "tantivy"]


@pytest.mark.skipif(os.name != "posix", reason="Windows doesn't tell which processes are at work")
def test_a_writer_that_came_right_after_a_commit_once_took_its_manifest_away(tmp_path: Path) -> None:
    root = manifest.Root("file", "elsewhere")
    with searchkit.create(tmp_path / "index") as index:
        with manifest.renewed(tmp_path / "index", "tantivy", "tantivy", (root,)):
            next_one = threading.Thread(target=index.add, args=(searchkit.Report(id="1", text="họp"),))
            next_one.start()
            next_one.join()
            assert "1" in index
        assert manifest.read(tmp_path / "index").roots == (root,)
