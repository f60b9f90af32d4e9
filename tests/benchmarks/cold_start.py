"""How long a search takes as a fresh process, beside Python's own start and ripgrep.

    python tests/benchmarks/cold_start.py [CORPUS.jsonl[.xz|.gz]] [--size 10000] [--paragraphs] [--archive]
    python tests/benchmarks/cold_start.py --index DIR --text FILE

Whole processes, one of each in turns: `searchkit search "dang uy khoi"`, `python -c "import click, tantivy"`, and where
it is installed ripgrep, scanning the passages as a plain file for the same phrase with accents. The files are in the
page cache; each process is new.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import archive
import options
import prepared

OURS = "searchkit search"
_QUERY, _PHRASE = "dang uy khoi", "đảng ủy khối"
_WARM_UP = 2


def main() -> None:
    parser = options.parser("Cold start of the command line, beside Python and ripgrep.")
    parser.add_argument("--size", type=int, default=10_000, help="number of passages of the index")
    parser.add_argument("--runs", type=int, default=15, help="processes of each kind")
    parser.add_argument("--query", default=_QUERY, help="what searchkit searches for")
    parser.add_argument("--phrase", default=_PHRASE, help="what ripgrep looks for")
    parser.add_argument("--index", type=Path, help="an index that is there already, instead of a corpus")
    parser.add_argument("--text", type=Path, help="the text of that index, for ripgrep")
    parser.add_argument("--rebuild", action="store_true", help="build searchkit's index anew if its code has changed")
    arguments = parser.parse_args()
    if arguments.index:
        name, index, text = arguments.index.name, arguments.index, arguments.text
    else:
        corpus = options.corpus_of(arguments)
        made = prepared.prepare(corpus, arguments.size, [], arguments.work, arguments.rebuild)
        name, index, text = f"{corpus.name}-{arguments.size}", made.index_of("searchkit"), made.lines
    rows = run(commands(index, text, arguments.query, arguments.phrase), arguments.runs, name)
    print(table(rows))
    if arguments.archive:
        keep(archive.folder(arguments.results), name, rows)


def commands(index: Path, text: Path | None, query: str, phrase: str) -> dict[str, list[str]]:
    """What runs, by name. Exit code 1, nothing found, is no failure."""
    script = Path(sys.executable).parent / "searchkit"
    if not script.exists():
        raise SystemExit(f"There is no {script}; install searchkit for this Python: pip install -e .")
    found = {
        OURS: [str(script), "search", query, "--index", str(index)],
        "python, click and tantivy": [sys.executable, "-c", "import click, tantivy"],
        "python alone": [sys.executable, "-c", "pass"],
    }
    if text is not None and (ripgrep := shutil.which("rg")):
        # One thread less would be slower; -i folds case as a search does.
        found["ripgrep"] = [ripgrep, "-c", "-i", phrase, str(text)]
    return found


def run(wanted: dict[str, list[str]], runs: int, name: str) -> list[archive.Row]:
    """The time of each process, in turns; the first rounds only warm up."""
    rows: list[archive.Row] = []
    for number in range(-_WARM_UP, runs):
        for program, command in wanted.items():
            start = time.perf_counter()
            done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
            seconds = time.perf_counter() - start
            if done.returncode not in (0, 1):
                raise SystemExit(f"{program} failed: {done.stderr.strip()}")
            if number >= 0:
                rows.append(
                    {"index": name, "program": program, "run": number, "milliseconds": round(seconds * 1000, 2)}
                )
    return rows


def keep(inside: Path, name: str, rows: Sequence[archive.Row]) -> None:
    """Archive one run beside the others of the day."""
    archive.write_csv(inside / f"cold_start-{name}.csv", rows)
    sections = ["## Cold start", (__doc__ or "").split("\n\n")[-1].strip().replace("\n", " ")]
    sections += [table(archive.read_csv(path)) for path in sorted(inside.glob("cold_start-*.csv"))]
    archive.write_section(inside, "cold_start", "\n\n".join(sections))


def table(rows: Sequence[archive.Row]) -> str:
    """One run as Markdown: medians, and searchkit's as a multiple of each."""
    medians = {
        program: statistics.median(float(str(row["milliseconds"])) for row in rows if row["program"] == program)
        for program in dict.fromkeys(str(row["program"]) for row in rows)
    }
    lines = [
        (program, f"{median:.0f}", "" if program == OURS else f"{medians[OURS] / median:.2f} ×")
        for program, median in medians.items()
    ]
    runs = len(rows) // len(medians)
    heads = ("process", "median ms", "searchkit ÷ it")
    return f"### {rows[0]['index']}, {runs} runs of each\n\n{archive.table(heads, lines)}"


if __name__ == "__main__":
    main()
