"""The parts of a .doc: where its text lies, in which order, where each story ends ([MS-DOC] 2.4.1, 2.5)."""

from __future__ import annotations

import struct
from typing import NamedTuple

from searchkit.errors import UnreadableError

_IDENTITY = 0xA5EC
_WORD_6, _FIRST_VERSION = 101, 0xC0
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_LENGTHS = 0x4C  # of the stories, in characters
_TABLES = 0x9A  # pairs of a place and a length in the table stream, by their number
_STYLES, _HEADERS, _CHARACTER_BINS, _PARAGRAPH_BINS, _FONT_NAMES, _PIECES = 1, 11, 12, 13, 15, 33
_PIECE_TABLE, _PROPERTIES = 2, 1


class Piece(NamedTuple):
    """A stretch of text: ``start`` to ``end`` in characters, from a byte of the stream, with one or two bytes each."""

    start: int
    end: int
    position: int
    width: int


class Stories(NamedTuple):
    """How many characters each story has; they follow one another in this order."""

    body: int
    footnotes: int
    headers: int
    macros: int
    comments: int
    endnotes: int
    boxes: int
    header_boxes: int


def table_name(document: bytes) -> str:
    """The name of the stream with the tables, from the start of the stream "WordDocument".

    Raises UnreadableError for one that is encrypted or older than Word 97.
    """
    if len(document) < _TABLES + 8 * (_PIECES + 1):
        raise UnreadableError("truncated or damaged")
    identity, version = struct.unpack_from("<HH", document)
    (flags,) = struct.unpack_from("<H", document, 0x0A)
    if _WORD_6 <= version < _FIRST_VERSION:
        raise UnreadableError("from Word 6 or Word 95; save it as .docx")
    if identity != _IDENTITY:
        raise UnreadableError("no Word document in it")
    if flags & _ENCRYPTED:
        raise UnreadableError("encrypted")
    return "1Table" if flags & _SECOND_TABLE else "0Table"


class WordFile:
    """The streams of a Word file and the tables in them. Raises UnreadableError for what is damaged."""

    def __init__(self, document: bytes, tables: bytes) -> None:
        self.document = document
        self._tables = tables
        self.stories = Stories(*(max(0, number) for number in struct.unpack_from("<8i", document, _LENGTHS)))
        self.styles = self._table(_STYLES)
        self.fonts = self._table(_FONT_NAMES)
        self.character_bins = self._table(_CHARACTER_BINS)
        self.paragraph_bins = self._table(_PARAGRAPH_BINS)
        self.pieces = self._read_pieces(self._table(_PIECES))

    def header_ends(self) -> list[int]:
        """Where each header and footer ends, in characters of their story."""
        table = self._table(_HEADERS)
        return list(struct.unpack_from(f"<{len(table) // 4}I", table))

    def _table(self, number: int) -> bytes:
        start, length = struct.unpack_from("<II", self.document, _TABLES + 8 * number)
        if start + length > len(self._tables):
            raise UnreadableError("truncated or damaged")
        return self._tables[start : start + length]

    def _read_pieces(self, table: bytes) -> list[Piece]:
        position = 0
        while position < len(table) and table[position] == _PROPERTIES:
            position += 3 + int.from_bytes(table[position + 1 : position + 3], "little")
        if position + 5 > len(table) or table[position] != _PIECE_TABLE:
            raise UnreadableError("damaged: the table of its text is missing")
        (length,) = struct.unpack_from("<I", table, position + 1)
        plc = table[position + 5 : position + 5 + length]
        count = (len(plc) - 4) // 12
        if count < 1 or len(plc) < length:
            raise UnreadableError("damaged: the table of its text is broken")
        bounds = struct.unpack_from(f"<{count + 1}I", plc)
        descriptors = plc[4 * (count + 1) :]
        pieces = [
            self._piece(bounds[number], bounds[number + 1], descriptors[8 * number + 2 : 8 * number + 6])
            for number in range(count)
        ]
        self._check(pieces)
        return pieces

    def _piece(self, start: int, end: int, descriptor: bytes) -> Piece:
        (place,) = struct.unpack_from("<I", descriptor)
        position, width = (place & 0x3FFFFFFF, 2) if not place & 0x40000000 else ((place & 0x3FFFFFFF) // 2, 1)
        if end < start or position + (end - start) * width > len(self.document):
            raise UnreadableError("truncated or damaged")
        return Piece(start, end, position, width)

    def _check(self, pieces: list[Piece]) -> None:
        # No byte belongs to two pieces, or a small file could hold a text without end.
        if sum((piece.end - piece.start) * piece.width for piece in pieces) > len(self.document):
            raise UnreadableError("damaged: the pieces of its text overlap")
        if pieces[-1].end < sum(self.stories):
            raise UnreadableError("truncated or damaged")
