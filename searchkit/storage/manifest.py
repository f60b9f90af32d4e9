"""The manifest of an index: a small file that says which engine and format its folder holds, in which folder in it, and
what the index keeps in step with.

An index is rebuilt in another folder beside the one in force; writing the manifest anew, one rename, puts it in its
place.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import get_ident
from typing import Any, NamedTuple, TypeAlias
from zlib import crc32

from searchkit import durable
from searchkit.errors import IndexFormatError, IndexNotFoundError, IndexPathError

#: The format that this version writes, and the only one that it reads. It changes whenever fields or records do.
FORMAT = 5

#: The name of the file.
FILE = "searchkit.json"

#: What tells two states of the file apart.
Stamp: TypeAlias = "tuple[int, int, int] | None"

# The name of a manifest until it is in force: of which process and thread.
_PARTIAL = re.compile(rf"{re.escape(FILE)}\.([0-9]+)\.[0-9]+")

# The folders of engines: "tantivy", after a rebuild "tantivy-2".
_INSIDE = re.compile(r"[a-z]+(-[0-9]+)?")


class Root(NamedTuple):
    """A file or folder that an index keeps in step with, by its name (see ``files.find``), and the encoding that a
    person named for what is in it, "" for none."""

    name: str
    encoding: str = ""


class Manifest(NamedTuple):
    """The engine of an index, when it was last changed (ISO 8601, UTC), the name of the folder in it that holds the
    engine's files, its format, and what it keeps in step with."""

    engine: str
    changed: str
    folder: str
    format: int = FORMAT
    roots: tuple[Root, ...] = ()


def read(folder: Path) -> Manifest:
    """The manifest of the index in a folder.

    Raises IndexNotFoundError if there is none, IndexPathError for a file, IndexFormatError if this version of
    searchkit can't read what the folder holds.
    """
    try:
        content = json.loads((folder / FILE).read_bytes())
        if int(content["format"]) != FORMAT:
            raise _other_format(folder, int(content["format"]))
        manifest = _checked(content)
    except FileNotFoundError:
        raise IndexNotFoundError(f"There is no index in {folder}; make one with: searchkit index PATH") from None
    except NotADirectoryError:
        raise IndexPathError(f"{folder} is a file, not an index; name a folder.") from None
    except OSError as error:
        raise IndexPathError(
            f"The index in {folder} can't be read ({error.strerror}); see to the rights of its files."
        ) from None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise IndexFormatError(
            f"{folder / FILE} is damaged ({error}); index the reports anew with: searchkit index --rebuild PATH"
        ) from None
    return manifest


def engine_of(folder: Path) -> str:
    """The engine that a manifest of any format names, damaged ones too; "" where it can't be told.

    Raises IndexNotFoundError if there is no manifest, IndexPathError if it may not be read.
    """
    try:
        return read(folder).engine
    except IndexFormatError:
        try:
            return str(json.loads((folder / FILE).read_bytes())["engine"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return ""


def stamp(folder: Path) -> Stamp:
    """What tells whether the manifest of a folder is another than before; None if there is none."""
    try:
        status = (folder / FILE).stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


@contextmanager
def renewed(folder: Path, engine: str, inside: str, roots: tuple[Root, ...]) -> Iterator[None]:
    """Commit the change of an index within it: its manifest is written before, and in force after, all of it or
    nothing. So where it can't be written nothing is committed. Raises IndexPathError then.

    ``inside`` is the folder in it that the engine's files are in from then on, ``roots`` what it keeps in step with.
    """
    try:
        partial = _partial(folder, Manifest(engine, _now(), inside, roots=roots))
    except OSError as error:
        raise _not_written(folder, error) from None
    try:
        yield
        # Gone where a rebuild has made it worthless meanwhile, or a writer on another computer has cleared it away.
        with suppress(FileNotFoundError):
            durable.replace(partial, folder / FILE)
    finally:
        partial.unlink(missing_ok=True)


def add_roots(folder: Path, roots: tuple[Root, ...]) -> None:
    """Have an index keep in step with some roots besides its own, before their reports are committed: of a root whose
    reports were kept out the next run reads them, while reports without a root would stay as they are for good.

    Raises IndexPathError where that can't be written.
    """
    before = read(folder)
    if set(roots) <= set(before.roots):
        return
    names = {root.name for root in roots}
    others = (root for root in before.roots if root.name not in names)
    try:
        durable.replace(_partial(folder, before._replace(roots=(*others, *roots))), folder / FILE)
    except OSError as error:
        raise _not_written(folder, error) from None


def begin(folder: Path, engine: str) -> None:
    """Write the manifest of a new index, whole at once. Raises FileExistsError if the folder has one already."""
    partial = _partial(folder, Manifest(engine, _now(), engine))
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


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _partial(folder: Path, manifest: Manifest) -> Path:
    """A manifest under another name."""
    partial = folder / f"{FILE}.{os.getpid()}.{get_ident()}"
    content = {**manifest._asdict(), "checksum": _checksum(manifest)}
    durable.write(partial, json.dumps(content).encode())
    return partial


def maker_of(partial: Path) -> int | None:
    """The id of the process that made a manifest under another name; None for any other file."""
    made = _PARTIAL.fullmatch(partial.name)
    return int(made[1]) if made else None


def _checked(content: dict[str, Any]) -> Manifest:
    """A manifest as it was written, to the bit. Raises ValueError, KeyError or TypeError for another."""
    roots = tuple(Root(*map(str, root)) for root in content["roots"])
    manifest = Manifest(str(content["engine"]), str(content["changed"]), str(content["folder"]), roots=roots)
    if content["checksum"] != _checksum(manifest):
        raise ValueError("its checksum is that of another text")
    if not _INSIDE.fullmatch(manifest.folder):
        raise ValueError("it names a folder elsewhere")
    return manifest


def _checksum(manifest: Manifest) -> str:
    return f"{crc32(json.dumps(manifest).encode()):08x}"


def _not_written(folder: Path, error: OSError) -> IndexPathError:
    return IndexPathError(f"The index in {folder} can't be written ({error.strerror}); it is as it was before.")


def _other_format(folder: Path, number: int) -> IndexFormatError:
    return IndexFormatError(
        f"The index in {folder} has format {number}, this version of searchkit reads format {FORMAT}; build it anew "
        "from its reports with: searchkit index --rebuild PATH, or use the version that made it."
    )
