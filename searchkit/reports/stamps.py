"""What a file is known by: whether it is still what it was when it was read."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

# Nanoseconds within which a file may change twice and bear the same time: FAT counts in two seconds.
_COARSEST_CLOCK = 2_000_000_000
_UNSURE = -1


class Stamp(NamedTuple):
    """A file as it was read: its name (see ``files.find``), size in bytes, time of change (nanoseconds since 1970, -1
    where it can't be relied on), a hash of its content, and the encoding that a person named for it."""

    file: str
    size: int
    modified: int
    digest: str
    encoding: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether a file can have it: what was stored may be anything."""
        kinds = (str, int, int, str, str)
        return all(map(isinstance, self, kinds)) and bool(self.file) and self.size >= 0 and self.modified >= _UNSURE


def size_and_time(path: Path) -> tuple[int, int]:
    """The size of a file, and when it was changed. Raises OSError."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def reliable(modified: int) -> int:
    """A time of change to know a file by, -1 if it is so recent that the file may change again within the same tick of
    the file system's clock."""
    return modified if modified < time.time_ns() - _COARSEST_CLOCK else _UNSURE


def digest_of(path: Path) -> str:
    """A hash of the content of a file: BLAKE2b, 128 bits. Raises OSError."""
    import hashlib  # which no search needs

    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
