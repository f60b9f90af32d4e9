"""Reading the files of a Whoosh index: what is tried again, and how errors are told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from whoosh.index import LockError

from searchkit.engines._whoosh_reading import SafeIndex, reading, segment_files
from searchkit.errors import EngineError, IndexFormatError, IndexPathError, QueryError


@pytest.mark.parametrize("error", [IndexPathError("x"), LockError(), MemoryError(), KeyboardInterrupt()])
def test_what_is_no_error_of_the_files_stays_what_it_is(error: BaseException) -> None:
    with pytest.raises(type(error)) as raised, reading():
        raise error
    assert raised.value is error


@pytest.mark.parametrize(
    ("error", "told", "sentence"),
    [
        (RecursionError(), QueryError, "nested too deeply"),
        (OSError("disk"), EngineError, r"^The index can't be read or written \(disk\)\.$"),
        (FileNotFoundError("gone"), IndexFormatError, r"^The index can't be read \(gone\)\. If opening it again"),
        (KeyError(), IndexFormatError, r"^The index can't be read \(KeyError\)\. .* index --rebuild PATH$"),
    ],
)
def test_what_whoosh_makes_of_damaged_files_is_told_in_a_sentence(
    error: Exception, told: type[Exception], sentence: str
) -> None:
    with pytest.raises(told, match=sentence) as raised, reading():
        raise error
    assert type(raised.value) is told


class Reader:
    is_closed = False

    def close(self) -> None:
        self.is_closed = True


class Replaced(SafeIndex):
    """An index that others commit to; each try has its last commit before and after, and what is opened."""

    def __init__(self, tries: list[tuple[int, int, Any]]) -> None:
        self._tries = iter(tries)
        self._numbers: Iterator[int] = iter(())

    def latest_generation(self) -> int:
        try:
            return next(self._numbers)
        except StopIteration:
            before, after, self._opens = next(self._tries)
            self._numbers = iter([after])
            return before

    def reader(self) -> Any:
        if isinstance(self._opens, Exception):
            raise self._opens
        return self._opens


def test_a_reader_is_of_one_commit() -> None:
    half, whole = Reader(), Reader()
    assert Replaced([(1, 2, half), (2, 3, FileNotFoundError()), (3, 3, whole)]).newest_reader() is whole
    assert (half.is_closed, whole.is_closed) == (True, False)


def test_a_file_that_no_commit_replaced_is_missing() -> None:
    gone = FileNotFoundError("gone")
    with pytest.raises(FileNotFoundError):
        Replaced([(1, 1, gone), (1, 1, Reader())]).newest_reader()


def test_where_others_commit_all_the_time_the_hundredth_reader_is_taken() -> None:
    readers = [Reader() for _ in range(101)]
    opened = Replaced([(number, number + 1, reader) for number, reader in enumerate(readers)]).newest_reader()
    assert opened is readers[99]
    assert [reader.is_closed for reader in readers[:100]] == [True] * 99 + [False]
    with pytest.raises(FileNotFoundError):
        Replaced([(number, number + 1, FileNotFoundError()) for number in range(100)]).newest_reader()


def test_the_files_of_a_segment_are_those_of_its_name(tmp_path: Path) -> None:
    for name in ("a_1.seg", "a_1.pst", "a_12.seg", "b_1.seg"):
        (tmp_path / name).touch()
    assert segment_files(tmp_path, "a_1") == ["a_1.pst", "a_1.seg"]
