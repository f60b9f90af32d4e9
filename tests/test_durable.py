"""Files that are there after a power cut."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from searchkit import durable


def test_bytes_go_to_disk_before_a_name_and_the_name_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda number: synced.append(str(Path(f"/proc/self/fd/{number}").readlink())))
    if not Path("/proc/self/fd").exists():
        pytest.skip("open files are looked up in /proc")
    durable.write(tmp_path / "new", b"a")
    assert synced == [str(tmp_path / "new")]
    durable.replace(tmp_path / "new", tmp_path / "old")
    assert synced[1:] == [str(tmp_path)]
    durable.sync_file(tmp_path / "old")
    assert synced[2:] == [str(tmp_path / "old")]
    assert (tmp_path / "old").read_bytes() == b"a"


def test_of_a_file_that_cannot_be_written_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        durable.write(tmp_path / "new", b"a")
    assert list(tmp_path.iterdir()) == []
