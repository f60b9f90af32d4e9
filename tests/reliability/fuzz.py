"""Feeds random inputs to what reads strangers' texts and files, and tells what went wrong.

    nice python tests/reliability/fuzz.py --inputs 100000 query analysis pdf
    nice python tests/reliability/fuzz.py --inputs 100000 --by atheris query rtf

Without a target all of ``targets`` are run. Inputs are made by Hypothesis, or by atheris, which looks for those that
reach new code, where a target takes bytes or text. They are tried in processes of 25,000 each (with atheris all in
one), so that a crash is told as one; each may take a second of processor time and the process two gigabytes of memory.
The exit code is 1 if anything failed; what did is written to a folder.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if not __package__:
    sys.path[0] = str(ROOT)

#: Seconds of processor time that an input may take, and after which its process is killed.
MOST_SECONDS, HANGING = 1.0, 20
#: Bytes of memory that the process may take, whatever the inputs: what a reader's process has.
MOST_MEMORY = 2 << 30
_CHUNK = 25_000
_FIRST = 100  # of a process: whatever is loaded when it is first met


class Watched:
    """A check that never raises: what it did, and what went wrong, is counted."""

    def __init__(self, check: Callable[[Any], None], folder: Path) -> None:
        self._check = check
        # Open as long as the process lives: to write a file anew takes longer than most inputs do.
        self._last = os.open(folder / "last", os.O_WRONLY | os.O_CREAT)
        self.tried, self.slowest, self.wrong = 0, 0.0, dict[str, str]()

    def __call__(self, given: Any) -> None:
        self._keep(given if isinstance(given, bytes) else repr(given).encode())
        signal.setitimer(signal.ITIMER_PROF, HANGING)
        started = time.process_time()
        try:
            self._check(given)
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            self._note(f"{type(error).__name__} in {Path(place.filename).name}:{place.lineno}", given, error)
        seconds = time.process_time() - started
        signal.setitimer(signal.ITIMER_PROF, 0)
        self.tried += 1
        if self.tried > _FIRST:
            self.slowest = max(self.slowest, seconds)
        if seconds > MOST_SECONDS:
            self._note(f"more than {MOST_SECONDS} s", given, None)

    def _keep(self, given: bytes) -> None:
        """Have the input in a file, should the process crash over it."""
        os.ftruncate(self._last, os.pwrite(self._last, given, 0))

    def _note(self, what: str, given: Any, error: Exception | None) -> None:
        if what not in self.wrong:
            told = "".join(traceback.format_exception(error)) if error else what
            self.wrong[what] = f"{given!r}\n\n{told}"

    def told(self) -> str:
        """All of it as JSON."""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
        return json.dumps({"tried": self.tried, "slowest": self.slowest, "peak": peak, "wrong": self.wrong})


def try_chunk(name: str, by: str, inputs: int, seed: int, folder: Path) -> None:
    """Try some inputs in this process, and print what came of it."""
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    if by == "atheris":
        _by_atheris(name, inputs, seed, folder)
    else:
        _by_hypothesis(name, inputs, seed, folder)


def _by_hypothesis(name: str, inputs: int, seed: int, folder: Path) -> None:
    import hypothesis

    from tests.reliability.targets import TARGETS

    target = TARGETS[name]
    watched = Watched(target.check, folder)

    def run(example: Any) -> None:
        for given in target.each(example):
            watched(given)

    wanted = hypothesis.settings(
        max_examples=max(1, inputs // (target.made * target.held)),
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
        deadline=None,
        database=None,
    )
    hypothesis.seed(seed)(wanted(hypothesis.given(target.inputs)(run)))()
    print(watched.told())


def _by_atheris(name: str, inputs: int, seed: int, folder: Path) -> None:
    import atheris

    with atheris.instrument_imports(include=["searchkit"]):
        from tests.reliability.targets import TARGETS
    target = TARGETS[name]
    assert target.of_bytes, f"{name} can't be made of bytes"
    watched, of_bytes = Watched(target.check, folder), target.of_bytes

    def one(data: bytes) -> None:
        watched(of_bytes(data))
        if watched.tried == inputs:
            print(watched.told(), flush=True)
            os._exit(0)

    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, whole in enumerate(target.seeds()):
        (corpus / f"seed{number}").write_bytes(whole)
    atheris.Setup(
        [sys.argv[0], str(corpus), f"-seed={seed + 1}", "-max_len=20000", "-verbosity=0", "-rss_limit_mb=0"], one
    )
    atheris.Fuzz()


def fuzz(name: str, by: str, inputs: int, seed: int, folder: Path) -> bool:
    """Try so many inputs on a target, and print a line of figures; whether nothing went wrong."""
    from tests.reliability.targets import TARGETS

    tried, slowest, peak = 0, 0.0, 0
    wrong: dict[str, str] = {}
    started = time.monotonic()
    # What atheris has learnt ends with its process.
    chunk = _CHUNK if by == "hypothesis" else inputs
    for number, first in enumerate(range(0, inputs, chunk)):
        scratch = Path(tempfile.mkdtemp(prefix=f"searchkit-fuzz-{name}-"))
        done = _chunk(name, by, min(chunk, inputs - first), seed + number, scratch)
        told = done.stdout.strip().splitlines()
        if done.returncode or not told:
            last = (scratch / "last").read_bytes() if (scratch / "last").exists() else b""
            wrong[f"process ended with {done.returncode}"] = f"{last!r}\n\n{done.stderr[-4000:]}"
            continue
        said = json.loads(told[-1])
        tried += said["tried"]
        slowest, peak = max(slowest, said["slowest"]), max(peak, said["peak"])
        wrong |= said["wrong"]
        subprocess.run(["rm", "-r", scratch], check=True)
    for count, (what, how) in enumerate(wrong.items()):
        (folder / f"{name}-{count}.txt").write_text(f"{what}\n{how}\n", encoding="utf-8", errors="backslashreplace")
    minutes = (time.monotonic() - started) / 60
    figures = f"{tried * TARGETS[name].held:,} | {len(wrong)} | {slowest:.2f} s | {peak >> 20:,} MB | {minutes:.1f} min"
    print(f"| {name} | {by} | {figures} |", flush=True)
    for what in wrong:
        print(f"  {what}", flush=True)
    return not wrong


def _chunk(name: str, by: str, inputs: int, seed: int, scratch: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, __file__, "--by", by, "--inputs", str(inputs), "--seed", str(seed)]
    command += ["--chunk", str(scratch), name]
    environment = {**os.environ, "TMPDIR": str(scratch), "PYTHONHASHSEED": "0"}
    return subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, env=environment)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--inputs", type=int, default=1000)
    parser.add_argument("--by", choices=("hypothesis", "atheris"), default="hypothesis")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--failures", type=Path, default=Path(tempfile.gettempdir(), "searchkit-fuzz"))
    parser.add_argument("--chunk", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.chunk:
        try_chunk(wanted.targets[0], wanted.by, wanted.inputs, wanted.seed, wanted.chunk)
        return 0
    from tests.reliability.targets import TARGETS

    wanted.failures.mkdir(exist_ok=True, parents=True)
    print("| target | by | inputs | failures | slowest | memory | time |\n| :-- | :-- | --: | --: | --: | --: | --: |")
    passed = [
        fuzz(name, wanted.by, wanted.inputs, wanted.seed, wanted.failures)
        for name in wanted.targets or TARGETS
        if wanted.by == "hypothesis" or TARGETS[name].of_bytes
    ]
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
