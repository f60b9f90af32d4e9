"""What the stages of a search hand to one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from searchkit.search.plan import Plan
from searchkit.storage.records import Record


class Found(NamedTuple):
    """A passage found: its tier, counting from 0, its score, and what is stored with it.

    The score is the sum of weighted BM25 over the passage, ``lift`` of it from its report as a whole.
    """

    tier: int
    score: float
    lift: float
    record: Record


#: A stage takes what was found, best first, and the plan, and hands it on: fewer, or in another order.
Stage: TypeAlias = Callable[[Iterator[Found], Plan], Iterator[Found]]
