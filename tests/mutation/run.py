"""Puts faults into modules, one at a time, and tells which of them no test notices.

    python tests/mutation/run.py --sample 300 --seed 1 searchkit/search

The faults are those of ``mutants``. The tree itself is never changed: every worker has a copy of its own, in which a
fault is written and its tests are run, those that are nearest first: the doctests of the module, the tests that mirror
it, the rest of its room, a few of the whole. What ``equivalent.toml`` names, with a reason, changes nothing that
anybody could notice, and isn't counted.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

ROOT = Path(__file__).resolve().parents[2]
if not __package__:
    sys.path[0] = str(ROOT)

from tests.mutation.mutants import Mutant, mutants  # noqa: E402
from tests.mutation.workers import Outcome, Wanted, run_all  # noqa: E402

#: Where the tests of a room are, if not in the folder of its name; and what else tells of a room.
ELSEWHERE = {"engines": ["engines", "conformance"]}
BESIDES = {
    "analysis": ["storage/test_old_indexes.py", "search/test_highlighting.py", "indexing"],
    "query": ["search/test_plan.py", "search/test_highlighting.py"],
    "search": ["evaluation"],
    "engines": ["test_access.py", "search/test_reports.py"],
}
#: A few tests of the whole.
CORE = ["test_judged_queries.py", "test_index.py"]


#: A mutant's file, the code of its line, what stood there and what was put in its place: lines move, these stay.
Key: TypeAlias = "tuple[str, str, str, str]"


class Planted(NamedTuple):
    """A mutant of a file, named from the root of the tree on."""

    file: str
    mutant: Mutant


def planted(root: Path, paths: Iterable[str]) -> list[Planted]:
    """All mutants of some files and folders."""
    files = sorted(
        {file for path in paths for file in ([root / path] if path.endswith(".py") else (root / path).rglob("*.py"))}
    )
    return [
        Planted(file.relative_to(root).as_posix(), mutant)
        for file in files
        for mutant in mutants(file.read_text(encoding="utf-8"))
    ]


def tests_of(root: Path, file: str) -> list[list[str]]:
    """What to run for a fault in a file: files of tests, from the root of the tree on, in groups, nearest first."""
    _, *rooms, name = Path(file).with_suffix("").parts
    room = rooms[0] if rooms else ""
    groups = [
        [Path(file), Path("tests", *rooms, f"test_{name.lstrip('_')}.py")],
        [Path("tests", one) for one in ELSEWHERE.get(room, [room])],
        [Path("tests", one) for one in (*BESIDES.get(room, []), *CORE)],
    ]
    known: set[Path] = set()
    found = []
    for group in groups:
        files = [
            one
            for path in group
            for one in ([root / path] if path.suffix else sorted((root / path).rglob("test_*.py")))
        ]
        found.append([one.relative_to(root).as_posix() for one in files if one.exists() and one not in known])
        known.update(files)
    # Doctests alone would be run without the settings in tests/conftest.py.
    near, wide, rest = found
    return [group for group in ([near, wide] if len(near) > 1 else [near + wide]) + [rest] if group]


def engine_left_out(file: str) -> str | None:
    """The engine by which nothing is run for a fault in a file: one tells as much as two of what is no engine's."""
    if "/engines/" not in file:
        return "whoosh"
    mentioned = [engine for engine in ("tantivy", "whoosh") if engine in file]
    return None if len(mentioned) != 1 else "whoosh" if mentioned == ["tantivy"] else "tantivy"


def equivalents(file: Path) -> dict[Key, str]:
    """Why mutants that change nothing do so."""
    listed = tomllib.loads(file.read_text(encoding="utf-8")).get("mutant", [])
    return {(one["file"], one["code"], one["old"], one["new"]): one["reason"] for one in listed}


def key_of(one: Planted) -> Key:
    return one.file, one.mutant.code, one.mutant.old, one.mutant.new


def copied(root: Path, into: Path) -> Path:
    """A copy of the tree as git knows it, changes included; the tests see no corpora beside it."""
    listed = subprocess.run(
        ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        check=True, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    for name in listed.stdout.split("\0"):
        if name and (root / name).is_file():
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / name, into / name)
    return into


def report(done: Sequence[tuple[Planted, Outcome]], reasons: dict[Key, str]) -> str:
    """What survived, and the score of each room and in all."""
    lines, rooms = [], {}
    for one, outcome in done:
        counts = rooms.setdefault(str(Path(one.file).parent), dict.fromkeys(("killed", "survived", "equivalent"), 0))
        kind = "killed" if outcome.is_killed else "equivalent" if key_of(one) in reasons else "survived"
        counts[kind] += 1
        if kind == "survived":
            lines.append(f"survived {one.file}:{one.mutant}")
    rooms["in all"] = {
        kind: sum(counts[kind] for counts in rooms.values()) for kind in ("killed", "survived", "equivalent")
    }
    for room, counts in rooms.items():
        counted = counts["killed"] + counts["survived"]
        score = 100 * counts["killed"] / counted if counted else 100.0
        lines.append(
            f"{room}: {score:.1f} % of {counted} killed, {counts['survived']} survived, "
            f"{counts['equivalent']} equivalent"
        )
    return "\n".join(lines)


def main() -> int:
    """Run; 0 if at least the wanted part of the mutants was killed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", help="modules or folders, from the root of the tree on")
    parser.add_argument("--sample", type=int, help="take so many mutants of all there are")
    parser.add_argument("--seed", type=int, default=1, help="which ones (default 1)")
    parser.add_argument("--jobs", type=int, default=2, help="how many processes (default 2)")
    parser.add_argument("--list", action="store_true", help="only print the mutants")
    parser.add_argument("--least", type=float, default=90, help="per cent that must be killed (default 90)")
    options = parser.parse_args()
    every = planted(ROOT, options.paths)
    chosen = every
    if options.sample is not None and options.sample < len(every):
        chosen = sorted(random.Random(options.seed).sample(every, options.sample))
    print(f"{len(chosen)} of {len(every)} mutants of {', '.join(options.paths)}, seed {options.seed}", flush=True)
    if options.list:
        print(*(f"{file}:{mutant}" for file, mutant in chosen), sep="\n")
        return 0
    began = time.monotonic()
    reasons = equivalents(Path(__file__).parent / "equivalent.toml")
    with tempfile.TemporaryDirectory(prefix="mutation-") as scratch:
        folders = [copied(ROOT, Path(scratch, str(number), "searchkit")) for number in range(options.jobs)]
        wanted = [
            Wanted(one.file, one.mutant.source, tests_of(ROOT, one.file), engine_left_out(one.file)) for one in chosen
        ]
        outcomes = []
        for one, outcome in zip(chosen, run_all(folders, wanted), strict=True):
            outcomes.append(outcome)
            print(f"{outcome} {one.file}:{one.mutant}", flush=True)
    done = list(zip(chosen, outcomes, strict=True))
    print(f"\n{report(done, reasons)}\n{(time.monotonic() - began) / 60:.0f} minutes")
    counted = [outcome.is_killed for one, outcome in done if outcome.is_killed or key_of(one) not in reasons]
    return 0 if 100 * sum(counted) >= options.least * len(counted) else 1


if __name__ == "__main__":
    os.environ.pop("SEARCHKIT_FULL", None)
    sys.exit(main())
