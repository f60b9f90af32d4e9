"""How the accents that were typed count."""

from __future__ import annotations

from enum import Enum


class Accents(str, Enum):  # StrEnum is there from Python 3.11 on
    """How accents count: as typed (AUTO), as binding (STRICT), or not at all (IGNORE)."""

    AUTO = "auto"
    STRICT = "strict"
    IGNORE = "ignore"
