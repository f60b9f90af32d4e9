"""Results kept by date, commit and machine: docs/benchmarks/<date>-<commit>-<machine>/.

A folder holds a CSV file a section, ``run.json`` (who measured which rows, when and with what) and ``summary.md``, made
from these alone. Sections can be run one at a time and on several days: as long as commit and machine are the same they
go to the same folder, and what is measured again replaces what was there.
"""

from __future__ import annotations

import re
import shlex
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import checkout
import machine
import rows
import runs
import summary
from sections import SECTIONS

_ABSOLUTE = re.compile(r"(^|=)/(?:[^/]+/)*")


class Archive(NamedTuple):
    """A folder of results, and the commit that they are of."""

    folder: Path
    commit: str
    repository: Path

    def keep(self, section: str, measured: Sequence[rows.Measured], facts: Mapping[str, object]) -> None:
        """Keep the rows of a section in place of older ones with the same key, with how they were made.

        ``facts``: what else is known of this run, by name (its corpus, the segments of its indexes). Raises SystemExit
        if the tree has changed since the archive was opened.
        """
        if checkout.commit(self.repository) != self.commit:
            raise SystemExit(f"Nothing is archived: {self.commit} is no longer checked out; run it again.")
        self.folder.mkdir(parents=True, exist_ok=True)
        new, key = rows.as_text(measured), SECTIONS[section].key
        path = self.folder / f"{section}.csv"
        rows.write(path, rows.replaced(rows.read(path), new, key))
        kept = runs.without(runs.read(self.folder), section, rows.keys(new, key))
        runs.write(self.folder, [*kept, self._run(section, rows.keys(new, key), facts)])
        summary.write(self.folder)

    def _run(self, section: str, keys: list[str], facts: Mapping[str, object]) -> runs.Run:
        return {
            "section": section,
            "of": keys,
            "command": command(),
            "finished": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
            "commit": self.commit,
            "machine": machine.describe(),
            "load": machine.load(),
            "python": machine.python(),
            "libraries": machine.libraries(),
            **facts,
        }


def opened(base: Path, repository: Path = checkout.REPOSITORY) -> Archive:
    """The folder of this commit and machine; today's date names it unless there is one already.

    Nothing is written yet. Raises SystemExit for a tree that differs from its commit: before anything is measured.
    """
    commit = checkout.commit(repository)
    name = f"{commit}-{machine.slug()}"
    today = base / f"{time.strftime('%Y-%m-%d', time.gmtime())}-{name}"
    return Archive(next(base.glob(f"????-??-??-{name}"), today), commit, repository)


def command() -> str:
    """The command line that runs, without the places where files lie on this machine."""
    shown = [_ABSOLUTE.sub(r"\1", argument) for argument in sys.argv[1:]]
    return shlex.join(["python", f"tests/benchmarks/{Path(sys.argv[0]).name}", *shown])
