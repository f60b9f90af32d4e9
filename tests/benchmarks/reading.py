"""Files and megabytes read in a second, format by format: ``python tests/benchmarks/reading.py FOLDER [SECONDS]``.

The files of a folder are read over and over in one process, those of each format for some SECONDS (2 without it).
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from time import perf_counter

from searchkit.reports.readers import FORMATS, read_source
from searchkit.reports.report import Report
from searchkit.reports.source import Source


def measured(files: list[Path], seconds: float) -> tuple[float, float, float]:
    """Files, megabytes and millions of characters of text a second."""
    read = size = letters = 0
    begun = perf_counter()
    while perf_counter() - begun < seconds:
        for file in files:
            for one in read_source(Source(file.name, file)):
                letters += len(one.text) if isinstance(one, Report) else 0
            read += 1
            size += file.stat().st_size
    took = perf_counter() - begun
    return read / took, size / took / 1e6, letters / took / 1e6


def main(folder: str, seconds: str = "2") -> None:
    """Prints a table, a row a format."""
    files: dict[str, list[Path]] = defaultdict(list)
    for file in sorted(Path(folder).rglob("*")):
        if file.is_file() and file.suffix.lower() in FORMATS:
            files[FORMATS[file.suffix.lower()].name].append(file)
    print("| format | files | files/s | MB/s | million characters/s |\n| :-- | --: | --: | --: | --: |")
    for form, some in sorted(files.items()):
        per_second = measured(some, float(seconds))
        print(f"| {form} | {len(some)} | {' | '.join(f'{value:.3g}' for value in per_second)} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
