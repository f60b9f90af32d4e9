"""The collection of reports as it was before a commit, for as long as passages and reports are out of step.

The two collections are two indexes of an engine, each with a commit of its own. That of the passages comes last and is
the one that counts: until it is there, readers are given the reports as they were, from links to their files in a
folder of their own. Its mark names the commit of passages that they belong to. A program that is killed in between
leaves the folder, readers go on reading it, and the next writer puts the files back.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from searchkit import durable
from searchkit.errors import EngineError

_MARK = "searchkit-commit"
_MOST_TRIES = 10


class Before:
    """The folder of reports as they were; ``folder`` is that of the engine, which may hold none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "before"
        self._mark = self.folder / _MARK
        self._ours: tuple[int, int] | None = None

    @property
    def identity(self) -> tuple[int, int] | None:
        """What tells this folder from those before and after it; None where there is none."""
        try:
            status = self._mark.stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns

    def of(self, commit: Callable[[], str]) -> Path | None:
        """The folder, if it belongs to a commit of the passages; that is asked for only if there is a folder."""
        try:
            return self.folder if self._mark.read_text(encoding="utf-8") == commit() else None
        except OSError:
            return None

    def keep(self, files: Callable[[], Iterable[Path]], commit: str) -> None:
        """Keep the files of the reports under the commit of the passages. Raises OSError.

        ``files`` lists them. It is asked again where the first one, the list of what belongs together, was replaced
        meanwhile: engines merge at any time.
        """
        self.drop()
        for _ in range(_MOST_TRIES):
            self.folder.mkdir()
            first, *others = files()
            status = first.stat()
            for file in (first, *others):
                # What is gone already doesn't belong to the list, or else the list is replaced.
                with suppress(FileNotFoundError):
                    link(file, self.folder / file.name)
            with suppress(FileNotFoundError):
                if os.path.samestat(first.stat(), status):
                    durable.sync_folder(self.folder)
                    durable.write(self._mark, commit.encode())
                    durable.sync_folder(self.folder)
                    durable.sync_folder(self.folder.parent)
                    self._ours = self.identity
                    return
            self.drop()
        raise EngineError("The index is being merged all the time and can't be committed; try again.")

    def kept(self) -> list[Path]:
        """The files that are kept."""
        return sorted(file for file in self.folder.iterdir() if file.name != _MARK)

    def let_go(self) -> None:
        """Drop the folder after the commit that it was kept for; not that of the next writer, who may be at it."""
        if self._ours and self._ours == self.identity:
            self.drop()

    def drop(self) -> None:
        """Have no such folder any more: the mark goes first, without which it is nobody's."""
        self._mark.unlink(missing_ok=True)
        if self.folder.exists():
            import shutil  # whose imports a search can spare

            shutil.rmtree(self.folder, ignore_errors=True)


def link(file: Path, name: Path) -> None:
    """Have a file under a second name, or a copy of it where a file can't have two. Raises OSError."""
    try:
        os.link(file, name)
    except FileNotFoundError:
        raise
    except OSError:
        import shutil

        shutil.copy2(file, name)
        durable.sync_file(name)
