"""Bytes to text: UTF-8 and UTF-16, with or without a byte order mark."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from searchkit.errors import UnreadableError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Decoded(NamedTuple):
    """A text, and the encoding that it was converted from: "" for UTF-8, which needs no conversion."""

    text: str
    encoding: str


def known(name: str) -> str:
    """The usual name of an encoding that a person names. Raises UnreadableError for none that is known."""
    try:
        # Python has codecs that aren't for text, such as hex: encoding a text by them fails.
        "".encode(name)
    except (LookupError, ValueError):
        raise UnreadableError(f"no encoding {name!r} is known") from None
    return codecs.lookup(name).name


def encoding_of(data: bytes) -> tuple[str, int]:
    """The encoding that the first bytes of a file announce or suggest, and the length of its byte order mark.

    Without a mark it is UTF-8, unless every second byte of the start is mostly zero: then UTF-16.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    start = data[:1024]
    if len(start) >= 2 and start.count(0) * 4 > len(start):
        if start[1::2].count(0) > start[0::2].count(0) * 4:
            return "utf-16-le", 0
        if start[0::2].count(0) > start[1::2].count(0) * 4:
            return "utf-16-be", 0
    return "utf-8", 0


def decode(data: bytes, encoding: str = "") -> Decoded:
    """The text of a file's bytes, without its byte order mark, line ends as they are.

    ``encoding`` is what a person says that it is in, "" to find out.

    Raises UnreadableError, its message naming the reason, for bytes that are no text in UTF-8 or UTF-16.
    """
    announced, mark = encoding_of(data)
    encoding = encoding or announced
    try:
        text = data[mark:].decode(encoding)
    except UnicodeDecodeError:
        reason = "a binary file" if b"\0" in data[:8192] else "not UTF-8 or UTF-16 text; convert it first"
        raise UnreadableError(reason) from None
    if "\0" in text:
        raise UnreadableError("a binary file")
    return Decoded(text, "" if encoding == "utf-8" else encoding.upper())
