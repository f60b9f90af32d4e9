"""Where a text matches what isn't typed in full: words in part, and phrases with gaps between their words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from searchkit.analysis.accents import Agreement, agreement
from searchkit.analysis.places import Place
from searchkit.query.modes import Accents
from searchkit.query.query import Query
from searchkit.query.tree import Fuzzy, Loose, LoosePhrase, Pattern, Phrase, Word
from searchkit.search.expanding import standing_for

#: Whether a place in a text is what stands at some point of a phrase.
_Slot: TypeAlias = "Callable[[Place], bool]"
_Mark: TypeAlias = "tuple[int, int]"


class LooseMarks:
    """``marks(places)``: the (start, end) of all that matches such a part, given the places of ``folded`` in a text.

    A phrase without gaps is marked as a whole, of one with gaps each word.
    """

    def __init__(self, query: Query) -> None:
        self._query = query
        self._loose = query.loose_parts
        self._near = tuple(dict.fromkeys(phrase for phrase in query.phrases if phrase.slop))
        #: The folded keys whose places it needs.
        self.folded = frozenset(folded for one in self._loose for folded in self._folded(one))

    def __call__(self, places: Sequence[Place]) -> Iterator[_Mark]:
        for one in self._loose:
            if isinstance(one, LoosePhrase):
                yield from _found([self._in_phrase(part) for part in one.parts], one.slop, places)
            else:
                slot = self._alone(one)
                yield from ((place.start, place.end) for place in places if slot(place))
        for phrase in self._near:
            yield from self._best(phrase, places)

    def _best(self, phrase: Phrase, places: Sequence[Place]) -> list[_Mark]:
        """Where a phrase with gaps agrees best in accents."""
        accents = self._query.accents
        levels: list[Agreement] = [Agreement.EXACT, Agreement.COMPATIBLE, Agreement.OTHER]
        for least in {Accents.STRICT: levels[:1], Accents.IGNORE: levels[2:]}.get(accents, levels):
            if marks := list(_found([_word(word, least) for word in phrase.words], phrase.slop, places)):
                return marks
        return []

    def _folded(self, part: Loose | LoosePhrase | Word) -> Iterator[str]:
        if isinstance(part, LoosePhrase):
            for one in part.parts:
                yield from self._folded(one)
        else:
            yield from (word.folded for word in self._words(part))

    def _words(self, part: Loose | Word) -> tuple[Word, ...]:
        if isinstance(part, Word):
            return (part,)
        return standing_for(part, self._query.expanded.get(part, ()), self._query.accents)

    def _alone(self, loose: Loose) -> _Slot:
        """A word by itself: the accents typed count in it as they do when it is searched."""
        words = self._words(loose)
        if isinstance(loose, Pattern) and self._query.accents is not Accents.IGNORE:
            exact = frozenset((word.folded, word.exact) for word in words)
            return lambda place: (place.folded, place.exact) in exact
        folded = frozenset(word.folded for word in words)
        if isinstance(loose, Fuzzy) and self._query.accents is Accents.STRICT:
            typed = loose.word
            return lambda place: place.folded in folded and (place.folded != typed.folded or place.exact == typed.exact)
        return lambda place: place.folded in folded

    def _in_phrase(self, part: Loose | Word) -> _Slot:
        words = self._words(part)
        if self._query.accents is Accents.STRICT:
            exact = frozenset((word.folded, word.exact) for word in words)
            return lambda place: (place.folded, place.exact) in exact
        folded = frozenset(word.folded for word in words)
        return lambda place: place.folded in folded


def _word(word: Word, least: Agreement) -> _Slot:
    """A word, with accents that agree as well as that."""
    if least is Agreement.OTHER or word.has_spellings:
        return lambda place: place.folded == word.folded
    return lambda place: place.folded == word.folded and agreement(word.exact, place.exact) >= least


def _found(slots: Sequence[_Slot], slop: int, places: Sequence[Place]) -> Iterator[_Mark]:
    """Where places fill the slots in order, with at most ``slop`` other words between in all."""
    filling = [[place for place in places if place.position >= 0 and slot(place)] for slot in slots]
    positions = [[place.position for place in row] for row in filling]
    for first in filling[0]:
        row = [first]
        for there, numbers in zip(filling[1:], positions[1:], strict=True):
            # The next one that can be is the one that leaves most room.
            following = bisect_right(numbers, row[-1].position)
            if following == len(numbers):
                return
            row.append(there[following])
        if row[-1].position - first.position - (len(slots) - 1) <= slop:
            if slop:
                yield from ((place.start, place.end) for place in row)
            else:
                yield first.start, row[-1].end
