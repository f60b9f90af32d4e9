"""The room that an index takes."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

import pytest

from searchkit.storage.size import size_of


def test_all_files_count(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a").write_bytes(b"123")
    (tmp_path / "b").write_bytes(b"1234")
    assert size_of(tmp_path) == 7


@pytest.mark.parametrize("goes", ["file", "folder"])
def test_what_goes_while_it_is_counted_is_no_error(tmp_path: Path, goes: str) -> None:
    (tmp_path / "stays").write_bytes(b"123")
    ended = Event()

    def change() -> None:
        while not ended.is_set():
            place = tmp_path / "goes" if goes == "folder" else tmp_path
            place.mkdir(exist_ok=True)
            for number in range(5):
                (place / f"{number}.new").touch()
            for number in range(5):
                (place / f"{number}.new").unlink()
            if goes == "folder":
                place.rmdir()

    thread = Thread(target=change)
    thread.start()
    try:
        assert {size_of(tmp_path) for _ in range(3000)} == {3}
    finally:
        ended.set()
        thread.join()
