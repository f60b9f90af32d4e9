"""Every file of an index flipped, cut off or deleted, at many seeded points: what becomes of searches, and of check.

    python -m tests.reliability.damage --trials 1000
    python -m tests.reliability.damage --trials 1000 --engines tantivy --as-if-large

Each trial copies an index, damages one file of it at one place, and has another process ask it all there is to ask:
what it answers is held against what the sound index answers. Prints how many trials came to what, by engine and kind of
damage, and every trial that came to what must never be. ``--as-if-large``: no file is small enough to be held against
its checksum when it is opened, so that the engine meets the damage.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import searchkit
from searchkit import Report, engines
from searchkit.engines import _tantivy_checks

#: Outcomes, from the best on: what may be, and what must never be.
RIGHT, TOLD, WRONG_ORDER = "right answers", "told in a sentence", "another order or other hits, told by check"
FATAL = ("a text that is none of a report", "wrong and not told by check", "no error of ours", "a crash", "a hang")
WRONG_TEXT, UNTOLD, RAW, CRASH, HANG = FATAL

KINDS = ("flipped", "cut off", "deleted")
_QUERIES = ("dang uy khoi", "Đảng bộ tỉnh", '"chi bộ bốn tốt"', "nghị -quyết", "đảng viên mới", "hội NOT nghị")
_SECONDS = 60

ROOT = Path(__file__).resolve().parents[2]


class Damage(NamedTuple):
    """A file of an index, by its path in it, and what is done to it: a bit flipped, all from a byte on cut off, or all
    gone."""

    file: str
    kind: str
    at: int

    def do(self, folder: Path) -> None:
        """Damage the file in the index in a folder."""
        place = folder / self.file
        if self.kind == "deleted":
            place.unlink()
            return
        content = bytearray(place.read_bytes())
        if self.kind == "cut off":
            del content[self.at // 8 :]
        else:
            content[self.at // 8] ^= 1 << self.at % 8
        place.write_bytes(content)


def make(folder: Path, engine: str, seeds: Path, times: int = 1) -> None:
    """An index of several commits, with reports replaced and removed; ``times`` as large."""
    with searchkit.create(folder, engine) as index:
        reports = [report for report in searchkit.read(seeds, base=seeds) if isinstance(report, Report)]
        for number in range(times):
            index.add(Report(f"{number}/{one.id}", one.text, one.title, "", {"n": str(number)}) for one in reports)
        index.add(Report(f"short {number}", f"Đảng ủy họp lần {number}") for number in range(20))
        index.remove("short 7", "short 8")
        index.add(Report("short 9", "Chi bộ họp lần cuối"))


def damages(folder: Path, trials: int, seed: int) -> Iterator[Damage]:
    """So many damages of the files of an index, the kinds and files in turn, the places at random."""
    chance = random.Random(seed)
    files = sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())
    sizes = {file: (folder / file).stat().st_size for file in files}
    for file in files:
        yield Damage(file, "deleted", 0)
    changeable = [file for file in files if sizes[file]]
    for number in range(max(0, trials - len(files))):
        file = changeable[number // 2 % len(changeable)]
        yield Damage(file, KINDS[number % 2], chance.randrange(8 * sizes[file]))


def answers(folder: Path) -> dict[str, object]:
    """All that an index answers."""
    with searchkit.open(folder) as index:
        pages = [index.search(query, 50, all_copies=True) for query in _QUERIES]
        ids = index.ids()
        return {
            "hits": [
                [[hit.passage.id, round(hit.score, 4), hit.report.title, len(hit.copies)] for hit in page]
                for page in pages
            ],
            "texts": sorted({hit.passage.text for page in pages for hit in page}),
            "totals": [page.total for page in pages],
            "ids": ids,
            "reports": [index.report(identity).text for identity in ids],
            "stats": [index.stats().reports, index.stats().passages],
        }


def outcome(folder: Path, sound: dict[str, object]) -> tuple[str, str]:
    """What an index that may be damaged comes to, and a word on it."""
    try:
        found = answers(folder)
    except searchkit.SearchkitError as error:
        return TOLD, str(error)
    except Exception as error:
        return RAW, f"{type(error).__name__}: {error}"
    if found == sound:
        return RIGHT, ""
    texts = {str(text) for name in ("texts", "reports") for text in sound[name]}  # type: ignore[attr-defined]
    if any(text not in texts for name in ("texts", "reports") for text in found[name]):  # type: ignore[attr-defined]
        return WRONG_TEXT, ""
    try:
        with searchkit.open(folder) as index:
            told = [problem for problem in index.check(deep=True) if problem.is_damage]
    except searchkit.SearchkitError as error:
        return WRONG_ORDER, str(error)
    return (WRONG_ORDER, told[0].reason) if told else (UNTOLD, "")


class Asker:
    """A process that asks damaged indexes, started anew when it is lost."""

    def __init__(self, sound: Path, as_if_large: bool = False) -> None:
        options = ["--as-if-large"] if as_if_large else []
        self._command = [sys.executable, "-m", "tests.reliability.damage", "--ask", str(sound), *options]
        self._process: subprocess.Popen[str] | None = None

    def ask(self, folder: Path) -> tuple[str, str]:
        """What the index in a folder comes to, a crash or a hang included."""
        process = self._process = self._process or self._started()
        hung = threading.Event()

        def end() -> None:
            hung.set()
            process.kill()

        timer = threading.Timer(_SECONDS, end)
        timer.start()
        try:
            assert process.stdin
            assert process.stdout
            print(folder, file=process.stdin, flush=True)
            line = process.stdout.readline()
        except BrokenPipeError:
            line = ""
        finally:
            timer.cancel()
        if line:
            found, word = json.loads(line)
            return found, word
        self._process = None
        return (HANG, "") if hung.is_set() else (CRASH, f"exit code {process.wait()}")

    def _started(self) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT
        )
        assert process.stdout
        if process.stdout.readline() != "ready\n":
            raise RuntimeError("The sound index can't be asked.")
        return process

    def close(self) -> None:
        """End the process."""
        if self._process:
            self._process.communicate()


def trials(sound: Path, count: int, seed: int, as_if_large: bool = False) -> Iterator[tuple[Damage, str, str]]:
    """Damages of an index, each with its outcome and a word on it."""
    asker = Asker(sound, as_if_large)
    try:
        with tempfile.TemporaryDirectory() as scratch:
            for damage in damages(sound, count, seed):
                folder = Path(scratch, "index")
                shutil.copytree(sound, folder)
                damage.do(folder)
                yield damage, *asker.ask(folder)
                shutil.rmtree(folder)
    finally:
        asker.close()


def _answer_from_input(sound_folder: Path, as_if_large: bool) -> None:
    if as_if_large:
        _tantivy_checks._SMALL = 0
    sound = answers(sound_folder)
    print("ready", flush=True)
    for line in sys.stdin:
        print(json.dumps(outcome(Path(line.rstrip("\n")), sound)), flush=True)


def main() -> None:
    """Run the trials, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trials", type=int, default=1000, help="for each engine")
    parser.add_argument("--times", type=int, default=1, help="how often the sample reports are in the index")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engines", nargs="+", default=engines.NAMES)
    parser.add_argument("--as-if-large", action="store_true")
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.ask:
        _answer_from_input(options.ask, options.as_if_large)
        return
    outcomes: Counter[tuple[str, str, str]] = Counter()
    for engine in options.engines:
        with tempfile.TemporaryDirectory() as scratch:
            make(Path(scratch, "sound"), engine, ROOT / "seeds", options.times)
            for damage, found, word in trials(
                Path(scratch, "sound"), options.trials, options.seed, options.as_if_large
            ):
                outcomes[engine, damage.kind, found] += 1
                if found in FATAL:
                    print(f"{engine}: {damage} came to {found} {word}", file=sys.stderr)
    print("| engine | damage | outcome | trials |\n| :-- | :-- | :-- | --: |")
    for (engine, kind, found), number in sorted(outcomes.items()):
        print(f"| {engine} | {kind} | {found} | {number:,} |")
    fatal = sum(number for (_, _, found), number in outcomes.items() if found in FATAL)
    print(f"\n{sum(outcomes.values()):,} trials, {fatal} of what must never be.")


if __name__ == "__main__":
    main()
