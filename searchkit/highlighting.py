"""A query and a passage's text to the spans that match it, the snippet worth showing, and their renderings.

Offsets are code points of the text given, whatever its normal form: ``text[start:end]`` is what is marked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from searchkit.analysis.accents import Agreement, agreement
from searchkit.query.accents import Accents
from searchkit.query.places import Place, Places
from searchkit.query.tree import Phrase, Typed, Word, phrases_of, words_of

#: A snippet has about this many code points.
SNIPPET_LENGTH = 280


class Span(NamedTuple):
    """A stretch of a text: ``text[start:end]``."""

    start: int
    end: int


class Snippet(NamedTuple):
    """A part of a passage: ``text``, the spans to mark in it, where it begins in the passage, and what was cut."""

    text: str
    spans: tuple[Span, ...]
    start: int
    cut_before: bool
    cut_after: bool


class Highlighter:
    """Finds what a query matches in texts. ``highlighter(text)`` are the spans of a text, in order, without overlaps.

    Each word is marked, each phrase as a whole. Of the ways a word is accented in a text only those that agree best
    with what was typed are marked: for "đảng" not "đang" beside it. With STRICT accents must be the same, with IGNORE
    they don't count.
    """

    def __init__(self, query: Typed, accents: Accents) -> None:
        self.places = Places(words_of(query))
        self._phrases = tuple(dict.fromkeys(phrases_of(query)))
        self._has_phrase = any(len(phrase.words) > 1 for phrase in self._phrases)
        self._accents = accents

    def __call__(self, text: str) -> tuple[Span, ...]:
        # The longer of two marks that begin together comes first.
        return tuple(_without_overlaps(sorted((start, -end) for start, end in self._marks(text))))

    def _marks(self, text: str) -> list[tuple[int, int]]:
        """The (start, end) of whatever is to be marked; they may overlap."""
        if self._accents is Accents.IGNORE and not self._has_phrase:
            return self.places.spans(text)
        of: dict[str, list[Place]] = {}
        for place in self.places(text):
            of.setdefault(place.folded, []).append(place)
        at = {place.position: place for places in of.values() for place in places} if self._has_phrase else {}
        at.pop(-1, None)
        marks: list[tuple[int, int]] = []
        for phrase in self._phrases:
            occurrences = self._occurrences(phrase, of, at)
            if not occurrences and not phrase.quoted:
                # The parts of a written unit may stand apart.
                occurrences = [occurrence for word in phrase.words for occurrence in self._of_word(word, of)]
            best = max(occurrences)[0] if occurrences else 0
            marks += [(start, end) for agreed, start, end in occurrences if agreed == best]
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
        if self._accents is Accents.IGNORE:
            return [(Agreement.EXACT, place.start, place.end) for place in places]
        return self._allowed([(agreement(word.exact, place.exact), place.start, place.end) for place in places])

    def _allowed(self, found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
        if self._accents is Accents.STRICT:
            return [occurrence for occurrence in found if occurrence[0] == Agreement.EXACT]
        return found

    def _agreed(self, word: Word, place: Place) -> Agreement:
        return Agreement.EXACT if self._accents is Accents.IGNORE else agreement(word.exact, place.exact)


def _without_overlaps(marks: Iterable[tuple[int, int]]) -> Iterator[Span]:
    reached = -1
    for start, negative_end in marks:
        if start >= reached:
            reached = -negative_end
            yield Span(start, reached)


def snippet(text: str, marked: Sequence[Span], length: int = SNIPPET_LENGTH) -> Snippet:
    """The part of a text, about ``length`` code points, that holds the most of what is marked, different words first.

    It begins and ends between words. A text that isn't much longer is given whole.
    """
    if len(text) <= length * 1.2:
        return Snippet(text, tuple(marked), 0, False, False)
    start = _densest(text, marked, length)
    start = _word_start(text, start)
    end = _word_end(text, min(len(text), start + length))
    inside = tuple(Span(a - start, b - start) for a, b in marked if a >= start and b <= end)
    return Snippet(text[start:end], inside, start, start > 0, end < len(text))


def _densest(text: str, marked: Sequence[Span], length: int) -> int:
    """Where to begin so that the window holds the most; a little text is left before the first mark."""
    if not marked:
        return 0
    words = [text[start:end].casefold() for start, end in marked]
    ends = [end for _, end in marked]
    first, worth, after = 0, 0, 0
    for number, (start, _) in enumerate(marked):
        within = bisect_right(ends, start + length)
        # Different words count for more than any number of times the same one.
        here = len(set(words[number:within])) * 1000 + within - number
        if here > worth:
            first, worth, after = start, here, ends[max(within, number + 1) - 1]
    return max(0, min(first - max(0, length - (after - first)) // 3, len(text) - length))


def _word_start(text: str, position: int) -> int:
    if position == 0:
        return 0
    while position < len(text) and not text[position - 1].isspace():
        position += 1
    return position


def _word_end(text: str, position: int) -> int:
    if position < len(text):
        while position > 0 and not text[position].isspace():
            position -= 1
    return position


def marked(text: str, spans: Iterable[Span], before: str, after: str) -> str:
    """A text with marks put around its spans."""
    return _rendered(text, spans, before, after, str)


def to_html(text: str, spans: Iterable[Span]) -> str:
    """A text as HTML, its spans in ``<mark>``, everything else escaped."""
    from html import escape  # loads a table of entities, which a search in the terminal needn't wait for

    return _rendered(text, spans, "<mark>", "</mark>", escape)


def _rendered(text: str, spans: Iterable[Span], before: str, after: str, escape: Callable[[str], str]) -> str:
    pieces: list[str] = []
    reached = 0
    for start, end in spans:
        pieces += [escape(text[reached:start]), before, escape(text[start:end]), after]
        reached = end
    pieces.append(escape(text[reached:]))
    return "".join(pieces)
