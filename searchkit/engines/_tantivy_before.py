"""The reports of a tantivy index as they were: kept before a commit, and put back after one that was cut short."""

from __future__ import annotations

import json
from pathlib import Path

from searchkit import durable
from searchkit.engines._before import Before, link
from searchkit.engines._tantivy_files import COMMIT, FILES_MADE, TEMPORARY, mend_rights


def stamp_of(passages: Path) -> str:
    """The name of the last commit of the passages; merges keep it."""
    try:
        return str(json.loads((passages / COMMIT).read_bytes())["opstamp"])
    except (ValueError, LookupError, TypeError):
        return ""  # opening it tells what is wrong


def keep(before: Before, passages: Path, reports: Path) -> None:
    """Keep the reports as they are, for as long as the passages are. Raises OSError."""

    def files() -> list[Path]:
        mend_rights(reports)
        others = [file for file in reports.iterdir() if file.name != COMMIT and not file.name.startswith(".")]
        return [reports / COMMIT, *others, reports / FILES_MADE]

    before.keep(files, stamp_of(passages))


def put_back(before: Before, passages: Path, reports: Path) -> None:
    """For a writer who holds the lock: undo what a commit that was cut short did to the reports. Raises OSError."""
    if before.of(lambda: stamp_of(passages)):
        for file in before.kept():
            if not file.name.startswith(".") and not (reports / file.name).exists():
                link(file, reports / file.name)
        # The files of both commits: what belongs to neither is cleared away by tantivy, as far as it knows of it.
        made = {name for folder in (reports, before.folder) for name in json.loads((folder / FILES_MADE).read_bytes())}
        _write(reports / FILES_MADE, json.dumps(sorted(made)).encode())
        _write(reports / COMMIT, (before.folder / COMMIT).read_bytes())
    before.drop()


def _write(file: Path, data: bytes) -> None:
    new = file.with_name(TEMPORARY.replace("*", file.name))
    durable.write(new, data)
    durable.replace(new, file)
