"""How fast reports are indexed, in how much memory, and how large the index is, beside the peers.

    python tests/benchmarks/indexing.py [CORPUS.jsonl[.xz|.gz]] [--passages 20000] [--paragraphs] [--archive]

Each build is a process of its own, one after the other, reading the same reports; peers cut them into the same passages
and take the accents off with searchkit's own keys. The clock runs from the first report to the closed index. Memory is
the peak of the sum over the process and all that it started (Linux only; elsewhere 0).
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import archive
import corpora
import machine
import memory
import options
import peers

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
    corpus = options.corpus_of(arguments)
    size = arguments.passages or (None if corpus.path else _SEEDS_PASSAGES)
    arguments.work.mkdir(parents=True, exist_ok=True)
    rows = []
    for build in builds(arguments, size):
        rows.append(measured(corpus, size, build, arguments.work))
        print(" ".join(f"{key}={value}" for key, value in rows[-1].items()), flush=True)
    print(tables(rows))
    if arguments.archive:
        keep(archive.folder(arguments.results), corpus, rows)


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
            "megabytes_a_second": round(text_bytes / _MEGABYTE / seconds, 3),
            "peak_memory_megabytes": round(peak.peak / _MEGABYTE),
            "peak_anonymous_megabytes": round(peak.anonymous / _MEGABYTE),
            "index_megabytes": round(peers.disk_bytes(index) / _MEGABYTE, 2),
            "index_to_text": round(peers.disk_bytes(index) / text_bytes, 3),
            "segments": peers.segments(index),
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


def keep(inside: Path, corpus: corpora.Corpus, rows: Sequence[archive.Row]) -> None:
    """Archive one run beside the others of the day."""
    archive.write_csv(inside / f"indexing-{corpus.name}-{rows[0]['passages']}.csv", rows)
    sections = ["## Indexing", (__doc__ or "").split("\n\n")[-1].strip().replace("\n", " ")]
    sections += [tables(archive.read_csv(path)) for path in sorted(inside.glob("indexing-*.csv"))]
    archive.write_section(inside, "indexing", "\n\n".join(sections))


def tables(rows: Sequence[archive.Row]) -> str:
    """One run as Markdown."""
    first = rows[0]
    heads = ("build", "s", "MB/s of text", "speed ÷ bare", "peak MB", "anonymous MB", "index ÷ text", "segments")
    speeds = {row["engine"]: float(str(row["megabytes_a_second"])) for row in rows}
    bare = speeds.get(peers.BARE.name)
    lines = [
        (
            row["engine"],
            row["seconds"],
            row["megabytes_a_second"],
            f"{speeds[row['engine']] / bare:.2f} ×" if bare else "",
            row["peak_memory_megabytes"],
            row["peak_anonymous_megabytes"],
            row["index_to_text"],
            row["segments"] if int(str(row["segments"])) else "",
        )
        for row in rows
    ]
    title = f"### {first['corpus']}, {int(str(first['passages'])):,} passages, {first['text_megabytes']} MB of text"
    return f"{title}\n\n{archive.table(heads, lines)}"


if __name__ == "__main__":
    main()
