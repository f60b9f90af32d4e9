"""Kills ``searchkit index`` at random instants and tells what became of its index; see docs/reliability.md.

    nice python tests/reliability/kill.py --points 200 --seed 1 --engine tantivy

Half of the instants lie anywhere in a run, half in its commit. Only kills that hit a program at work are points: where
one came too late another is tried. After each the index must be in the old state or in the new one, and sound to
``searchkit check``; no process may be left; and the next run must end in the state of a run that nobody disturbed, its
files those of their checksums, with nothing left behind. ``--in-a-row`` kills one index again and again. The exit code
is 1 if anything was wrong.
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
    unsound,
    wait_for_commit,
)


class Outcome(NamedTuple):
    """What a kill came to: the state that was left, "old" or "new", or "too late" where the run had ended; and what was
    wrong."""

    state: str
    wrong: list[str]


class Instants:
    """Random instants of a run, and of its commit, in seconds from their beginnings. How long these take depends on
    what else the machine does, so it is learnt from what the kills met."""

    def __init__(self, models: Models, chance: Random) -> None:
        self._chance = chance
        self._longest = {False: models.seconds, True: models.commit}

    def one(self, *, in_commit: bool) -> float:
        """The next instant."""
        return self._chance.random() * self._longest[in_commit]

    def learn(self, *, in_commit: bool, too_late: bool) -> None:
        """Look less far where a kill came too late; further, little by little, where it hit."""
        self._longest[in_commit] *= 0.85 if too_late else 1.02


def killed(place: Path, engine: str, instants: Instants, *, in_commit: bool) -> bool:
    """Kill a run in a place; whether it was still at work."""
    process = started(place, engine)
    if in_commit:
        wait_for_commit(process, place)
    time.sleep(instants.one(in_commit=in_commit))
    was_at_work = process.poll() is None
    os.kill(process.pid, signal.SIGKILL) if was_at_work else None
    # It may have ended of itself between the two.
    hit = ended(process).code == -signal.SIGKILL
    instants.learn(in_commit=in_commit, too_late=not hit)
    assert not processes_of(process.pid), "processes were left"
    return hit


def tried(models: Models, place: Path, engine: str, instants: Instants, *, in_commit: bool) -> Outcome:
    """Kill a run on a copy of the old index, look at what it left, and run again."""
    models.copy(place)
    wrong: list[str] = []
    hit = killed(place, engine, instants, in_commit=in_commit)
    found = state(place)
    differs = {name: difference(found, getattr(models, name)) for name in ("old", "new")}
    name = next((name for name, how in differs.items() if not how), "between")
    if name == "between":
        wrong.append(f"between: {differs['old']} / {differs['new']}")
    if not hit:
        return Outcome("too late", wrong if name == "new" else [*wrong, f"ended, and left {name}"])
    wrong += unsound(place)
    run(place, engine, jobs=1)
    again = state(place)
    if how := difference(again, models.again if name == "new" else models.new):
        wrong.append(f"after the next run: {how}")
    wrong += damage(place)
    clear_away(place)
    if left := left_behind(place):
        wrong.append(f"left behind: {left}")
    return Outcome(name, wrong)


def in_a_row(models: Models, place: Path, engine: str, instants: Instants, times: int) -> list[str]:
    """Kill one index so often, then run to the end; what was wrong."""
    models.copy(place)
    most = 0
    for number in range(times):
        killed(place, engine, instants, in_commit=bool(number % 2))
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
    parser.add_argument("--points", type=int, default=200, help="how many kills hit a program at work")
    parser.add_argument("--in-a-row", type=int, default=20)
    parser.add_argument("--reports", type=int, default=36, help="how many the index holds")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", default="tantivy")
    wanted = parser.parse_args()
    outcomes: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        models = Models.made(folder, wanted.engine, wanted.reports)
        instants = Instants(models, Random(wanted.seed))
        print(f"A run takes {models.seconds:.1f} s, its commit {models.commit:.2f} s of them.", flush=True)
        while (hits := outcomes.total() - outcomes["too late"]) < wanted.points:
            place = folder / "place"
            outcome = tried(models, place, wanted.engine, instants, in_commit=bool(hits % 2))
            outcomes[outcome.state] += 1
            wrong.update(outcome.wrong)
            for one in outcome.wrong:
                print(f"{outcomes.total()}: {one}", flush=True)
            shutil.rmtree(place)
        row = in_a_row(models, folder / "row", wanted.engine, instants, wanted.in_a_row) if wanted.in_a_row else []
        wrong.update(row)
        print("\n".join(row))
    print(f"| {wanted.engine} | points {wanted.points} | {dict(outcomes)} | failures {sum(wrong.values())} |")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
