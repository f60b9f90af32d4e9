"""Checksums of files that an engine's library keeps none of, in a file beside them.

A commit of the library and the note of its checksums are two writes. In between a file may be another than was noted,
and after a writer was killed it may stay so until the next. So a writer marks the folder as long as it is at work:
while there is a mark a file that differs is taken for a newer one.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable, Mapping, Set
from contextlib import suppress
from itertools import count
from pathlib import Path
from zlib import crc32

from searchkit import durable
from searchkit.engines.access import damaged
from searchkit.errors import IndexFormatError

#: The name of the file, and how those begin that mark a folder.
FILE, MARK = "checksums.json", "writing-"

_CHUNK = 1 << 20
_numbers = count()


def of(content: bytes) -> int:
    """The checksum of some bytes."""
    return crc32(content)


def of_file(file: Path, length: int | None = None) -> int:
    """The checksum of a file, or of its first ``length`` bytes. Raises OSError."""
    checksum, left = 0, file.stat().st_size if length is None else length
    with file.open("rb") as opened:
        while left > 0 and (chunk := opened.read(min(left, _CHUNK))):
            checksum = crc32(chunk, checksum)
            left -= len(chunk)
    return checksum


def noted(folder: Path) -> dict[str, int]:
    """The checksums noted in a folder, by the names of files. Raises IndexFormatError if they can't be read, OSError if
    they may not be."""
    try:
        found = json.loads((folder / FILE).read_bytes())
        return {str(name): int(checksum) for name, checksum in found.items()}
    except (FileNotFoundError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise damaged(folder, f"{FILE}: {error}") from error


def note(folder: Path, checksums: Mapping[str, int]) -> None:
    """Note the checksums of files, all anew. Raises OSError."""
    partial = folder / f"{FILE}.{os.getpid()}.{threading.get_ident()}"
    try:
        durable.write(partial, json.dumps(dict(checksums)).encode())
        durable.replace(partial, folder / FILE)
    finally:
        with suppress(OSError):
            partial.unlink()


def note_files(folder: Path, names: Iterable[str]) -> None:
    """Note the checksums of some files as they are now, those of all that are there. Raises OSError."""
    names = list(names)
    before: dict[str, int] | None = None
    # Another writer may begin, and replace them, before this one has noted.
    while (now := {name: of_file(folder / name) for name in names}) != before:
        note(folder, now)
        before = now


def forget(folder: Path, names: Set[str]) -> None:
    """Note no checksums of some files any more. Raises OSError."""
    try:
        before = noted(folder)
    except IndexFormatError:
        return
    if names & before.keys():
        note(folder, {name: checksum for name, checksum in before.items() if name not in names})


def clear(folder: Path) -> None:
    """For whoever holds the lock of the engine: have no checksums there that a killed writer didn't finish. Raises
    OSError."""
    for unfinished in folder.glob(f"{FILE}.*"):
        unfinished.unlink(missing_ok=True)


def marked(folder: Path) -> Path:
    """Mark a folder as being written, until the mark is removed; marks of writers that were killed are cleared away.

    For whoever holds the lock of the engine. Raises OSError.
    """
    mark = folder / f"{MARK}{os.getpid()}-{next(_numbers)}"
    mark.touch()
    durable.sync_folder(folder)
    clear(folder)
    for other in folder.glob(f"{MARK}*"):
        if other != mark:
            other.unlink(missing_ok=True)
    return mark


def is_marked(folder: Path) -> bool:
    """Whether a folder is being written, or was when its writer was killed."""
    return any(folder.glob(f"{MARK}*"))
