"""Finding the report files under the paths a person names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from searchkit.errors import UnreadableError
from searchkit.reports.readers import FORMATS
from searchkit.reports.skipped import Skipped


class ReportFile(NamedTuple):
    """A file to read: where it is, and the name by which its report is known."""

    path: Path
    name: str


def find(paths: Iterable[str | Path], base: str | Path = ".") -> list[ReportFile | Skipped]:
    """The files under some paths, folders walked in order of their names; hidden files are left out.

    A file's name is its path relative to ``base`` where it lies below it, else its absolute path: the same file has
    the same name whichever way and from whichever folder it is given. Raises UnreadableError for a path that
    doesn't exist.
    """
    base = Path(base).resolve()
    found: dict[str, ReportFile | Skipped] = {}
    for path in map(Path, paths):
        if not path.exists():
            raise UnreadableError(f"{path} doesn't exist; name a file or a folder of reports.")
        for file in _files(path):
            name = _name(file.resolve(), base)
            if file.suffix.lower() in FORMATS:
                found[name] = ReportFile(file, name)
            else:
                found[name] = Skipped(name, f"not one of {', '.join(FORMATS)}")
    return list(found.values())


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    try:
        entries = sorted(path.iterdir())
    except OSError:
        entries = []
    for entry in entries:
        if not entry.name.startswith("."):
            yield from _files(entry)


def _name(path: Path, base: Path) -> str:
    return (path.relative_to(base) if path.is_relative_to(base) else path).as_posix()
