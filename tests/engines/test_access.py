"""What may be read and written, told as what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchkit.engines import access
from searchkit.errors import IndexFormatError, IndexPathError

DENIED = PermissionError(13, "Permission denied", "/reports/index/file")


def test_a_folder_is_writable_if_files_can_be_made_in_it(tmp_path: Path) -> None:
    access.check_writable(tmp_path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(IndexPathError, match=r"missing can't be written \(No such file or directory\)"):
        access.check_writable(tmp_path / "missing")


def test_each_file_is_opened_and_the_first_that_cannot_be_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []

    def denied(path: Path, mode: str) -> object:
        opened.append((path.name, mode))
        if path.name == "gone":
            raise FileNotFoundError
        if path.is_dir():
            raise IsADirectoryError
        raise DENIED

    access.open_each(tmp_path / "missing")
    for name in ("gone", "file"):
        (tmp_path / name).touch()
    (tmp_path / "folder").mkdir()
    access.open_each(tmp_path)
    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(PermissionError):
        access.open_each(tmp_path)
    (tmp_path / "file").unlink()
    access.open_each(tmp_path)
    assert set(opened) == {("gone", "rb"), ("folder", "rb"), ("file", "rb")}


def test_errors_say_what_happened_and_what_to_do(tmp_path: Path) -> None:
    folder = Path("index")
    assert str(access.not_writable(folder, DENIED)) == (
        "The index in index can't be written (Permission denied); it can be searched only. See to the rights of its "
        "folder, or index into another."
    )
    assert str(access.not_readable(folder, OSError("timed out"))) == (
        "The index in index can't be read (timed out); see to the rights of its files."
    )
    damaged = access.damaged(folder, "meta.json was changed")
    assert isinstance(damaged, IndexFormatError)
    assert str(damaged) == (
        "The index in index is damaged (meta.json was changed). Index its reports anew with: "
        "searchkit index --rebuild PATH"
    )
