"""VNI for Windows: the encoding of the fonts ``VNI-Times``, ``VNI-Helve`` and their kin.

Most letters are two bytes, a base letter and a mark that stands for its tone, its vowel mark or both: "aù" is á, "aá"
is ấ. ơ, ư, đ, ỵ and the letters on i are one byte. Source: the table of VNI Software's encoding for Windows.
"""

from __future__ import annotations

import re

from searchkit.reports.encodings.tables import table

NAME = "VNI"

_SINGLE = table(
    {
        0xC0: "......Ỉ.....ÌÍỴ.",
        0xD0: ".ĐỊĨƠ.Ư.........",
        0xE0: "......ỉ.....ìíỵ.",
        0xF0: ".địĩơ.ư.........",
    }
)
# For each base letter the marks that follow it, and the letters that they make of it.
_PAIRS = (
    ("a", "ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ"),
    ("e", "ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"),
    ("o", "ùøûõïâáàåãä", "óòỏõọôốồổỗộ"),
    ("ô", "ùøûõï", "ớờởỡợ"),
    ("u", "ùøûõï", "úùủũụ"),
    ("ö", "ùøûõï", "ứừửữự"),
    ("y", "ùøûõ", "ýỳỷỹ"),
)
# The base letter decides the case: fast typists leave small marks behind capitals.
_LETTERS = {
    cased_base + cased_mark: letter.upper() if cased_base != base else letter
    for base, marks, letters in _PAIRS
    for mark, letter in zip(marks, letters, strict=True)
    for cased_base in (base, base.upper())
    for cased_mark in (mark, mark.upper())
}
_PAIR = "|".join(f"[{base}{base.upper()}][{marks}{marks.upper()}]" for base, marks, _ in _PAIRS)
_CODE = re.compile(f"({_PAIR}|[\x80-\xff])")
# A long text is converted in stretches, for its codes take fifty times its memory; none ends before a mark.
_STRETCH = re.compile("(?s:.{1,100000}(?![\x80-\xff])|.{1,100000})")
_UNICODE = {chr(byte): _SINGLE[byte] for byte in range(0x80, 0x100)} | _LETTERS


def to_unicode(text: str) -> str:
    """Byte characters in VNI as Unicode. A mark that follows no letter of its own stays what Windows shows for it."""
    return "".join(_converted(stretch.group()) for stretch in _STRETCH.finditer(text))


def _converted(text: str) -> str:
    # Codes stand at odd places.
    parts = _CODE.split(text)
    parts[1::2] = map(_UNICODE.__getitem__, parts[1::2])
    return "".join(parts)
