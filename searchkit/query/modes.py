"""How the accents that were typed count."""

from __future__ import annotations

from enum import StrEnum


class Accents(StrEnum):
    """How accents count: as typed (AUTO), as binding (STRICT), or not at all (IGNORE)."""

    AUTO = "auto"
    STRICT = "strict"
    IGNORE = "ignore"
