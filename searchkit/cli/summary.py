"""What indexing came to, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from searchkit import Skipped, SyncSummary
from searchkit.cli import output
from searchkit.cli.options import counted

# Lines about what was skipped, and files named in a line about several.
_MOST_LINES, _MOST_NAMES = 20, 3


def tell(done: SyncSummary, index: Path, seconds: float) -> None:
    """Say what went in, of which formats and encodings where there is more to say than plain text, what became of the
    files where not all were new, and what couldn't be read."""
    tell_skipped(done.skipped)
    output.say(
        f"Indexed {counted(done.reports, 'report')} ({counted(done.passages, 'passage')}) into {index}, "
        f"{len(done.skipped):,} skipped, in {seconds:.1f} s."
    )
    if len(done.formats) > 1 or done.encodings:
        converted = f"; converted from {_listed(done.encodings)}" if done.encodings else ""
        output.say(f"Read from {_listed(done.formats)}{converted}.")
    files = _files(done)
    if set(files) - {"new"}:
        output.say(f"Files: {_in_words(files)}.")
    if done.failed:
        output.say(f"Not all could be read of {counted(done.failed, 'file')}: searchkit stats --problems says why.")


def tell_plan(planned: SyncSummary, index: Path) -> None:
    """Say what would be done, a line a file."""
    tell_skipped(planned.skipped)
    for what, name in chain(
        (("new", name) for name in planned.new),
        (("changed", name) for name in planned.changed),
        (("renamed", f"{before} -> {name}") for before, name in planned.renamed),
        (("removed", name) for name in planned.removed),
    ):
        output.say(f"{what:<8}  {name}")
    output.say(f"{index} would be brought in step with its files: {_in_words(_files(planned)) or 'there are none'}.")


def _files(done: SyncSummary) -> dict[str, int]:
    """What became of how many files, without what became of none."""
    figures = {
        "new": len(done.new),
        "changed": len(done.changed),
        "renamed": len(done.renamed),
        "removed": len(done.removed),
        "not there but kept": len(done.kept),
        "unchanged": done.unchanged,
    }
    return {what: number for what, number in figures.items() if number}


def _in_words(files: Mapping[str, int]) -> str:
    """ "1 new, 20 unchanged" """
    return ", ".join(f"{number:,} {what}" for what, number in files.items())


def tell_skipped(skipped: Iterable[Skipped]) -> None:
    """Name what was skipped on standard error, files that share a reason in one line."""
    files: dict[str, list[str]] = {}
    for path, reason in skipped:
        files.setdefault(reason, []).append(path)
    for reason, paths in list(files.items())[:_MOST_LINES]:
        output.say(f"Skipped {_named(paths)}: {reason}", err=True)
    if rest := sum(map(len, list(files.values())[_MOST_LINES:])):
        output.say(f"Skipped {rest:,} more.", err=True)


def as_object(done: SyncSummary, index: Path, seconds: float) -> dict[str, Any]:
    """The summary for JSON."""
    return {
        "path": str(index),
        "reports": done.reports,
        "passages": done.passages,
        "formats": done.formats,
        "encodings": done.encodings,
        "files": {
            "new": len(done.new),
            "changed": len(done.changed),
            "renamed": len(done.renamed),
            "removed": len(done.removed),
            "kept": len(done.kept),
            "unchanged": done.unchanged,
            "failed": done.failed,
        },
        "skipped": [skipped._asdict() for skipped in done.skipped],
        "commits": done.commits,
        "seconds": round(seconds, 3),
    }


def plan_as_object(planned: SyncSummary, index: Path) -> dict[str, Any]:
    """What would be done, for JSON: files by name."""
    return {
        "path": str(index),
        "new": planned.new,
        "changed": planned.changed,
        "renamed": [{"from": before, "to": name} for before, name in planned.renamed],
        "removed": planned.removed,
        "kept": planned.kept,
        "unchanged": planned.unchanged,
        "failed": planned.failed,
        "skipped": [skipped._asdict() for skipped in planned.skipped],
    }


def _named(paths: list[str]) -> str:
    if len(paths) == 1:
        return paths[0]
    more = f" and {len(paths) - _MOST_NAMES:,} more" if len(paths) > _MOST_NAMES else ""
    return f"{len(paths):,} ({', '.join(paths[:_MOST_NAMES])}{more})"


def _listed(counts: Mapping[str, int]) -> str:
    """ "Word (80), PDF (30)" """
    return ", ".join(f"{name} ({count:,})" for name, count in counts.items())
