"""The first tiers of a query with words that stand for several, and what its reports score by these."""

from __future__ import annotations

from collections.abc import Iterator

from searchkit.engines.trees import Node, Term
from searchkit.query.modes import Accents
from searchkit.query.query import Query
from searchkit.query.tree import LoosePhrase, Word, Words, words_of
from searchkit.schema import FOLDED
from searchkit.search.expanding import standing_for
from searchkit.search.matching import Matching
from searchkit.search.scoring import ranked, terms_of
from searchkit.search.short_queries import ANY, AS_TYPED, COMPATIBLE, Tier
from searchkit.search.weights import Weights

_ENDINGS = {Accents.STRICT: AS_TYPED, Accents.AUTO: COMPATIBLE, Accents.IGNORE: ANY}


def tiers_of_loose(query: Query, matching: Matching, weights: Weights) -> Iterator[Tier]:
    """What matches the query best: all its words, those that may be misspelt as they were typed; then all, then any as
    typed. Of each what has the very accents first."""
    matching, typed = matching._replace(equivalents=()), query.in_full.tree
    ways = [(True, typed), (True, query.tree)] if isinstance(query.tree, Words) else []
    ways += [(query.every_word, typed)] if typed != query.tree else []
    modes = [Accents.STRICT, query.accents] if query.accents is Accents.AUTO else [query.accents]
    for every_word, tree in dict.fromkeys(ways):
        for accents in modes:
            fields = weights.as_typed if accents is Accents.STRICT else weights.any_accents
            name = ("all words" if every_word else "the words as typed") + _ENDINGS[accents]
            match = matching._replace(every_word=every_word, accents=accents).tree(tree)
            yield name, ranked(match, terms_of(tuple(words_of(tree)), fields, query.times))


def report_scores(query: Query, weight: float) -> Iterator[Node]:
    """What a report as a whole scores by the words that others stand for."""
    times: dict[str, float] = {}
    for part in query.loose_parts:
        for one in part.parts if isinstance(part, LoosePhrase) else (part,):
            words = (one,) if isinstance(one, Word) else standing_for(one, query.expanded.get(one, ()), query.accents)
            for word in words:
                times[word.folded] = max(query.times.get(one, 1.0), times.get(word.folded, 0.0))
    return (Term(FOLDED, folded, weight * most) for folded, most in times.items())
