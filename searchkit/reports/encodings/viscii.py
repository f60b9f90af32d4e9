"""VISCII: all 134 letters in one byte each, six of them where ASCII has control codes.

Source: RFC 1456, VISCII 1.1.
"""

from __future__ import annotations

from searchkit.reports.encodings.tables import table, translated

NAME = "VISCII"

_TABLE = table(
    {
        0x00: "..Ẳ..ẴẪ.........",
        0x10: "....Ỷ....Ỹ....Ỵ.",
        0x80: "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ",
        0x90: "ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ",
        0xA0: "Õắằặấầẩậẽẹếềểễệố",
        0xB0: "ồổỗỠƠộờởịỰỨỪỬơớƯ",
        0xC0: "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ",
        0xD0: "ĐứÒÓÔạỷừửÙÚỹỵÝỡư",
        0xE0: "àáâãảăữẫèéêẻìíĩỉ",
        0xF0: "đựòóôõỏọụùúũủýợỮ",
    }
)


def to_unicode(text: str) -> str:
    """Byte characters in VISCII as Unicode."""
    return translated(text, _TABLE)
