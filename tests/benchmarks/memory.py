"""Peak memory of a process and all that it started, watched from outside. Linux only."""

from __future__ import annotations

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

_PROC = Path("/proc")


def is_measurable() -> bool:
    """Whether this system tells the memory of a process: Linux does."""
    return (_PROC / "self" / "smaps_rollup").exists()


class PeakMemory:
    """While it is open, the highest sum over a process and its descendants, looked at ten times a second.

    ``peak`` is proportional set size in bytes (pages shared by n processes count 1/n in each, files mapped by an engine
    count while they are in memory); ``anonymous`` is the part that no file backs: what must be there.
    """

    def __init__(self, process: int, seconds: float = 0.1) -> None:
        self.peak = 0
        self.anonymous = 0
        self._process = process
        self._seconds = seconds
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        if is_measurable():
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        if self._thread.is_alive():
            self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(self._seconds):
            sizes = [_sizes(process) for process in _tree(self._process)]
            self.peak = max(self.peak, sum(size for size, _ in sizes))
            self.anonymous = max(self.anonymous, sum(anonymous for _, anonymous in sizes))


def _tree(process: int) -> list[int]:
    """A process and its descendants."""
    found = [process]
    for parent in found:
        for task in (_PROC / str(parent) / "task").glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:
                continue  # it ended just now
    return found


def _sizes(process: int) -> tuple[int, int]:
    """Proportional set size of a process, and the anonymous part of it, in bytes."""
    try:
        lines = (_PROC / str(process) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0, 0
    kilobytes = {line.split()[0]: int(line.split()[1]) for line in lines[1:]}
    return kilobytes.get("Pss:", 0) * 1024, kilobytes.get("Pss_Anon:", 0) * 1024
