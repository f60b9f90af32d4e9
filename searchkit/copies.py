"""Near-duplicates: the caption printed twice, the wire story in several reports.

Fingerprints made at indexing time (``analysis.fingerprints``) say which passages may be copies of one another; whether
they are is decided here, by their texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from searchkit.analysis.fields import COPIES
from searchkit.analysis.syllables import keys, surfaces
from searchkit.engines.engine import View
from searchkit.query.tree import Bool, Term, Word
from searchkit.records import Record, decode
from searchkit.retrieval import Found

# Copies share this part of their runs of three syllables: one changed word in a paragraph of sixty, but not in ten.
_ALIKE = 0.8
_RUN = 3
_MOST = 100


class _Features(NamedTuple):
    """What two copies have in common: nearly all runs; all numbers and all that the query's words match."""

    runs: frozenset[tuple[str, ...]]
    telling: frozenset[str]


def without_copies(found: Iterable[Found], words: Sequence[Word]) -> Iterator[Found]:
    """Passages without those that are copies of one before.

    A passage that differs in a number, or in the accents of a word that was searched for, is no copy: "276 đảng viên"
    is another fact than "300 đảng viên".
    """
    by_fingerprint: dict[str, list[Record]] = {}
    for passage in found:
        fingerprints = passage.record.copies.split()
        earlier = [record for key in fingerprints for record in by_fingerprint.get(key, ())]
        if earlier:
            features = _features(passage.record.text, words)
            if any(_are_alike(features, _features(record.text, words)) for record in earlier):
                continue
        for key in fingerprints:
            by_fingerprint.setdefault(key, []).append(passage.record)
        yield passage


def copies_of(view: View, record: Record, words: Sequence[Word]) -> list[Record]:
    """The copies of a passage anywhere in the index (the first hundred)."""
    shared = [key for key in record.copies.split() if view.frequency(COPIES, key) > 1]
    if not shared:
        return []
    candidates = view.search(Bool(should=tuple(Term(COPIES, key) for key in shared)), _MOST)
    features = _features(record.text, words)
    others = map(decode, view.fetch(match.address for match in candidates))
    return [other for other in others if other[:2] != record[:2] and _are_alike(features, _features(other.text, words))]


def _features(text: str, words: Sequence[Word]) -> _Features:
    wanted = {word.folded for word in words}
    sequence = [key for surface in surfaces(text) for key in keys(surface)]
    exact = [key.exact for key in sequence]
    runs = frozenset(zip(*(exact[place:] for place in range(_RUN)))) or frozenset([tuple(exact)])  # noqa: B905
    telling = frozenset(key.exact for key in sequence if key.folded in wanted or key.folded.isdecimal())
    return _Features(runs, telling)


def _are_alike(left: _Features, right: _Features) -> bool:
    if left.telling != right.telling:
        return False
    return len(left.runs & right.runs) >= _ALIKE * len(left.runs | right.runs)
