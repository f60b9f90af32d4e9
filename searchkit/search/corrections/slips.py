"""What may have been meant by words that an index doesn't hold: keys of a Vietnamese keyboard, a letter too many, too
few or wrong, words run together or apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import nlargest
from itertools import pairwise
from math import log
from typing import NamedTuple

from searchkit.analysis.keyboards import meant
from searchkit.analysis.syllables import keys
from searchkit.engines.contract import View
from searchkit.engines.trees import Term
from searchkit.query.tree import Word
from searchkit.schema import FOLDED, PAIRS, joined_term
from searchkit.search.corrections.restoring import ALONE, SYLLABLES
from searchkit.search.edits import edited

# The longest word that is taken for words run together, and the longest part of it: "nghieng" has seven letters.
_LONGEST_RUN, _LONGEST_SYLLABLE = 30, 7
# So many readings of a word are weighed, and of a whole query.
_READINGS, _SEQUENCES = 8, 3
# How likely a slip is, beside typing a word as it is.
_KEYBOARD, _LETTER, _APART, _TOGETHER = 0.5, 0.02, 0.1, 0.05
# What a word that an index doesn't hold is taken to be held by, in passages.
_UNSEEN = 0.1


class Reading(NamedTuple):
    """What a row of typed words, the next ``typed`` of them, may have been meant as, and how likely such a slip is."""

    words: tuple[Word, ...]
    typed: int
    likely: float


class Meant(NamedTuple):
    """A query as it may have been meant: readings that take up all its words in order."""

    readings: tuple[Reading, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for reading in self.readings for word in reading.words)

    @property
    def slips(self) -> float:
        """The logarithm of how likely its slips are."""
        return sum(log(reading.likely) for reading in self.readings)


def mended(words: Sequence[Word], view: View) -> list[Meant]:
    """The likeliest ways in which the words of a query were meant, best first; one, the words as they are, where an
    index holds them all."""
    known = _Known(view)
    counts = known.counts([word.folded for word in words])
    if all(counts):
        return [Meant(tuple(Reading((word,), 1, 1.0) for word in words))]
    readings = [
        [Reading((word,), 1, 1.0)] if count else _readings(word, known) or [Reading((word,), 1, 1.0)]
        for word, count in zip(words, counts, strict=True)
    ]
    for number, (left, right) in enumerate(pairwise(words)):
        if not (counts[number] and counts[number + 1]):
            joined = left.exact + right.exact
            readings[number] += [Reading((word,), 2, _APART) for word in known.of([joined])]
    return _likeliest(readings, known)


class _Known:
    """The folded words that an index holds, asked for in batches and kept."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.size = max(view.size(), 1)
        self._counts: dict[str, int] = {}
        self._pairs: dict[tuple[str, str], int] = {}

    def counts(self, folded: Sequence[str]) -> list[int]:
        """How many passages hold each of some folded words."""
        new = [word for word in dict.fromkeys(folded) if word not in self._counts]
        self._counts.update(zip(new, self._view.count([Term(FOLDED, word) for word in new]), strict=True))
        return [self._counts[word] for word in folded]

    def of(self, spellings: Sequence[str]) -> list[Word]:
        """The words that some syllables are, those that the index holds."""
        words = [Word(key.exact, key.folded) for spelling in spellings for key in keys(spelling)[:1]]
        counts = self.counts([word.folded for word in words])
        return [word for word, count in zip(words, counts, strict=True) if count]

    def pair_counts(self, pairs: Sequence[tuple[str, str]]) -> list[int]:
        """How many passages hold each of some folded pairs."""
        new = [pair for pair in dict.fromkeys(pairs) if pair not in self._pairs]
        counts = self._view.count([Term(PAIRS, joined_term(pair)) for pair in new])
        self._pairs.update(zip(new, counts, strict=True))
        return [self._pairs[pair] for pair in pairs]


def _readings(word: Word, known: _Known) -> list[Reading]:
    """What a word that isn't in the index may be."""
    if word.folded[0].isdecimal() or len(word.folded) > _LONGEST_RUN:
        return []
    if found := [Reading((one,), 1, _KEYBOARD) for one in known.of(list(meant(word.exact)))]:
        return found
    found = [Reading((one,), 1, _LETTER) for one in known.of(list(edited(word.folded)))]
    found += [Reading(words, 1, _TOGETHER ** (len(words) - 1)) for words in _parts(word.folded, known)]
    return nlargest(_READINGS, found, key=lambda reading: log(reading.likely) + _likelihood(reading.words, known))


def _parts(word: str, known: _Known) -> Iterator[tuple[Word, ...]]:
    """The words that a word is if the spaces between them were left out: at most one row for each number of words."""
    stretches = {
        word[start:end]
        for start in range(len(word))
        for end in range(start + 1, min(len(word), start + _LONGEST_SYLLABLE) + 1)
    }
    held = {one.folded: one for one in known.of(sorted(stretches)) if len(one.folded) > 1}
    # Of each beginning of the word the best row of each length, by how frequent its rarest word is.
    rows: list[dict[int, tuple[int, tuple[Word, ...]]]] = [{0: (known.size, ())}]
    for end in range(1, len(word) + 1):
        best: dict[int, tuple[int, tuple[Word, ...]]] = {}
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            one = held.get(word[start:end])
            if one is None:
                continue
            (count,) = known.counts([one.folded])
            for length, (rarest, row) in rows[start].items():
                candidate = (min(rarest, count), (*row, one))
                if length + 1 not in best or candidate[0] > best[length + 1][0]:
                    best[length + 1] = candidate
        rows.append(best)
    return (row for length, (_, row) in sorted(rows[-1].items()) if length > 1)


def _likeliest(readings: list[list[Reading]], known: _Known) -> list[Meant]:
    """The likeliest rows of readings that take up all words, by how frequent their neighbours are."""
    rows: list[list[tuple[float, Meant]]] = [[(0.0, Meant(()))]] + [[] for _ in readings]
    for start, here in enumerate(readings):
        rows[start] = nlargest(_READINGS, rows[start], key=lambda row: row[0])
        lasts = [row.words[-1:] for _, row in rows[start]]
        known.pair_counts([(last.folded, one.words[0].folded) for row in lasts for last in row for one in here])
        for (likelihood, row), last in zip(rows[start], lasts, strict=True):
            for reading in here:
                more = log(reading.likely) + _likelihood((*last, *reading.words), known, len(last))
                rows[start + reading.typed].append((likelihood + more, Meant((*row.readings, reading))))
    return [row for _, row in nlargest(_SEQUENCES, rows[-1], key=lambda row: row[0])]


def _likelihood(words: Sequence[Word], known: _Known, given: int = 0) -> float:
    """The logarithm of how likely it is that some words, the first ``given`` of them known, stand together."""
    counts = known.counts([word.folded for word in words])
    together = known.pair_counts([(left.folded, right.folded) for left, right in pairwise(words)])
    alone = [max(count, _UNSEEN) / known.size / SYLLABLES for count in counts]
    whole = 0.0 if given else log(alone[0])
    for number, count in enumerate(together, 1):
        follows = min(1.0, count / max(counts[number - 1], 1))
        whole += log((1 - ALONE) * follows + ALONE * alone[number])
    return whole
