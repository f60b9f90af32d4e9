"""The trees that an engine runs: frozen, in fields and keys. What a person typed is in ``query.tree``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple, TypeAlias


class Term(NamedTuple):
    """Documents with a key in a field, scored by BM25 times ``weight``; a weight of 0 matches and scores nothing."""

    field: str
    key: str
    weight: float = 0.0


class Sequence(NamedTuple):
    """Documents with these keys one after another in a field that keeps positions; it matches and scores nothing.

    ``slop``: with at most so many other keys between them in all. The first key at some position, each of the others
    behind the one before, the last at most ``slop`` further from the first than it would be without gaps.
    """

    field: str
    keys: tuple[str, ...]
    slop: int = 0


class Bool(NamedTuple):
    """Documents that match every ``must`` and no ``must_not``; the score is the sum over all clauses that match.

    Without a ``must``, at least one ``should`` has to match. With neither, everything that isn't excluded matches.
    """

    must: tuple[Node, ...] = ()
    should: tuple[Node, ...] = ()
    must_not: tuple[Node, ...] = ()


Node: TypeAlias = "Term | Sequence | Bool"


def spread(length: int, slop: int) -> Iterator[tuple[int, ...]]:
    """The positions at which the keys of a sequence may stand, counted from the first, in every way.

    >>> list(spread(3, 1))
    [(0, 1, 2), (0, 1, 3), (0, 2, 3)]
    """
    for ends in combinations(range(1, length + slop), length - 1):
        yield (0, *ends)


def are_scored_terms(nodes: tuple[Node, ...]) -> bool:
    """Whether all of some trees are terms with a weight, so that whatever matches one scores more than 0."""
    return all(isinstance(node, Term) and node.weight > 0 for node in nodes)
