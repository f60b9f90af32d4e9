"""Characters of a document that stand for the bytes of an old font.

A word processor holds a byte of an old font as the character that Windows shows for it, or as one of the private use
area, where Windows has its symbol fonts; a PDF may give a look-alike.
"""

from __future__ import annotations

import re

from searchkit.reports.encodings.tables import WINDOWS_1252

_BYTES = {ord(char): byte for byte, char in enumerate(WINDOWS_1252) if ord(char) > 0xFF}
_BYTES_OF_FONTS = _BYTES | {0xF000 + byte: byte for byte in range(0x20, 0x100)}
# Characters by which PDF readers name the glyphs of µ, of the soft hyphen and of the middle dot; in a word only.
_LOOKALIKES = {"\u03bc": "\xb5", "\u2212": "\xad", "\u2219": "\xb7"}
_LOOKALIKE_IN_WORD = re.compile("(?<=[^\\W\\d_])[\u03bc\u2212\u2219]|[\u03bc\u2212\u2219](?=[^\\W\\d_])")
# A letter or a combining mark that no byte stands for.
_UNICODE_LETTER = re.compile("(?![ŒœŠšŽžŸƒˆμ])[^\\W\\d_\x00-\xff]|[\u0300-\u036f]")


def to_bytes(text: str) -> str:
    """A text in an old font as byte characters. Characters that no byte stands for stay.

    >>> to_bytes("\\uf0a7\\uf0b6ng tiÕn “Hà”") == "\\xa7\\xb6ng tiÕn \\x93Hà\\x94"
    True
    """
    if text.isascii():
        return text
    text = _LOOKALIKE_IN_WORD.sub(lambda found: _LOOKALIKES[found.group()], text)
    return text.translate(_BYTES_OF_FONTS)


def windows_to_bytes(text: str) -> str:
    """As ``to_bytes``, of a text of which only characters of windows-1252 may stand for bytes."""
    return text if text.isascii() else text.translate(_BYTES)


def has_unicode_letters(text: str) -> bool:
    """Whether there is a letter that no byte of an old font stands for: some of the text is Unicode already."""
    return not text.isascii() and _UNICODE_LETTER.search(text) is not None


def as_read_by_1258(text: str) -> str:
    """A text that was read by windows-1258 as byte characters, "" if it can't have been.

    RTF written by a Vietnamese Windows names that code page for all its text, and its old fonts don't follow it.
    """
    try:
        return text.encode("cp1258").decode("latin-1")
    except UnicodeEncodeError:
        return ""
