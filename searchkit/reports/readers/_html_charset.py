"""The characters of a page's bytes: what it says of them is often wrong, or hides a font from before Unicode."""

from __future__ import annotations

import codecs
import re

from searchkit.errors import UnreadableError
from searchkit.reports.encodings import Decoded, decode, encoding_of

_META = re.compile(rb"""(?i)<meta[^>]{0,400}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:.-]+)|<\?xml[^>]{0,99}encoding=["']([\w.-]+)""")
_TAG = re.compile(rb"<[^<>]*>")
_OLD_FONT = re.compile(rb"(?i)(?:face|font|font-family)\s{0,9}[=:][^;>]{0,40}?[\"'\s;=:](?:\.vn|vni-)")
# Of the names that pages give to their letters, those that say what they are. Windows' Western letters and
# "x-user-defined" are said of anything.
_SAID = re.compile(r"(?i)(?:utf-?16|utf-?32|windows-125[013-8]|iso-8859-(?:[2-9]|1\d)|koi8-|gb|big5|shift|euc-)")
# How much of a page is looked at for what it says of itself, and how much may be no UTF-8 in a page of UTF-8.
_HEAD = 1 << 16
_DAMAGED = 1 / 200


def decoded(data: bytes, encoding: str = "") -> Decoded:
    """The markup of a page, and what it was converted from: "" for UTF-8 and for the codes of old fonts.

    ``encoding`` is what a person says that it is in. A byte order mark comes first, then UTF-8 if all bytes are, then
    what the page says, then what makes it Vietnamese. A page that names an old font is taken as Windows' letters, for
    the font says what they mean. Nothing is too damaged to be read: what no encoding knows becomes U+FFFD.
    """
    announced, mark = encoding_of(data)
    if encoding or mark or announced != "utf-8":
        return decode(data, encoding)
    text = data.decode(errors="replace")
    wrong = text.count("\ufffd")
    if not wrong:
        return Decoded(text, "")
    said = _said(data)
    if wrong < len(text) * _DAMAGED and not _SAID.match(said):
        return Decoded(text, "")
    del text
    if _SAID.match(said) and (known := _known(data, said)):
        return known
    if _OLD_FONT.search(data):
        return Decoded(_windows(data), "")
    try:
        # Markup is Latin whatever the text is.
        return decode(data, decode(_TAG.sub(b" ", data)).encoding)
    except UnreadableError:
        return Decoded(_windows(data), "WINDOWS-1252")


def _said(data: bytes) -> str:
    found = _META.search(data, 0, _HEAD)
    return (found[1] or found[2]).decode("ascii", "replace").lower() if found else ""


def _known(data: bytes, said: str) -> Decoded | None:
    try:
        codecs.lookup(said)
        return decode(data, said)
    except (LookupError, UnreadableError):
        return None


def _windows(data: bytes) -> str:
    """The bytes as Windows' Western letters; the five that it doesn't define are control characters."""
    text = data.decode("latin-1")
    return text.translate(_CONTROLS)


_CONTROLS = {
    code: letter for code in range(0x80, 0xA0) if (letter := bytes([code]).decode("cp1252", "ignore"))
}
