"""A document that is a zip of parts, as .docx and .odt are, read within the limits of its source."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from searchkit.errors import UnreadableError
from searchkit.reports.source import Source

_CHUNK = 1 << 18
#: Parts of up to a megabyte may be packed as tightly as they like.
_SMALL = 1 << 20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Package:
    """The parts of a packed document by name. A context manager: leaving it closes the file.

    Raises UnreadableError for what is no zip or has too many parts, OSError.
    """

    def __init__(self, source: Source) -> None:
        self._limits = source.limits
        self._left = source.limits.expanded
        self._file = source.open()
        try:
            if self._file.seek(0, 2) > source.limits.size:
                raise UnreadableError(f"larger than {source.limits.size >> 20:,} MB")
            if not self._file.tell():
                raise UnreadableError("empty")
            with _damage():
                self._zip = zipfile.ZipFile(self._file)
            parts = self._zip.infolist()
            if len(parts) > source.limits.parts:
                raise UnreadableError(f"more than {source.limits.parts:,} parts in it")
        except BaseException:
            self._file.close()
            raise
        # Names of parts are told apart without regard to case (ECMA-376-2, 6.2.2.3); some programs write backslashes.
        self._parts = {info.filename.replace("\\", "/").lower(): info for info in parts}

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()
        self._file.close()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part, unpacked piece by piece. Raises UnreadableError for one that is missing, damaged or too large."""
        info = self._parts.get(name.lower())
        if info is None:
            raise UnreadableError(f"damaged: {posixpath.basename(name)} is missing")
        if info.flag_bits & 1:
            raise UnreadableError("encrypted")
        if info.compress_type not in _METHODS:
            raise UnreadableError("packed in a way that word processors don't use")
        most = max(_SMALL, info.compress_size * self._limits.expansion)
        expanded = 0
        with _damage(), self._zip.open(info) as part:
            while chunk := part.read(_CHUNK):
                expanded += len(chunk)
                self._left -= len(chunk)
                if self._left < 0:
                    raise UnreadableError(f"unpacked larger than {self._limits.expanded >> 20:,} MB")
                if expanded > most:
                    raise UnreadableError(f"unpacked more than {self._limits.expansion} times as large: a zip bomb")
                yield chunk

    def read(self, name: str) -> bytes:
        """A part as a whole; as ``chunks``."""
        return b"".join(self.chunks(name))


@contextmanager
def _damage() -> Iterator[None]:
    """What the zip of a damaged file raises, as one error."""
    try:
        yield
    except zipfile.BadZipFile as error:
        reason = "truncated or damaged" if "not a zip" in str(error) else "damaged"
        raise UnreadableError(reason) from None
    except (EOFError, zlib.error):
        raise UnreadableError("truncated or damaged") from None
    except (NotImplementedError, RuntimeError, ValueError, OverflowError, IndexError, struct.error):
        raise UnreadableError("damaged") from None
