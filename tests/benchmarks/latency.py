"""How long a query takes, by corpus size and by query length, beside the peers.

    python tests/benchmarks/latency.py [CORPUS.jsonl[.xz|.gz]] [--sizes 10000 100000] [--paragraphs] [--archive]

Every engine gets the same queries over the same passages in the same run, one query after another, in turns: the first
to go changes with each query. Queries are cut from the corpus, 1 to 12 syllables; they run as cut and without accents.
searchkit gives 10 hits with highlighted snippets, a peer the texts of 10 hits cut short. Times are of warm queries in
one thread. Then some numbers of threads share the queries; the control is native work that needs no lock, so it shows
how far this machine lets threads scale just then.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import itertools
import statistics
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import archive
import corpora
import options
import peers
import plots
import prepared

SIZES = (10_000, 100_000, 600_000, 2_000_000)
KINDS = ("accented", "accent-free")
OURS = "searchkit"
#: Native work of about a millisecond without Python's lock: how far this machine lets threads scale just now.
CONTROL = "control (SHA-256)"
_CONTROL_BYTES = bytes(1_000_000)
_WARM_UP_SEED = 77
_THREADED_QUERIES = 240


def main() -> None:
    parser = options.parser("Query latency of searchkit and its peers.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES[:2], help="numbers of passages")
    parser.add_argument("--queries", type=int, default=500, help="how many queries")
    parser.add_argument("--warm-up", type=int, default=60, help="other queries run first, for no result")
    parser.add_argument("--budget", type=float, default=60, help="seconds after which a slow peer drops out")
    parser.add_argument("--peers", nargs="*", metavar="NAME", help="only these peers; bare tantivy always runs")
    parser.add_argument("--threads", type=int, nargs="*", default=[1, 2], help="threads to run queries in, for speed")
    parser.add_argument("--rebuild", action="store_true", help="build searchkit's index anew if its code has changed")
    arguments = parser.parse_args()
    corpus = options.corpus_of(arguments)
    rows: list[archive.Row] = []
    for size in arguments.sizes:
        measured, throughput = run(corpus, size, arguments)
        print("\n".join(tables(corpus.name, size, measured, throughput)), flush=True)
        rows += measured
        if arguments.archive:
            keep(archive.folder(arguments.results), corpus, size, measured, throughput)


def run(
    corpus: corpora.Corpus, size: int, arguments: argparse.Namespace
) -> tuple[list[archive.Row], list[archive.Row]]:
    """The time of each query in each engine, and queries a second in some numbers of threads."""
    wanted = chosen(size, arguments.peers)
    made = prepared.prepare(corpus, size, wanted, arguments.work, arguments.rebuild)
    searches = {OURS: peers.open_searchkit(made.index_of(OURS), made.lines)}
    searches |= {peer.name: peer.open(made.index_of(peer.name), made.lines) for peer in wanted}
    rows: list[archive.Row] = []
    queries = corpora.sample_queries(made.lines, arguments.queries)
    for kind in KINDS:
        texts = [_text(query, kind) for query in queries]
        others = [_text(query, kind) for query in corpora.sample_queries(made.lines, arguments.warm_up, _WARM_UP_SEED)]
        _warm_up(searches, others)
        for number, name, seconds in timed(searches, texts, arguments.budget):
            query = queries[number]
            rows.append(
                {
                    "corpus": corpus.name,
                    "passages": made.passages,
                    "segments": peers.segments(made.index_of(name)),
                    "engine": name,
                    "kind": kind,
                    "query": number,
                    "syllables": query.syllables,
                    "milliseconds": round(seconds * 1000, 4),
                }
            )
    counted = {name: searches[name] for name in (OURS, peers.BARE.name)} | {CONTROL: _control}
    speeds = in_threads(counted, [query.accented for query in queries[:_THREADED_QUERIES]], arguments.threads)
    throughput: list[archive.Row] = [
        {
            "corpus": corpus.name,
            "passages": made.passages,
            "engine": name,
            "threads": threads,
            "queries_a_second": round(speed, 1),
        }
        for (name, threads), speed in speeds.items()
    ]
    return rows, throughput


def chosen(size: int, names: Sequence[str] | None) -> list[peers.Peer]:
    """The peers for a size: those named, or all that aren't too slow for it; bare tantivy in any case."""
    if names is None:
        return [peer for peer in peers.PEERS if peer.most is None or size <= peer.most]
    known = {peer.name for peer in peers.PEERS}
    if unknown := set(names) - known:
        raise SystemExit(f"There is no peer {', '.join(unknown)}; there are {', '.join(known)} (bm25s if installed).")
    return [peer for peer in peers.PEERS if peer is peers.BARE or peer.name in names]


def timed(searches: dict[str, peers.Search], texts: Sequence[str], budget: float) -> Iterable[tuple[int, str, float]]:
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


def in_threads(
    searches: dict[str, peers.Search], texts: Sequence[str], numbers: Sequence[int]
) -> dict[tuple[str, int], float]:
    """Queries a second, by engine and number of threads at work on the queries: the best of three rounds in turns."""
    best = dict.fromkeys(itertools.product(searches, numbers), 0.0)
    for _ in range(3):
        for name, threads in best:
            shares = [texts[share::threads] for share in range(threads)]
            with ThreadPoolExecutor(threads) as pool:
                start = time.perf_counter()
                for _ in pool.map(partial(_search_all, searches[name]), shares):
                    pass
                best[name, threads] = max(best[name, threads], len(texts) / (time.perf_counter() - start))
    return best


