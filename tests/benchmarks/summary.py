"""summary.md of an archive, made from its CSV files and run.json and nothing else.

    python tests/benchmarks/summary.py docs/benchmarks/2026-*

Needed by hand only after a change to ``sections/``: who archives a run has its summary written.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import rows
import runs
from runs import Run
from sections import SECTIONS

_HEAD = """\
# Benchmarks of {name}

Made from the CSV files beside it, which hold every query and process; [how to run and read them]({readme}).
Ratios compare what ran in one run, side by side; they travel from machine to machine, milliseconds don't.
A † marks a ratio over fewer than 100 queries: its 95th percentile is near the worst of them.
Tables by syllables have no marks: mind their column of queries."""


def render(folder: Path) -> str:
    """The summary as Markdown."""
    kept = runs.read(folder)
    parts = [_HEAD.format(name=folder.name, readme="../../../tests/benchmarks/README.md"), _surroundings(kept)]
    for name, section in SECTIONS.items():
        if found := rows.read(folder / f"{name}.csv"):
            parts += [f"## {section.title}", section.about, section.tables(found)]
            parts.append(_provenance([run for run in kept if run["section"] == name]))
    return "\n\n".join(parts) + "\n"


def write(folder: Path) -> None:
    """Write the summary anew."""
    (folder / "summary.md").write_text(render(folder), encoding="utf-8")


def _surroundings(kept: Sequence[Run]) -> str:
    """Machines, interpreters and versions: one line where all sections ran with the same."""
    found: dict[str, list[str]] = {}
    for run in kept:
        libraries = ", ".join(f"{name} {version}" for name, version in run["libraries"].items())
        line = "; ".join((run["machine"], run["python"], libraries))
        found.setdefault(line, []).append(run["section"])
    if len(found) == 1:
        return next(iter(found))
    return "\n".join(f"- {', '.join(dict.fromkeys(sections))}: {line}" for line, sections in found.items())


def _provenance(kept: Sequence[Run]) -> str:
    return "Measured:\n\n" + "\n".join(map(_told, kept))


def _told(run: Run) -> str:
    command = f"`{run['command']}`" if run["command"] else "command not recorded"
    note = f"; {run['note']}" if "note" in run else ""
    return f"- {', '.join(run['of'])}: {command}, finished {run['finished']}, commit {run['commit']}{note}."


def main() -> None:
    if not sys.argv[1:]:
        raise SystemExit("Name the folder of an archive, or several.")
    for folder in map(Path, sys.argv[1:]):
        if not (folder / "run.json").is_file():
            raise SystemExit(f"{folder} is no archive: it has no run.json.")
        write(folder.resolve())


if __name__ == "__main__":
    main()
