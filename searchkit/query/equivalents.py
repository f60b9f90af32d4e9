"""Equivalents: what else words of a query may be written as, "21-NQ/TW" for "nghị quyết 21".

What was typed stays the query's tree. An equivalent stands beside it in ``Query.equivalents``, and that is all one has
to do who knows of another kind:

    query = query._replace(equivalents=(*query.equivalents, *found))

The plan, the marks and ``Results.expansions`` go by it: what holds the phrase counts as holding these words, in
quotation marks and where every word is asked for too, ranks below what was typed, and is marked as a whole. A query
without equivalents is planned as if there were none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple, TypeAlias

from searchkit.query.tree import Phrase, Typed, Word, phrases_of
from searchkit.schema import joined_term

# More ways to write one phrase are hardly meant.
_MOST_READINGS = 32


class Equivalent(NamedTuple):
    """``Query.words[start:end]`` may also be written as ``phrase``, one word or more that follow one another.

    The words lie within one of ``tree.runs_of(query.tree)``: typed side by side, nothing between them. ``kind`` says
    whose it is: "number", "acronym". ``label`` names it to people: "BTV → Ban Thường vụ". ``times`` is what the words
    were weighted with.
    """

    start: int
    end: int
    phrase: tuple[Word, ...]
    kind: str
    label: str
    times: float = 1.0

    @property
    def key(self) -> str:
        """The folded keys of its phrase, joined."""
        return joined_term(word.folded for word in self.phrase)


#: A row of numbers of words, as they were typed, and equivalents of those between.
Reading: TypeAlias = "tuple[int | Equivalent, ...]"


def readings(numbers: Sequence[int], end: int, equivalents: Sequence[Equivalent]) -> Iterator[Reading]:
    """The ways to read a row of parts, given the number of each one's first word and where the last one ends.

    The first is what was typed, the numbers alone; 32 at most.
    """

    return islice(_readings(numbers, end, equivalents), _MOST_READINGS)


def _readings(numbers: Sequence[int], end: int, equivalents: Sequence[Equivalent]) -> Iterator[Reading]:
    places = {number: place for place, number in enumerate((*numbers, end))}
    waiting: list[tuple[Reading, int]] = [((), 0)]
    while waiting:
        read, place = waiting.pop()
        for one in equivalents:
            if places[one.start] >= place:
                waiting.append(((*read, *numbers[place : places[one.start]], one), places[one.end]))
        yield (*read, *numbers[place:])


def phrases_to_mark(tree: Typed, equivalents: Sequence[Equivalent]) -> Iterator[Phrase]:
    """What to mark of a query, in order: words and phrases as typed, quoted ones in every reading, and equivalents."""
    first = 0
    quoted: set[int] = set()
    for phrase in phrases_of(tree):
        yield phrase
        end = first + len(phrase.words)
        if phrase.quoted and len(phrase.words) > 1:
            numbers = range(first, end)
            quoted.update(numbers)
            inside = [one for one in equivalents if first <= one.start and one.end <= end]
            for reading in islice(readings(numbers, end, inside), 1, None):
                yield Phrase(words_in(reading, phrase.words, first))
        first = end
    for one in equivalents:
        if one.start not in quoted:
            yield Phrase(one.phrase)


def words_in(reading: Reading, words: Sequence[Word], first: int) -> tuple[Word, ...]:
    """The words of a reading, given the words that were typed and the number of the first of them."""
    return tuple(
        word for one in reading for word in (one.phrase if isinstance(one, Equivalent) else (words[one - first],))
    )


def telling(equivalents: Sequence[Equivalent]) -> tuple[Equivalent, ...]:
    """Those equivalents that match something others don't: what holds "từ 2020 đến 2025" holds "2020 đến 2025"."""
    return tuple(
        one
        for one in equivalents
        if not any(
            (other.start, other.end) == (one.start, one.end)
            and len(other.phrase) < len(one.phrase)
            and holds([word.folded for word in one.phrase], [word.folded for word in other.phrase])
            for other in equivalents
        )
    )


def holds(keys: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether some keys hold a phrase: whatever holds them holds it."""
    return any(list(keys[at : at + len(phrase)]) == list(phrase) for at in range(len(keys) - len(phrase) + 1))
