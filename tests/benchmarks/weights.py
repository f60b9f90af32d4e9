"""The weights that are tried, and how a search is made to use them: all that knows what weights there are."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import searchkit
from searchkit import evaluation, ranking
from searchkit.evaluation import Run
from searchkit.ranking import Weights

#: Which weights a search uses, by how its query is written.
_NAMES = {"as written": "AS_TYPED", "accent-free": "ANY_ACCENTS"}
_PAIRS = (0.3, 0.4, 0.5, 0.6)
_WORDS = (0.1, 0.2, 0.3)


def shipped(way: str) -> Weights:
    """The weights that a search uses by itself for queries written in a way."""
    found: Weights = getattr(ranking, _NAMES[way])
    return found


def candidates(way: str) -> list[Weights]:
    """The shipped weights and a grid around them, each once."""
    own = shipped(way)
    grid = (own._replace(pairs=pairs, words=words) for pairs, words in product(_PAIRS, _WORDS))
    return list(dict.fromkeys([own, *grid]))


def named(weights: Weights) -> dict[str, float]:
    """The weights by name, as columns of results."""
    return weights._asdict()


def run(index: searchkit.Index, queries: Mapping[str, str], way: str, weights: Weights, depth: int) -> Run:
    """The ``depth`` best reports of each query, searched with these weights."""
    own = shipped(way)
    setattr(ranking, _NAMES[way], weights)
    try:
        return evaluation.run(index, queries, depth=depth)
    finally:
        setattr(ranking, _NAMES[way], own)
