"""The fonts of a .doc: their names, and what styles say of them ([MS-DOC] 2.9.271, 2.9.286)."""

from __future__ import annotations

import struct

from searchkit.reports.readers._doc_formatting import Characters, characters

_NAME = 39  # bytes of a font's entry before its name
_PARAGRAPH, _CHARACTER = 1, 2
_NO_STYLE = 0xFFF


class Fonts:
    """``names`` is the table of fonts (SttbfFfn), ``styles`` the style sheet (STSH). Raises struct.error for damage."""

    def __init__(self, names: bytes, styles: bytes) -> None:
        self._names = _names(names)
        self._own: list[int] = []  # each style's font, -1 if it names none
        self._bases: list[int] = []
        self._default = -1
        self._known: dict[int, int] = {}
        if styles:
            self._read(styles)

    def name(self, number: int) -> str:
        """The name of a font by its number, "" if there is none."""
        return self._names[number] if 0 <= number < len(self._names) else ""

    def of(self, characters: Characters, paragraph_style: int) -> str:
        """The name of the font of some characters: their own, that of their style or of their paragraph's."""
        for number in (characters.font, self._of_style(characters.style), self._of_style(paragraph_style)):
            if number >= 0:
                return self.name(number)
        return self.name(self._default)

    def _of_style(self, style: int) -> int:
        if style not in self._known:
            font, current, seen = -1, style, set[int]()
            while font < 0 and 0 <= current < len(self._own) and current not in seen:
                seen.add(current)
                font, current = self._own[current], self._bases[current]
            self._known[style] = font
        return self._known[style]

    def _read(self, sheet: bytes) -> None:
        size, count, fixed = struct.unpack_from("<HHH", sheet)
        if size >= 18:
            (self._default,) = struct.unpack_from("<H", sheet, 2 + 16)
        position = 2 + size
        for _ in range(count):
            if position + 2 > len(sheet):
                break
            (length,) = struct.unpack_from("<H", sheet, position)
            style = sheet[position + 2 : position + 2 + length]
            own, base = _style(style, fixed) if length else (-1, _NO_STYLE)
            self._own.append(own)
            self._bases.append(base)
            position += 2 + length


def _names(table: bytes) -> list[str]:
    names: list[str] = []
    position = 4
    while position < len(table):
        length = table[position]
        entry = table[position + 1 : position + 1 + length]
        names.append(entry[_NAME:].decode("utf-16-le", "replace").partition("\0")[0])
        position += 1 + length
    return names


def _style(style: bytes, fixed: int) -> tuple[int, int]:
    """The font that a style names itself, -1 if none, and the style that it is based on."""
    if len(style) < max(fixed, 10):
        return -1, _NO_STYLE
    _, kind_and_base, _ = struct.unpack_from("<HHH", style)
    kind, base = kind_and_base & 0xF, kind_and_base >> 4
    if kind not in (_PARAGRAPH, _CHARACTER) or len(style) < fixed + 2:
        return -1, base
    (letters,) = struct.unpack_from("<H", style, fixed)
    position = fixed + 2 + 2 * (letters + 1)
    # The properties of a paragraph's style are those of the paragraph, then those of its characters.
    for number in range(kind, _CHARACTER + 1):
        position += position & 1
        if position + 2 > len(style):
            break
        (length,) = struct.unpack_from("<H", style, position)
        if number == _CHARACTER:
            return characters(style[position + 2 : position + 2 + length]).font, base
        position += 2 + length
    return -1, base
