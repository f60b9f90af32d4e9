"""The manifest of an index: a small file that says which engine and which format its folder holds."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import get_ident
from typing import NamedTuple

from searchkit import durable
from searchkit.errors import IndexFormatError, IndexNotFoundError, IndexPathError

#: The format that this version writes, and the only one that it reads. It changes whenever fields or records do.
FORMAT = 5

#: The name of the file.
FILE = "searchkit.json"


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
    try:
        content = json.loads((folder / FILE).read_bytes())
        manifest = Manifest(str(content["engine"]), str(content["changed"]), int(content["format"]))
    except FileNotFoundError:
        raise IndexNotFoundError(f"There is no index in {folder}; make one with: searchkit index PATH") from None
    except NotADirectoryError:
        raise IndexPathError(f"{folder} is a file, not an index; name a folder.") from None
    except OSError as error:
        raise IndexPathError(
            f"The index in {folder} can't be read ({error.strerror}); see to the rights of its files."
        ) from None
    except (ValueError, KeyError, TypeError) as error:
        raise IndexFormatError(f"{folder / FILE} can't be read ({error}); delete {folder} and index again.") from None
    if manifest.format != FORMAT:
        raise IndexFormatError(
            f"The index in {folder} has format {manifest.format}, this version of searchkit reads format {FORMAT}; "
            "index again into another folder, or use the version that made it."
        )
    return manifest


@contextmanager
def renewed(folder: Path, engine: str) -> Iterator[None]:
    """Commit the change of an index within it: its manifest is written before, and in force after, all of it or
    nothing. So where it can't be written nothing is committed. Raises IndexPathError then."""
    try:
        partial = _partial(folder, engine)
    except OSError as error:
        raise IndexPathError(
            f"The index in {folder} can't be written ({error.strerror}); it is as it was before."
        ) from None
    try:
        yield
        durable.replace(partial, folder / FILE)
    finally:
        partial.unlink(missing_ok=True)


def clear(folder: Path) -> None:
    """For a writer: have no manifest there that a program wrote which was killed before it was in force."""
    for partial in folder.glob(f"{FILE}.*"):
        partial.unlink(missing_ok=True)


def begin(folder: Path, engine: str) -> None:
    """Write the manifest of a new index, whole at once. Raises FileExistsError if the folder has one already."""
    partial = _partial(folder, engine)
    try:
        os.link(partial, folder / FILE)
        durable.sync_folder(folder)
    except FileExistsError:
        raise
    except OSError:  # on a file system without links
        if (folder / FILE).exists():
            raise FileExistsError(folder / FILE) from None
        durable.replace(partial, folder / FILE)
    finally:
        partial.unlink(missing_ok=True)


def _partial(folder: Path, engine: str) -> Path:
    """The manifest of an index that is changed just now, under another name."""
    manifest = Manifest(engine, datetime.now(UTC).isoformat(timespec="seconds"))
    partial = folder / f"{FILE}.{os.getpid()}.{get_ident()}"
    durable.write(partial, json.dumps(manifest._asdict()).encode())
    return partial
