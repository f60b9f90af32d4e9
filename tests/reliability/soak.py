"""Searches an index in processes and threads while it is written, and tells of every answer that no commit gives.

    nice python tests/reliability/soak.py --passages 50000 --seed 1 --engine tantivy

A writer adds, changes and removes reports, so many passages in all. Four processes search, and a fifth in sixteen
threads. What a report says is known from its number and its edition, so every answer is compared with what should be
there at one of the commits from the one before the search began to the one after it ended. The exit code is 1 if an
answer was wrong, or if memory, handles or files grow.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if not __package__:
    sys.path[0] = str(ROOT)

import searchkit  # noqa: E402
from searchkit import Index, Report  # noqa: E402

_TENS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
#: Reports that exist at a time, and passages of each.
_IDS, _PASSAGES = 300, 5
#: How many threads each process searches in.
READERS = (1, 1, 1, 1, 16)
#: Bytes that a process may grow by from the first quarter of the time on, and handles.
MOST_GROWTH, MOST_HANDLES = 64 << 20, 32

#: What is there at a commit: the edition of each report.
Editions = Mapping[int, int]


def report(number: int, edition: int) -> Report:
    """A report of five passages, each of which names its edition and one word of ten."""
    word = _TENS[(number + edition) % 10]
    sentence = f"Đảng ủy khối {word} họp về báo cáo{edition} của chi bộ nhà{number}. "
    return Report(str(number), (sentence * 9 + "\n\n") * _PASSAGES, f"Lần {edition}")


def answer(index: Index, chance: Random) -> tuple[str, dict[int, int]]:
    """Search for something: the word, and the edition of each report that was shown, all of its passages."""
    word = chance.choice(_TENS)
    results = index.search(f'"khối {word}"', 10_000, all_copies=True)
    found: dict[int, int] = {}
    passages: Counter[int] = Counter()
    for hit in results:
        number, edition = int(hit.report.id), int(hit.report.title.removeprefix("Lần "))
        assert f"báo cáo{edition} của chi bộ nhà{number}." in hit.passage.text, hit
        assert found.setdefault(number, edition) == edition, f"two editions of {number}"
        passages[number] += 1
    assert set(passages.values()) <= {_PASSAGES}, passages
    assert results.total == sum(passages.values())
    return word, found


def expected(editions: Editions, word: str) -> dict[int, int]:
    """The reports that have a word, with their editions."""
    return {number: edition for number, edition in editions.items() if _TENS[(number + edition) % 10] == word}


class Journal:
    """What was committed, in a file that all processes read: a line before a commit, a line after it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._read = 0
        #: The last commit that is done, the last that was begun, and what is there at those that still matter.
        self.done = self.begun = 0
        self.states: dict[int, Editions] = {}

    def write(self, kind: str, number: int, editions: Editions) -> None:
        with self._file.open("a", encoding="utf-8") as lines:
            lines.write(f"{json.dumps([kind, number, editions])}\n")

    def look(self) -> None:
        """Read what is new."""
        with self._file.open("rb") as lines:
            lines.seek(self._read)
            for line in lines:
                if not line.endswith(b"\n"):
                    break
                self._read += len(line)
                kind, number, editions = json.loads(line)
                self.states[number] = {int(name): edition for name, edition in editions.items()}
                self.begun = number
                if kind == "done":
                    self.done = number

    def forget(self, before: int) -> None:
        """Forget what was there earlier."""
        for number in [number for number in self.states if number < before]:
            del self.states[number]


def search_until(stop: threading.Event, index: Index, file: Path, seed: int, told: Counter[str]) -> None:
    """Search and compare, again and again."""
    chance, journal = Random(seed), Journal(file)
    while not stop.is_set():
        journal.look()
        first = journal.done
        journal.forget(first)
        try:
            word, found = answer(index, chance)
        except Exception as error:
            told["wrong"] += 1
            print(f"wrong: {type(error).__name__}: {str(error)[:300]}", file=sys.stderr, flush=True)
            continue
        journal.look()
        told["searches"] += 1
        possible = [expected(journal.states[number], word) for number in range(first, journal.begun + 1)]
        if found not in possible:
            told["wrong"] += 1
            print(f"wrong: {word} after commit {first}: {found} is none of {possible}", file=sys.stderr, flush=True)


