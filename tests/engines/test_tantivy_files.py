"""Opening the files of a tantivy index: what is tried again, and how its errors are told."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest

from searchkit.engines import _tantivy_files as files
from searchkit.engines.contract import Document
from searchkit.engines.tantivy import TantivyEngine
from searchkit.errors import EngineError, IndexFormatError, IndexPathError
from searchkit.schema import FOLDED, PASSAGES

DENIED = PermissionError(13, "Permission denied")


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited each time, in seconds; nobody waits."""
    waited: list[float] = []
    monkeypatch.setattr(files.time, "sleep", waited.append)  # type: ignore[attr-defined]
    return waited


def opening(monkeypatch: pytest.MonkeyPatch, errors: list[OSError]) -> Any:
    """Opening fails with each error in turn, then gives what this returns."""
    index = object()

    def opened(folder: Path) -> Any:
        if errors:
            raise errors.pop(0)
        return index

    monkeypatch.setattr(files, "_opened", opened)
    return index


@pytest.mark.parametrize("error", [DENIED, files._CommitBetweenError("it is being written all the time")])
def test_what_another_writes_at_this_moment_is_tried_again_for_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float], error: OSError
) -> None:
    index = opening(monkeypatch, [error] * 49)
    assert files.open_to_read(tmp_path) is index
    assert sum(pauses) == pytest.approx(49 / 50)
    opening(monkeypatch, [error] * 50)
    with pytest.raises(IndexPathError, match="can't be read"):
        files.open_to_read(tmp_path)
    assert sum(pauses) == pytest.approx(2 * 49 / 50)


@pytest.mark.parametrize(
    ("error", "told", "sentence"),
    [
        (FileNotFoundError(2, "No such file"), IndexFormatError, "is damaged"),
        (OSError(5, "Input/output error"), IndexPathError, r"can't be read \(Input/output error\)"),
    ],
)
def test_other_errors_are_told_at_once(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pauses: list[float],
    error: OSError,
    told: type[Exception],
    sentence: str,
) -> None:
    opening(monkeypatch, [error])
    with pytest.raises(told, match=sentence):
        files.open_to_read(tmp_path)
    assert pauses == []


def test_an_index_is_read_through_links_only_where_it_cannot_be_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    index = opening(monkeypatch, [])
    linked = object()
    monkeypatch.setattr(files, "_opened_through_links", lambda folder: linked)
    assert files.open_to_read(tmp_path) is index
    assert [file.name for file in tmp_path.iterdir()] == [".tantivy-meta.lock"]

    def denied(file: Path) -> None:
        raise DENIED

    monkeypatch.setattr(files, "_touch", denied)
    assert files.open_to_read(tmp_path) is linked
    with pytest.raises(IndexPathError, match=r"can't be written \(Permission denied\)"):
        files.open_to_write(tmp_path)
    monkeypatch.undo()
    with pytest.raises(IndexFormatError, match="is damaged"):
        files.open_to_read(tmp_path / "missing")


def test_a_file_system_without_locks_is_read_through_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(folder: Path) -> Any:
        raise ValueError(said)

    linked = object()
    monkeypatch.setattr(files, "_native", fails)
    monkeypatch.setattr(files, "_opened_through_links", lambda folder: linked)
    said = "Failed to acquire Lockfile: IoError"
    assert files.open_to_read(tmp_path) is linked
    said = "Schema error"
    with pytest.raises(IndexFormatError, match=r"is damaged \(Schema error\)"):
        files.open_to_read(tmp_path)
    monkeypatch.setattr(files, "open_each", lambda folder: (_ for _ in ()).throw(OSError(5, "Input/output error")))
    with pytest.raises(IndexPathError, match="Input/output error"):
        files.open_to_read(tmp_path)


def test_through_links_the_last_commit_is_read_and_none_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = TantivyEngine.create(tmp_path)
    with engine.writer() as writer:
        writer.add(PASSAGES, [Document({FOLDED: "dang"}, "stored")])
    engine.close()
    folder, links = tmp_path / "passages", tmp_path / "links"
    links.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(links))
    there: list[set[str]] = []
    native = files._native

    def noted(opened: Path) -> Any:
        there.append({file.name for file in opened.iterdir()})
        assert opened.parent == links
        assert opened.name.startswith("searchkit-")
        return native(opened)

    monkeypatch.setattr(files, "_native", noted)
    assert files._opened_through_links(folder).searcher().num_docs == 1
    assert there == [{file.name for file in folder.iterdir() if not file.name.startswith(".")}]
    assert list(links.iterdir()) == []


def test_through_links_a_commit_in_between_is_told_from_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = tmp_path / "meta.json"
    commit.write_bytes(b"1")

    def fails(folder: Path) -> Any:
        if is_replaced:
            commit.write_bytes(b"2")
        raise error

    monkeypatch.setattr(files, "_native", fails)
    error: Exception = ValueError("Schema error")
    is_replaced = False
    with pytest.raises(IndexFormatError, match=r"is damaged \(Schema error\)"):
        files._opened_through_links(tmp_path)
    is_replaced = True
    with pytest.raises(files._CommitBetweenError):
        files._opened_through_links(tmp_path)
    error = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        files._opened_through_links(tmp_path)
    with pytest.raises(ZeroDivisionError):
        files._opened(tmp_path)
    error = ValueError()
    monkeypatch.setattr(files, "open_each", lambda folder: (_ for _ in ()).throw(OSError(5, "Input/output error")))
    with pytest.raises(OSError, match="Input/output error"):
        files._opened_through_links(tmp_path)


def test_an_index_that_cannot_be_written_by_tantivy_says_why(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="failed to write"):
        files.open_to_write(tmp_path)


def test_files_that_are_their_writers_own_get_the_rights_of_the_others(tmp_path: Path) -> None:
    files.mend_rights(tmp_path)  # before there is any
    lock, *own = (tmp_path / name for name in (".tantivy-meta.lock", "meta.json", ".managed.json"))
    lock.touch(0o640)
    lock.chmod(0o640)
    for file in own:
        file.touch(0o600)
    other = tmp_path / "a.store"
    other.touch(0o600)
    files.mend_rights(tmp_path)
    assert [stat.S_IMODE(file.stat().st_mode) for file in (lock, *own, other)] == [0o640, 0o640, 0o640, 0o600]


def test_rights_are_seen_to_as_long_as_files_are_written_and_once_more_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mended: list[Path] = []
    monkeypatch.setattr(files, "mend_rights", mended.append)
    rights = files.Rights(tmp_path / "a", tmp_path / "b")
    assert rights.daemon
    rights.end()
    assert not rights.is_alive()
    assert mended[-2:] == [tmp_path / "a", tmp_path / "b"]
    assert len(mended) % 2 == 0
