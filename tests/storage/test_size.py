"""The room that an index takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchkit.storage.size import size_of


def test_all_files_count(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a").write_bytes(b"123")
    (tmp_path / "b").write_bytes(b"1234")
    assert size_of(tmp_path) == 7


def test_a_file_that_goes_meanwhile_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abc":
        (tmp_path / name).write_bytes(b"123")
    is_file = Path.is_file

    def gone_after(path: Path) -> bool:
        found = is_file(path)
        if path.name == "b":
            path.unlink()
        return found

    monkeypatch.setattr(Path, "is_file", gone_after)
    assert size_of(tmp_path) == 6
