"""How much room an index takes."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


def size_of(folder: Path) -> int:
    """The bytes of all files in a folder, of which any may go while they are counted: a commit replaces files."""
    size = 0
    for file in folder.rglob("*"):
        with suppress(FileNotFoundError):
            if file.is_file():
                size += file.stat().st_size
    return size
