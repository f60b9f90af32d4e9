"""What the tests have run in processes apart."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def squares(number: int) -> Iterator[int]:
    yield number * number


def squares_slowly_first(number: int) -> Iterator[int]:
    time.sleep(0.3 if number == 0 else 0)
    yield number * number


def counted(number: int) -> Iterator[int]:
    yield from range(number)


def large(number: int) -> Iterator[bytes]:
    """Some items of a megabyte each."""
    for value in range(number):
        yield bytes([value]) * (1 << 20)


def process(_: Any) -> Iterator[int]:
    yield os.getpid()


def printing(text: str) -> Iterator[str]:
    """Prints in every way there is, also what looks like an answer."""
    print(text, flush=True)
    print(text, file=sys.stderr, flush=True)
    for number in (1, 2):
        os.write(number, b"i\0\0\0\0\0\0\0\1x" + text.encode())
    yield sys.stdin.read() + text


def told(order: tuple[str, Any]) -> Iterator[Any]:
    """Does what it is told, after an item."""
    yield "begun"
    what, value = order
    if what == "signal":
        os.kill(os.getpid(), value)
    elif what == "exit":
        os._exit(value)
    elif what == "sys.exit":
        sys.exit(value)
    elif what == "hang":
        while True:
            pass
    elif what == "hang without letting other threads run":
        import re

        re.match("(a+)+b", "a" * 60)
    elif what == "sleep":
        time.sleep(value)
    elif what == "fill":
        yield len([bytes(1 << 20) for _ in range(value)])
    elif what == "raise":
        raise value
    elif what == "unpicklable":
        yield lambda: value
    yield "done"


def told_after_a_piece(order: tuple[str, Any]) -> Iterator[Any]:
    """The same, after so much that it is read before the rest is there."""
    yield bytes(1 << 20)
    yield from told(order)


def once_killed(mark: str) -> Iterator[int]:
    """Two items; the first time it dies between them."""
    yield 1
    if not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    yield 2


def always_killed(_: Any) -> Iterator[int]:
    os.kill(os.getpid(), signal.SIGKILL)
    yield 1
