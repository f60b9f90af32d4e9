"""All benchmarks, one after the other, archived by date and machine under docs/benchmarks/.

    python tests/benchmarks/run_all.py [CORPUS.jsonl[.xz|.gz]] [--sizes 10000 100000 600000 2000000] [--paragraphs]

Each is a process of its own. The folder holds the raw figures as CSV, the tables in summary.md, and a plot.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import archive
import options

_HERE = Path(__file__).resolve().parent


def main() -> None:
    parser = options.parser("All benchmarks of searchkit, archived by date and machine.")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=(10_000, 50_000), help="numbers of passages for latency"
    )
    parser.add_argument("--queries", type=int, default=500, help="queries for latency")
    parser.add_argument("--passages", type=int, help="passages for indexing; without: the whole corpus")
    parser.add_argument("--without", nargs="*", default=(), metavar="NAME", help="benchmarks to leave out")
    arguments = parser.parse_args()
    options.corpus_of(arguments)
    inside = archive.folder(arguments.results)
    corpus = [str(arguments.corpus)] if arguments.corpus else []
    common = [*corpus, "--archive", "--results", str(arguments.results), "--work", str(arguments.work)]
    common += ["--paragraphs"] if arguments.paragraphs else []
    sizes = [str(size) for size in arguments.sizes]
    passages = ["--passages", str(arguments.passages)] if arguments.passages else []
    if "segmentation" not in arguments.without:
        archive.write_section(inside, "segmentation", _segmentation(corpus))
    for name, own in (
        ("indexing", passages),
        ("latency", ["--queries", str(arguments.queries), "--sizes", *sizes]),
        ("cold_start", ["--size", str(max(arguments.sizes))]),
    ):
        if name not in arguments.without:
            print(f"== {name}", flush=True)
            subprocess.run([sys.executable, str(_HERE / f"{name}.py"), *common, *own], check=True)
    print(f"The results are in {inside}")


def _segmentation(corpus: list[str]) -> str:
    print("== segmentation", flush=True)
    command = [sys.executable, str(_HERE / "segmentation.py"), *corpus]
    done = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    print(done.stdout)
    return f"## Word segmentation\n\n```text\n{done.stdout.rstrip()}\n```"


if __name__ == "__main__":
    main()
