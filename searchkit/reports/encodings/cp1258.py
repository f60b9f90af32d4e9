"""windows-1258: Vietnamese as Windows 95 to XP typed it, a letter with its vowel mark, then a tone as a combining mark.

Python decodes it; composing makes the letters of today.
"""

from __future__ import annotations

import unicodedata

from searchkit.reports.encodings.tables import translated

NAME = "windows-1258"

_TABLE = "".join(bytes([byte]).decode("cp1258", "ignore") or chr(byte) for byte in range(256))


def to_unicode(text: str) -> str:
    """Byte characters in windows-1258 as Unicode, composed (NFC)."""
    return unicodedata.normalize("NFC", translated(text, _TABLE))
