"""How long a query takes, by corpus size and by query length, beside the peers.

    python tests/benchmarks/latency.py [CORPUS.jsonl[.xz|.gz]] [--sizes 10000 100000] [--of articles] [--archive]

How it is measured is told in ``sections/latency.py``, for the reader of the results.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import corpora
import options
import peers
import prepared
import rows
from sections.latency import SECTION
from sections.section import OURS

ACCENTS = ("accented", "accent-free")
_WARM_UP_SEED = 77
_WARM_UP_SECONDS = 10


def main() -> None:
    parser = options.parser("Query latency of searchkit and its peers.", of=options.KINDS)
    add_options(parser)
    parser.add_argument("--queries", type=int, default=500, help="how many queries")
    parser.add_argument("--warm-up", type=int, default=60, help="other queries run first, for no result")
    parser.add_argument("--budget", type=float, default=60, help="seconds after which a slow peer drops out")
    parser.add_argument("--peers", nargs="*", metavar="NAME", help="only these peers; bare tantivy always runs")
    arguments = parser.parse_args()
    kept = options.archive_of(arguments)
    for corpus in options.corpora_of(arguments):
        for size in arguments.sizes:
            wanted = chosen(size, arguments.peers)
            made = prepared.prepare(
                corpus, size, wanted, arguments.work, rebuild=arguments.rebuild or arguments.archive
            )
            measured = run(made, corpus.name, wanted, arguments)
            print(SECTION.tables(rows.as_text(measured)), flush=True)
            if kept:
                kept.keep("latency", measured, facts(corpus, made, wanted))


def add_options(parser: argparse.ArgumentParser) -> None:
    """What every measuring of queries takes."""
    parser.add_argument("--sizes", type=int, nargs="+", default=(10_000, 100_000), help="numbers of passages")
    parser.add_argument("--rebuild", action="store_true", help="build searchkit's index anew if its code has changed")


def run(
    made: prepared.Prepared, name: str, wanted: Sequence[peers.Peer], arguments: argparse.Namespace
) -> list[dict[str, Any]]:
    """A row a query, as cut and without accents: its milliseconds in each engine that ran it."""
    searches = opened(made, wanted)
    queries = corpora.sample_queries(made.lines, arguments.queries)
    others = corpora.sample_queries(made.lines, arguments.warm_up, _WARM_UP_SEED)
    measured = []
    for accents in ACCENTS:
        found: list[dict[str, Any]] = [
            {
                "corpus": name,
                "passages": made.passages,
                "query": number,
                "accents": accents,
                "syllables": query.syllables,
                **dict.fromkeys(searches),
            }
            for number, query in enumerate(queries)
        ]
        _warm_up(searches, [_text(query, accents) for query in others])
        for number, engine, seconds in timed(searches, [_text(query, accents) for query in queries], arguments.budget):
            found[number][engine] = round(seconds * 1000, 3)
        measured += found
    return measured


def opened(made: prepared.Prepared, wanted: Sequence[peers.Peer]) -> dict[str, peers.Search]:
    """What runs a query, by engine; searchkit is the first."""
    searches = {OURS: peers.open_searchkit(made.index_of(OURS), made.lines)}
    return searches | {peer.name: peer.open(made.index_of(peer.name), made.lines) for peer in wanted}


def facts(corpus: corpora.Corpus, made: prepared.Prepared, wanted: Sequence[peers.Peer]) -> dict[str, object]:
    """What is worth knowing about the indexes that queries ran in."""
    segments = {name: peers.segments(made.index_of(name)) for name in (OURS, *(peer.name for peer in wanted))}
    return {
        **corpus.facts(),
        "reports": peers.reports(made.index_of(OURS)),
        "segments": {name: number for name, number in segments.items() if number},
    }


def chosen(size: int, names: Sequence[str] | None) -> list[peers.Peer]:
    """The peers for a size: those named, or all that aren't too slow for it; bare tantivy in any case."""
    if names is None:
        return [peer for peer in peers.PEERS if peer.most is None or size <= peer.most]
    known = {peer.name for peer in peers.PEERS}
    if unknown := set(names) - known:
        raise SystemExit(f"There is no peer {', '.join(unknown)}; there are {', '.join(known)} (bm25s if installed).")
    return [peer for peer in peers.PEERS if peer is peers.BARE or peer.name in names]


def timed(
    searches: Mapping[str, peers.Search], texts: Sequence[str], budget: float
) -> Iterable[tuple[int, str, float]]:
    """Query number, engine and seconds of each query in each engine, the engines taking turns at going first."""
    spent = dict.fromkeys(searches, 0.0)
    gc.collect()
    gc.freeze()
    for number, text in enumerate(texts):
        names = [name for name in searches if spent[name] < budget or name in (OURS, peers.BARE.name)]
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            start = time.perf_counter()
            searches[name](text)
            seconds = time.perf_counter() - start
            spent[name] += seconds
            yield number, name, seconds
    gc.unfreeze()


def _warm_up(searches: Mapping[str, peers.Search], texts: Sequence[str]) -> None:
    for search in searches.values():
        start = time.perf_counter()
        for text in texts:
            search(text)
            if time.perf_counter() - start > _WARM_UP_SECONDS:
                break


def _text(query: corpora.Query, accents: str) -> str:
    return query.accented if accents == "accented" else query.accent_free


if __name__ == "__main__":
    main()
