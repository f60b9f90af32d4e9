"""Rich Text Format cut into tokens: groups, control words, characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from searchkit.errors import UnreadableError

_TOKEN = re.compile(
    rb"([^\\{}\r\n]+)"  # 1: text
    rb"|\\([a-zA-Z]{1,32})(-?\d{1,10})?\ ?"  # 2, 3: a control word and its number
    rb"|\\'([0-9a-fA-F]{2})"  # 4: a byte
    rb"|([{}])"  # 5
    rb"|[\r\n]+"
    rb"|\\(.)",  # 6: a control symbol
    re.DOTALL,
)


class Kind(Enum):
    OPEN = auto()
    CLOSE = auto()
    WORD = auto()
    SYMBOL = auto()
    TEXT = auto()
    BYTE = auto()
    REST = auto()


class Token(NamedTuple):
    """``data`` is the bytes of a text or of what follows the end, the name of a control word or symbol; ``number`` is
    that of a word, None if it has none."""

    kind: Kind
    data: bytes = b""
    number: int | None = None


_OPEN, _CLOSE = Token(Kind.OPEN), Token(Kind.CLOSE)
_KINDS = {1: Kind.TEXT, 6: Kind.SYMBOL}


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a file up to its end, and what follows that; binary data (``\\bin``) is passed over.

    Raises UnreadableError where the file ends before its groups do.
    """
    position = depth = 0
    while match := _TOKEN.match(data, position):
        position = match.end()
        which = match.lastindex
        if which == 5:
            opens = match[5] == b"{"
            depth += 1 if opens else -1
            yield _OPEN if opens else _CLOSE
            if depth <= 0:
                if rest := data[position:].strip(b"\0 \t\r\n"):
                    yield Token(Kind.REST, rest)
                return
        elif which == 4:
            yield Token(Kind.BYTE, bytes.fromhex(match[4].decode("ascii")))
        elif which in (2, 3):
            number = int(match[3]) if which == 3 else None
            if match[2] == b"bin":
                position += max(0, number or 0)
            else:
                yield Token(Kind.WORD, match[2], number)
        elif which is not None:
            yield Token(_KINDS[which], match[which])
    raise UnreadableError("truncated: it ends within a group")
