"""The options that say how much a file may cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from searchkit.reports.limits import Limits

_MB = 1 << 20
_USUAL = Limits()
# A terabyte and a week: what is more could be no number that a system takes.
_MOST_MB, _MOST_SECONDS = 1_000_000, 7 * 24 * 3600


def _option(name: str, metavar: str, kind: click.ParamType[Any], usual: float, help_text: str) -> Callable[[Any], Any]:
    return click.option(name, metavar=metavar, type=kind, default=usual, show_default=True, help=help_text)


_MEGABYTES = click.IntRange(1, _MOST_MB)
_OPTIONS = (
    _option(
        "--max-size", "MB", _MEGABYTES, _USUAL.size // _MB,
        "Skip files larger than this, but for JSON Lines, of which any size is read.",
    ),
    _option(
        "--max-unpacked", "MB", _MEGABYTES, _USUAL.expanded // _MB,
        "Read no more of what is packed in a file than this."
    ),
    _option("--max-pages", "N", click.IntRange(1), _USUAL.pages, "Read no more pages of a PDF than this."),
    _option(
        "--max-seconds", "S", click.FloatRange(0, _MOST_SECONDS, min_open=True), _USUAL.seconds,
        "Skip files that take longer than this.",
    ),
    _option(
        "--max-memory", "MB", _MEGABYTES, _USUAL.memory // _MB, "Skip files that need more memory than this to be read."
    ),
)  # fmt: skip


def options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options; their values are for ``of``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def of(max_size: int, max_unpacked: int, max_pages: int, max_seconds: float, max_memory: int) -> Limits:
    """The limits that the options say."""
    return Limits(
        size=max_size * _MB,
        expanded=max_unpacked * _MB,
        pages=max_pages,
        seconds=max_seconds,
        memory=max_memory * _MB,
    )
