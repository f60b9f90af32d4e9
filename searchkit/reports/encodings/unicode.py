"""UTF-8 and UTF-16, with or without a byte order mark."""

from __future__ import annotations

import codecs

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
REPLACEMENT = "\ufffd"


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


def repaired(data: bytes, encoding: str) -> str | None:
    """A text in UTF-8 or UTF-16 with few bytes that are damaged or cut off, these as U+FFFD; None if it isn't one.

    Ten letters beyond ASCII must be whole for every damaged place, and one for a letter cut off by the end.
    """
    text = data.decode(encoding, "replace")
    damaged = text.count(REPLACEMENT)
    letters = text.encode("ascii", "ignore") if encoding == "utf-8" else b""
    whole = len(text) - len(letters) - damaged
    if damaged == 1 and text.endswith(REPLACEMENT):
        return text if whole else None
    return text if whole >= 10 * damaged else None
