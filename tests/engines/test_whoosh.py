"""Whoosh as an engine: what the contract doesn't say of all engines."""

from __future__ import annotations

import gc
import shutil
from pathlib import Path

import pytest

import searchkit
from searchkit.engines.contract import Document
from searchkit.engines.whoosh import WhooshEngine
from searchkit.errors import EngineError
from searchkit.schema import FOLDED, PASSAGES, REPORTS


def test_a_commit_that_fails_lets_go_of_every_lock(tmp_path: Path) -> None:
    engine = WhooshEngine.create(tmp_path)
    writer = engine.writer()
    writer.add(PASSAGES, [Document({FOLDED: "dang"}, "a")])
    writer.add(REPORTS, [Document({FOLDED: "dang"}, link=1)])

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("whoosh.writing.SegmentWriter.commit", full)
        with pytest.raises(EngineError, match="No space left"):
            writer.commit()
    assert engine.view().size() == 0
    with engine.writer() as again:
        again.add(PASSAGES, [Document({FOLDED: "dang"}, "a")])
        again.add(REPORTS, [Document({FOLDED: "dang"}, link=1)])
    assert (engine.view().size(), engine.view().size(REPORTS)) == (1, 1)
    engine.close()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files are looked up in /proc")
def test_the_files_of_commits_that_nobody_searches_any_more_once_stayed_open(tmp_path: Path) -> None:
    def handles() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    def commit_and_search(edition: int) -> None:
        writer.add(searchkit.Report(str(number), f"đảng ủy {edition} " * 150) for number in range(3))
        assert len(reader.search("đảng", 5, all_copies=True)) == 5

    gc.disable()
    try:
        with searchkit.create(tmp_path / "index", "whoosh") as writer, searchkit.open(tmp_path / "index") as reader:
            commit_and_search(0)
            first = handles()
            for edition in range(1, 8):
                commit_and_search(edition)
            assert handles() < first + 20
    finally:
        gc.enable()


def test_a_writer_whose_folder_was_removed_once_left_its_files_open(tmp_path: Path) -> None:
    folder = tmp_path / "whoosh"
    folder.mkdir()
    engine = WhooshEngine.create(folder)
    writer = engine.writer()
    of_whoosh = writer._writers[PASSAGES.name]  # type: ignore[attr-defined]
    files = [of_whoosh.fieldwriter._postfile, of_whoosh.perdocwriter._cols._temp]
    shutil.rmtree(folder)
    writer.rollback()
    engine.close()
    assert all(file.is_closed for file in files)
