"""The bytes of a file, wherever they lie, and how they are to be read."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from searchkit.errors import UnreadableError
from searchkit.reports.limits import Limits


@dataclass(frozen=True)
class Source:
    """Something to read: a file, or a part of one that is held in memory.

    ``name`` is the id that its report gets and the path by which it is known; ``encoding`` is what a person says that
    its text is in, "" to find out. ``depth`` counts the archives and mails around it.
    """

    name: str
    path: Path | None = None
    data: bytes = b""
    encoding: str = ""
    limits: Limits = field(default_factory=Limits)
    depth: int = 0

    @property
    def suffix(self) -> str:
        """The ending of the name in small letters, ".txt": what the format is chosen by."""
        return PurePosixPath(self.name).suffix.lower()

    def open(self) -> BinaryIO:
        """The bytes as a stream. Raises OSError."""
        return self.path.open("rb") if self.path is not None else io.BytesIO(self.data)

    def read(self) -> bytes:
        """All bytes. Raises UnreadableError for more than ``limits.size`` of them, OSError."""
        with self.open() as file:
            length = file.seek(0, io.SEEK_END)
            if length > self.limits.size:
                raise UnreadableError(f"larger than {self.limits.size >> 20:,} MB")
            file.seek(0)
            # No more than that: room for so many bytes is made at once.
            return file.read(length)

    def part(self, name: str, data: bytes) -> Source:
        """A file within this one: "archive.zip/folder/report.txt".

        Raises UnreadableError when it lies deeper than ``limits.nesting``.
        """
        if self.depth >= self.limits.nesting:
            raise UnreadableError(f"more than {self.limits.nesting} archives or mails within one another")
        return Source(f"{self.name}/{name}", None, data, self.encoding, self.limits, self.depth + 1)
