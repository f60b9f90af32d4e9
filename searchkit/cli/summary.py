"""What indexing came to, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from searchkit import Skipped, Summary
from searchkit.cli import output
from searchkit.cli.options import counted

# Lines about what was skipped, and files named in a line about several.
_MOST_LINES, _MOST_NAMES = 20, 3


def tell(done: Summary, index: Path, seconds: float) -> None:
    """Say what went in, of which formats and encodings where there is more to say than plain text, and what didn't."""
    tell_skipped(done.skipped)
    output.say(
        f"Indexed {counted(done.reports, 'report')} ({counted(done.passages, 'passage')}) into {index}, "
        f"{len(done.skipped):,} skipped, in {seconds:.1f} s."
    )
    if len(done.formats) > 1 or done.encodings:
        converted = f"; converted from {_listed(done.encodings)}" if done.encodings else ""
        output.say(f"Read from {_listed(done.formats)}{converted}.")


def tell_skipped(skipped: Iterable[Skipped]) -> None:
    """Name what was skipped on standard error, files that share a reason in one line."""
    files: dict[str, list[str]] = {}
    for path, reason in skipped:
        files.setdefault(reason, []).append(path)
    for reason, paths in list(files.items())[:_MOST_LINES]:
        output.say(f"Skipped {_named(paths)}: {reason}", err=True)
    if rest := sum(map(len, list(files.values())[_MOST_LINES:])):
        output.say(f"Skipped {rest:,} more.", err=True)


def as_object(done: Summary, index: Path, seconds: float) -> dict[str, Any]:
    """The summary for JSON."""
    return {
        "path": str(index),
        "reports": done.reports,
        "passages": done.passages,
        "formats": done.formats,
        "encodings": done.encodings,
        "skipped": [skipped._asdict() for skipped in done.skipped],
        "seconds": round(seconds, 3),
    }


def _named(paths: list[str]) -> str:
    if len(paths) == 1:
        return paths[0]
    more = f" and {len(paths) - _MOST_NAMES:,} more" if len(paths) > _MOST_NAMES else ""
    return f"{len(paths):,} ({', '.join(paths[:_MOST_NAMES])}{more})"


def _listed(counts: Mapping[str, int]) -> str:
    """ "Word (80), PDF (30)" """
    return ", ".join(f"{name} ({count:,})" for name, count in counts.items())
