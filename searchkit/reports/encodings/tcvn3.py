"""TCVN3, also called ABC: the encoding of the fonts ``.VnTime``, ``.VnTimeH`` and their kin.

A file in it has all small letters and the seven capitals Ă Â Ê Ô Ơ Ư Đ. The other capitals are small letters in a font
that draws capitals: its name ends in H. The full set of the standard (TCVN5712-1 in iconv) has all 134 letters; it puts
capitals where Windows has quotes and dashes, at 0x80 to 0x9F, and where it has control codes, at 0x01 to 0x17.

Source: TCVN 5712:1993, as in glibc's iconv; 0xB0 to 0xB4, combining marks there, are signs in the fonts.
"""

from __future__ import annotations

import re

from searchkit.reports.encodings.tables import table, translated

NAME = "TCVN3"

_LETTERS = {
    0xA0: ".ĂÂÊÔƠƯĐăâêôơưđẰ",
    0xB0: ".....àảãáạẲằẳẵắẴ",
    0xC0: "ẮẦẨẪẤỀặầẩẫấậèỂẻẽ",
    0xD0: "éẹềểễếệìỉỄẾỒĩíịò",
    0xE0: "Ổỏõóọồổỗốộờởỡớợù",
    0xF0: "ỖủũúụừửữứựỳỷỹýỵỐ",
}
_CAPITALS = {
    0x00: ".ÚỤ.ỪỬỮ.........",
    0x10: ".ỨỰỲỶỸÝỴ........",
    0x80: "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨ",
    0x90: "ÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ",
}
_FONT = table(_LETTERS)
_STANDARD = table(_LETTERS | _CAPITALS)

# Small letters that the fonts have capitals of. Words in a row without any are capitals throughout, if a letter with a
# tone stands among capitals in one of them.
_SMALL = "a-zăâêôơưđ"
_GREAT = "A-ZĂÂÊÔƠƯĐ"
_NO_SMALL = rf"[^\W\d_{_SMALL}]+"
_IN_A_ROW = re.compile(rf"(?<![^\W\d_]){_NO_SMALL}(?:[ \t]+{_NO_SMALL})*(?![^\W\d_])")
_AMONG_CAPITALS = re.compile(rf"[^\W\d_{_GREAT}][{_GREAT}]|[{_GREAT}]{{2}}[^\W\d_{_GREAT}]")


def of_fonts(text: str) -> str:
    """Byte characters as the fonts draw them, a title typed in capitals in capitals: "§¶NG ñY" is "ĐẢNG ỦY"."""
    letters = translated(text, _FONT)
    return _IN_A_ROW.sub(_in_capitals, letters) if _AMONG_CAPITALS.search(letters) else letters


def of_standard(text: str) -> str:
    """Byte characters by the full set of the standard, with all capitals."""
    return translated(text, _STANDARD)


def _in_capitals(words: re.Match[str]) -> str:
    text = words.group()
    return text.upper() if _AMONG_CAPITALS.search(text) else text
