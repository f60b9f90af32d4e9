"""Which processes there are."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path


def eventually(holds: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return holds()


def is_running(process: int) -> bool:
    """Whether a process is there and at work: not one that has ended and that nobody has asked about.

    A process has ended when all of its threads have. One that is killed may have a first thread that is gone already
    while others still go: until they have, its parent is told that it runs, and its pipes are open.
    """
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    if sys.platform != "linux":
        return True
    return not all(map(_has_ended, Path(f"/proc/{process}/task").glob("*/stat")))


def _has_ended(state: Path) -> bool:
    try:
        return state.read_text().rpartition(")")[2].split()[0] in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return True


def children_of(process: int) -> list[int]:
    """The processes that one has started, on Linux."""
    found = []
    for state in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = state.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process:
            found.append(int(state.parent.name))
    return found
