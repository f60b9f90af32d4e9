"""What decoding gives."""

from __future__ import annotations

from typing import NamedTuple


class Decoded(NamedTuple):
    """A text, and the encodings that it was converted from, joined by ", ": "" if it was UTF-8 or Unicode already."""

    text: str
    encoding: str
