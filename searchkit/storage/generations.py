"""The folders of an index that hold its engine's files: one is in force, as the manifest says, and while an index is
rebuilt another is beside it.

What is not in force is rubbish of a rebuild that was killed, or of the state before one. Whoever may write the index
clears it away; readers that have its files open go on with them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from searchkit import durable
from searchkit.errors import IndexPathError, SearchkitError
from searchkit.storage import hints, holder, manifest, rebuild_lock

#: How the name of a folder begins in which a new index is made.
BEING_MADE = ".searchkit-new-"

_NUMBER = re.compile(r"-([0-9]+)$")


def leftovers(folder: Path, engines: Iterable[str], inside: str) -> list[Path]:
    """The folders of engines in an index that are not in force, manifests and hints that were not finished, the lock
    of a rebuild, and folders of new indexes that came too late. They may belong to who is at work."""
    files = "|".join(rf"{re.escape(name)}\..*" for name in (manifest.FILE, hints.FILE))
    lock = re.escape(rebuild_lock.FILE)
    ours = re.compile(rf"(?:{'|'.join(engines)})(?:-[0-9]+)?|{files}|{lock}|{re.escape(BEING_MADE)}.*")
    return sorted(one for one in folder.iterdir() if ours.fullmatch(one.name) and one.name != inside)


def clear(folder: Path, engines: Iterable[str], inside: str) -> None:
    """Remove what is not in force, as far as the system lets us. For whoever may write the index."""
    for left in leftovers(folder, engines, inside):
        if not _is_being_renamed(left):
            remove(left)


def _is_being_renamed(left: Path) -> bool:
    """Whether a file is the manifest of a process that has committed and lets the next writer in before it is done."""
    maker = manifest.maker_of(left)
    return maker is not None and os.name == "posix" and holder.is_alive(maker)


def remove(left: Path) -> None:
    """Remove a folder or file as far as the system lets us: some keep files that are open."""
    import shutil  # which no search needs

    if left.is_dir():
        shutil.rmtree(left, ignore_errors=True)
    else:
        with suppress(OSError):
            left.unlink()


@contextmanager
def beside(folder: Path, engine: str) -> Iterator[Path]:
    """An empty folder in that of an index, for an engine's files, removed again unless it was put in force within.

    Raises IndexPathError where nothing can be written.
    """
    try:
        new = folder / f"{engine}-{_next_number(folder)}"
        new.mkdir()
    except OSError as error:
        raise IndexPathError(
            f"The index in {folder} can't be rebuilt ({error.strerror}); it is as it was before. See to the rights of "
            "its folder."
        ) from error
    try:
        yield new
    finally:
        if not _is_in_force(folder, new.name):
            remove(new)


def put_in_force(
    folder: Path, engine: str, inside: Path, roots: tuple[manifest.Root, ...], engines: Iterable[str]
) -> None:
    """Let an index be what one of its folders holds, in step with some roots, with one rename, and clear away the
    others.

    Raises IndexPathError if it can't be written."""
    # Listed before: right after it somebody else may begin to rebuild.
    others = leftovers(folder, engines, inside.name)
    with manifest.renewed(folder, engine, inside.name, roots):
        durable.sync_folders(inside)
        durable.sync_folder(folder)
    if not _is_in_force(folder, inside.name):
        raise IndexPathError(f"Another program has written the index in {folder} at the same time; try again.")
    for other in others:
        remove(other)


def _is_in_force(folder: Path, inside: str) -> bool:
    try:
        return manifest.read(folder).folder == inside
    except SearchkitError:  # one of another format, or damaged, names none of ours
        return False


def _next_number(folder: Path) -> int:
    numbers = (int(found.group(1)) for one in folder.iterdir() if (found := _NUMBER.search(one.name)))
    return max(numbers, default=1) + 1
