"""Why a hit came up: plain frozen data."""

from __future__ import annotations

from typing import NamedTuple

#: How a word stands in a text: with the accents that were typed, with more than were typed, with others, or written
#: otherwise (a number, lý as lí).
AS_TYPED, COMPATIBLE = "accents as typed", "compatible accents"
OTHER, SPELLING = "other accents", "other spelling"
#: In the report as a whole, which keeps no accents; or nowhere.
ANY, MISSING = "any accents", "not found"
#: Two words side by side; several that are one compound or written unit. What else words were taken for has the kind
#: of its equivalent: "acronym", "number".
PAIR, COMPOUND = "pair", "compound"


class Part(NamedTuple):
    """A part of a query: what it gave a hit's score, in the passage and in its report as a whole.

    ``text`` is the part, ``form`` how it was found. ``where`` it was found first: "passage" (its text), "title" (of its
    report), "report" (only elsewhere in it) or "" (nowhere). ``found`` is how it is written there, each writing once;
    of a report as a whole that isn't known.
    """

    text: str
    form: str
    where: str
    found: tuple[str, ...]
    passage: float
    report: float

    @property
    def score(self) -> float:
        """What the part gave in all."""
        return self.passage + self.report


class Explanation(NamedTuple):
    """Why a hit came up: its ``tier`` in words, and the ``parts`` of the query, every word of it and whatever else gave
    score. What the parts gave adds up to ``Hit.score``, but for an engine's rounding."""

    tier: str
    parts: tuple[Part, ...]

    @property
    def score(self) -> float:
        """The sum of all parts."""
        return sum(part.score for part in self.parts)
