"""The weights that are tried, and how a search is made to use them: all that knows what weights there are."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import searchkit
from searchkit.evaluation import relevance
from searchkit.evaluation.relevance import Run
from searchkit.search.weights import DEFAULT, Weights

#: Which field weights a search uses, by how its query is written.
_NAMES = {"as written": "as_typed", "accent-free": "any_accents"}
_PAIRS = (0.4, 0.5, 0.6)
_LIFTS = (0.0, 0.5, 0.75, 1.0, 1.5)
_ALONE = (1.0, 1.15, 1.3)


def shipped(way: str) -> Weights:
    """The weights that a search uses by itself for queries written in a way."""
    return DEFAULT


def candidates(way: str) -> list[Weights]:
    """The shipped weights and a grid around them, each once."""
    own = getattr(DEFAULT, _NAMES[way])
    grid = (
        DEFAULT._replace(lift=lift, alone=alone, **{_NAMES[way]: own._replace(pairs=pairs)})
        for pairs, lift, alone in product(_PAIRS, _LIFTS, _ALONE)
    )
    return list(dict.fromkeys([DEFAULT, *grid]))


def named(weights: Weights) -> dict[str, float]:
    """The weights by name, as columns of results."""
    return {
        **{f"as typed {name}": value for name, value in weights.as_typed._asdict().items()},
        **{f"any accents {name}": value for name, value in weights.any_accents._asdict().items()},
        **{f"report {name}": value for name, value in weights.report._asdict().items()},
        "lift": weights.lift,
        "alone": weights.alone,
    }


def run(index: searchkit.Index, queries: Mapping[str, str], way: str, weights: Weights, depth: int) -> Run:
    """The ``depth`` best reports of each query, searched with these weights."""
    return relevance.run(index, queries, depth=depth, weights=weights)
