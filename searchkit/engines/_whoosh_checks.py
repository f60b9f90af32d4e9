"""Whether the files of a Whoosh index are what was written, by the checksums that are noted with each commit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from searchkit.engines import checksums
from searchkit.engines._whoosh_reading import SafeIndex, reading
from searchkit.engines.contract import Problem
from searchkit.errors import IndexFormatError, SearchkitError

# The ending of the lock of a collection.
_LOCK = "_WRITELOCK"


def note_checksums(folder: Path, indexes: Iterable[SafeIndex]) -> None:
    """Note the checksums of the files of a commit, those that are new. Raises OSError."""
    try:
        before = checksums.noted(folder)
    except IndexFormatError:
        before = {}
    names = [name for index in indexes for name in index.files()]
    # A file is never written a second time.
    checksums.note(folder, {name: before.get(name) or checksums.of_file(folder / name) for name in names})


def problems(folder: Path, opened: Callable[[], Iterable[SafeIndex]]) -> Iterator[Problem]:
    """What is wrong with the files of an index, all of them read; ``opened`` opens its collections."""
    try:
        with reading():
            indexes = list(opened())
            files = [
                (index.folder / name, checksums.noted(index.folder).get(name))
                for index in indexes
                for name in index.files()
            ]
    except SearchkitError as error:
        yield Problem(str(folder), f"can't be opened: {error}")
        return
    for file, noted in files:
        yield from _of_file(file, noted)
    names = {file.name for file, _ in files}
    for file in sorted(folder.iterdir()):
        if file.name not in names and file.name != checksums.FILE and not file.name.endswith(_LOCK):
            yield Problem(str(file), "is left over from a run that was killed", is_damage=False)


def _of_file(file: Path, noted: int | None) -> Iterator[Problem]:
    try:
        checksum = checksums.of_file(file)
    except FileNotFoundError:
        yield Problem(str(file), "is missing")
    except OSError as error:
        yield Problem(str(file), f"can't be read ({error.strerror or error})")
    else:
        if noted is None:
            yield Problem(str(file), "has no checksum, for its run was killed", is_damage=False)
        elif noted != checksum:
            yield Problem(str(file), "was changed")
