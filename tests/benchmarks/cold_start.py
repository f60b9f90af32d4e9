"""How long a search takes as a fresh process, beside Python's own start and ripgrep.

    python tests/benchmarks/cold_start.py [CORPUS.jsonl[.xz|.gz]] [--size 10000] [--archive]

How it is measured is told in ``sections/cold_start.py``, for the reader of the results.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import options
import prepared
import rows
from sections.cold_start import OURS as NAME
from sections.cold_start import SECTION
from sections.section import OURS

_QUERY, _PHRASE = "dang uy khoi", "đảng ủy khối"
_WARM_UP = 2


def main() -> None:
    parser = options.parser("Cold start of the command line, beside Python and ripgrep.", of=("paragraphs",))
    parser.add_argument("--size", type=int, default=10_000, help="number of passages of the index")
    parser.add_argument("--runs", type=int, default=15, help="processes of each kind")
    parser.add_argument("--query", default=_QUERY, help="what searchkit searches for")
    parser.add_argument("--phrase", default=_PHRASE, help="what ripgrep looks for")
    parser.add_argument("--rebuild", action="store_true", help="build searchkit's index anew if its code has changed")
    arguments = parser.parse_args()
    kept = options.archive_of(arguments)
    for corpus in options.corpora_of(arguments):
        rebuild = arguments.rebuild or arguments.archive
        made = prepared.prepare(corpus, arguments.size, [], arguments.work, rebuild)
        wanted = commands(made.index_of(OURS), made.lines, arguments.query, arguments.phrase)
        of = {"corpus": corpus.name, "passages": made.passages}
        measured = [{**of, "run": number, **times} for number, times in enumerate(run(wanted, arguments.runs))]
        print(SECTION.tables(rows.as_text(measured)))
        if kept:
            kept.keep("cold_start", measured, corpus.facts())


def commands(index: Path, text: Path, query: str, phrase: str) -> dict[str, list[str]]:
    """What runs, by name. Exit code 1, nothing found, is no failure."""
    script = Path(sys.executable).parent / "searchkit"
    if not script.exists():
        raise SystemExit(f"There is no {script}; install searchkit for this Python: pip install -e .")
    found = {
        NAME: [str(script), "search", query, "--index", str(index)],
        "python, click and tantivy": [sys.executable, "-c", "import click, tantivy"],
        "python alone": [sys.executable, "-c", "pass"],
    }
    if ripgrep := shutil.which("rg"):
        # One thread less would be slower; -i folds case as a search does.
        found["ripgrep"] = [ripgrep, "-c", "-i", phrase, str(text)]
    return found


def run(wanted: dict[str, list[str]], runs: int) -> Iterator[dict[str, float]]:
    """The milliseconds of each process, a round at a time; the first rounds only warm up."""
    for number in range(-_WARM_UP, runs):
        times = {program: round(_seconds(program, command) * 1000, 2) for program, command in wanted.items()}
        if number >= 0:
            yield times


def _seconds(program: str, command: list[str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise SystemExit(f"{program} failed: {done.stderr.strip()}")
    return seconds


if __name__ == "__main__":
    main()
