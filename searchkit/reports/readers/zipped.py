"""Zip archives: each file in one is read as if it lay in a folder. Nothing is ever unpacked onto the disk."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from searchkit.errors import UnreadableError
from searchkit.reports.readers import FORMATS, NO_FORMAT
from searchkit.reports.readers._zip_names import Names, is_hidden
from searchkit.reports.skipped import Skipped
from searchkit.reports.source import Source

# What may be larger than it was packed, however many times: a short file of one letter is no bomb.
_HARMLESS = 1 << 20
_ENCRYPTED = 0x1
_UNIX = 3


def read(source: Source) -> Iterator[Source | Skipped]:
    """The files in an archive, in its order, one in memory at a time, "archive.zip/folder/report.txt", and which of
    them can't be unpacked.

    Hidden files are left out, as in folders. Raises UnreadableError for what is no archive, or lies too deep, OSError.
    """
    with source.open() as file, _archive(file) as archive:
        names = Names()
        files = [(info, name) for info in archive.infolist() if (name := names.of(info)) and not is_hidden(name)]
        if not files:
            raise UnreadableError("empty")
        for info, name in files:
            part = source.part(name, b"")
            reason = _reason_against(info, part)
            if not reason:
                try:
                    yield source.part(name, archive.read(info))
                    continue
                except Exception as error:  # each way of packing has errors of its own
                    reason = _told(error)
            yield Skipped(part.name, reason)


def _archive(file: BinaryIO) -> ZipFile:
    try:
        return ZipFile(file)
    except (BadZipFile, NotImplementedError, ValueError) as error:
        raise UnreadableError(f"no zip archive, or a damaged one ({error})") from None


def _reason_against(info: ZipInfo, part: Source) -> str:
    """Why a file can't be unpacked, or isn't worth it, by what the archive's table of contents says."""
    limits = part.limits
    if part.suffix not in FORMATS:
        return NO_FORMAT
    if info.create_system == _UNIX and stat.S_ISLNK(info.external_attr >> 16):
        return "a link"
    if info.flag_bits & _ENCRYPTED:
        return "encrypted"
    # zipfile unpacks no more than that.
    if info.file_size > limits.size:
        return f"larger than {limits.size >> 20:,} MB"
    if info.file_size > max(_HARMLESS, limits.expansion * info.compress_size):
        return f"more than {limits.expansion:,} times as large when unpacked"
    return ""


def _told(error: Exception) -> str:
    if isinstance(error, NotImplementedError):
        return "packed in a way that can't be read"
    if isinstance(error, MemoryError):
        return "needs too much memory to be unpacked"
    return "damaged in the archive"
