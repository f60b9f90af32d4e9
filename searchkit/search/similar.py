"""Reports like one: a search for what tells most of it.

A report's telling terms are those of its pairs of syllables that it uses often and others seldom; pairs, for a syllable
without its neighbour is ambiguous and most of a text is made of a few hundred. Reports are ranked by them as by a query.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import nlargest
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from searchkit.analysis.syllables import keys, surfaces
from searchkit.engines.contract import K1, Request, View
from searchkit.engines.trees import Bool, Node, Term
from searchkit.query.modes import Accents
from searchkit.query.query import Query
from searchkit.query.tree import Either, Phrase, Word
from searchkit.schema import PAIRS, REPORT, joined_term
from searchkit.search.copies import without_copies
from searchkit.search.filtering import filtered
from searchkit.search.found import Found
from searchkit.search.groups import grouped
from searchkit.search.page import Page
from searchkit.search.plan import Plan
from searchkit.search.reorder import reordered
from searchkit.search.reports_by_id import passages_of
from searchkit.search.results import Results
from searchkit.search.tiers import run
from searchkit.search.weights import DEFAULT
from searchkit.storage.records import Record, decode

if TYPE_CHECKING:
    from searchkit.query.filters import Filters

# So many terms tell what a report is about; more find the same reports, slower.
_TERMS = 25
# So many of its pairs are looked up, the most frequent.
_CANDIDATES = 400
# Of a report longer than that its beginning has to tell.
_MOST_PASSAGES = 100
# What the report as a whole counts beside its best passage.
_LIFT = 3.0

_NAME = "the most telling words of the report"


class Telling(NamedTuple):
    """A pair of syllables, as it is mostly written, and what it tells: its weight."""

    phrase: Phrase
    weight: float

    def term(self) -> Term:
        """The term to look for."""
        return Term(PAIRS, joined_term(word.folded for word in self.phrase.words), self.weight)


def similar(view: View, identity: str, limit: int, filters: Filters | None) -> Results:
    """The reports most like one, each with the passage that is most like it; see ``Index.similar``."""
    (passages,) = passages_of(view, [identity])
    own: Node = Term(REPORT, identity)
    (matches,) = view.search([Request((own,), min(passages, _MOST_PASSAGES))])
    records = [decode(stored) for stored in view.fetch(match.address for match in matches)]
    plan = filtered(_planned(telling_of(records, view), own), filters)
    if not plan.query.words:
        return Results(Page(plan, view, (), False), 0)
    others = (one for one in run(plan, view, limit + len(records), False) if one.record.report != identity)
    found: Iterator[Found] = others
    for stage in (reordered, without_copies, grouped):
        found = stage(found, plan)
    return Results(Page(plan, view, list(islice(found, limit)), False), 0)


def telling_of(records: Sequence[Record], view: View) -> list[Telling]:
    """The most telling pairs of some passages of one report, the most telling first: those with the highest product of
    how often they stand there (with BM25's bound on repetition) and Lucene's idf. Asks the view once."""
    texts = [record.text for record in records] + [record.title for record in records[:1]]
    writings: dict[tuple[str, str], Counter[tuple[Word, Word]]] = {}
    holding: Counter[tuple[str, str]] = Counter()
    for text in texts:
        words = [
            Word(key.exact, key.folded) for surface in surfaces(text) for key in keys(surface) if not key.alternate
        ]
        pairs = Counter(pairwise(words))
        for pair, times in pairs.items():
            writings.setdefault((pair[0].folded, pair[1].folded), Counter())[pair] += times
        holding.update({(left.folded, right.folded) for left, right in pairs})
    times_of = {folded: sum(written.values()) for folded, written in writings.items()}
    candidates = nlargest(_CANDIDATES, times_of, key=times_of.__getitem__)
    counts = view.count([Term(PAIRS, joined_term(folded)) for folded in candidates])
    size = view.size()
    worth: dict[tuple[str, str], float] = {}
    for folded, count in zip(candidates, counts, strict=True):
        # What nobody else says finds nothing.
        if count > holding[folded]:
            worth[folded] = _weight(times_of[folded]) * math.log(1 + (size - count + 0.5) / (count + 0.5))
    best = nlargest(_TERMS, worth, key=worth.__getitem__)
    return [Telling(Phrase(writings[folded].most_common(1)[0][0]), _weight(times_of[folded])) for folded in best]


def _weight(times: int) -> float:
    return times * (1 + K1) / (times + K1)


def _planned(telling: Sequence[Telling], own: Node) -> Plan:
    phrases = tuple(one.phrase for one in telling)
    words = tuple(word for phrase in phrases for word in phrase.words)
    query = Query(Either(phrases), phrases, words, Accents.IGNORE, False)
    scores = Bool(should=tuple(one.term() for one in telling))
    match = Bool(must=(scores,), must_not=(own,))
    return Plan(query, (scores,), match, scores, _LIFT, DEFAULT.alone, names=(_NAME,))
