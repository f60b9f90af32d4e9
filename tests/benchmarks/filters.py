"""What the facts of reports cost an index, and how long searches with filters and facets take.

    python tests/benchmarks/filters.py CORPUS.jsonl[.xz] [--articles N]
    python tests/benchmarks/filters.py --index DIR [--fields NAME ...]

The first makes an index with each part of what a report says of itself, and without any, the second asks one that is
there. Times are of the processor, the best of several.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import searchkit
from searchkit import Index, Report
from searchkit.indexing import documents
from searchkit.indexing.facts import NOTHING, Said, said_by
from tests.benchmarks.corpora import Corpus

#: What is kept, by its name.
PARTS: dict[str, Callable[..., Said]] = {
    "nothing": lambda *of: NOTHING,
    "keys of filters": lambda *of: NOTHING._replace(keys=said_by(*of).keys),
    "keys of facets": lambda *of: NOTHING._replace(shown=said_by(*of).shown),
    "facts with each passage": lambda *of: NOTHING._replace(facts=said_by(*of).facts),
    "all": said_by,
}
FIELDS = ("place", "year", "month", "source", "author", "kind")
QUERIES = ("công tác xây dựng đảng", "dang uy", "hội nghị tổng kết năm")
FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"place": "ha noi"},
    {"since": "2005"},
    {"since": "3/2005", "until": "12/7/2006"},
)
_TIMES = 7


def main() -> None:
    parser = argparse.ArgumentParser(description="What filters and facets cost.")
    parser.add_argument("corpus", type=Path, nargs="?", help="JSON Lines, also .xz")
    parser.add_argument("--articles", type=int, default=3000, help="how many of them to index")
    parser.add_argument("--index", type=Path, help="an index to ask")
    parser.add_argument("--fields", nargs="+", default=FIELDS, help="what to count by")
    arguments = parser.parse_args()
    if arguments.corpus:
        sizes(list(islice(Corpus(arguments.corpus).reports(), arguments.articles)))
    if arguments.index:
        with searchkit.open(arguments.index) as index:
            times(index, arguments.fields)


def sizes(reports: list[Report]) -> None:
    """Print the bytes and the seconds of an index with each part."""
    texts = sum(len(report.text.encode()) for report in reports)
    print(f"{len(reports):,} reports, {texts / 1e6:.1f} MB of text")
    for name, kept in PARTS.items():
        documents.said_by = kept  # type: ignore[assignment]
        with tempfile.TemporaryDirectory() as folder, searchkit.create(Path(folder) / "index") as index:
            started = time.process_time()
            index.add(reports)
            print(f"{name:<24} {index.stats().size:>12,} bytes {time.process_time() - started:8.2f} s", flush=True)


def times(index: Index, fields: Iterable[str]) -> None:
    """Print the milliseconds of facets and of searches with filters."""
    print(f"{index.stats().reports:,} reports, {index.stats().passages:,} passages")
    for query in ("", *QUERIES[1:2]):
        for field in fields:
            facets = index.facets(field, query)
            took = _best(lambda field=field, query=query: index.facets(field, query))
            print(f"facets {field:<8} {query!r:<12} {took:8.1f} ms, {facets.different:,} values")
    for query in QUERIES:
        for filters in FILTERS:
            total = index.search(query, **filters).totals.any_word
            took = _best(lambda query=query, filters=filters: index.search(query, **filters))
            print(f"{query} {filters} {took:8.1f} ms, {total:,} passages")


def _best(action: Callable[[], object]) -> float:
    taken = []
    for _ in range(_TIMES):
        started = time.process_time()
        action()
        taken.append(time.process_time() - started)
    return min(taken) * 1000


if __name__ == "__main__":
    main()
