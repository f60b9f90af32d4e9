"""Cuts the power of a simulated disk at random instants of a run of ``searchkit index``; see docs/reliability.md.

    nice python tests/reliability/power.py --points 200 --seed 1 --engine tantivy

A run is recorded by ``strace``, every write, rename and sync of it, and played to a disk (``disk``) that keeps for sure
only what was synced. After each cut the index must be in the old state or the new one, and its files those of their
checksums; after one in ten the next run must end in the new one. What was told as done must be there. The exit code is
1 if anything was wrong.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
if not __package__:
    sys.path[0] = str(ROOT)

from searchkit import SearchkitError  # noqa: E402
from tests.reliability.disk import Call, Disk, recorded  # noqa: E402
from tests.reliability.states import PROGRAM, Models, clear_away, damage, difference, left_behind, run, state  # noqa: E402


def calls_of_a_run(models: Models, place: Path, engine: str) -> tuple[list[Call], Disk]:
    """The calls of a run on a copy of the old index, and the disk before it."""
    models.copy(place)
    disk = Disk(place / "index")
    command = [sys.executable, "-c", PROGRAM, "index", "reports", "--index", str(place / "index")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(place / "temporary")}
    calls = recorded([*command, "--jobs", "1", "--engine", engine], place, environment)
    return [call for call in calls if disk.concerns(call)], disk


def cut(
    models: Models, folder: Path, engine: str, points: int, seed: int, runs: int = 10
) -> tuple[Counter[str], list[str]]:
    """Cut the power so often: the states found, and what was wrong. One in ``runs`` cuts is followed by a run."""
    calls, disk = calls_of_a_run(models, folder / "recorded", engine)
    chance = Random(seed)
    found: Counter[str] = Counter()
    wrong: list[str] = []
    # Two thirds of them in the last part, which is the commit, and where it ends; the last one comes after the end.
    firsts = (0, len(calls) * 2 // 3, max(0, len(calls) - 40))
    instants = sorted([*(chance.randint(firsts[number % 3], len(calls)) for number in range(points - 1)), len(calls)])
    done = 0
    for number, instant in enumerate(instants):
        for call in calls[done:instant]:
            disk.apply(call)
        done = instant
        place = folder / str(number)
        shutil.copytree(models.place, place, ignore=lambda *_: ["index"])
        disk.after_cut(chance, place / "index")
        name = _state(models, place)
        found[name] += 1
        if name not in ("old", "new") or (instant == len(calls) and name != "new"):
            wrong.append(f"at call {instant} of {len(calls)}: {name}")
        else:
            wrong += damage(place)
            if number % runs == runs - 1:
                wrong += _after_a_run(models, place, engine, models.again if name == "new" else models.new)
        shutil.rmtree(place)
    return found, wrong


def _state(models: Models, place: Path) -> str:
    try:
        found = state(place)
    except SearchkitError as error:
        return str(error)
    differs = {name: difference(found, getattr(models, name)) for name in ("old", "new")}
    return next((name for name, how in differs.items() if not how), f"between: {differs}")


def _after_a_run(models: Models, place: Path, engine: str, expected: object) -> list[str]:
    run(place, engine, jobs=1)
    found = state(place)
    wrong = [] if found == expected else [f"after the next run: {difference(found, models.new)}"]
    clear_away(place)
    return wrong + damage(place) + [f"left behind: {left}" for left in [left_behind(place)] if left]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", default="tantivy")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        models = Models.made(folder, wanted.engine)
        found, wrong = cut(models, folder, wanted.engine, wanted.points, wanted.seed)
    print("\n".join(wrong))
    print(f"| {wanted.engine} | cuts {wanted.points} | {dict(found)} | failures {len(wrong)} |")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
