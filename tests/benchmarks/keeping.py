"""What it costs to keep an index in step with a folder: of many files of which none, or one in a hundred, has changed.

    python tests/benchmarks/keeping.py [--files 100000] [--engine tantivy]

Makes that many small text files in a temporary folder, a thousand to a folder, indexes them, and goes over them again:
unchanged, touched, with one in a hundred changed, and with one in a hundred moved. Seconds of a clock, and of the
processor in all processes; "walking" is the part of the first that finds the files and asks for their sizes and times,
"ledger" the part that reads what the index knows of them.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import searchkit
from searchkit import engines
from searchkit.indexing.planning import ledger_in
from searchkit.reports.files import ReportFile, find

_WORDS = (  # noqa: SIM905
    "đảng ủy khối tổng kết công tác xây dựng chi bộ học tập hội nghị cán bộ đoàn viên thanh niên dân quân"
).split()


def main() -> None:
    parser = argparse.ArgumentParser(description="What it costs to keep an index in step with a folder.")
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--engine", choices=engines.NAMES, default=engines.DEFAULT)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "reports")
        files = [root / f"{number // 1000:03}" / f"{number:06}.txt" for number in range(arguments.files)]
        for number, file in enumerate(files):
            write(file, number)
        some = files[::100]
        with searchkit.create(Path(folder, "index"), arguments.engine) as index:
            timed("indexing all", lambda: index.sync(root))
            timed("unchanged", lambda: index.sync(root))
            timed("  of which walking", lambda: looked_at(root))
            timed("  of which ledger", lambda: ledger_in(index._current.view()))
            for file in files:
                age(file, 7200)
            timed("touched", lambda: index.sync(root))
            timed("touched before", lambda: index.sync(root))
            for number, file in enumerate(some):
                write(file, -number - 1)
            timed("1 in 100 changed", lambda: index.sync(root))
            for file in some:
                file.rename(file.with_suffix(".md"))
            timed("1 in 100 renamed", lambda: index.sync(root))


def write(file: Path, number: int) -> None:
    """A report of some forty words, an hour old."""
    file.parent.mkdir(parents=True, exist_ok=True)
    words = " ".join(_WORDS[(number * step) % len(_WORDS)] for step in range(1, 41))
    file.write_text(f"Báo cáo số {number}: {words}.", encoding="utf-8")
    age(file, 3600)


def age(file: Path, seconds: float) -> None:
    """Make a file look so old."""
    moment = time.time() - seconds
    os.utime(file, (moment, moment))


def looked_at(root: Path) -> None:
    """Find all files and ask for their sizes and times."""
    for file in find([root]):
        if isinstance(file, ReportFile):
            file.path.stat()


def timed(name: str, do: Callable[[], object]) -> None:
    """Do something, and print how long it took."""
    clock, processor = time.perf_counter(), used()
    do()
    print(f"{name:<20} {time.perf_counter() - clock:8.1f} s   {used() - processor:8.1f} s of the processor", flush=True)


def used() -> float:
    """Seconds of the processor that this process and those it ended have used."""
    each = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in each)


if __name__ == "__main__":
    main()
