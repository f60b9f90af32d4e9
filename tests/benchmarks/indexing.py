"""How fast reports are indexed, in how much memory, and how large the index is, beside the peers.

    python tests/benchmarks/indexing.py [CORPUS.jsonl[.xz|.gz]] [--passages 20000] [--archive]

How it is measured is told in ``sections/indexing.py``, for the reader of the results.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import time
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import corpora
import machine
import memory
import options
import peers
import rows
from sections.indexing import SECTION

import searchkit

_MEGABYTE = 1_000_000
_SEEDS_PASSAGES = 20_000


class Build(NamedTuple):
    """One build: an engine's name, and for searchkit the number of processes."""

    engine: str
    jobs: int | None = None

    @property
    def name(self) -> str:
        """How tables name it."""
        return self.engine if self.jobs is None else f"{self.engine} --jobs {self.jobs}"


def main() -> None:
    parser = options.parser("Speed, memory and size of indexing, searchkit and its peers.")
    parser.add_argument("--passages", type=int, help="stop after so many; without: the whole corpus (seeds: 20,000)")
    parser.add_argument("--peers", nargs="*", metavar="NAME", help="only these peers (none: only searchkit)")
    arguments = parser.parse_args()
    kept = options.archive_of(arguments)
    size = arguments.passages or (None if arguments.corpus else _SEEDS_PASSAGES)
    arguments.work.mkdir(parents=True, exist_ok=True)
    for corpus in options.corpora_of(arguments):
        made = []
        for build in builds(arguments, size):
            made.append(measured(corpus, size, build, arguments.work))
            print(" ".join(f"{name}={value}" for name, value in made[-1].items()), flush=True)
        print(SECTION.tables(rows.as_text(made)))
        if kept:
            kept.keep("indexing", made, corpus.facts())


def builds(arguments: argparse.Namespace, size: int | None) -> Iterator[Build]:
    """searchkit in one process and in as many as there are cores, then the peers that a size isn't too much for."""
    for jobs in sorted({1, machine.cores()}):
        yield Build("searchkit", jobs)
    for peer in peers.PEERS:
        if arguments.peers is None:
            # A whole corpus may be large.
            wanted = peer is peers.BARE or (size is not None and (peer.most is None or size <= peer.most))
        else:
            wanted = peer.name in arguments.peers
        if wanted:
            yield Build(peer.name)


def measured(corpus: corpora.Corpus, size: int | None, build: Build, work: Path) -> dict[str, object]:
    """Run one build in a fresh process and watch its memory."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    with tempfile.TemporaryDirectory(dir=work) as folder:
        index = Path(folder) / "index"
        process = context.Process(target=_build, args=(corpus, size, build, index, sender))
        process.start()
        sender.close()
        with memory.PeakMemory(process.pid or 0) as peak:
            try:
                seconds, text_bytes, passages = receiver.recv()
            except EOFError:
                raise SystemExit(f"{build.name} failed; see its error above.") from None
            process.join()
        return {
            "corpus": corpus.name,
            "engine": build.name,
            "passages": passages,
            "text_megabytes": round(text_bytes / _MEGABYTE, 3),
            "seconds": round(seconds, 2),
            "peak_memory_megabytes": round(peak.peak / _MEGABYTE),
            "peak_anonymous_megabytes": round(peak.anonymous / _MEGABYTE),
            "index_megabytes": round(peers.disk_bytes(index) / _MEGABYTE, 2),
            "segments": peers.segments(index) or None,
        }


class _Counter:
    """Counts the bytes of text in UTF-8 as reports pass by."""

    def __init__(self) -> None:
        self.bytes = 0

    def counted(self, reports: Iterable[searchkit.Report]) -> Iterator[searchkit.Report]:
        for report in reports:
            self.bytes += len(report.title.encode()) + len(report.text.encode())
            yield report


def _build(corpus: corpora.Corpus, size: int | None, build: Build, folder: Path, result: Connection) -> None:
    """In a process of its own: build, and send seconds, bytes of text, and passages."""
    counter = _Counter()
    start = time.perf_counter()
    reports = counter.counted(corpus.first(size))
    if build.jobs is not None:
        passages = peers.build_searchkit(folder, reports, build.jobs).passages
    else:
        folder.mkdir()
        numbered = _Numbered(corpora.passage_lines(reports))
        next(peer for peer in peers.PEERS if peer.name == build.engine).build(folder, numbered)
        passages = numbered.number
    result.send((time.perf_counter() - start, counter.bytes, passages))
    result.close()


class _Numbered(Iterable[str]):
    """Lines, counted as they pass by."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.number = 0
        self._lines = lines

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.number += 1
            yield line


if __name__ == "__main__":
    main()
