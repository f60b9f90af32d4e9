"""The paths that an index keeps in step with: by their names, so that index and files can be moved together."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from searchkit.reports.files import name_below
from searchkit.storage.manifest import Root


class Place:
    """Where an index lies: names of files are relative to the folder that it lies in. ``index`` is its own name."""

    def __init__(self, index: Path) -> None:
        self.base = index.resolve().parent
        self.index = index.resolve().name
        self._base = self.base.as_posix().rstrip("/") + "/"

    def name_of(self, path: str | os.PathLike[str]) -> str:
        """The name of a path."""
        return name_below(os.path.realpath(path), self.base)

    def path_of(self, name: str) -> Path:
        """The path of a name, absolute."""
        return self.base / name

    def covers(self, root: str, name: str) -> bool:
        """Whether a file or folder is a root or lies below it, by their names."""
        above = root.rstrip("/") + "/"
        if name == root or name.startswith(above):
            return True
        return (root == "." or self._base.startswith(above)) and not os.path.isabs(name)  # noqa: PTH117  # asked of every file

    def nearest_first(self, roots: Iterable[Root]) -> list[Root]:
        """Roots in an order in which the first that covers a file is the nearest one."""
        return sorted(roots, key=lambda root: -len(self.path_of(root.name).parts))

    def encoding_of(self, nearest_first: Iterable[Root], name: str) -> str:
        """What a file is read in: what was named for the nearest root."""
        return next((root.encoding for root in nearest_first if self.covers(root.name, name)), "")

    def remembered(self, roots: Sequence[Root], names: Iterable[str], encoding: str | None) -> tuple[Root, ...]:
        """The roots of an index after some were named: with an encoding for all below, or None for what it was.

        What lies below another and is read as that needs no mention.
        """
        names = dict.fromkeys(names)
        if encoding is None:
            before = self.nearest_first(roots)
            together = dict.fromkeys([*roots, *(Root(name, self.encoding_of(before, name)) for name in names)])
        else:
            left = [root for root in roots if not any(self.covers(name, root.name) for name in names)]
            together = dict.fromkeys([*left, *(Root(name, encoding) for name in names)])
        return tuple(root for root in together if not self._is_said(root, together))

    def narrowed(self, roots: Sequence[Root], names: Iterable[str]) -> tuple[Root, ...]:
        """The roots of an index that is to hold what lies below some names, and no more, read as it was."""
        names = list(names)
        nearest_first = self.nearest_first(roots)
        below = [root for root in roots if any(self.covers(name, root.name) for name in names)]
        return tuple(dict.fromkeys([*below, *(Root(name, self.encoding_of(nearest_first, name)) for name in names)]))

    def _is_said(self, root: Root, roots: Iterable[Root]) -> bool:
        others = self.nearest_first(other for other in roots if other.name != root.name)
        nearest = next((other for other in others if self.covers(other.name, root.name)), None)
        return nearest is not None and nearest.encoding == root.encoding