def _search_all(search: peers.Search, texts: Sequence[str]) -> None:
    for text in texts:
        search(text)


def _control(_: str) -> list[str]:
    return [hashlib.sha256(_CONTROL_BYTES).hexdigest()]


def _warm_up(searches: dict[str, peers.Search], texts: Sequence[str]) -> None:
    for search in searches.values():
        start = time.perf_counter()
        for text in texts:
            search(text)
            if time.perf_counter() - start > 10:
                break


def _text(query: corpora.Query, kind: str) -> str:
    return query.accented if kind == "accented" else query.accent_free


def keep(
    inside: Path,
    corpus: corpora.Corpus,
    size: int,
    rows: Sequence[archive.Row],
    throughput: Sequence[archive.Row],
) -> None:
    """Archive one run, and draw all runs of the day anew."""
    archive.write_csv(inside / f"latency-{corpus.name}-{size}.csv", rows)
    if throughput:
        archive.write_csv(inside / f"threads-{corpus.name}-{size}.csv", throughput)
    sections = ["## Query latency\n", (__doc__ or "").split("\n\n")[-1].strip().replace("\n", " ")]
    runs = sorted(inside.glob("latency-*.csv"), key=lambda path: (_run(path)[0], _run(path)[1]))
    for path in runs:
        threads = path.with_name(path.name.replace("latency-", "threads-", 1))
        name, of_size = _run(path)
        sections += tables(name, of_size, archive.read_csv(path), archive.read_csv(threads) if threads.exists() else [])
    for name in dict.fromkeys(_run(path)[0] for path in runs):
        measured = [row for path in runs if _run(path)[0] == name for row in archive.read_csv(path)]
        image = inside / f"latency-{name}.png"
        if plots.latency(image, name, measured):
            sections.append(f"\n![Latency against corpus size]({image.name})")
    archive.write_section(inside, "latency", "\n".join(sections))


def _run(path: Path) -> tuple[str, int]:
    name, _, size = path.stem.removeprefix("latency-").rpartition("-")
    return name, int(size)


def tables(name: str, size: int, rows: Sequence[archive.Row], throughput: Sequence[archive.Row]) -> list[str]:
    """One run as Markdown: all engines, then searchkit and bare tantivy by query length, then threads."""
    lines = [f"\n### {name}, {int(str(rows[0]['passages'])):,} passages\n"]
    lines.append(archive.table(("engine", "queries", "segments", "median ms", "p95 ms", *_RATIOS), _engines(rows)))
    lines += ["", "By query length, searchkit beside bare tantivy (median ms; ratio of medians and of p95):\n"]
    heads = [
        "syllables",
        *(f"{kind}: {head}" for kind in KINDS for head in ("searchkit", "bare", "ratio", "p95 ratio")),
    ]
    lines.append(archive.table(heads, _lengths(rows)))
    if throughput:
        alone = {row["engine"]: float(str(row["queries_a_second"])) for row in reversed(throughput)}
        cells = [
            (
                row["engine"],
                row["threads"],
                row["queries_a_second"],
                f"{float(str(row['queries_a_second'])) / alone[row['engine']]:.2f} ×",
            )
            for row in throughput
        ]
        lines += ["", archive.table(("engine", "threads", "queries a second", "÷ the fewest threads"), cells)]
    return lines


_RATIOS = ("searchkit ÷ it, median", "searchkit ÷ it, p95")


def _engines(rows: Sequence[archive.Row]) -> Iterable[tuple[object, ...]]:
    """A line an engine and kind; ratios over the queries that both ran."""
    for kind in KINDS:
        ours = {row["query"]: _ms(row) for row in rows if row["kind"] == kind and row["engine"] == OURS}
        for engine in dict.fromkeys(row["engine"] for row in rows):
            mine = [row for row in rows if row["kind"] == kind and row["engine"] == engine]
            times = [_ms(row) for row in mine]
            same = [ours[row["query"]] for row in mine]
            ratios = (
                f"{statistics.median(same) / statistics.median(times):.3g} ×",
                f"{_p95(same) / _p95(times):.3g} ×",
            )
            shown = (f"{statistics.median(times):.2f}", f"{_p95(times):.2f}", *(ratios if engine != OURS else ("", "")))
            yield (
                f"{engine}, {kind}",
                len(times),
                mine[0]["segments"] if int(str(mine[0]["segments"])) else "",
                *shown,
            )


def _lengths(rows: Sequence[archive.Row]) -> Iterable[list[object]]:
    for syllables in range(1, corpora.LONGEST_QUERY + 1):
        line: list[object] = [syllables]
        for kind in KINDS:
            ours, bare = (
                [
                    _ms(row)
                    for row in rows
                    if (row["engine"], row["kind"], int(str(row["syllables"]))) == (engine, kind, syllables)
                ]
                for engine in (OURS, peers.BARE.name)
            )
            if not ours:
                line += ["", "", "", ""]
                continue
            medians = statistics.median(ours), statistics.median(bare)
            line += [f"{medians[0]:.2f}", f"{medians[1]:.2f}", f"{medians[0] / medians[1]:.2f} ×"]
            line.append(f"{_p95(ours) / _p95(bare):.2f} ×")
        yield line


def _ms(row: archive.Row) -> float:
    return float(str(row["milliseconds"]))


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


if __name__ == "__main__":
    main()