def searcher(folder: Path, journal: Path, threads: int, seed: int) -> None:
    """A process that searches in some threads until it is told to stop, and says what it did."""
    told: Counter[str] = Counter()
    stop = threading.Event()
    sizes: list[tuple[int, int]] = []
    with searchkit.open(folder) as index:
        workers = [
            threading.Thread(target=search_until, args=(stop, index, journal, seed + number, told))
            for number in range(threads)
        ]
        for worker in workers:
            worker.start()
        waiting = threading.Thread(target=lambda: (sys.stdin.read(), stop.set()))
        waiting.start()
        while not stop.wait(0.5):
            sizes.append(usage())
        for worker in (*workers, waiting):
            worker.join()
    early = sizes[len(sizes) // 4 :][:1] or [(0, 0)]
    late = sizes[-1:] or [(0, 0)]
    growth = {"memory": late[0][0] - early[0][0], "handles": late[0][1] - early[0][1]}
    print(json.dumps({**told, **growth}))


def usage() -> tuple[int, int]:
    """Bytes of memory of this process that are its own, and its open files."""
    _, resident, shared, *_ = map(int, Path("/proc/self/statm").read_text().split())
    pages = resident - shared  # the files of the index aren't its own
    return pages * os.sysconf("SC_PAGE_SIZE"), len(list(Path("/proc/self/fd").iterdir()))


def write(index: Index, journal: Journal, passages: int, chance: Random) -> tuple[int, int]:
    """Add, change and remove reports, so many passages in all: how many commits it took, and the most files at once."""
    editions: dict[int, int] = {}
    commits = written = most = 0
    journal.write("done", 0, editions)
    while written < passages:
        commits += 1
        if editions and chance.random() < 0.3:
            gone = chance.sample(sorted(editions), min(len(editions), 40))
            for number in gone:
                del editions[number]
            journal.write("begun", commits, editions)
            written += index.remove(*map(str, gone))
        else:
            changed = chance.sample(range(_IDS), chance.randint(1, 200))
            editions.update(dict.fromkeys(changed, commits))
            journal.write("begun", commits, editions)
            written += index.add(report(number, commits) for number in changed).passages
        journal.write("done", commits, editions)
        most = max(most, sum(1 for _ in index.path.rglob("*")))
    return commits, most


def soak(folder: Path, engine: str, passages: int, seed: int, readers_of: Sequence[int] = READERS) -> dict[str, Any]:
    """Write and search at once; figures of it all."""
    journal = Journal(folder / "journal")
    began = time.monotonic()
    with searchkit.create(folder / "index", engine) as index:
        journal.write("done", 0, {})
        command = [sys.executable, __file__, "--searcher", str(folder)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        readers = [
            subprocess.Popen(
                [*command, "--threads", str(threads), "--seed", str(seed + 100 * number)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
            )
            for number, threads in enumerate(readers_of)
        ]  # fmt: skip
        commits, most = write(index, journal, passages, Random(seed))
        said = [json.loads(reader.communicate()[0]) for reader in readers]
        index.add(report(0, commits + 1))
        files = sum(1 for _ in index.path.rglob("*"))
    return {
        "passages": passages,
        "commits": commits,
        "searches": sum(one.get("searches", 0) for one in said),
        "wrong": sum(one.get("wrong", 0) for one in said),
        "memory": max(one["memory"] for one in said),
        "handles": max(one["handles"] for one in said),
        "files": files,
        "most files": most,
        "seconds": round(time.monotonic() - began),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--passages", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", default="tantivy")
    parser.add_argument("--threads", type=int, default=1, help=argparse.SUPPRESS)
    parser.add_argument("--searcher", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.searcher:
        searcher(wanted.searcher / "index", wanted.searcher / "journal", wanted.threads, wanted.seed)
        return 0
    with tempfile.TemporaryDirectory() as name:
        told = soak(Path(name), wanted.engine, wanted.passages, wanted.seed)
    print(f"| {wanted.engine} | " + " | ".join(f"{name} {figure:,}" for name, figure in told.items()) + " |")
    return 1 if told["wrong"] or told["memory"] > MOST_GROWTH or told["handles"] > MOST_HANDLES else 0


if __name__ == "__main__":
    sys.exit(main())
