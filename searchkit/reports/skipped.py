"""What a reader passes over."""

from __future__ import annotations

from typing import NamedTuple


class Skipped(NamedTuple):
    """A file, or a place in one, that was not read, and why."""

    path: str
    reason: str
