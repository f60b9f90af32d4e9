"""Near-duplicates: the caption printed twice, the wire story in several reports.

Fingerprints made at indexing time (``analysis.fingerprints``) say which passages may be copies of one another; whether
they are is decided here, by their texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from searchkit.analysis.syllables import keys, surfaces
from searchkit.engines.contract import Request, View
from searchkit.engines.trees import Bool, Term
from searchkit.query.tree import Word
from searchkit.schema import COPIES
from searchkit.search.filtering import within
from searchkit.search.found import Found
from searchkit.search.plan import Plan
from searchkit.storage.records import Record, decode

# Copies share this part of their runs of three syllables: one changed word in a paragraph of sixty, but not in ten.
_ALIKE = 0.8
_RUN = 3
_MOST = 100


class _Features(NamedTuple):
    """What two copies have in common: nearly all runs; all numbers and all that the query's words match."""

    runs: frozenset[tuple[str, ...]]
    telling: frozenset[str]


def without_copies(found: Iterator[Found], plan: Plan) -> Iterator[Found]:
    """Passages without those that are copies of one before.

    A passage that differs in a number, or in the accents of a word that was searched for, is no copy: "276 đảng viên"
    is another fact than "300 đảng viên".
    """
    features = _features_for(plan.query.words)
    texts: set[str] = set()
    by_fingerprint: dict[str, list[Record]] = {}
    for passage in found:
        record = passage.record
        fingerprints = record.copies.split()
        if record.text in texts and fingerprints:
            continue
        # Few passages share a fingerprint with one before, and only those need a look at their texts.
        if earlier := [other for key in fingerprints for other in by_fingerprint.get(key, ())]:
            own = features(record.text)
            if any(_are_alike(own, features(other.text)) for other in earlier):
                continue
        texts.add(record.text)
        for key in fingerprints:
            by_fingerprint.setdefault(key, []).append(record)
        yield passage


def copies_of(view: View, passages: Sequence[Record], plan: Plan) -> list[list[Record]]:
    """For each of some passages its copies anywhere among what a plan's filter lets through (the first hundred)."""
    shared = [Bool(should=tuple(Term(COPIES, key) for key in record.copies.split())) for record in passages]
    matches = view.search([Request((within(tree, plan.filter),) if tree.should else (), _MOST) for tree in shared])
    # Nearly all passages have one match, themselves.
    candidates = [[match.address for match in found] if len(found) > 1 else [] for found in matches]
    addresses = list(dict.fromkeys(address for found in candidates for address in found))
    records = dict(zip(addresses, map(decode, view.fetch(addresses) if addresses else ()), strict=True))
    features = _features_for(plan.query.words)
    copies: list[list[Record]] = []
    for record, found in zip(passages, candidates, strict=True):
        if not found:
            copies.append([])
            continue
        own = features(record.text)
        others = (records[address] for address in found)
        alike = (other for other in others if _are_alike(own, features(other.text)))
        copies.append([other for other in alike if other[:2] != record[:2]])
    return copies


def _features_for(words: Sequence[Word]) -> Callable[[str], _Features]:
    """What texts have in common with their copies, a function that looks at each text once."""
    wanted = {word.folded for word in words}

    @cache
    def features(text: str) -> _Features:
        sequence = [key for surface in surfaces(text) for key in keys(surface)]
        exact = [key.exact for key in sequence]
        runs = frozenset(zip(*(exact[place:] for place in range(_RUN)))) or frozenset([tuple(exact)])  # noqa: B905
        telling = frozenset(key.exact for key in sequence if key.folded in wanted or key.folded.isdecimal())
        return _Features(runs, telling)

    return features


def _are_alike(left: _Features, right: _Features) -> bool:
    if left.telling != right.telling:
        return False
    return len(left.runs & right.runs) >= _ALIKE * len(left.runs | right.runs)
