"""Walking folders: every file once, and whatever can't be a report, with the reason; nothing ends a walk.

Links are followed within the folders that were named. What lies outside of them was not named, so it isn't read: a link
there is passed over and said.
"""

# Paths are strings here: to make a Path for each of a hundred thousand files takes longer than to list them.
# ruff: noqa: PTH116, PTH118

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from searchkit.errors import UnreadableError

_KINDS = {
    stat.S_IFIFO: "a named pipe, not a file",
    stat.S_IFSOCK: "a socket, not a file",
    stat.S_IFCHR: "a device, not a file",
    stat.S_IFBLK: "a device, not a file",
}


#: Begins the reason against what is there, but can't be looked at.
UNREACHABLE = "can't be read: "


class Entry(NamedTuple):
    """A file found, or a place that can't be read.

    ``path`` is where it was found, ``real`` the same without links on the way, absolute. ``reason`` says why it is
    passed over, "" for a file to read.
    """

    path: str
    real: str
    reason: str = ""
    is_folder: bool = False


def walk(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Entry]:
    """The files under some paths, folders in order of their names; hidden ones are left out.

    A folder is read once, however many links lead to it. Raises UnreadableError for a path that doesn't exist.
    """
    named = [_named(os.fspath(path)) for path in paths]
    roots = [os.path.join(entry.real, "") for entry in named if entry.is_folder]
    seen: set[object] = set()
    waiting = named[::-1]
    while waiting:
        entry = waiting.pop()
        if not entry.is_folder:
            yield entry
            continue
        try:
            identity = _identity(entry)
            if identity not in seen:
                seen.add(identity)
                waiting += reversed(_inside(entry, roots))
        except OSError as error:
            yield _unreadable(entry, error)


def _named(path: str) -> Entry:
    """What a person named: links are taken as meant. Raises UnreadableError."""
    try:
        return _of_mode(path, os.path.realpath(path), os.stat(path).st_mode)
    except FileNotFoundError:
        reason = "doesn't exist"
    except (OSError, ValueError) as error:
        reason = f"can't be read ({getattr(error, 'strerror', None) or error})"
    raise UnreadableError(f"{path} {reason}; name a file or a folder of reports.")


def _inside(folder: Entry, roots: list[str]) -> list[Entry]:
    """What a folder holds. Raises OSError."""
    with os.scandir(folder.path) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    return [_entry(one, folder, roots) for one in entries if not one.name.startswith(".")]


def _entry(found: os.DirEntry[str], folder: Entry, roots: list[str]) -> Entry:
    entry = Entry(found.path, os.path.join(folder.real, found.name))
    try:
        if found.is_symlink():
            return _linked(entry, roots)
        # Mostly known from the listing: no file is asked for one by one.
        if found.is_file(follow_symlinks=False):
            return entry
        return _of_mode(*entry[:2], found.stat(follow_symlinks=False).st_mode)
    except OSError as error:
        return _unreadable(entry, error)


def _linked(link: Entry, roots: list[str]) -> Entry:
    """What a link leads to. Raises OSError."""
    try:
        target = os.path.realpath(link.path, strict=True)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return link._replace(reason="a link in a circle")
        if error.errno == errno.ENOENT:
            return link._replace(reason="a link that leads nowhere")
        raise
    within = os.path.join(target, "")
    if link.real.startswith(within):
        return link._replace(reason="a link in a circle, to a folder that it lies in")
    if not any(within.startswith(root) for root in roots):
        return link._replace(reason=f"a link out of the folder, to {target}; name that to index it too")
    return _of_mode(link.path, target, os.stat(target).st_mode)


def _of_mode(path: str, real: str, mode: int) -> Entry:
    if stat.S_ISREG(mode):
        return Entry(path, real)
    if stat.S_ISDIR(mode):
        return Entry(path, real, is_folder=True)
    return Entry(path, real, _KINDS.get(stat.S_IFMT(mode), "not a file"))


def _identity(folder: Entry) -> object:
    """What tells a folder from every other, whatever its path. Raises OSError."""
    status = os.stat(folder.path)
    # Some file systems number no folders.
    return (status.st_dev, status.st_ino) if status.st_ino else folder.real


def _unreadable(entry: Entry, error: OSError) -> Entry:
    return Entry(entry.path, entry.real, f"{UNREACHABLE}{error.strerror or error}")
