"""Checksums of files, noted beside them, and marks of folders that are being written."""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

import pytest

from searchkit import durable
from searchkit.engines import checksums
from searchkit.errors import IndexFormatError


@pytest.mark.parametrize("chunk", [1, 3, 10, 100])
def test_a_file_has_the_checksum_of_its_bytes_or_of_the_first_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr(checksums, "_CHUNK", chunk)
    content = "Đảng ủy Khối".encode()
    (tmp_path / "a").write_bytes(content)
    assert checksums.of_file(tmp_path / "a") == checksums.of(content) == crc32(content)
    assert [checksums.of_file(tmp_path / "a", length) for length in range(len(content) + 2)] == [
        crc32(content[:length]) for length in range(len(content) + 2)
    ]


def test_what_is_noted_comes_back_and_nothing_else_is_left(tmp_path: Path) -> None:
    for noted in ({"a": 1, "passages/b": 2**32 - 1}, {}):
        checksums.note(tmp_path, noted)
        assert checksums.noted(tmp_path) == noted
        assert [file.name for file in tmp_path.iterdir()] == ["checksums.json"]


def test_a_note_that_fails_leaves_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    checksums.note(tmp_path, {"a": 1})
    monkeypatch.setattr(durable, "replace", fails)
    with pytest.raises(OSError, match="No space"):
        checksums.note(tmp_path, {"a": 2})
    assert checksums.noted(tmp_path) == {"a": 1}
    assert [file.name for file in tmp_path.iterdir()] == ["checksums.json"]


@pytest.mark.parametrize("content", [None, b"", b"{", b"\xff", b"[1]", b'{"a": "x"}', b'{"a": null}', b"[" * 100_000])
def test_notes_that_cannot_be_read_are_damage(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "checksums.json").write_bytes(content)
    with pytest.raises(IndexFormatError, match=r"is damaged \(checksums\.json: "):
        checksums.noted(tmp_path)


def test_files_that_are_replaced_while_they_are_noted_are_noted_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note, editions = checksums.note, [b"2", b"3"]

    def and_replaced(folder: Path, found: dict[str, int]) -> None:
        note(folder, found)
        if editions:
            (tmp_path / "a").write_bytes(editions.pop(0))

    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").write_bytes(b"b")
    monkeypatch.setattr(checksums, "note", and_replaced)
    checksums.note_files(tmp_path, iter(["a", "b"]))
    assert checksums.noted(tmp_path) == {"a": crc32(b"3"), "b": crc32(b"b")}


def test_what_is_forgotten_is_noted_no_more_and_the_rest_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checksums.note(tmp_path, {"a": 1, "b": 2, "c": 3})
    checksums.forget(tmp_path, {"a", "c", "d"})
    assert checksums.noted(tmp_path) == {"b": 2}
    monkeypatch.delattr(checksums, "note")  # nothing more is to be written
    checksums.forget(tmp_path, {"a"})
    (tmp_path / "checksums.json").write_bytes(b"{")
    checksums.forget(tmp_path, {"b"})


def test_a_folder_is_marked_until_its_mark_is_removed_and_older_marks_go(tmp_path: Path) -> None:
    (tmp_path / "checksums.json.12.34").touch()
    checksums.note(tmp_path, {"a": 1})
    assert not checksums.is_marked(tmp_path)
    first, second = checksums.marked(tmp_path), checksums.marked(tmp_path)
    assert checksums.is_marked(tmp_path)
    assert first != second
    assert sorted(file.name for file in tmp_path.iterdir()) == ["checksums.json", second.name]
    second.unlink()
    assert not checksums.is_marked(tmp_path)
