"""What counting reports gives back."""

from __future__ import annotations

from typing import NamedTuple


class Facet(NamedTuple):
    """A value, as most of the reports that have it write it, and how many reports those are."""

    value: str
    reports: int


class Facets(NamedTuple):
    """What reports say in a field.

    ``values`` are those asked for, ``different`` how many there are in all. ``reports`` is how many reports match, and
    ``silent`` how many of them don't say.
    """

    field: str
    values: tuple[Facet, ...]
    different: int
    reports: int
    silent: int
