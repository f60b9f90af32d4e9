"""How the accents that were typed count."""

from __future__ import annotations

from enum import StrEnum

from searchkit.analysis.accents import has_marks
from searchkit.query.tree import Typed, words_of


class Accents(StrEnum):
    """How accents count: as typed (AUTO), as binding (STRICT), or not at all (IGNORE)."""

    AUTO = "auto"
    STRICT = "strict"
    IGNORE = "ignore"


def resolved(accents: Accents, query: Typed) -> Accents:
    """The mode in force for a query: one without accents ignores them in AUTO, as its writer did."""
    if accents is Accents.AUTO and not any(has_marks(word.exact) for word in words_of(query)):
        return Accents.IGNORE
    return accents
