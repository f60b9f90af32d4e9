"""The lock of those who rebuild an index that can't be opened: its engine has none then.

The system takes it from a process that dies.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from searchkit.errors import IndexLockedError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

#: The name of the file that is locked.
FILE = "searchkit.rebuild.lock"


def take(folder: Path) -> BinaryIO | None:
    """Take the lock of the index in a folder, None where nothing can be written. Raises IndexLockedError if another has
    it."""
    place = folder / FILE
    while True:
        try:
            file = place.open("ab")
        except OSError:
            return None
        try:
            _lock(file)
            # Who had it before may have removed it since it was opened here.
            if os.path.samestat(os.fstat(file.fileno()), place.stat()):
                return file
        except FileNotFoundError:
            pass
        except OSError:
            file.close()
            raise IndexLockedError(f"The index in {folder} is being rebuilt; try again when that has ended.") from None
        file.close()


@contextmanager
def held(file: BinaryIO | None, folder: Path) -> Iterator[None]:
    """Have the lock that was taken until the end of what is within."""
    try:
        yield
    finally:
        if file:
            with suppress(OSError):  # Windows removes no file that is open
                (folder / FILE).unlink(missing_ok=True)
            file.close()


def _lock(file: BinaryIO) -> None:
    if sys.platform == "win32":
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
