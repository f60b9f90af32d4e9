"""Who writes an index just now: a note beside it, for whoever has to wait.

The note is no lock. The engine's lock is one that the system takes from a process that dies; a note that such a process
left says nothing, and the next writer writes over it.
"""

from __future__ import annotations

import json
import os
import shlex
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

from searchkit.errors import IndexLockedError

#: The name of the file.
FILE = "searchkit.writer.json"

_LONGEST_COMMAND = 200
# Seconds between two tries to write what another writes.
_PAUSE = 0.1

_Begun = TypeVar("_Begun")


class Holder(NamedTuple):
    """A process that writes: its id and host, since when (ISO 8601, local time), and what was called."""

    pid: int
    host: str
    since: str
    command: str


@contextmanager
def noted(folder: Path) -> Iterator[None]:
    """Keep a note of this process beside the index as long as it writes; without one where none can be written."""
    note = folder / FILE
    command = shlex.join([Path(sys.argv[0] or "python").name, *sys.argv[1:]])[:_LONGEST_COMMAND]
    since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
    mine = Holder(os.getpid(), _host(), since, command)
    with suppress(OSError):
        note.write_text(json.dumps(mine), encoding="utf-8")
    try:
        yield
    finally:
        # With its commit a writer lets the next one in, whose note this may be already.
        if _stored(folder) in (mine, None):
            with suppress(OSError):
                note.unlink(missing_ok=True)


def waited_for(folder: Path, seconds: float, begun: Callable[[], _Begun]) -> _Begun:
    """What a function gives as soon as it raises no IndexLockedError any more.

    Raises one that names the holder if that takes longer than so many seconds.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            return begun()
        except IndexLockedError:
            if time.monotonic() >= deadline:
                raise IndexLockedError(in_words(folder)) from None
        time.sleep(_PAUSE)


def read(folder: Path) -> Holder | None:
    """Who writes the index, as far as is known."""
    holder = _stored(folder)
    return holder if holder and _may_be_alive(holder) else None


def in_words(folder: Path) -> str:
    """The sentence for whoever finds the index locked."""
    holder = read(folder)
    if holder is None:
        return f"Another program is writing the index in {folder}; try again when it is done."
    return (
        f"Another program is writing the index in {folder}: process {holder.pid} on {holder.host}, since "
        f"{holder.since} ({holder.command}); try again when it is done, or wait for it with --wait SECONDS."
    )


def _stored(folder: Path) -> Holder | None:
    """The note as it stands there, None for none or a damaged one."""
    try:
        return Holder(*json.loads((folder / FILE).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def _may_be_alive(holder: Holder) -> bool:
    """Whether a process may still be at work: of another computer nothing is known, nor on Windows, where to ask a
    process for a sign of life would end it."""
    return holder.host != _host() or os.name != "posix" or is_alive(holder.pid)


def is_alive(pid: int) -> bool:
    """Whether a process of this computer, other than Windows, is at work."""
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError, TypeError):
        return False
    except OSError:  # it is another user's
        return True
    return True


def _host() -> str:
    # Only who writes asks, and no search waits for this import.
    import socket

    return socket.gethostname()
