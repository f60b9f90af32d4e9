"""``run.json`` of an archive: who measured which rows, when and with what.

What the runs have in common (commit, machine, Python, versions) is written once, at the head. A run that differs in one
of these says so itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Run = dict[str, Any]

_NAME = "run.json"
_SHARED = ("commit", "machine", "python", "libraries", "note")


def read(folder: Path) -> list[Run]:
    """The runs, each with all that is known of it; none if there is no such file."""
    if not (folder / _NAME).exists():
        return []
    head = json.loads((folder / _NAME).read_text(encoding="utf-8"))
    runs = head.pop("runs")
    return [head | run for run in runs]


def write(folder: Path, runs: Sequence[Mapping[str, Any]]) -> None:
    """Write runs down, a line each of their facts."""
    head = {name: runs[0][name] for name in _SHARED if all(name in run for run in runs)}
    own = [{name: fact for name, fact in run.items() if name not in head or head[name] != fact} for run in runs]
    written = ",\n".join(f"  {{\n{_lines(run, '   ')}\n  }}" for run in own)
    (folder / _NAME).write_text(f'{{\n{_lines(head, " ")},\n "runs": [\n{written}\n ]\n}}\n', encoding="utf-8")


def without(runs: Sequence[Run], section: str, keys: Sequence[str]) -> list[Run]:
    """The runs, no longer of rows that were measured again; those of nothing are gone."""
    left = [
        {**run, "of": [key for key in run["of"] if key not in keys]} if run["section"] == section else run
        for run in runs
    ]
    return [run for run in left if run["of"]]


def _lines(facts: Mapping[str, Any], indent: str) -> str:
    return ",\n".join(
        f"{indent}{json.dumps(name)}: {json.dumps(fact, ensure_ascii=False)}" for name, fact in facts.items()
    )
