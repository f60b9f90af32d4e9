"""The folder of a Whoosh index: what its list of segments names is on disk first, of which Whoosh makes no promise.

And the reports in it as they were: kept before a commit, and put back after one that was cut short.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage

from searchkit import durable
from searchkit.engines import checksums
from searchkit.engines._before import Before, link
from searchkit.schema import PASSAGES, REPORTS

# Of each commit the list of segments, of a name with its number in it.
_LISTS = "_{}_*.toc"


class DurableStorage(FileStorage):  # type: ignore[misc]  # Whoosh's classes are untyped
    """A folder in which only lists of segments are renamed, after whatever they name is on disk."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self._written: set[str] = set()

    def create_file(self, name: str, *arguments: Any, **options: Any) -> Any:
        self._written.add(name)
        return super().create_file(name, *arguments, **options)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        while self._written:
            with suppress(FileNotFoundError):  # parts that were put together into one file
                durable.sync_file(Path(self.folder, self._written.pop()))
        super().rename_file(oldname, newname, safe)
        durable.sync_folder(Path(self.folder))

    def discard(self) -> None:
        """Remove what was written since and never named, as far as the system lets us."""
        while self._written:
            with suppress(OSError):
                Path(self.folder, self._written.pop()).unlink()


def number_of(folder: Path, collection: str) -> int:
    """The number of a collection's last commit, -1 if there is none."""
    return max((_number(file) for file in folder.glob(_LISTS.format(collection))), default=-1)


def keep(before: Before, folder: Path) -> None:
    """Keep the reports as they are, for as long as the passages are. Raises OSError."""

    def files() -> list[Path]:
        last = number_of(folder, REPORTS.name)
        return [folder / f"_{REPORTS.name}_{last}.toc", *folder.glob(f"{REPORTS.name}_*.*"), folder / checksums.FILE]

    before.keep(files, str(number_of(folder, PASSAGES.name)))


def put_back(before: Before, folder: Path) -> None:
    """For a writer who holds the lock: undo what a commit that was cut short did to the reports, and clear away what
    was never named. Raises OSError."""
    if before.of(lambda: str(number_of(folder, PASSAGES.name))):
        for file in before.kept():
            if not (folder / file.name).exists():
                link(file, folder / file.name)
        durable.sync_folder(folder)
        last = number_of(before.folder, REPORTS.name)
        undone = [file for file in folder.glob(_LISTS.format(REPORTS.name)) if _number(file) > last]
        # Other lists will have their names.
        checksums.forget(folder, {file.name for file in undone})
        for file in undone:
            file.unlink()
        durable.sync_folder(folder)
    before.drop()
    checksums.clear(folder)
    for unfinished in folder.glob("_*.toc.*"):
        unfinished.unlink()


def _number(file: Path) -> int:
    return int(file.stem.rpartition("_")[2])
