"""What of a query was set aside or taken otherwise than it may have been meant, and where it stands."""

from __future__ import annotations

from typing import NamedTuple


class Note(NamedTuple):
    """What happened to ``query[start:end]``, in code points of what was typed, in one sentence."""

    start: int
    end: int
    text: str
