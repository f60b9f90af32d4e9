"""Running tests on mutants, in processes that begin with all libraries imported."""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
import traceback
import warnings
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

#: What a run may take. A fault may make a loop endless, or one that eats memory; a lock may never be let go.
_CPU_SECONDS, _SECONDS, _BYTES = 180, 1200, 16 << 30

# Exit codes: pytest's own for an error inside of it, and what sysexits.h has for an error of software, for ours.
_BROKE = (3, 70)

_PYTEST = ["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "--hypothesis-profile=mutation"]

# What takes as long as so many runs are spared.
_WORTH_IMPORTS = 4
_LIBRARIES = [
    "pytest", "hypothesis.strategies", "click.testing", "numpy", "pyvi.ViTokenizer", "tantivy", "unidecode",
    "whoosh.index", "whoosh.qparser", "ir_measures",
]  # fmt: skip


class Wanted(NamedTuple):
    """A file from the root of a tree on, what to write in it, the files of tests to run, in groups, one after the other
    until a test fails, and a word in the names of those of their tests that are not."""

    file: str
    source: str
    tests: Sequence[Sequence[str]]
    left_out: str | None


class Outcome(NamedTuple):
    """How the tests of a mutant ended: pytest's exit code, or the signal that ended them, negative; which test noticed;
    and the processor's time."""

    code: int
    said: str
    seconds: float

    @property
    def is_killed(self) -> bool:
        """Whether tests noticed. Where pytest itself broke nothing is told, so it counts as if they hadn't."""
        return self.code not in (0, *_BROKE)

    def __str__(self) -> str:
        kind = "killed" if self.is_killed else "BROKE" if self.code else "SURVIVED"
        return f"{kind} ({self.code}, {self.seconds:.0f} s) {self.said}".rstrip()


def run_all(folders: Sequence[Path], wanted: Sequence[Wanted]) -> Iterator[Outcome]:
    """The outcome of each wanted run, in order; a folder is a copy of the tree for one process at a time.

    Raises RuntimeError if tests fail that are to be run although no fault was written.
    """
    if len(wanted) >= _WORTH_IMPORTS:
        _import_libraries()
    if wanted:
        file = wanted[0].file
        every = list(dict.fromkeys(test for one in wanted for group in one.tests for test in group))
        (sound,) = _run(folders[:1], [Wanted(file, (folders[0] / file).read_text(encoding="utf-8"), [every], None)])
        if sound.code:
            output = (folders[0].parent / "output").read_text(encoding="utf-8", errors="replace")
            raise RuntimeError(f"Tests fail where there is no fault:\n{output[-4000:]}")
    yield from _run(folders, wanted)


def _run(folders: Sequence[Path], wanted: Sequence[Wanted]) -> Iterator[Outcome]:
    """Keeps a process busy in every folder; what was written is taken back before the next."""
    free, waiting = list(folders), deque(enumerate(wanted))
    running: dict[int, tuple[int, Path, str, str, float]] = {}
    done: dict[int, Outcome] = {}
    handed_out = 0
    while handed_out < len(wanted):
        while free and waiting:
            folder, (number, one) = free.pop(), waiting.popleft()
            sound = (folder / one.file).read_text(encoding="utf-8")
            (folder / one.file).write_text(one.source, encoding="utf-8")
            running[_forked(folder, one)] = number, folder, one.file, sound, time.monotonic()
        for pid, (number, folder, file, sound, began) in list(running.items()):
            ended, status, used = os.wait4(pid, os.WNOHANG)
            if not ended and time.monotonic() - began > _SECONDS:
                os.killpg(pid, signal.SIGKILL)
            if ended:
                del running[pid]
                (folder / file).write_text(sound, encoding="utf-8")
                free.append(folder)
                said = _last_failure(folder)
                done[number] = Outcome(os.waitstatus_to_exitcode(status), said, used.ru_utime + used.ru_stime)
        while handed_out in done:
            yield done.pop(handed_out)
            handed_out += 1
        time.sleep(0.05)


def _forked(folder: Path, wanted: Wanted) -> int:
    """The process id of a child that runs tests in a folder."""
    pid = os.fork()
    if pid:
        return pid
    _, code = _BROKE
    try:
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
        output = os.open(folder.parent / "output", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.chdir(folder)
        os.environ |= {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
        sys.dont_write_bytecode = True
        sys.path[0] = str(folder)
        for name in [name for name in sys.modules if name.split(".")[0] in ("tests", "searchkit")]:
            del sys.modules[name]
        import pytest

        temporary = folder.parent / "temporary"
        left_out = ["-k", f"not {wanted.left_out}"] if wanted.left_out else []
        for group in wanted.tests:
            code = int(pytest.main([*_PYTEST, f"--basetemp={temporary}", *left_out, *group]))
            if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
                break
            code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def _last_failure(folder: Path) -> str:
    """The test that noticed, as pytest's summary names it."""
    lines = (folder.parent / "output").read_text(encoding="utf-8", errors="replace").splitlines()
    return next((line.partition(" - ")[0] for line in reversed(lines) if line.startswith(("FAILED", "ERROR"))), "")


def _import_libraries() -> None:
    """Import once what every run would import: a child has it at once. Nothing of this project."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in _LIBRARIES:
            with suppress(ImportError):
                import_module(name)
