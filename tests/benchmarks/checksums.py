"""What checksums cost: when a record is read, and when an index is opened; in processor time, the best of some rows.

python -m tests.benchmarks.checksums
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import searchkit
from searchkit import Report
from searchkit.engines import _tantivy_checks
from searchkit.engines._whoosh_reading import SafeIndex
from searchkit.indexing.documents import documents_of
from searchkit.storage import records
from searchkit.storage.size import size_of
from tests.reliability.damage import ROOT, make

_ROWS = 5
# How often the sample reports are in an index: Whoosh writes some hundred passages a second.
_TIMES = {"tantivy": 100, "whoosh": 20}


def best(work: Callable[[], object]) -> float:
    """The seconds of processor time that some work takes."""
    times = []
    for _ in range(_ROWS):
        before = time.process_time()
        work()
        times.append(time.process_time() - before)
    return min(times)


def of_records() -> None:
    """Reading records, and what of it the checksum takes."""
    reports = [report for report in searchkit.read(ROOT / "seeds") if isinstance(report, Report)]
    stored = [document.stored for document in documents_of(reports).passages] * 200
    whole = best(lambda: [records.decode(one) for one in stored])
    checksum = best(lambda: [records._checksum(one[8:]) for one in stored])
    parsing = best(lambda: [records.Record(*json.loads(one[8:])) for one in stored])
    length = sum(len(one.encode()) for one in stored) / len(stored)
    print(
        f"A record: 8 of {length:,.0f} bytes; {whole / len(stored) * 1e6:.1f} µs to read, of which checksum "
        f"{checksum / len(stored) * 1e6:.1f}, JSON {parsing / len(stored) * 1e6:.1f}"
    )


def of_opening() -> None:
    """Opening an index, with and without looking at its files."""
    for engine, times in _TIMES.items():
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch, "index")
            make(folder, engine, ROOT / "seeds", times)
            with searchkit.open(folder) as index:
                passages = index.stats().passages
            checked = best(lambda: searchkit.open(folder).close())  # noqa: B023
            with (
                patch.object(_tantivy_checks, "check_commit", lambda *arguments: None),
                patch.object(_tantivy_checks, "check_small_files", lambda *arguments: None),
                patch.object(SafeIndex, "_check", lambda *arguments: None),
            ):
                bare = best(lambda: searchkit.open(folder).close())  # noqa: B023
            print(
                f"{engine}: {passages:,} passages, {size_of(folder) / 1e6:.1f} MB: opened in {checked * 1e3:.1f} ms, "
                f"without checks in {bare * 1e3:.1f} ms"
            )


if __name__ == "__main__":
    of_records()
    of_opening()
