"""What runs in a process apart: it answers the one that started it, and ends as soon as that one does."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, BinaryIO

from searchkit.processes import frames

Frame = tuple[bytes, bytes]

# Items go in pieces of about so many bytes; between two of them the process waits to be asked for more.
_PIECE = 1 << 20


def main(ready: str) -> None:
    """Answer until there is nobody left to ask. ``ready`` is what to say first."""
    requests, replies = _streams()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one
    _end_with_parent()
    replies.write(ready.encode())
    replies.flush()
    function, memory = pickle.loads(frames.read(requests)[1])
    _limit(memory)
    asked: SimpleQueue[Frame] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests, asked), daemon=True).start()
    _answer(function, asked, replies)


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """The streams of requests and replies. Whatever else reads and prints has nothing to read and prints nowhere: a
    library that prints can't be taken for a reply, nor reach the screen with what it found in a file."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nowhere, number)
    return requests, replies


def _end_with_parent() -> None:
    """Have Linux kill this process when the thread that started it ends. Elsewhere ``_listen`` sees it, which has to
    wait for code that doesn't let other threads run."""
    if sys.platform == "linux":
        with suppress(ImportError, OSError, AttributeError):
            import ctypes

            set_parent_death_signal = 1  # PR_SET_PDEATHSIG of prctl(2)
            ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)


def _listen(requests: BinaryIO, asked: SimpleQueue[Frame]) -> None:
    try:
        while True:
            asked.put(frames.read(requests))
    except (EOFError, OSError):
        os._exit(0)


def _limit(memory: int | None) -> None:
    """Allow no more than so many bytes of memory, where the platform has such a limit, and no file of a crash."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if memory is not None:
            # What can be written to, which on Linux is all that fills memory; elsewhere that counts the heap alone.
            kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
            hard = resource.getrlimit(kind)[1]
            resource.setrlimit(kind, (memory if hard == resource.RLIM_INFINITY else min(memory, hard), hard))


def _answer(function: Callable[[Any], Iterable[Any]], asked: SimpleQueue[Frame], replies: BinaryIO) -> None:
    items: Iterator[Any] = iter(())
    while True:
        kind, payload = asked.get()
        try:
            if kind == frames.BEGIN:
                items = iter(function(pickle.loads(payload)))
            del payload
            reply = _piece(items, replies), b""
        except MemoryError:
            reply = frames.MEMORY, b""
        except BaseException as error:  # also SystemExit, by which a library would end the process
            reply = frames.ERROR, _pickled(error)
        frames.write(replies, *reply)
        replies.flush()


def _piece(items: Iterator[Any], replies: BinaryIO) -> bytes:
    size = 0
    for item in items:
        data = pickle.dumps(item, pickle.HIGHEST_PROTOCOL)
        frames.write(replies, frames.ITEM, data)
        replies.flush()  # what was made before a crash is not lost
        size += len(data)
        if size >= _PIECE:
            return frames.PAUSE
    return frames.END


def _pickled(error: BaseException) -> bytes:
    """An error with the place where it was raised, which its traceback can't tell in another process."""
    told = "".join(traceback.format_exception(error))
    if isinstance(error, Exception):
        error.add_note(f"In a process apart:\n{told}")
        with suppress(Exception):  # some can't be pickled, or not be made again from what was
            data = pickle.dumps(error)
            pickle.loads(data)
            return data
    return pickle.dumps(RuntimeError(told))
