"""Files that are there after a power cut: their bytes go to disk before their names do, and their names before what
relies on them."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def sync_file(file: Path) -> None:
    """Have what was written to a file on disk. Raises OSError."""
    with file.open("rb+") as written:
        os.fsync(written.fileno())


def sync_folder(folder: Path) -> None:
    """Have the names of a folder's files on disk, where the system can tell it so."""
    with suppress(OSError):  # Windows opens no folders; some network shares sync none
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def sync_folders(folder: Path) -> None:
    """The same for a folder and all folders below it. Raises OSError where they can't be listed."""
    for place in (folder, *(entry for entry in folder.rglob("*") if entry.is_dir())):
        sync_folder(place)


def write(file: Path, data: bytes) -> None:
    """Write a file, and have it on disk. Raises OSError, and leaves no half of it then."""
    try:
        with file.open("wb") as writing:
            writing.write(data)
            writing.flush()
            os.fsync(writing.fileno())
    except OSError:
        with suppress(OSError):
            file.unlink(missing_ok=True)
        raise


def replace(new: Path, old: Path) -> None:
    """Put a file in another's place, at once and for good. Raises OSError."""
    new.replace(old)
    sync_folder(old.parent)
