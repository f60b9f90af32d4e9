"""Reports like one: a search for what tells most of it.

What is telling are the syllables and pairs of syllables that a report uses often and others seldom. Both: a syllable
without its neighbour is ambiguous, but names and foreign words stand beside whatever comes. Reports are ranked by them
as by a query.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import nlargest
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from searchkit.analysis.syllables import Key, keys, surfaces
from searchkit.engines.contract import K1, Request, View
from searchkit.engines.trees import Bool, Node, Term
from searchkit.query.modes import Accents
from searchkit.query.query import Query
from searchkit.query.tree import Either, Phrase, Word
from searchkit.schema import EXACT, FOLDED, PAIRS, REPORT, exact_term, joined_term
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

# So many syllables and pairs tell what a report is about; more find the same reports, slower. docs/ranking.md has what
# was measured.
_SYLLABLES, _PAIRS = 15, 25
# So many of each are looked up, the most frequent.
_CANDIDATES = 400
# Of a report longer than that its beginning has to tell.
_MOST_PASSAGES = 100

_NAME = "the most telling words of the report"


class _Telling(NamedTuple):
    """A syllable or a pair as it is mostly written, its term with its weight, and how telling it is."""

    phrase: Phrase
    term: Term
    worth: float


def similar(view: View, identity: str, limit: int, filters: Filters | None) -> Results:
    """The reports most like one, each with the passage that is most like it; see ``Index.similar``."""
    (passages,) = passages_of(view, [identity])
    own: Node = Term(REPORT, identity)
    (matches,) = view.search([Request((own,), min(passages, _MOST_PASSAGES))])
    records = [decode(stored) for stored in view.fetch(match.address for match in matches)]
    plan = filtered(_planned(_telling_of(records, view), own), filters)
    others = (one for one in run(plan, view, limit + len(records), False) if one.record.report != identity)
    found: Iterator[Found] = others
    for stage in (reordered, without_copies, grouped):
        found = stage(found, plan)
    return Results(Page(plan, view, list(islice(found, limit)), False), 0)


def _telling_of(records: Sequence[Record], view: View) -> list[_Telling]:
    """The most telling syllables and pairs of some passages of one report, of each the most telling first: those with
    the highest product of how often they stand there, with BM25's bound on repetition, and Lucene's idf."""
    texts = [record.text for record in records] + [record.title for record in records[:1]]
    words = [[_word(key) for surface in surfaces(text) for key in keys(surface) if not key.alternate] for text in texts]
    syllables = [[(word,) for word in text] for text in words]
    pairs = [list(pairwise(text)) for text in words]
    return [
        *nlargest(_SYLLABLES, _weighed(syllables, FOLDED, view), key=lambda one: one.worth),
        *nlargest(_PAIRS, _weighed(pairs, PAIRS, view), key=lambda one: one.worth),
    ]


def _word(key: Key) -> Word:
    return Word(key.exact, key.folded)


def _weighed(texts: Sequence[Sequence[tuple[Word, ...]]], field: str, view: View) -> Iterator[_Telling]:
    """The rows of words of some passages and, last, their title that other passages have too; asks the view once."""
    writings: dict[str, Counter[tuple[Word, ...]]] = {}
    holding: Counter[str] = Counter()
    of_title = set(map(_key, texts[-1]))
    for rows in texts:
        for row in rows:
            writings.setdefault(_key(row), Counter())[row] += 1
    for rows in texts[:-1]:
        holding.update(of_title.union(map(_key, rows)))
    times = {key: written.total() for key, written in writings.items()}
    candidates = nlargest(_CANDIDATES, times, key=times.__getitem__)
    size, counts = view.size(), _frequencies(candidates, field, view)
    for key, count in zip(candidates, counts, strict=True):
        # What nobody else says finds nothing.
        if count > holding[key]:
            weight = times[key] * (1 + K1) / (times[key] + K1)
            idf = math.log(1 + (max(size, count) - count + 0.5) / (count + 0.5))
            phrase = Phrase(writings[key].most_common(1)[0][0])
            yield _Telling(phrase, Term(field, key, weight), weight * idf)


def _frequencies(listed: Sequence[str], field: str, view: View) -> list[int]:
    """About how many passages hold some keys. Listing terms is much faster than counting what holds them; a folded key
    begins too many others, so its accented forms are listed, and what holds two of them counts twice."""
    if field == FOLDED:
        forms = view.terms(EXACT, [exact_term(key, "") for key in listed])
        return [sum(count for _, count in terms) for terms in forms]
    return [dict(terms).get(key, 0) for key, terms in zip(listed, view.terms(field, listed), strict=True)]


def _key(row: tuple[Word, ...]) -> str:
    return joined_term(word.folded for word in row)


def _planned(telling: Sequence[_Telling], own: Node) -> Plan:
    phrases = tuple(one.phrase for one in telling)
    words = tuple(word for phrase in phrases for word in phrase.words)
    query = Query(Either(phrases), phrases, words, Accents.IGNORE, False)
    # Where nothing is telling nothing but the report itself is like it.
    scores = Bool(should=tuple(one.term for one in telling)) if telling else own
    match = Bool(must=(scores,), must_not=(own,))
    return Plan(query, (scores,), (_NAME,), match, scores, DEFAULT.lift, DEFAULT.alone)
