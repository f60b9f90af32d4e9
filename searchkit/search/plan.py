"""The plan of a search: what a query matches, in which tier, and what that is worth.

Made of the query alone, with what an index knows of its words in it: nothing is asked here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from searchkit.engines.trees import Bool, Node
from searchkit.query.modes import Accents
from searchkit.query.query import Query
from searchkit.query.tree import Phrase, Word, Words, is_quoted
from searchkit.search.matching import Matching
from searchkit.search.scoring import Scores, phrase_in_report, ranked, scores_itself, scores_of, terms_of
from searchkit.search.short_queries import ANY, AS_TYPED, Tier, agreeing, all_words, short_words, tiers_of_short
from searchkit.search.weights import Weights

# What the name of a tier of equivalents ends with.
_OTHERWISE = ", or what stands for them"


class Plan(NamedTuple):
    """A search as it will be run.

    ``tiers`` are trees over passages, strictest first, and ``names`` says of each in words what matches it; the last
    matches whatever the query matches, be it by equivalents of its words. ``match`` is that, for counting: what was
    typed has no scores in it. The first ``whole_tiers`` match nothing but what is ``whole``. ``report`` scores reports
    as wholes, ``lift`` is what that counts beside a passage's own score, and ``alone`` times its own what it counts for
    the only passage of a report. ``filter``: what is in all of these already (``search.filtering``).
    """

    query: Query
    tiers: tuple[Node, ...]
    names: tuple[str, ...]
    match: Node
    report: Node
    lift: float
    alone: float
    whole_tiers: int = 0
    filter: Node | None = None

    @property
    def whole(self) -> Node:
        """What holds all words without contradicting a typed accent, whatever passes the filter."""
        query = self.query.as_typed
        every = Matching.of(query)._replace(every_word=True).tree(query.tree)
        if not self.whole_tiers:
            return every
        needed = every.must if query.every_word and isinstance(every, Bool) else ()
        return Bool(must=(*agreeing(query, query.different_words), *needed))


def planned(query: Query, weights: Weights) -> Plan:
    """The plan of a query."""
    matching, scores = Matching.of(query, weights.equivalent), scores_of(query, weights)
    match = matching.tree(query.tree)
    typed = matching._replace(equivalents=()).tree(query.tree) if matching.equivalents else match
    short = short_words(query, weights.short)
    tiers = list(tiers_of_short(query, short, typed, scores)) if short else []
    report: list[Node] = [*terms_of(query.words, weights.report, query.times)]
    if query.loose:
        # Few queries have such words, so none other waits for this import.
        from searchkit.search.loose_queries import report_scores, tiers_of_loose

        tiers += tiers_of_loose(query, matching, weights)
        report += report_scores(query, weights.equivalent)
    tiers += _last(query, matching, typed, match, short, scores)
    report += [phrase_in_report(one.phrase, weights.equivalent * one.times) for one in matching.equivalents]
    names, trees = zip(*tiers, strict=True)
    # Where nothing scores, a report adds nothing to its passages.
    lift = weights.lift if report else 0.0
    return Plan(query, trees, names, match, Bool(should=tuple(report)), lift, weights.alone, 1 if short else 0)


def _last(
    query: Query, matching: Matching, typed: Node, match: Node, short: Sequence[Word], scores: Scores
) -> Iterator[Tier]:
    """The tiers of any query: what matches as typed, what matches at all."""
    accents = query.accents
    # Of words any of which will do equivalents are as good as others; else what matches by them alone comes last.
    any_word = isinstance(query.tree, Words) and not query.loose and isinstance(match, Bool) and not match.must
    loose, asked = match if any_word else typed, _asked(query, any_word)
    scored = scores.as_typed if accents is Accents.STRICT else scores.any_accents
    if matching.equivalents and any_word and short:
        every = matching._replace(every_word=True).tree(query.tree)
        yield all_words(short) + _OTHERWISE, ranked(every, scored)
    if accents is Accents.AUTO and any_word and isinstance(match, Bool):
        # Here a folded pair is as good a reason to come early as an exact syllable: and the tree stays flat.
        exact: Node = Bool(should=tuple(filter(scores_itself, match.should)))
        yield asked + AS_TYPED, ranked(exact, scores.as_typed)
    elif accents is Accents.AUTO:
        exact = matching._replace(accents=Accents.STRICT, equivalents=()).tree(query.tree)
        yield asked + AS_TYPED, ranked(exact, scores.as_typed)
    yield asked + (AS_TYPED if accents is Accents.STRICT else ANY), ranked(loose, scored)
    if matching.equivalents and not any_word:
        yield asked + _OTHERWISE, ranked(match, scored)


def _asked(query: Query, any_word: bool) -> str:
    """What a match of a query holds, in words."""
    if not isinstance(query.tree, Words) or not all(isinstance(part, (Word, Phrase)) for part in query.tree.parts):
        return "what the operators ask for"
    if any(map(is_quoted, query.tree.parts)):
        return "all words and phrases" if query.every_word else "all phrases"
    words = query.different_words
    return "any of the words" if any_word and len(words) > 1 else all_words(words)
