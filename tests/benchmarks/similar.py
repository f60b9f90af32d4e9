"""Whether the half of an article is found by the other half, and how long that takes.

Articles of a corpus are cut in two where a passage begins, and both halves indexed as reports without a title: of all
reports the one most like a half is, as a rule, the other. ``python tests/benchmarks/similar.py CORPUS``
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from time import process_time

from corpora import Corpus

import searchkit
from searchkit import Report
from searchkit.reports.passages import passages

_DEPTH = 10


def main() -> None:
    """Print the share found first and among ten, and the processor time of a call."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, nargs="?", help="JSON Lines of articles; not needed with --index")
    parser.add_argument("--articles", type=int, default=4000, help="articles of two passages or more to cut")
    parser.add_argument("--asked", type=int, default=500, help="reports to ask for")
    parser.add_argument("--index", type=Path, help="measure the time alone, in this index")
    options = parser.parse_args()
    if options.index:
        with searchkit.open(options.index) as index:
            _measure(index, options.asked)
        return
    if not options.corpus:
        parser.error("name a CORPUS, or an --index")
    with tempfile.TemporaryDirectory() as folder, searchkit.create(folder) as index:
        index.add(islice(_halves(Corpus(options.corpus)), 2 * options.articles), jobs=2)
        ranks = _measure(index, options.asked)
    print(f"the other half first: {ranks.count(1) / len(ranks):.1%}; among ten: {1 - ranks.count(0) / len(ranks):.1%}")
    print(f"by chance among ten: {_DEPTH / (2 * options.articles):.2%}")


def _measure(index: searchkit.Index, asked: int) -> list[int]:
    """Ask for some reports, and print the processor time; the rank of each one's other half."""
    chosen = random.Random(25).sample(index.ids(), asked)
    ranks, times = zip(*(_asked(index, identity) for identity in chosen), strict=True)
    print(f"{index.stats().reports:,} reports, {asked} asked for")
    print(f"processor time: median {median(times) * 1e3:.1f} ms, 95th {quantiles(times, n=20)[-1] * 1e3:.1f} ms")
    return list(ranks)


def _halves(corpus: Corpus) -> Iterator[Report]:
    for report in corpus.reports():
        cut = passages(report)
        if len(cut) > 1:
            middle = cut[len(cut) // 2].start
            for number, text in enumerate((report.text[:middle], report.text[middle:])):
                yield Report(id=f"{report.id}/{number}", text=text)


def _asked(index: searchkit.Index, identity: str) -> tuple[int, float]:
    """The rank of the other half, 0 if it isn't there, and the seconds of processor time."""
    name, _, number = identity.rpartition("/")
    started = process_time()
    found = [hit.report.id for hit in index.similar(identity, _DEPTH)]
    spent = process_time() - started
    other = f"{name}/{1 - int(number)}" if name else ""
    return (found.index(other) + 1 if other in found else 0), spent


if __name__ == "__main__":
    main()
