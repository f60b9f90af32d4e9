"""Tables of encodings in which a byte is a letter.

Old text is handled as **byte characters**: a string in which U+0000 to U+00FF stand for the bytes of a file. A table is
a string of 256 characters, indexed by the byte.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping

# What Windows has where an encoding has no letter: curly quotes, dashes, the ellipsis, Latin letters.
WINDOWS_1252 = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))


def table(rows: Mapping[int, str]) -> str:
    """The table of an encoding, given in rows of sixteen, each by the byte that it starts at.

    A "." stands for a byte that isn't a letter of the encoding: it means what windows-1252 has there.
    """
    letters = list(WINDOWS_1252)
    for start, row in rows.items():
        for byte, letter in enumerate(row, start):
            if letter != ".":
                letters[byte] = letter
    return "".join(letters)


def translated(text: str, letters: str) -> str:
    """Byte characters by a table; characters that are no bytes stay."""
    try:
        # A hundred times as fast as translating a string.
        return codecs.charmap_decode(text.encode("latin-1"), "strict", letters)[0]
    except UnicodeEncodeError:
        return text.translate(letters)
