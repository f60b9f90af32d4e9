"""The formatting of a .doc as far as its text needs it: fonts, deleted text, the ends of cells and rows.

Sections and names are those of [MS-DOC], "Word (.doc) Binary File Format".
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

_PAGE = 512
_NO_FONT = -1

# Single property modifiers, 2.6.1 and 2.6.2.
_C_DELETED = 0x0800
_C_SPECIAL = 0x0855
_C_SYMBOL = 0x6A09
_C_STYLE = 0x4A30
_C_FONT_ASCII, _C_FONT_OTHER = 0x4A4F, 0x4A51
_P_IN_TABLE = 0x2416
_P_ROW_END = 0x2417
_P_INNER_CELL_END, _P_INNER_ROW_END = 0x244B, 0x244C
_LONG_OPERANDS = {0xD608: 2}  # sprmTDefTable: the length of its operand has two bytes
# Bytes of an operand by the three bits "spra", 2.2.5.1; 6 is of variable length.
_OPERANDS = (1, 1, 2, 4, 2, 2, 0, 3)


class Characters(NamedTuple):
    """What is said of some characters: numbers of a font and a style, and what a special "(" stands for."""

    font: int = _NO_FONT
    style: int = _NO_FONT
    deleted: bool = False
    symbol: tuple[int, int] | None = None


class Paragraph(NamedTuple):
    style: int = 0
    in_table: bool = False
    row_end: bool = False
    inner_cell_end: bool = False
    inner_row_end: bool = False


def _modifiers(properties: bytes) -> Iterator[tuple[int, bytes]]:
    """The modifiers in a list of them ("grpprl") and their operands."""
    position = 0
    while position + 2 <= len(properties):
        (modifier,) = struct.unpack_from("<H", properties, position)
        position += 2
        length = _OPERANDS[modifier >> 13]
        if not length:
            prefix = _LONG_OPERANDS.get(modifier, 1)
            length = int.from_bytes(properties[position : position + prefix], "little")
            # That length counts one byte too many for tables, and 255 of tab stops is none.
            length, position = (length - 1 if prefix == 2 else length), position + prefix
        yield modifier, properties[position : position + length]
        position += max(length, 0)


def characters(properties: bytes) -> Characters:
    """What a list of modifiers says of characters."""
    found = Characters()
    special = False
    for modifier, operand in _modifiers(properties):
        number = int.from_bytes(operand[:2], "little")
        if modifier == _C_FONT_OTHER or (modifier == _C_FONT_ASCII and found.font == _NO_FONT):
            found = found._replace(font=number)
        elif modifier == _C_STYLE:
            found = found._replace(style=number)
        elif modifier == _C_DELETED:
            found = found._replace(deleted=number == 1)
        elif modifier == _C_SPECIAL:
            special = number == 1
        elif modifier == _C_SYMBOL:
            found = found._replace(symbol=(number, int.from_bytes(operand[2:4], "little")))
    return found if special else found._replace(symbol=None)


def paragraph(properties: bytes) -> Paragraph:
    """What the number of a style and a list of modifiers ("GrpPrlAndIstd") say of a paragraph."""
    on = {modifier for modifier, operand in _modifiers(properties[2:]) if operand[:1] == b"\1"}
    return Paragraph(
        int.from_bytes(properties[:2], "little"),
        _P_IN_TABLE in on,
        _P_ROW_END in on,
        _P_INNER_CELL_END in on,
        _P_INNER_ROW_END in on,
    )


class Runs:
    """Which properties hold at which byte of the stream of a document: an index of pages of 512 bytes (2.9.22, 2.9.33).

    ``bins`` is a PlcBteChpx or, with ``paragraphs``, a PlcBtePapx.
    """

    def __init__(self, stream: bytes, bins: bytes, paragraphs: bool) -> None:
        self._stream = stream
        self._paragraphs = paragraphs
        count = max(0, (len(bins) - 4) // 8)
        self._starts = struct.unpack_from(f"<{count + 1}I", bins) if count else ()
        self._numbers = struct.unpack_from(f"<{count}I", bins, 4 * (count + 1)) if count else ()
        self._pages: dict[int, tuple[tuple[int, ...], list[bytes]]] = {}

    def at(self, position: int) -> tuple[bytes, int]:
        """The properties of the byte at a position, and where they end; nothing is said of bytes in no page."""
        bin_number = bisect_right(self._starts, position) - 1
        if not 0 <= bin_number < len(self._numbers):
            later = self._starts[0] if self._starts and position < self._starts[0] else 1 << 32
            return b"", later
        bounds, properties = self._page(self._numbers[bin_number] & 0x3FFFFF)
        run = bisect_right(bounds, position) - 1
        if not 0 <= run < len(properties):
            return b"", max(position + 1, self._starts[bin_number + 1])
        return properties[run], bounds[run + 1]

    def _page(self, number: int) -> tuple[tuple[int, ...], list[bytes]]:
        if number not in self._pages:
            self._pages[number] = self._read_page(self._stream[number * _PAGE : (number + 1) * _PAGE])
        return self._pages[number]

    def _read_page(self, page: bytes) -> tuple[tuple[int, ...], list[bytes]]:
        width = 13 if self._paragraphs else 1
        count = page[-1] if len(page) == _PAGE else 0
        if not count or 4 * (count + 1) + width * count >= _PAGE:
            return (), []
        bounds = struct.unpack_from(f"<{count + 1}I", page)
        offsets = page[4 * (count + 1) : 4 * (count + 1) + width * count : width]
        return bounds, [self._properties(page, 2 * offset) for offset in offsets]

    def _properties(self, page: bytes, offset: int) -> bytes:
        if not offset:
            return b""
        length = page[offset]
        if not self._paragraphs:
            return page[offset + 1 : offset + 1 + length]
        if length:
            return page[offset + 1 : offset + 2 * length]
        # The length stands in the next byte, so that there can be an even number of bytes.
        return page[offset + 2 : offset + 2 + 2 * page[min(offset + 1, _PAGE - 1)]]
