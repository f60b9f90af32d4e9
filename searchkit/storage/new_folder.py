"""The folder of a new index: of several programs that make one there at once, one does and the others are told.

An index is built in a folder of its own beside the place where it belongs, and moved there whole. A program that is
killed at it leaves nothing that keeps the next from making one.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from searchkit import durable
from searchkit.errors import IndexPathError, SearchkitError
from searchkit.storage import manifest
from searchkit.storage.generations import BEING_MADE

# What may lie in the folder of a new index besides: the README that keeps ./index in version control.
_HARMLESS = frozenset(("README", "README.md", ".gitignore", ".gitkeep", ".DS_Store"))

# Another program needs far less, in seconds, from moving its files to where they belong to writing the manifest.
_MOMENT = 0.1


def make(folder: Path, engine: str, build: Callable[[Path], None]) -> Path:
    """Make the folder of a new index, and those above it if need be; the folder in it that holds its engine's files.

    ``build`` makes these in an empty folder. Raises IndexPathError if another index or anything else (a README aside)
    is there, or if nothing can be written there.
    """
    try:
        existed = _check_free(folder, engine)
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_writable(folder, error) from None
    try:
        _build(folder, engine, build)
    except (OSError, SearchkitError) as error:
        if (folder / manifest.FILE).exists():
            raise _taken(folder) from None
        if not existed:
            with suppress(OSError):
                folder.rmdir()
        raise _not_writable(folder, error) if isinstance(error, OSError) else error from None
    # Whoever is at it still comes too late.
    for late in folder.glob(f"{BEING_MADE}*"):
        shutil.rmtree(late, ignore_errors=True)
    return folder / engine


def _check_free(folder: Path, engine: str) -> bool:
    """Whether a folder is there; raises IndexPathError if it is and no index can be made in it."""
    if not folder.exists():
        return False
    if not folder.is_dir():
        raise IndexPathError(f"{folder} is a file, not an index; name a folder.")
    if (folder / manifest.FILE).exists():
        raise _taken(folder)
    if not all(_is_harmless(entry.name, engine) for entry in folder.iterdir()):
        time.sleep(_MOMENT)
        raise _taken(folder) if (folder / manifest.FILE).exists() else _not_empty(folder)
    return True


def _is_harmless(name: str, engine: str) -> bool:
    """Whether an index may be made beside an entry of a folder: an old README, or what another who makes one leaves."""
    return name in _HARMLESS or name == engine or name.startswith((BEING_MADE, manifest.FILE))


def _build(folder: Path, engine: str, build: Callable[[Path], None]) -> None:
    with tempfile.TemporaryDirectory(prefix=BEING_MADE, dir=folder, ignore_cleanup_errors=True) as private:
        new = Path(private, engine)
        new.mkdir()  # with the rights of any folder, where a temporary one is its maker's own
        build(new)
        durable.sync_folders(new)
        try:
            new.rename(folder / engine)
        except OSError:
            # Moved there a moment ago by another program, or by one that was killed before it wrote the manifest.
            if _names(folder / engine) != _names(new):
                raise _not_empty(folder) from None
        try:
            manifest.begin(folder, engine)
        except FileExistsError:
            if manifest.read(folder).engine != engine:
                shutil.rmtree(folder / engine, ignore_errors=True)
            raise


def _names(folder: Path) -> set[Path]:
    return {entry.relative_to(folder) for entry in folder.rglob("*")}


def _taken(folder: Path) -> IndexPathError:
    return IndexPathError(f"There is an index in {folder} already; open that, or name another folder.")


def _not_empty(folder: Path) -> IndexPathError:
    return IndexPathError(f"{folder} is not empty and is no index of searchkit; name another folder.")


def _not_writable(folder: Path, error: OSError) -> IndexPathError:
    return IndexPathError(f"{folder} can't be written ({error.strerror or error}); name another folder.")
