"""Time and peak memory of indexing one long text file, of several kinds: ``python tests/benchmarks/long_files.py``.

Peak memory is that of the command and its processes together (proportional set size; Linux only), of it anonymous what
no file backs. What an engine maps is in the first figure and can be dropped by the system.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

from memory import PeakMemory

ROOT = Path(__file__).resolve().parents[2]

KINDS: dict[str, Callable[[str], str]] = {
    "lines": lambda text: text,
    "one line": lambda text: " ".join(text.split()) + " ",
    "no space": lambda text: "".join(text.split()),
    "a word a line": lambda text: "\n".join(text.split()) + "\n",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=200)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    print("| kind of text | MB | s | peak MB | anonymous MB |")
    print("| :-- | --: | --: | --: | --: |")
    for kind in options.kinds:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "long.txt"
            _write(file, KINDS[kind], options.megabytes * 1_000_000)
            seconds, peak, anonymous = _measured(file, Path(folder) / "index", options.jobs)
            size = file.stat().st_size / 1e6
            print(f"| {kind} | {size:.0f} | {seconds:.0f} | {peak / 1e6:,.0f} | {anonymous / 1e6:,.0f} |", flush=True)


def _write(file: Path, form: Callable[[str], str], size: int) -> None:
    with file.open("w", encoding="utf-8") as out:
        for text in _texts():
            out.write(form(text))
            if out.tell() > size:
                return


def _texts() -> Iterator[str]:
    """The sample reports again and again, a word of each line numbered, so that no two are the same."""
    reports = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    for number, text in enumerate(cycle(reports)):
        yield "".join(f"{line} {number}{place}\n" for place, line in enumerate(text.splitlines()))


def _measured(file: Path, index: Path, jobs: int) -> tuple[float, int, int]:
    started = time.monotonic()
    command = [sys.executable, "-m", "searchkit", "index", str(file), "--index", str(index), "--jobs", str(jobs)]
    with subprocess.Popen(command, cwd=ROOT) as process, PeakMemory(process.pid) as memory:
        if process.wait():
            sys.exit(f"{' '.join(command)} failed.")
    return time.monotonic() - started, memory.peak, memory.anonymous


if __name__ == "__main__":
    main()
