"""The manifest of an index: a small file that says which engine and which format its folder holds, and whence."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import get_ident
from typing import NamedTuple

from searchkit.errors import IndexFormatError, IndexNotFoundError, IndexPathError

#: The format that this version writes, and the only one that it reads. It changes whenever fields or records do.
FORMAT = 5

#: The name of the file.
FILE = "searchkit.json"


class Root(NamedTuple):
    """A file or folder that an index keeps in step with, by its name (see ``files.find``), and the encoding that a
    person named for what is in it, "" for none."""

    name: str
    encoding: str = ""


class Manifest(NamedTuple):
    """The engine and format of an index, when it was last changed (ISO 8601, UTC), and what it keeps in step with."""

    engine: str
    changed: str
    format: int = FORMAT
    roots: tuple[Root, ...] = ()


def read(folder: Path) -> Manifest:
    """The manifest of the index in a folder.

    Raises IndexNotFoundError if there is none, IndexPathError for a file, IndexFormatError if this version of
    searchkit can't read what the folder holds.
    """
    try:
        content = json.loads((folder / FILE).read_bytes())
        roots = tuple(Root(*map(str, root)) for root in content.get("roots", ()))
        manifest = Manifest(str(content["engine"]), str(content["changed"]), int(content["format"]), roots)
    except FileNotFoundError:
        raise IndexNotFoundError(f"There is no index in {folder}; make one with: searchkit index PATH") from None
    except NotADirectoryError:
        raise IndexPathError(f"{folder} is a file, not an index; name a folder.") from None
    except OSError as error:
        raise IndexPathError(
            f"The index in {folder} can't be read ({error.strerror}); see to the rights of its files."
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexFormatError(f"{folder / FILE} can't be read ({error}); delete {folder} and index again.") from None
    if manifest.format != FORMAT:
        raise IndexFormatError(
            f"The index in {folder} has format {manifest.format}, this version of searchkit reads format {FORMAT}; "
            "index again into another folder, or use the version that made it."
        )
    return manifest


@contextmanager
def renewed(folder: Path, engine: str, roots: tuple[Root, ...] | None = None) -> Iterator[None]:
    """Commit the change of an index within it: its manifest is written before, and in force after, all of it or
    nothing. Where it can't be written nothing is committed, and IndexPathError is raised. ``roots`` are what it keeps
    in step with from now on, by default what it did."""
    kept = read(folder).roots if roots is None else roots
    try:
        partial = _partial(folder, engine, kept)
    except OSError as error:
        raise IndexPathError(
            f"The index in {folder} can't be written ({error.strerror}); it is as it was before."
        ) from None
    try:
        yield
        partial.replace(folder / FILE)
    finally:
        partial.unlink(missing_ok=True)


def rewrite(folder: Path, engine: str, roots: tuple[Root, ...]) -> None:
    """Change the roots of an index that stays as it is otherwise. Raises IndexPathError."""
    with renewed(folder, engine, roots):
        pass


def begin(folder: Path, engine: str) -> None:
    """Write the manifest of a new index, whole at once. Raises FileExistsError if the folder has one already."""
    partial = _partial(folder, engine)
    try:
        os.link(partial, folder / FILE)
    except FileExistsError:
        raise
    except OSError:  # on a file system without links
        if (folder / FILE).exists():
            raise FileExistsError(folder / FILE) from None
        partial.replace(folder / FILE)
    finally:
        partial.unlink(missing_ok=True)


def _partial(folder: Path, engine: str, roots: tuple[Root, ...] = ()) -> Path:
    """The manifest of an index that is changed just now, under another name."""
    manifest = Manifest(engine, datetime.now(UTC).isoformat(timespec="seconds"), FORMAT, roots)
    partial = folder / f"{FILE}.{os.getpid()}.{get_ident()}"
    try:
        partial.write_text(json.dumps(manifest._asdict()), encoding="utf-8")
    except OSError:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
    return partial
