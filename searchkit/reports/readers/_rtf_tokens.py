"""Rich Text Format cut into tokens: groups, control words, characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from searchkit.errors import UnreadableError

#: A letter by its number in Unicode, and one character for programs that don't know it.
LETTER = re.compile(rb"\\u(-?\d{1,6}) ?[\r\n]*(\\'[0-9a-fA-F]{2}|\?)")

_TOKEN = re.compile(
    rb"([^\\{}\r\n]+)"  # 1: text
    # 2: letters and the text between them; most of Vietnamese is written so, and a token for each letter is slow
    rb"|((?:\\u-?\d{1,6}\ ?[\r\n]*(?:\\'[0-9a-fA-F]{2}|\?)[^\\{}\r\n]*){1,1000})"
    rb"|\\([a-zA-Z]{1,32})(-?\d{1,10})?\ ?"  # 3, 4: a control word and its number
    rb"|\\'([0-9a-fA-F]{2})"  # 5: a byte
    rb"|([{}])"  # 6
    rb"|[\r\n]+"
    rb"|\\(.)",  # 7: a control symbol
    re.DOTALL,
)


class Kind(Enum):
    OPEN = auto()
    CLOSE = auto()
    WORD = auto()
    SYMBOL = auto()
    TEXT = auto()
    LETTERS = auto()
    BYTE = auto()
    REST = auto()


class Token(NamedTuple):
    """``data`` is the bytes of a text or of what follows the end, the name of a control word or symbol; ``number`` is
    that of a word, None if it has none."""

    kind: Kind
    data: bytes = b""
    number: int | None = None


_OPEN, _CLOSE = Token(Kind.OPEN), Token(Kind.CLOSE)
_KINDS = {1: Kind.TEXT, 2: Kind.LETTERS, 7: Kind.SYMBOL}


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a file up to its end, and what follows that; binary data (``\\bin``) is passed over.

    Raises UnreadableError where the file ends before its groups do.
    """
    position = depth = 0
    while match := _TOKEN.match(data, position):
        position = match.end()
        which = match.lastindex
        if which == 6:
            opens = match[6] == b"{"
            depth += 1 if opens else -1
            yield _OPEN if opens else _CLOSE
            if depth <= 0:
                if rest := data[position:].strip(b"\0 \t\r\n"):
                    yield Token(Kind.REST, rest)
                return
        elif which == 5:
            yield Token(Kind.BYTE, bytes.fromhex(match[5].decode("ascii")))
        elif which in (3, 4):
            number = int(match[4]) if which == 4 else None
            if match[3] == b"bin":
                position += max(0, number or 0)
            else:
                yield Token(Kind.WORD, match[3], number)
        elif which is not None:
            yield Token(_KINDS[which], match[which])
    raise UnreadableError("truncated: it ends within a group")
