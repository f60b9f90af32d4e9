"""How large an index is."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple


class Stats(NamedTuple):
    """An index in figures: ``size`` in bytes on disk, ``changed`` the time of the last change (ISO 8601, UTC)."""

    reports: int
    passages: int
    engine: str
    size: int
    changed: str


def size_of(folder: Path) -> int:
    """The bytes of all files in a folder, of which any may go while they are counted: a commit replaces files."""
    size = 0
    for inside, _, names in os.walk(folder):  # which passes over folders that have gone
        for name in names:
            with suppress(FileNotFoundError):
                size += Path(inside, name).stat().st_size
    return size
