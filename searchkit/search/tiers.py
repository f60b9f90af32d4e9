"""Running a plan: its tiers to one ranked list, read from the index as far as it is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from searchkit.engines.contract import View
from searchkit.engines.trees import Bool, Node, Term
from searchkit.schema import COPIES, IDENTICAL
from searchkit.search.found import Found
from searchkit.search.plan import Plan
from searchkit.search.reports import best
from searchkit.storage.records import decode

# So many passages are looked at first. A longer list costs an engine next to nothing, and tells of most passages that
# may gain by their reports; the others have to be looked up.
_DEPTH = 64
# Reading on looks at so many times as many.
_DEEPER = 4
# A page and what its stages look ahead or leave out.
_SPARE = 2
# Of passages with the very same words so many are read, where copies aren't shown: then the others are passed over.
_MOST_IDENTICAL = 20


def run(plan: Plan, view: View, wanted: int, copies_too: bool) -> Iterator[Found]:
    """Everything that a plan finds, by tier, then by score; ``wanted`` is how many are likely to be read.

    Equal scores stand in the order of the index. Unless ``copies_too``, of a passage that is in the index word for word
    many times not every one is found.
    """
    done: set[object] = set()
    identical: Counter[str] = Counter()
    needed = step = wanted + _SPARE
    depth = max(_DEPTH, needed)
    while True:
        crowded = [key for key, times in identical.items() if times > _MOST_IDENTICAL]
        found = best(plan, _without(plan.tiers, crowded), view, depth, needed)
        fresh = iter([one for one in found.passages if one.address not in done])
        while part := list(islice(fresh, step)):
            records = map(decode, view.fetch([one.address for one in part]))
            for (tier, score, lift, address), record in zip(part, records, strict=True):
                done.add(address)
                if not copies_too:
                    identical.update(key for key in record.copies.split() if key.startswith(IDENTICAL))
                yield Found(tier, score, lift, record)
        if found.is_all:
            return
        depth, needed = depth * _DEEPER, needed * _DEEPER


def _without(tiers: tuple[Node, ...], identical: list[str]) -> tuple[Node, ...]:
    """Trees that don't match passages with some fingerprints."""
    if not identical:
        return tiers
    excluded = tuple(Term(COPIES, key) for key in identical)
    return tuple(
        tree._replace(must_not=(*tree.must_not, *excluded))
        if isinstance(tree, Bool)
        else Bool(must=(tree,), must_not=excluded)
        for tree in tiers
    )
