"""The manifest of an index: a small file that says which engine and which format its folder holds."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from searchkit.errors import IndexFormatError, IndexNotFoundError, IndexPathError

#: The format that this version writes, and the only one that it reads. It changes whenever fields or records do.
FORMAT = 4

_FILE = "searchkit.json"
# What may lie in the folder of a new index besides: the README that keeps ./index in version control.
_HARMLESS = frozenset(("README", "README.md", ".gitignore", ".gitkeep", ".DS_Store"))


class Manifest(NamedTuple):
    """The engine and format of an index, and when it was last changed (ISO 8601, UTC)."""

    engine: str
    changed: str
    format: int = FORMAT


def read(folder: Path) -> Manifest:
    """The manifest of the index in a folder.

    Raises IndexNotFoundError if there is none, IndexPathError for a file, IndexFormatError if this version of
    searchkit can't read what the folder holds.
    """
    if folder.exists() and not folder.is_dir():
        raise IndexPathError(f"{folder} is a file, not an index; name a folder.")
    try:
        content = json.loads((folder / _FILE).read_bytes())
        manifest = Manifest(str(content["engine"]), str(content["changed"]), int(content["format"]))
    except FileNotFoundError:
        raise IndexNotFoundError(f"There is no index in {folder}; make one with: searchkit index PATH") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexFormatError(f"{folder / _FILE} can't be read ({error}); delete {folder} and index again.") from None
    if manifest.format != FORMAT:
        raise IndexFormatError(
            f"The index in {folder} has format {manifest.format}, this version of searchkit reads format {FORMAT}; "
            "index again into another folder, or use the version that made it."
        )
    return manifest


def write(folder: Path, engine: str) -> None:
    """Write the manifest of an index that was changed just now, all of it or nothing."""
    manifest = Manifest(engine, datetime.now(UTC).isoformat(timespec="seconds"))
    partial = folder / f"{_FILE}.{os.getpid()}"
    partial.write_text(json.dumps(manifest._asdict()), encoding="utf-8")
    partial.replace(folder / _FILE)


def check_free(folder: Path) -> None:
    """Raise IndexPathError unless a new index can be made in a folder: one that doesn't exist, or is empty but for a
    README and the like."""
    if folder.exists():
        if not folder.is_dir():
            raise IndexPathError(f"{folder} is a file, not an index; name a folder.")
        if (folder / _FILE).exists():
            raise IndexPathError(f"There is an index in {folder} already; open that, or name another folder.")
        if any(entry.name not in _HARMLESS for entry in folder.iterdir()):
            raise IndexPathError(f"{folder} is not empty and is no index of searchkit; name another folder.")
