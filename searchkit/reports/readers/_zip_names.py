"""The names of files in a zip archive, made fit to be ids: nothing is ever written to them, but they are shown."""

from __future__ import annotations

import re
import struct
import unicodedata
import zlib
from pathlib import PurePosixPath
from zipfile import ZipInfo

# Appnote 6.3.10 of the zip format: 4.4.4, bit 11, and 4.6.9, Info-ZIP's Unicode path.
_NAME_IS_UTF_8 = 0x800
_UNICODE_PATH = 0x7075

_DRIVE = re.compile(r"[A-Za-z]:")
_NOT_ASCII = re.compile(r"[^\0-\x7f]")
_VIETNAMESE = frozenset(
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
)


class Names:
    """Gives each file of an archive a name of its own."""

    def __init__(self) -> None:
        self._times: dict[str, int] = {}

    def of(self, info: ZipInfo) -> str:
        """The path of a file in its archive, without drive, root and "..", told apart from those before: "a (2).txt".
        "" for a folder."""
        path = _decoded(info).replace("\\", "/")
        if path.endswith("/"):
            return ""
        parts = [part for part in _DRIVE.sub("", path, count=1).split("/") if part not in ("", ".", "..")]
        return self._unused(unicodedata.normalize("NFC", "/".join(parts)) or "unnamed")

    def _unused(self, name: str) -> str:
        path, free = PurePosixPath(name), name
        while free in self._times:
            self._times[name] += 1
            free = str(path.with_name(f"{path.stem} ({self._times[name]}){path.suffix}"))
        self._times[free] = 1
        return free


def is_hidden(name: str) -> bool:
    """Whether a file is none of those that a person sees: hidden, or what macOS puts beside each of them."""
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))


def _decoded(info: ZipInfo) -> str:
    name = info.orig_filename.partition("\0")[0]
    if info.flag_bits & _NAME_IS_UTF_8:
        return name
    # What zipfile takes the bytes of such a name for.
    data = name.encode("cp437")
    return _unicode_path(info.extra, data) or _guessed(data)


def _unicode_path(extra: bytes, name: bytes) -> str:
    """The name in UTF-8 that is kept beside one in another encoding, "" if there is none that belongs to it."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_PATH and field[1:5] == struct.pack("<L", zlib.crc32(name)):
            return field[5:].decode("utf-8", "replace")
    return ""


def _guessed(name: bytes) -> str:
    """A name that doesn't say what it is in: UTF-8 from Unix, windows-1258 where Windows is Vietnamese, else cp437."""
    for encoding in ("utf-8", "cp1258"):
        try:
            text = unicodedata.normalize("NFC", name.decode(encoding))
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or _VIETNAMESE.issuperset(_NOT_ASCII.findall(text)):
            return text
    return name.decode("cp437")
