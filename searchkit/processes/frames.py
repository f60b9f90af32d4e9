"""What a process and the one that started it write to each other: frames of a kind, a length and that many bytes."""

from __future__ import annotations

import struct
from typing import BinaryIO

#: Asked of a process: to begin with an argument (pickled), to go on from where it paused.
BEGIN, GO_ON = b"b", b"g"
#: Answered: an item (pickled); a pause, for there may be more; the end of all items; an error (pickled) in their place;
#: that memory was used up.
ITEM, PAUSE, END, ERROR, MEMORY = b"i", b"p", b"e", b"x", b"m"

_HEAD = struct.Struct(">cQ")


def write(stream: BinaryIO, kind: bytes, payload: bytes = b"") -> None:
    """Write a frame; the stream may keep some of it until it is flushed. Raises OSError."""
    stream.write(_HEAD.pack(kind, len(payload)))
    stream.write(payload)


def read(stream: BinaryIO) -> tuple[bytes, bytes]:
    """The kind and the payload of the next frame. Raises EOFError at the end of the stream, OSError."""
    kind, length = _HEAD.unpack(_exactly(stream, _HEAD.size))
    return kind, _exactly(stream, length)


def _exactly(stream: BinaryIO, length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data
