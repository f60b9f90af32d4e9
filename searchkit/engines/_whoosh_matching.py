"""Which documents of a Whoosh index match a tree, and their scores.

Whoosh's own ways of combining posting lists give some passages that a query excludes and leave out some of the best
(docs/upstream.md). Here a tree is worked out in sets: each node is a dictionary from passage to score, made from those
of its children. Whoosh is asked only for posting lists. It is never told a score, so it has none to skip by.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from heapq import nsmallest
from typing import Any, NamedTuple

from searchkit.engines.contract import K1, B
from searchkit.engines.trees import Bool, Node, Sequence, Term
from searchkit.schema import RANKED

# Tiers of a query share their terms, and a longer page asks for the same tiers again. A posting takes 12 bytes.
_MOST_KNOWN_TERMS = 64
# How often terms occur is asked again and again, also for those that are never read. A hundred bytes each.
_MOST_KNOWN_FREQUENCIES = 10_000
# Skipping to one posting costs as much as reading so many.
_SKIP = 16


class _Postings(NamedTuple):
    """The passages that hold a term, in order, and how often each does."""

    numbers: array[int]
    times: array[float]


class Matcher:
    """Finds documents in one reader of Whoosh, by their numbers. Not for several threads at a time.

    ``counted``: the matcher whose documents an idf is counted over, if it isn't this one.
    """

    def __init__(self, reader: Any, counted: Matcher | None = None) -> None:
        self._counted = counted or self
        self._reader = reader
        self._leaves: list[tuple[Any, int]] = list(reader.leaf_readers())
        self._documents: int = reader.doc_count_all()
        self._norms: dict[str, Callable[[int], float]] = {}
        # A reader is of one commit: what it said once it would say again.
        self._postings = lru_cache(_MOST_KNOWN_TERMS)(self._read)
        self._frequency = lru_cache(_MOST_KNOWN_FREQUENCIES)(self._read_frequency)

    def best(self, node: Node, limit: int, among: Collection[int] | None = None) -> list[tuple[float, int]]:
        """Scores and numbers of the best matches, best first; of equal scores the one indexed first."""
        found = self.scores(node, among)
        return [(score, number) for number, score in nsmallest(limit, found.items(), key=lambda m: (-m[1], m[0]))]

    def idf(self, field: str, key: str) -> float:
        """The inverse document frequency of a key, as Lucene has it."""
        frequency = self._frequency(field, key)
        return math.log(1 + (self._documents - frequency + 0.5) / (frequency + 0.5))

    def scores(self, node: Node, among: Collection[int] | None = None) -> dict[int, float]:
        """The score of every passage that matches, or of those among some passages."""
        if isinstance(node, Term):
            return self._term(node, among)
        if isinstance(node, Sequence):
            return self._sequence(node, among)
        return self._bool(node, among)

    def _bool(self, node: Bool, among: Collection[int] | None) -> dict[int, float]:
        scores: dict[int, float] = {}
        # The rarest first, so that the others are looked up for few.
        for place, child in enumerate(sorted(node.must, key=self._most)):
            matching = self.scores(child, scores if place else among)
            scores = {number: score + scores.get(number, 0.0) for number, score in matching.items()}
        for child in node.should:
            for number, score in self.scores(child, scores if node.must else among).items():
                scores[number] = scores.get(number, 0.0) + score
        if not node.must and not node.should:
            scores = dict.fromkeys(self._all() if among is None else among, 0.0)
        for child in node.must_not:
            for number in self.scores(child, scores):
                del scores[number]
        return scores

    def _term(self, term: Term, among: Collection[int] | None) -> dict[int, float]:
        holding = self._times(term.field, term.key, among)
        if not term.weight or term.field not in RANKED:
            return dict.fromkeys((number for number, _ in holding), 0.0)
        idf = self._counted.idf(term.field, term.key)
        most, norm = term.weight * idf * (1 + K1), self._norm(term.field)
        return {number: most * times / (times + norm(number)) for number, times in holding}

    def _sequence(self, sequence: Sequence, among: Collection[int] | None) -> dict[int, float]:
        field = sequence.field
        for key in sorted(set(sequence.keys), key=lambda key: self._frequency(field, key)):
            among = [number for number, _ in self._times(field, key, among)]
        if sequence.slop:
            return self._near(sequence, among or ())
        held: dict[str, dict[int, set[int]]] = {}
        beginnings: dict[int, set[int]] = {}
        for place, key in enumerate(sequence.keys):
            if key not in held:  # once, however often it is in the sequence
                postings = self._skipping(field, key, among or ())
                held[key] = {number: set(posting.value_as("positions")) for number, posting in postings}
            left = positions = held[key]
            if place:
                left = {
                    number: {one for one in some if one + place in positions[number]}
                    for number, some in beginnings.items()
                }
            among = beginnings = {number: some for number, some in left.items() if some}
        return dict.fromkeys(beginnings, 0.0)

    def _near(self, sequence: Sequence, among: Collection[int]) -> dict[int, float]:
        """A sequence with gaps, among passages that hold all its keys."""
        # By passage, for each position that a key was reached at, the latest beginning of a way to it.
        reached: dict[int, dict[int, int]] = {}
        for place, key in enumerate(sequence.keys):
            found: dict[int, dict[int, int]] = {}
            for number, posting in self._skipping(sequence.field, key, among):
                positions = posting.value_as("positions")
                if not place:
                    found[number] = {position: position for position in positions}
                elif ends := _behind(reached[number], positions, place + sequence.slop):
                    found[number] = ends
            among = reached = found
        return dict.fromkeys(reached, 0.0)

    def _most(self, node: Node) -> int:
        """The most passages that a node can match, as far as that is cheap to tell."""
        return self._frequency(node.field, node.key) if isinstance(node, Term) else self._documents

    def _all(self) -> Iterator[int]:
        return (offset + number for leaf, offset in self._leaves for number in leaf.all_doc_ids())

    def _read_frequency(self, field: str, key: str) -> int:
        return int(self._reader.doc_frequency(field, key))

    def _times(self, field: str, key: str, among: Collection[int] | None) -> Iterable[tuple[int, float]]:
        """The passages that hold a term, those among some, with how often each does."""
        if among is not None and len(among) * _SKIP < self._frequency(field, key):
            return ((number, posting.weight()) for number, posting in self._skipping(field, key, among))
        postings = zip(*self._postings(field, key), strict=True)
        if among is None:
            return postings
        wanted = among if isinstance(among, (dict, set)) else set(among)
        return (posting for posting in postings if posting[0] in wanted)

    def _read(self, field: str, key: str) -> _Postings:
        postings = _Postings(array("L"), array("f"))
        for posting, offset in self._lists(field, key):
            while posting.is_active():
                postings.numbers.append(offset + posting.id())
                postings.times.append(posting.weight())
                posting.next()
        return postings

    def _skipping(self, field: str, key: str, among: Collection[int]) -> Iterator[tuple[int, Any]]:
        """Each passage among some that holds a term, with Whoosh's matcher standing there."""
        wanted = sorted(among)
        for posting, offset in self._lists(field, key) if wanted else ():
            for number in wanted:
                if not posting.is_active():
                    break
                if number >= offset:
                    posting.skip_to(number - offset)
                    if posting.is_active() and posting.id() == number - offset:
                        yield number, posting

    def _lists(self, field: str, key: str) -> Iterator[tuple[Any, int]]:
        """Whoosh's matcher for a term in each segment that holds it, and the number of its first passage."""
        return ((leaf.postings(field, key), offset) for leaf, offset in self._leaves if (field, key) in leaf)

    def _norm(self, field: str) -> Callable[[int], float]:
        """A function from a passage to what its length in a field counts for, beside how often it holds a term."""
        if field not in self._norms:
            average = self._reader.field_length(field) / max(1, self._documents) or 1
            known = array("d", bytes(8 * self._documents))

            def norm(number: int) -> float:
                if not known[number]:
                    length = self._reader.doc_field_length(number, field) or 0
                    known[number] = K1 * (1 - B + B * length / average)
                return known[number]

            self._norms[field] = norm
        return self._norms[field]


def _behind(reached: Mapping[int, int], positions: Iterable[int], most: int) -> dict[int, int]:
    """Positions behind some that were reached, and at most so far from the latest beginning of a way there."""
    found: dict[int, int] = {}
    earlier = sorted(reached.items())
    at, latest = 0, -1
    for position in sorted(positions):
        while at < len(earlier) and earlier[at][0] < position:
            latest = max(latest, earlier[at][1])
            at += 1
        if latest >= 0 and position - latest <= most:
            found[position] = latest
    return found
