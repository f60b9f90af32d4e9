"""The code pages of Windows, by number and by the character set of a font, as old word processors name them."""

from __future__ import annotations

import codecs
import re
import unicodedata

# CHARSET of a font to its code page: "Rich Text Format 1.9.1", \fcharset; the same numbers stand in .doc (FFN.chs).
_OF_CHARSET = {
    0: 1252,
    77: 10000,
    128: 932,
    129: 949,
    130: 1361,
    134: 936,
    136: 950,
    161: 1253,
    162: 1254,
    163: 1258,
    177: 1255,
    178: 1256,
    186: 1257,
    204: 1251,
    222: 874,
    238: 1250,
    254: 437,
    255: 850,
}
_NAMES = {10000: "mac_roman", 1361: "johab", 65001: "utf-8"}
# Fonts of TCVN3 and VNI put their letters on the places of windows-1252, whatever they say of themselves.
_OLD_VIETNAMESE = re.compile(r"\.?vn|vni", re.IGNORECASE)
# The five bytes that windows-1252 leaves undefined are letters in those fonts.
_WINDOWS_1252 = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))


def code_page(charset: int, font: str, default: int) -> int:
    """The number of the code page of the bytes in a font; ``default`` is that of the document."""
    if _OLD_VIETNAMESE.match(font):
        return 1252
    return _OF_CHARSET.get(charset, default)


def decoded(data: bytes, page: int) -> str:
    """Some bytes of a code page, what it doesn't define as U+FFFD; unknown pages count as 1252.

    Page 1258 (Vietnamese) writes some tones as marks of their own: they are joined with their vowels.
    """
    if page == 1252:
        return codecs.charmap_decode(data, "strict", _WINDOWS_1252)[0]
    try:
        text = data.decode(_NAMES.get(page, f"cp{page}"), "replace")
    except LookupError:
        return decoded(data, 1252)
    return unicodedata.normalize("NFC", text) if page == 1258 else text
