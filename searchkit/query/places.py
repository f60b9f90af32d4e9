"""Where the words of a query stand in a text, and as what.

A text is taken apart at its spaces; what stands between two of them is looked into once, whatever the query, and from
then on known: a page of results costs a look-up a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from searchkit.analysis.syllables import keys, scan
from searchkit.query.tree import Word

_STRETCH = re.compile(r"\S+")
# The table of stretches starts afresh beyond this, so that memory stays bounded.
_MOST_STRETCHES = 200_000
# A page's texts are asked for twice: for their order, then for what to mark.
_MOST_TEXTS = 100


class Place(NamedTuple):
    """A key in a text: the how manieth it is, from 0 (-1 for an alternate key, which stands in no sequence), the key
    itself, and where it stands: ``text[start:end]``."""

    position: int
    folded: str
    exact: str
    start: int
    end: int


class Places:
    """Finds the words of one query in texts."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._wanted = frozenset(word.folded for word in words)
        self._wanted_or_many = self._wanted | {_MANY}
        self._known: dict[str, list[tuple[int, int, Place]]] = {}

    def forms(self, text: str) -> list[tuple[int, str, str]]:
        """The query's words in a text: position, folded and exact key of each, in order."""
        if not unicodedata.is_normalized("NFC", text):
            return [place[:3] for place in self(text)]
        return [(position, place.folded, place.exact) for _, position, place in self._in_stretches(text)]

    def __call__(self, text: str) -> list[Place]:
        """The query's words in a text, in order, with their offsets."""
        if not unicodedata.is_normalized("NFC", text):
            # A cluster of letter and marks may be normalised otherwise by itself than in its text.
            return [place for place in _places(text) if place.folded in self._wanted]
        found = self._in_stretches(text)
        if not found:
            return []
        starts = [match.start() for match in _STRETCH.finditer(text)]
        return [
            Place(position, folded, exact, start + starts[stretch], end + starts[stretch])
            for stretch, position, (_, folded, exact, start, end) in found
        ]

    def _in_stretches(self, text: str) -> list[tuple[int, int, Place]]:
        """The number of the stretch, the position in the text, and the place in the stretch, of each word found."""
        known = self._known.get(text)
        if known is not None:
            return known
        if len(self._known) >= _MOST_TEXTS:
            self._known.clear()
        if len(_stretches) > _MOST_STRETCHES:
            _stretches.clear()
        entries = list(map(_stretches.__getitem__, text.split()))
        wanted = self._wanted_or_many
        hits = [number for number, entry in enumerate(entries) if entry[0] in wanted]
        positions = list(accumulate([entry[1] for entry in entries], initial=0)) if hits else []
        found = self._known[text] = [
            (number, positions[number] + place.position if place.position >= 0 else -1, place)
            for number in hits
            for place in entries[number][2]
            if place.folded in self._wanted
        ]
        return found


# In place of the key of a stretch that hasn't just one.
_MANY = "*"


class _Stretches(dict[str, tuple[str, int, list[Place]]]):
    """For every stretch between spaces that was met so far its folded key, or _MANY; how many keys it has in sequence;
    and all its keys."""

    def __missing__(self, stretch: str) -> tuple[str, int, list[Place]]:
        places = _places(stretch)
        in_sequence = sum(place.position >= 0 for place in places)
        self[stretch] = places[0].folded if len(places) == 1 else _MANY, in_sequence, places
        return self[stretch]


_stretches = _Stretches()


def _places(text: str) -> list[Place]:
    """All keys of a text."""
    places: list[Place] = []
    position = 0
    for token in scan(text):
        for key in keys(token.surface):
            if key.end - key.start == len(token.surface):
                start, end = token.start, token.end
            else:
                # Parts of a token are digits, which look the same in every normal form.
                start, end = token.start + key.start, token.start + key.end
            places.append(Place(-1 if key.alternate else position, key.folded, key.exact, start, end))
            position += not key.alternate
    return places
