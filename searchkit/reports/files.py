"""Finding the report files under the paths a person names."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from searchkit.reports.readers import FORMATS, NO_FORMAT
from searchkit.reports.skipped import Skipped
from searchkit.reports.walking import UNREACHABLE, walk


class ReportFile(NamedTuple):
    """A file to read: where it is, and the name by which its report is known."""

    path: Path
    name: str


def find(paths: Iterable[str | Path], base: str | Path = ".") -> list[ReportFile | Skipped]:
    """The files under some paths, folders walked in order of their names; hidden files are left out.

    Links are followed within the folders named. Whatever is no file to read is skipped: named pipes, devices, links out
    of the folders or in a circle, folders that can't be read.

    A file's name is its path relative to ``base`` where it lies below it, else its absolute path: the same file has
    the same name whichever way and from whichever folder it is given. Raises UnreadableError for a path that
    doesn't exist.
    """
    folder = Path(base).resolve()
    found: dict[str, ReportFile | Skipped] = {}
    for path, real, reason, _ in walk(paths):
        name = name_below(real, folder)
        if reason:
            found.setdefault(name, Skipped(name, reason))
        elif Path(real).suffix.lower() in FORMATS:
            found[name] = ReportFile(Path(path), name)
        else:
            found[name] = Skipped(name, NO_FORMAT)
    return list(found.values())


def name_below(real: str, folder: Path) -> str:
    """The name of a path without links on the way: relative to a folder where it lies below that, else the path."""
    base = os.fspath(folder)
    if real == base:
        return "."
    return real.removeprefix(base.rstrip(os.sep) + os.sep).replace(os.sep, "/")


def has_no_format(skipped: Skipped) -> bool:
    """Whether a file was skipped for its ending alone: there is nothing to mend."""
    return skipped.reason == NO_FORMAT


def is_unreachable(skipped: Skipped) -> bool:
    """Whether something is there that can't be looked at: what lies below it may be what it was."""
    return skipped.reason.startswith(UNREACHABLE)
