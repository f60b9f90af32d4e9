"""How work grows with the texts that would cost the square of their size: ``python tests/benchmarks/growth.py``.

For each room and each of its cases the texts of tests/linear.py in two sizes, one four times the other: seconds of
processor time, and their ratio, which is about 4. Only what takes a while is shown; short times say little of growth.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

ROOMS = ("analysis", "reports", "query", "search")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=25_000, help="code points of the smaller text")
    parser.add_argument("--rooms", nargs="+", choices=ROOMS, default=ROOMS)
    parser.add_argument("--least", type=float, default=0.05, help="seconds that the larger must take to be shown")
    options = parser.parse_args()
    # The collector looks through all that lives, which grows too.
    gc.disable()
    print(f"| room | case | text | s at {options.size:,} | s at {4 * options.size:,} | ratio |")
    print("| :-- | :-- | :-- | --: | --: | --: |")
    for room in options.rooms:
        module = importlib.import_module(f"tests.{room}.test_linear")
        for case, function in module.CASES.items():
            function(next(iter(module.TEXTS.values()))(1000))
            for kind, make in module.TEXTS.items():
                small, large = (_seconds(function, make(size)) for size in (options.size, 4 * options.size))
                if large >= options.least:
                    print(f"| {room} | {case} | {kind} | {small:.3f} | {large:.3f} | {large / small:.1f} |", flush=True)


def _seconds(function: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    function(text)
    return time.process_time() - started


if __name__ == "__main__":
    main()
