"""A query and a text to the spans that match it.

Offsets are code points of the text given, whatever its normal form: ``text[start:end]`` is what is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from searchkit.analysis.accents import Agreement, agreement
from searchkit.analysis.places import Place, Places
from searchkit.query.modes import Accents
from searchkit.query.query import Query
from searchkit.query.tree import Phrase, Word

if TYPE_CHECKING:
    from searchkit.search.loose_marks import LooseMarks

# What separates the parts of a unit, and the rest of one (regular expressions).
_SEPARATOR, _REST = r"[-–/]", r"(?:[-–/][^\W_]+)+"


class Span(NamedTuple):
    """A stretch of a text: ``text[start:end]``."""

    start: int
    end: int


class Highlighter:
    """Finds what a query matches in texts. ``highlighter(text)`` are the spans of a text, in order, without overlaps.

    Each word is marked, each phrase as a whole. Of the ways a word is accented in a text only those that agree best
    with what was typed are marked: for "đảng" not "đang" beside it. With STRICT accents must be the same, with IGNORE
    they don't count. An equivalent is marked as a phrase is, with the rest of the unit it is written in ("21-NQ/TW")
    and whatever else overlaps it.
    """

    def __init__(self, query: Query) -> None:
        self._query = query
        phrases = query.marked
        self._phrases = tuple(phrase for phrase in phrases if not phrase.slop)
        self._loose = _loose_marks(query)
        self._equivalents = frozenset(one.phrase for one in query.equivalents)
        folded = {word.folded for phrase in phrases for word in phrase.words}
        self._places = Places(folded | self._loose.folded if self._loose else folded)
        self._has_phrase = any(len(phrase.words) > 1 for phrase in self._phrases)
        self._accents = query.accents

    def __reduce__(self) -> tuple[type[Highlighter], tuple[Query]]:
        # What it has found in texts so far can be found again.
        return Highlighter, (self._query,)

    def __call__(self, text: str) -> tuple[Span, ...]:
        marks = self._marks(text)
        if self._query.equivalents:
            return tuple(_united(sorted(marks)))
        # The longer of two marks that begin together comes first.
        return tuple(_without_overlaps(sorted((start, -end) for start, end in marks)))

    def _marks(self, text: str) -> list[tuple[int, int]]:
        """The (start, end) of whatever is to be marked; they may overlap."""
        if self._accents is Accents.IGNORE and not self._has_phrase and not self._loose:
            return self._places.spans(text)
        of: dict[str, list[Place]] = {}
        for place in self._places(text):
            of.setdefault(place.folded, []).append(place)
        at = {place.position: place for places in of.values() for place in places} if self._has_phrase else {}
        marks: list[tuple[int, int]] = []
        for phrase in self._phrases:
            occurrences = self._occurrences(phrase, of, at)
            if not occurrences and not phrase.quoted:
                # The parts of a written unit may stand apart.
                occurrences = [occurrence for word in phrase.words for occurrence in self._of_word(word, of)]
            best = max(occurrences)[0] if occurrences else 0
            marked = [(start, end) for agreed, start, end in occurrences if agreed == best]
            if phrase.words in self._equivalents:
                marked = [(start, _end_of_unit(text, start, end)) for start, end in marked]
            marks += marked
        if self._loose:
            marks += self._loose(self._places(text))
        return marks

    def _occurrences(
        self, phrase: Phrase, of: Mapping[str, list[Place]], at: Mapping[int, Place]
    ) -> list[tuple[int, int, int]]:
        """Where a phrase stands: how well its accents agree, start, end; ``of`` has the places of a word, ``at`` the
        place at a position."""
        first, *others = phrase.words
        if not others:
            return self._of_word(first, of)
        found: list[tuple[int, int, int]] = []
        for place in of.get(first.folded, ()):
            agreed, end = self._agreed(first, place), place.end
            for number, word in enumerate(others, place.position + 1):
                following = at.get(number)
                if following is None or following.folded != word.folded or place.position < 0:
                    break
                agreed, end = min(agreed, self._agreed(word, following)), following.end
            else:
                found.append((agreed, place.start, end))
        return self._allowed(found)

    def _of_word(self, word: Word, of: Mapping[str, list[Place]]) -> list[tuple[int, int, int]]:
        """The same for a word."""
        places = of.get(word.folded, ())
        if self._accents is Accents.IGNORE or (self._accents is Accents.AUTO and word.has_spellings):
            return [(Agreement.EXACT, start, end) for _, _, _, start, end in places]
        typed = word.exact
        return self._allowed([(agreement(typed, exact), start, end) for _, _, exact, start, end in places])

    def _allowed(self, found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
        if self._accents is Accents.STRICT:
            return [occurrence for occurrence in found if occurrence[0] == Agreement.EXACT]
        return found

    def _agreed(self, word: Word, place: Place) -> Agreement:
        if self._accents is Accents.IGNORE or (self._accents is Accents.AUTO and word.has_spellings):
            return Agreement.EXACT
        return agreement(word.exact, place.exact)


def _without_overlaps(marks: Iterable[tuple[int, int]]) -> Iterator[Span]:
    reached = -1
    for start, negative_end in marks:
        if start >= reached:
            reached = -negative_end
            yield Span(start, reached)


def _end_of_unit(text: str, start: int, end: int) -> int:
    """Where the unit ends that begins at a place and is found up to another: 21-NQ of 21-NQ/TW."""
    # Few queries have equivalents, so none other waits until these expressions are made.
    if re.search(_SEPARATOR, text[start:end]) and (rest := re.compile(_REST).match(text, end)):
        return rest.end()
    return end


def _loose_marks(query: Query) -> LooseMarks | None:
    """What marks words in part and phrases with gaps, where a query has any."""
    if not query.loose and not any(phrase.slop for phrase in query.phrases):
        return None
    from searchkit.search.loose_marks import LooseMarks

    return LooseMarks(query)


def _united(marks: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """Marks, those that overlap as one: "Nghị quyết số 21-NQ/TW" where one is "Nghị quyết số 21"."""
    united: Span | None = None
    for start, end in marks:
        if united and start < united.end:
            united = Span(united.start, max(united.end, end))
        else:
            if united:
                yield united
            united = Span(start, end)
    if united:
        yield united
