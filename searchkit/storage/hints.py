"""What an index remembers of files beside its ledger: those that couldn't be read, and those touched since.

A file of its own beside the engine's. It only saves work and lists problems: when it is lost or older than the index,
files are looked at once more, and what is found is the same.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from searchkit import durable
from searchkit.reports.skipped import Skipped
from searchkit.reports.stamps import Stamp

#: The name of the file.
FILE = "searchkit.files.json"

# Places named of one file: a table of a million broken lines is one problem.
_MOST_PLACES = 1000


class Problem(NamedTuple):
    """A file of which not all could be read: in which state, with which version and limits (``reading``), how many
    ``reports`` it gave nevertheless, what was skipped, and the ids that reports of it had while reports of other files
    had them too."""

    stamp: Stamp
    reading: str
    reports: int
    skipped: tuple[Skipped, ...]
    wanted: tuple[str, ...] = ()


@dataclass
class Hints:
    """``touched``: stamps of files whose content is what the ledger says, though their time isn't. ``problems``, and
    ``places`` that can't be read as files or walked as folders. All by name."""

    touched: dict[str, Stamp] = field(default_factory=dict)
    problems: dict[str, Problem] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def skipped(self) -> tuple[Skipped, ...]:
        """All that can't be read, in order of the files."""
        found = {name: problem.skipped for name, problem in self.problems.items()}
        found |= {name: (Skipped(name, reason),) for name, reason in self.places.items()}
        return tuple(skipped for name in sorted(found) for skipped in found[name])


def shortened(problem: Problem) -> Problem:
    """A problem that names no more places than people read."""
    more = len(problem.skipped) - _MOST_PLACES
    if more <= 0:
        return problem
    rest = Skipped(problem.stamp.file, f"{more:,} more places in it were skipped")
    return problem._replace(skipped=(*problem.skipped[:_MOST_PLACES], rest))


def read(folder: Path) -> Hints:
    """The hints beside an index; none where there is no such file, or none that can be read."""
    return _read(folder) or Hints()


def is_readable(folder: Path) -> bool:
    """Whether the hints beside an index can be read, or there are none."""
    return not (folder / FILE).exists() or _read(folder) is not None


def _read(folder: Path) -> Hints | None:
    try:
        content = json.loads((folder / FILE).read_bytes())
        return Hints(
            {name: Stamp(*stamp) for name, stamp in content["touched"].items()},
            {name: _problem(stored) for name, stored in content["problems"].items()},
            {name: str(reason) for name, reason in content["places"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def write(folder: Path, hints: Hints) -> None:
    """Write the hints, whole or not at all; no file where there are none. Where they can't be written the next run only
    has more to do."""
    if hints == Hints():
        with suppress(OSError):
            (folder / FILE).unlink(missing_ok=True)
        return
    content = json.dumps({"touched": hints.touched, "problems": hints.problems, "places": hints.places})
    partial = folder / f"{FILE}.{os.getpid()}"
    with suppress(OSError, UnicodeEncodeError):
        try:
            durable.write(partial, content.encode())
            durable.replace(partial, folder / FILE)
        finally:
            partial.unlink(missing_ok=True)


def _problem(stored: list[Any]) -> Problem:
    stamp, reading, reports, skipped, wanted = stored
    places = tuple(Skipped(*one) for one in skipped)
    return Problem(Stamp(*stamp), str(reading), int(reports), places, tuple(map(str, wanted)))
