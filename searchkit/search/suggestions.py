"""What is suggested to whoever types."""

from __future__ import annotations

from typing import NamedTuple


class Correction(NamedTuple):
    """A query as it may have been meant, and how many passages hold all its words with just these accents."""

    text: str
    matches: int


class Completion(NamedTuple):
    """What was typed, continued as the reports write it, and how many passages hold that."""

    text: str
    matches: int
