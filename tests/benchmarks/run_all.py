"""All benchmarks, one after the other, each a process of its own.

    python tests/benchmarks/run_all.py CORPUS.jsonl[.xz|.gz] --sets [KIND=]SET... [--archive]

With --archive the results go to one folder under docs/benchmarks/. What takes other options is run by itself: a section
can be archived at any time, and takes the place of what was there.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import options
from sections import SECTIONS

_HERE = Path(__file__).resolve().parent


def main() -> None:
    parser = options.parser("All benchmarks of searchkit, one after the other.", of=options.KINDS)
    parser.add_argument("--sets", nargs="*", default=(), metavar="[KIND=]SET", help="judged sets, for relevance")
    parser.add_argument("--engines", nargs="+", default=["tantivy"], help="searchkit's engines, for relevance")
    parser.add_argument("--sizes", nargs="+", default=["10000", "100000"], help="numbers of passages for queries")
    parser.add_argument("--queries", default="500", help="queries for latency")
    parser.add_argument("--passages", help="passages for indexing; without: the whole corpus")
    parser.add_argument("--articles", default="300", help="texts for segmentation")
    parser.add_argument("--without", nargs="*", default=(), choices=SECTIONS, metavar="NAME", help="what to leave out")
    arguments = parser.parse_args()
    options.corpora_of(arguments)
    options.archive_of(arguments)
    common = ["--results", str(arguments.results), *(["--archive"] if arguments.archive else [])]
    corpus = [str(arguments.corpus)] if arguments.corpus else []
    built = [*corpus, "--work", str(arguments.work)]
    sizes = ["--sizes", *arguments.sizes]
    of = ["--of", *arguments.of]
    sections: Mapping[str, list[str]] = {
        "relevance": [*arguments.sets, "--engines", *arguments.engines],
        "cross_validation": [*arguments.sets],
        "latency": [*built, *of, *sizes, "--queries", arguments.queries],
        "threads": [*built, *sizes],
        "cold_start": [*built, "--size", max(arguments.sizes, key=int)],
        "indexing": [*built, *(["--passages", arguments.passages] if arguments.passages else [])],
        "segmentation": [*corpus, "--articles", arguments.articles],
    }
    for name, own in sections.items():
        if name in arguments.without or (name in ("relevance", "cross_validation") and not arguments.sets):
            continue
        print(f"== {name}", flush=True)
        subprocess.run([sys.executable, str(_HERE / f"{name}.py"), *own, *common], check=True)


if __name__ == "__main__":
    main()
