"""A query and a passage's text to the spans that match it, the snippet worth showing, and their renderings.

Offsets are code points of the text given, whatever its normal form: ``text[start:end]`` is what is marked.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from searchkit.analysis.accents import Agreement, agreement
from searchkit.analysis.syllables import Token, keys, scan
from searchkit.query.accents import Accents
from searchkit.query.tree import Phrase, Typed, Word, phrases_of

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


class _Place(NamedTuple):
    """A key of the text and where it stands."""

    folded: str
    exact: str
    start: int
    end: int


def spans(text: str, query: Typed, accents: Accents) -> tuple[Span, ...]:
    """What to mark in a text: each word, each phrase as a whole, in order and without overlaps.

    Of the ways a word is accented in the text only those that agree best with what was typed are marked: for "đảng"
    not "đang" beside it. With STRICT accents must be the same, with IGNORE they don't count.
    """
    places, alternates = _places(text)
    found: list[Span] = []
    for phrase in dict.fromkeys(phrases_of(query)):
        occurrences = list(_occurrences(phrase, places, accents))
        if len(phrase.words) == 1:
            occurrences += _occurrences(phrase, alternates, accents)
        if not occurrences and not phrase.quoted:
            # The parts of a written unit may stand apart.
            occurrences = [match for word in phrase.words for match in _occurrences(Phrase((word,)), places, accents)]
        best = max((agreed for agreed, _ in occurrences), default=0)
        found += [span for agreed, span in occurrences if agreed == best]
    return tuple(_without_overlaps(found))


def _places(text: str) -> tuple[list[_Place], list[_Place]]:
    """The keys of a text in sequence, and the alternates, which phrases don't see."""
    sequence: list[_Place] = []
    alternates: list[_Place] = []
    for token in scan(text):
        for key in keys(token.surface):
            place = _Place(key.folded, key.exact, *_offsets(token, key.start, key.end))
            (alternates if key.alternate else sequence).append(place)
    return sequence, alternates


def _offsets(token: Token, start: int, end: int) -> tuple[int, int]:
    if (start, end) == (0, len(token.surface)):
        return token.start, token.end
    # Parts are digits, which look the same in every normal form.
    return token.start + start, token.start + end


def _occurrences(phrase: Phrase, places: list[_Place], accents: Accents) -> Iterator[tuple[int, Span]]:
    """Where a phrase stands, each with how well its accents agree."""
    words = phrase.words
    first = words[0].folded
    for number, place in enumerate(places):
        if place.folded != first:
            continue
        run = places[number : number + len(words)]
        if len(run) < len(words) or any(a.folded != b.folded for a, b in zip(words, run, strict=True)):
            continue
        agreed = min(_agreed(word, there, accents) for word, there in zip(words, run, strict=True))
        if accents is not Accents.STRICT or agreed is Agreement.EXACT:
            yield agreed, Span(place.start, run[-1].end)


def _agreed(word: Word, place: _Place, accents: Accents) -> Agreement:
    return Agreement.EXACT if accents is Accents.IGNORE else agreement(word.exact, place.exact)


def _without_overlaps(found: Iterable[Span]) -> Iterator[Span]:
    reached = -1
    for span in sorted(set(found), key=lambda span: (span.start, -span.end)):
        if span.start >= reached:
            yield span
            reached = span.end


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
    folded = [text[start:end].casefold() for start, end in marked]
    best, best_worth = 0, (-1, -1)
    for number, (start, _) in enumerate(marked):
        within = [i for i in range(number, len(marked)) if marked[i].end <= start + length]
        worth = (len({folded[i] for i in within}), sum(marked[i].end - marked[i].start for i in within))
        if worth > best_worth:
            last = marked[within[-1]].end if within else start
            best, best_worth = start - max(0, length - (last - start)) // 3, worth
    return max(0, min(best, len(text) - length))


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
    return _rendered(text, spans, "<mark>", "</mark>", html.escape)


def _rendered(text: str, spans: Iterable[Span], before: str, after: str, escape: Callable[[str], str]) -> str:
    pieces: list[str] = []
    reached = 0
    for start, end in spans:
        pieces += [escape(text[reached:start]), before, escape(text[start:end]), after]
        reached = end
    pieces.append(escape(text[reached:]))
    return "".join(pieces)
