"""How many queries a second some threads get done together, beside bare tantivy and work that needs no lock.

    python tests/benchmarks/threads.py [CORPUS.jsonl[.xz|.gz]] [--sizes 10000 100000] [--threads 1 2] [--archive]

How it is measured is told in ``sections/threads.py``, for the reader of the results.
"""

from __future__ import annotations

import hashlib
import itertools
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import corpora
import latency
import options
import peers
import prepared
import rows
from sections.threads import SECTION

#: Native work of about a millisecond without Python's lock.
CONTROL = "control (SHA-256)"
_CONTROL_BYTES = bytes(1_000_000)
_ROUNDS = 3


def main() -> None:
    parser = options.parser("Queries a second in some numbers of threads.", of=("paragraphs",))
    latency.add_options(parser)
    parser.add_argument("--queries", type=int, default=240, help="how many queries")
    parser.add_argument("--threads", type=int, nargs="+", default=(1, 2), help="numbers of threads")
    arguments = parser.parse_args()
    kept = options.archive_of(arguments)
    for corpus in options.corpora_of(arguments):
        for size in arguments.sizes:
            made = prepared.prepare(
                corpus, size, [peers.BARE], arguments.work, rebuild=arguments.rebuild or arguments.archive
            )
            texts = [query.accented for query in corpora.sample_queries(made.lines, arguments.queries)]
            searches = latency.opened(made, [peers.BARE]) | {CONTROL: _control}
            of = {"corpus": corpus.name, "passages": made.passages, "queries": len(texts)}
            speeds = in_threads(searches, texts, arguments.threads)
            measured = [{**of, "threads": threads, **found} for threads, found in speeds.items()]
            print(SECTION.tables(rows.as_text(measured)), flush=True)
            if kept:
                kept.keep("threads", measured, latency.facts(corpus, made, [peers.BARE]))


def in_threads(
    searches: Mapping[str, peers.Search], texts: Sequence[str], numbers: Sequence[int]
) -> dict[int, dict[str, float]]:
    """Queries a second, by number of threads at work on the queries and engine: the best of three rounds in turns."""
    best = {threads: dict.fromkeys(searches, 0.0) for threads in numbers}
    for _, name, threads in itertools.product(range(_ROUNDS), searches, numbers):
        shares = [texts[share::threads] for share in range(threads)]
        with ThreadPoolExecutor(threads) as pool:
            start = time.perf_counter()
            for _ in pool.map(partial(_search_all, searches[name]), shares):
                pass
            speed = len(texts) / (time.perf_counter() - start)
        best[threads][name] = max(best[threads][name], round(speed, 1))
    return best


def _search_all(search: peers.Search, texts: Sequence[str]) -> None:
    for text in texts:
        search(text)


def _control(_: str) -> list[str]:
    return [hashlib.sha256(_CONTROL_BYTES).hexdigest()]


if __name__ == "__main__":
    main()
