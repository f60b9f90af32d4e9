"""How some syllables are written where they stand together, told by passages of the index that hold them so.

Nothing is kept in an index for this: of each pair of neighbours some dozens of passages are read, those that BM25 puts
first, and as many of all pairs at once. How many passages of the index hold a pair says what these are worth. So what
is known is of the very commit that a search sees, and goes with a report that is removed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from searchkit.analysis.places import Place, Places
from searchkit.engines.contract import Request, View
from searchkit.engines.trees import Bool, Term
from searchkit.schema import EXACT, PAIRS, exact_key_of, exact_term, joined_term
from searchkit.storage.records import decode

# So many passages are read for a pair, and for all pairs together, and never more than these in all.
_OF_A_PAIR, _OF_ALL, _MOST = 40, 40, 200
# So many forms of a syllable are weighed, the most frequent: Vietnamese has 18 of one at most, and half of them never.
_MOST_FORMS = 20
# Rows of so many neighbours are counted. Longer ones, if they were seen, are made of these.
_LONGEST = 4

Pair: TypeAlias = "tuple[str, str]"


@dataclass(frozen=True)
class Evidence:
    """What an index says of some folded words and how they stand together.

    ``size``: its passages. ``forms``: each word's accented forms, with how many passages hold them, the most frequent
    first. ``pairs``: how many passages hold two folded words as neighbours. Of the passages read, ``rows`` counts the
    neighbouring accented words, two to four, ``read`` the folded pairs, and ``written`` how two accented neighbours
    stand in the text, with upper and lower case.
    """

    size: int
    forms: Mapping[str, Mapping[str, int]]
    pairs: Mapping[Pair, int]
    rows: Mapping[tuple[str, ...], int]
    read: Mapping[Pair, int]
    written: Mapping[Pair, Counter[Pair]]

    def passages(self, folded: Pair, exact: Pair) -> float:
        """How many passages hold a pair so written, as far as those read tell."""
        seen = self.rows.get(exact, 0)
        return seen and seen * self.pairs[folded] / self.read[folded]


def gathered(view: View, sequences: Sequence[Sequence[str]]) -> Evidence:
    """What an index says of sequences of folded words: five questions, however many they are."""
    words = list(dict.fromkeys(word for sequence in sequences for word in sequence))
    listed = view.terms(EXACT, [exact_term(word, "") for word in words])
    forms = {word: dict(_most_frequent(terms)) for word, terms in zip(words, listed, strict=True)}
    pairs = list(dict.fromkeys(pair for sequence in sequences for pair in pairwise(sequence)))
    counts = view.count([Term(PAIRS, joined_term(pair)) for pair in pairs])
    of_pair = {pair: count for pair, count in zip(pairs, counts, strict=True) if count}
    rows: Counter[tuple[str, ...]] = Counter()
    read: Counter[Pair] = Counter()
    written: defaultdict[Pair, Counter[Pair]] = defaultdict(Counter)
    places = Places(words)
    for text in _texts(view, list(of_pair)):
        for row in _rows(places(text)):
            exact = tuple(place.exact for place in row)
            rows[exact] += 1
            if len(row) == 2:
                left, right = row
                read[left.folded, right.folded] += 1
                written[left.exact, right.exact][text[left.start : left.end], text[right.start : right.end]] += 1
    return Evidence(view.size(), forms, of_pair, rows, read, written)


def _texts(view: View, pairs: list[Pair]) -> Iterator[str]:
    """The texts of passages that hold some pairs."""
    if not pairs:
        return
    terms = tuple(Term(PAIRS, joined_term(pair), 1.0) for pair in pairs)
    of_each = max(1, min(_OF_A_PAIR, (_MOST - _OF_ALL) // len(pairs)))
    requests = [Request((term,), of_each) for term in terms]
    if len(terms) > 1:
        requests.append(Request((Bool(should=terms),), _OF_ALL))
    addresses = dict.fromkeys(match.address for matches in view.search(requests) for match in matches)
    for record in map(decode, view.fetch(addresses)):
        yield record.text
        if not record.ordinal:
            yield record.title


def _rows(places: Iterable[Place]) -> Iterator[tuple[Place, ...]]:
    """Every two to four of some places that are neighbours in their text."""
    run: list[Place] = []
    for place in places:
        if place.position < 0:
            continue
        if run and place.position != run[-1].position + 1:
            run.clear()
        run.append(place)
        for length in range(2, min(_LONGEST, len(run)) + 1):
            yield tuple(run[-length:])


def _most_frequent(terms: list[tuple[str, int]]) -> list[tuple[str, int]]:
    terms = sorted(terms, key=lambda term: (-term[1], term[0]))[:_MOST_FORMS]
    return [(exact_key_of(term), count) for term, count in terms]
