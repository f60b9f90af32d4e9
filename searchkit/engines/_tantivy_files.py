"""The files of a tantivy index: opened to be read, also where nothing can be written, and kept readable by others.

tantivy locks an index while it opens its files, for a commit deletes those that it replaced; and it makes the file of
the lock if need be. In a folder that can't be written it fails. Its files are then opened through links in a folder of
our own, where it may lock as it likes, and where a commit in between is noticed and waited for. Once they are open they
need no name.
"""

from __future__ import annotations

import os
import stat
import threading
import time
from contextlib import suppress
from pathlib import Path

import tantivy

from searchkit.engines._tantivy_errors import is_tantivys, writing
from searchkit.engines.access import check_writable, damaged, not_readable, not_writable, open_each
from searchkit.errors import EngineError

SPACES = "searchkit_spaces"
#: tantivy's own file of the last commit: the segments there are.
COMMIT = "meta.json"
#: How the files are named that only a writer who was killed leaves unfinished.
TEMPORARY = ".tmp*"
#: tantivy's own file of the files that it made.
FILES_MADE = ".managed.json"
_READ_LOCK, _WRITE_LOCK = ".tantivy-meta.lock", ".tantivy-writer.lock"
#: What tantivy keeps beside segments and their list.
OWN = (FILES_MADE, _READ_LOCK, _WRITE_LOCK)

# How often what can't be opened is tried again, and after how many seconds: commits take moments.
_MOST_TRIES, _PAUSE = 50, 0.02


def open_to_read(folder: Path) -> tantivy.Index:
    """The index in a folder as of its last commit.

    Raises IndexPathError for one whose files may not be read, IndexFormatError for one that is damaged.
    """
    for tries_left in reversed(range(_MOST_TRIES)):
        try:
            return _opened(folder) if _can_be_locked(folder) else _opened_through_links(folder)
        except FileNotFoundError as error:
            raise damaged(folder, error) from error
        except (_CommitBetweenError, PermissionError) as error:
            # Right after a commit a file may be its writer's own for a moment.
            if not tries_left:
                raise not_readable(folder, error) from error
        except OSError as error:
            raise not_readable(folder, error) from error
        time.sleep(_PAUSE)
    raise AssertionError("the last try returns or raises")


def open_to_write(folder: Path) -> tantivy.Index:
    """The same index, anew: what others made of its files meanwhile is known to it.

    Raises IndexPathError if nothing can be written there.
    """
    check_writable(folder)
    for lock in (_READ_LOCK, _WRITE_LOCK):
        try:
            _touch(folder / lock)
        except OSError as error:
            raise not_writable(folder, error) from error
    with writing():
        return _native(folder)


class _CommitBetweenError(OSError):
    """Files were replaced while they were opened without a lock."""


def _can_be_locked(folder: Path) -> bool:
    try:
        _touch(folder / _READ_LOCK)
    except FileNotFoundError:
        raise  # the folder itself is gone
    except OSError:
        return False
    return True


def _touch(file: Path) -> None:
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT, 0o666))


def _opened(folder: Path) -> tantivy.Index:
    try:
        return _native(folder)
    except BaseException as error:
        if not is_tantivys(error):
            raise
        if "Lockfile" in str(error):  # on a file system without locks
            return _opened_through_links(folder)
        open_each(folder)
        raise damaged(folder, error) from error


def _opened_through_links(folder: Path) -> tantivy.Index:
    import tempfile  # which would double the imports of every other search

    try:
        links = tempfile.TemporaryDirectory(prefix="searchkit-", ignore_cleanup_errors=True)
    except OSError as error:
        raise EngineError(
            f"The index in {folder} can't be locked, and there is no folder for temporary files to read it through; "
            "name one in TMPDIR."
        ) from error
    with links:
        commit = (folder / COMMIT).read_bytes()
        Path(links.name, COMMIT).write_bytes(commit)
        for file in folder.iterdir():
            if file.name != COMMIT and not file.name.startswith("."):
                Path(links.name, file.name).symlink_to(file.resolve())
        try:
            return _native(Path(links.name))
        except BaseException as error:
            if not is_tantivys(error):
                raise
            open_each(folder)
            if (folder / COMMIT).read_bytes() != commit:
                raise _CommitBetweenError("it is being written all the time") from error
            raise damaged(folder, error) from error


def _native(folder: Path) -> tantivy.Index:
    index = tantivy.Index.open(str(folder))
    # A tokenizer is not kept in the index: it is registered again each time.
    index.register_tokenizer(SPACES, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    # "manual": we look at the commit ourselves, where "commit" would reload behind our back.
    index.config_reader("manual")
    return index


class Rights(threading.Thread):
    """Sees to the rights of some folders' files until ``end``: segments are merged, and files written, at any time."""

    def __init__(self, *folders: Path) -> None:
        super().__init__(name="searchkit-rights", daemon=True)
        self._folders = folders
        self._ended = threading.Event()
        self.start()

    def run(self) -> None:
        while not self._ended.wait(_PAUSE):
            self._mend()

    def end(self) -> None:
        """No more is written."""
        self._ended.set()
        self.join()
        self._mend()

    def _mend(self) -> None:
        for folder in self._folders:
            mend_rights(folder)


def mend_rights(folder: Path) -> None:
    """Let everybody read an index who may read its other files.

    tantivy writes two files anew each time, as temporary files, which are their writer's own whatever the umask. They
    get the rights of the lock, an ordinary file of the same folder.
    """
    # On another's files, or on a file system without rights, they stay what they are.
    with suppress(OSError):
        rights = stat.S_IMODE((folder / _READ_LOCK).stat().st_mode)
        for name in (COMMIT, FILES_MADE):
            if stat.S_IMODE((folder / name).stat().st_mode) != rights:
                (folder / name).chmod(rights)
