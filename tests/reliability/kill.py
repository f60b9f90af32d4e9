"""Kills ``searchkit index`` at random instants and tells what became of its index; see docs/reliability.md.

    nice python tests/reliability/kill.py --points 200 --seed 1 --engine tantivy

Half of the instants lie anywhere in a run, half in its commit. After each the index must be in the old state or in the
new one, its files those of their checksums; no process may be left; and the next run must end in the state of a run
that nobody disturbed, sound too, with nothing left behind. ``--in-a-row`` kills one index again and again. The exit
code is 1 if anything was wrong.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
if not __package__:
    sys.path[0] = str(ROOT)

from tests.reliability.states import (  # noqa: E402
    Models,
    clear_away,
    damage,
    difference,
    ended,
    left_behind,
    processes_of,
    run,
    started,
    state,
    wait_for_commit,
)


class Outcome(NamedTuple):
    """What a kill came to: the state that was left, "old" or "new", or "finished" where it came too late; and what was
    wrong."""

    state: str
    wrong: list[str]


def killed(models: Models, place: Path, engine: str, chance: Random, *, in_commit: bool) -> bool:
    """Kill a run in a place; whether it was still at work."""
    process = started(place, engine)
    if in_commit:
        wait_for_commit(process, place)
        time.sleep(chance.random() * models.commit)
    else:
        time.sleep(chance.random() * models.seconds)
    was_at_work = process.poll() is None
    os.kill(process.pid, signal.SIGKILL) if was_at_work else None
    ended(process)
    assert not processes_of(process.pid), "processes were left"
    return was_at_work


def tried(models: Models, place: Path, engine: str, chance: Random, *, in_commit: bool) -> Outcome:
    """Kill a run on a copy of the old index, look at what it left, and run again."""
    models.copy(place)
    wrong: list[str] = []
    was_at_work = killed(models, place, engine, chance, in_commit=in_commit)
    found = state(place)
    differs = {name: difference(found, getattr(models, name)) for name in ("old", "new")}
    name = next((name for name, how in differs.items() if not how), "")
    if not name:
        wrong.append(f"between: {differs['old']} / {differs['new']}")
    wrong += damage(place)
    run(place, engine, jobs=1)
    again = state(place)
    if how := difference(again, models.again if name == "new" else models.new):
        wrong.append(f"after the next run: {how}")
    wrong += damage(place)
    clear_away(place)
    if left := left_behind(place):
        wrong.append(f"left behind: {left}")
    return Outcome(name or "between" if was_at_work else "finished", wrong)


def in_a_row(models: Models, place: Path, engine: str, chance: Random, times: int) -> list[str]:
    """Kill one index so often, then run to the end; what was wrong."""
    models.copy(place)
    most = 0
    for number in range(times):
        killed(models, place, engine, chance, in_commit=bool(number % 2))
        most = max(most, len(list((place / "index").rglob("*"))))
        state(place)
    run(place, engine)
    found = state(place)
    wrong = [] if found["texts"] == models.new["texts"] else ["other texts after kills in a row"]
    wrong += [f"{most} files at times, {models.files} at rest"] if most > 4 * models.files else []
    clear_away(place)
    return wrong + [f"left behind: {left}" for left in [left_behind(place)] if left]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--in-a-row", type=int, default=20)
    parser.add_argument("--reports", type=int, default=36, help="how many the index holds")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", default="tantivy")
    wanted = parser.parse_args()
    chance = Random(wanted.seed)
    outcomes: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        models = Models.made(folder, wanted.engine, wanted.reports)
        print(f"A run takes {models.seconds:.1f} s, its commit {models.commit:.2f} s of them.", flush=True)
        for number in range(wanted.points):
            place = folder / str(number)
            outcome = tried(models, place, wanted.engine, chance, in_commit=bool(number % 2))
            outcomes[outcome.state] += 1
            wrong.update(outcome.wrong)
            for one in outcome.wrong:
                print(f"{number}: {one}", flush=True)
            shutil.rmtree(place)
        row = in_a_row(models, folder / "row", wanted.engine, chance, wanted.in_a_row) if wanted.in_a_row else []
        wrong.update(row)
        print("\n".join(row))
    print(f"| {wanted.engine} | points {wanted.points} | {dict(outcomes)} | failures {sum(wrong.values())} |")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
