"""A process apart as the one that started it sees it."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from threading import TIMEOUT_MAX, Timer
from typing import Any, BinaryIO, NamedTuple, cast

from searchkit.errors import ProcessError
from searchkit.processes import frames

# -P: no module is taken from the folder that the caller happens to be in.
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from searchkit.processes.child import main; main(sys.argv[2])"
)
# Seconds in which a process that has closed its pipes must have ended.
_ENDING = 5
# Bytes in a pipe: what Linux allows everybody.
_PIPE = 1 << 20


class LostError(ProcessError):
    """A process was lost over what it was given; the message says how: "took longer than 60 s"."""


class _Answer(NamedTuple):
    items: list[bytes]
    kind: bytes | None  # None: the process is lost
    payload: bytes = b""
    seconds: float = 0


class Worker:
    """A process that runs one function, which takes an argument and gives items; both must be picklable.

    ``memory``: how many bytes it may fill, where the platform has such a limit. Raises ProcessError if no process can
    be started.
    """

    def __init__(self, function: Callable[[Any], Iterable[Any]], memory: int | None = None) -> None:
        self._memory = memory
        ready = os.urandom(16).hex()
        command = [sys.executable, "-P", "-c", _START, json.dumps(sys.path), ready]
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        try:
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere)
        except OSError as error:
            raise ProcessError(f"No other process can be started ({error.strerror}); try fewer jobs.") from None
        for stream in (self._process.stdin, self._process.stdout):
            _widen(cast(BinaryIO, stream))
        self._requests, self._replies = cast(BinaryIO, self._process.stdin), cast(BinaryIO, self._process.stdout)
        self._wait_for(ready.encode())
        with suppress(OSError):  # one that is gone is noticed when it is first asked
            frames.write(self._requests, frames.BEGIN, pickle.dumps((function, memory)))

    def run(self, argument: bytes, seconds: float | None = None) -> Iterator[list[bytes]]:
        """What the function makes of an argument, in pieces, the next made when it is asked for; all of it pickled.

        Raises LostError when the process dies or needs more than its memory or, for all pieces together, than some
        ``seconds``, and must be closed then; and whatever the function raises.
        """
        left = seconds
        request, payload = frames.BEGIN, argument
        while True:
            answer = self._asked(request, payload, left)
            if answer.items:
                yield answer.items
            if answer.kind == frames.END:
                return
            if answer.kind == frames.ERROR:
                raise pickle.loads(answer.payload)
            if answer.kind == frames.MEMORY:
                raise LostError(f"needed more than {(self._memory or 0) >> 20:,} MB of memory")
            if left is not None:
                left -= answer.seconds
            if left is not None and left <= 0:
                raise LostError(f"took longer than {seconds:g} s")
            if answer.kind is None:
                raise LostError(f"crashed its process ({self._ending()})")
            request, payload = frames.GO_ON, b""

    def kill(self) -> None:
        """End the process at once, whatever it is doing. May be called from any thread, and twice."""
        self._process.kill()

    def close(self) -> None:
        """End the process and let go of its pipes. Only for the thread that asks it."""
        self.kill()
        self._process.wait()
        for stream in (self._requests, self._replies):
            with suppress(OSError):  # of what couldn't be written any more
                stream.close()

    @property
    def is_alive(self) -> bool:
        """Whether the process is still there."""
        return self._process.poll() is None

    def _wait_for(self, ready: bytes) -> None:
        # Before that a module of the installation's own may have printed something.
        said = b""
        while not said.endswith(ready):
            byte = self._replies.read(1)
            if not byte:
                ending = self._ending()
                self.close()
                raise ProcessError(f"A process ended before it began ({ending}); does {sys.executable} run Python?")
            said += byte

    def _asked(self, kind: bytes, payload: bytes, seconds: float | None) -> _Answer:
        items: list[bytes] = []
        answered: tuple[bytes | None, bytes] = None, b""
        timer = None if seconds is None else Timer(min(seconds, TIMEOUT_MAX), self.kill)
        if timer:
            timer.daemon = True
            timer.start()
        started = time.monotonic()
        try:
            frames.write(self._requests, kind, payload)
            self._requests.flush()
            while (answered := frames.read(self._replies))[0] == frames.ITEM:
                items.append(answered[1])
        except (EOFError, OSError):
            answered = None, b""
        finally:
            if timer:
                timer.cancel()
        return _Answer(items, *answered, time.monotonic() - started)

    def _ending(self) -> str:
        """How a process that is gone has ended, in words."""
        try:
            code = self._process.wait(_ENDING)
        except subprocess.TimeoutExpired:
            return "it fell silent"
        if code == -9:
            return "signal 9, maybe for want of memory"
        return f"signal {-code}" if code < 0 else f"exit code {code}"


def _widen(pipe: BinaryIO) -> None:
    """Let a pipe hold more than Linux gives it at first: whoever moves megabytes through it has to stop less often, and
    a thread that stops must wait for others to let it go on."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)
