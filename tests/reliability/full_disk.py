"""Runs ``searchkit index`` on disks that are nearly full; see docs/reliability.md. Needs the right to mount one.

    nice python tests/reliability/full_disk.py --points 40 --seed 1 --engine tantivy

The index lies on a small file system in memory with some kilobytes of room left. The run must end with a sentence and
the index in the old state, or in the new one where there was room enough. With more room the next run must end in the
new state and leave nothing behind. The exit code is 1 if anything was wrong.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
if not __package__:
    sys.path[0] = str(ROOT)

from tests.reliability.states import Models, difference, ended, left_behind, run, started, state  # noqa: E402

_ENOUGH = "64m"


@contextmanager
def small_disk(place: Path) -> Iterator[None]:
    """A file system in memory at a place, large at first. Raises CalledProcessError, OSError where none can be made."""
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={_ENOUGH}", "none", str(place)]
    subprocess.run(command, check=True, capture_output=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(place)], check=True)


def leave_room(place: Path, room: int | None) -> None:
    """Leave so many bytes free on such a disk, or enough."""
    used = sum(-(-file.stat().st_size // 4096) * 4096 for file in place.rglob("*") if file.is_file())
    size = _ENOUGH if room is None else str(used + room)
    subprocess.run(["mount", "-o", f"remount,size={size}", str(place)], check=True, capture_output=True)


def tried(models: Models, place: Path, engine: str, room: int) -> tuple[str, list[str]]:
    """Run with so many bytes of room: the state that was left, and what was wrong."""
    with small_disk(place):
        models.copy(place / "disk")
        leave_room(place, room)
        done = ended(started(place / "disk", engine, jobs=1))
        leave_room(place, None)
        found = state(place / "disk")
        name = next((name for name in ("old", "new") if not difference(found, getattr(models, name))), "between")
        wrong = []
        if name == "between" or (done.code == 0) != (name == "new"):
            wrong.append(f"{room} bytes of room: {name}, exit code {done.code}")
        if done.code and (done.code != 2 or "Traceback" in done.said or "Error: " not in done.said):
            wrong.append(f"{room} bytes of room: exit code {done.code}, {done.said[-300:]}")
        run(place / "disk", engine, jobs=1)
        how = difference(state(place / "disk"), models.again if name == "new" else models.new)
        wrong += [f"after the next run: {how}"] if how else []
        wrong += [f"left behind: {left}" for left in [left_behind(place / "disk")] if left]
    return name, wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--points", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", default="tantivy")
    wanted = parser.parse_args()
    chance = Random(wanted.seed)
    found: Counter[str] = Counter()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        models = Models.made(folder, wanted.engine)
        for number in range(wanted.points):
            left, how = tried(models, folder / str(number), wanted.engine, chance.randint(0, 600) << 10)
            found[left] += 1
            wrong += how
    print("\n".join(wrong))
    print(f"| {wanted.engine} | full disks {wanted.points} | {dict(found)} | failures {len(wrong)} |")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
