"""The characters of bytes that come with a word on what they are, as in web pages and mails: often a wrong one."""

from __future__ import annotations

import re
from collections.abc import Callable

from searchkit.errors import EncodingError, UnreadableError
from searchkit.reports.encodings import NAMES, Decoded, decode, encoding_of

# Of the names that are given to letters, those that say what they are. Windows' Western letters, Latin-1, ASCII and
# "x-user-defined" are said of anything.
_SAID = re.compile(r"(?i)(?:utf-?(?:16|32)|windows-125[013-8]|iso-8859-(?:[2-9]|1\d)|koi8-|gb\d|gbk|big5|shift|euc-)")
# How much may be no UTF-8 in a damaged text of UTF-8.
_DAMAGED = 1 / 200
_CONTROLS = {code: letter for code in range(0x80, 0xA0) if (letter := bytes([code]).decode("cp1252", "ignore"))}


def decoded(data: bytes, said: str = "", encoding: str = "", prose: Callable[[bytes], bytes] = bytes) -> Decoded:
    """The text of some bytes, and what it was converted from: "" for UTF-8.

    ``said`` is the name that the letters come with, ``encoding`` what a person says that they are; ``prose`` takes
    markup out of bytes, so that the language can be told. A byte order mark comes first, then UTF-8 if all bytes are,
    then what is said, then what makes them Vietnamese. A damaged text is read: what no encoding knows becomes U+FFFD.

    Raises UnreadableError for bytes that aren't in ``encoding``, have a byte order mark and are something else, or
    are no text.
    """
    announced, mark = encoding_of(data)
    if encoding or mark or announced != "utf-8":
        return decode(data, encoding)
    text = data.decode(errors="replace")
    wrong = text.count("\ufffd")
    plain = not _SAID.match(said)
    if not wrong or (plain and wrong < len(text) * _DAMAGED):
        return Decoded(text, "damaged UTF-8" if wrong else "")
    if not plain and (known := _known(data, said)):
        return known
    try:
        found = decode(prose(data)).encoding
        return decode(data, found if found in NAMES else "")
    except UnreadableError:
        if b"\0" in data:
            raise
        return Decoded(windows(data), "windows-1252")


def windows(data: bytes) -> str:
    """The bytes as Windows' Western letters; the five that it doesn't define are control characters."""
    return data.decode("latin-1").translate(_CONTROLS)


def _known(data: bytes, said: str) -> Decoded | None:
    try:
        return decode(data, said)
    except (EncodingError, UnreadableError):
        return None
