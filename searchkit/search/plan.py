"""Planning a search: a query to trees, strictest first. Pure: it reads no index, and can be printed and tested alone.

Whatever matches an earlier tier comes before whatever doesn't, and within a tier scores decide. The measured reasons
are in docs/ranking.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from searchkit.analysis.syllables import has_spellings
from searchkit.engines.trees import Bool, Node, Term
from searchkit.query.equivalents import telling
from searchkit.query.modes import Accents
from searchkit.query.query import Query
from searchkit.query.tree import Loose, LoosePhrase, Phrase, Word, Words, in_full, is_quoted, loose_of, words_of
from searchkit.schema import EXACT, FOLDED, PAIRS, WORDS, exact_term, joined_term
from searchkit.search.expanding import standing_for
from searchkit.search.forms import Forms
from searchkit.search.matching import Matching, in_report, scores_itself, term_of
from searchkit.search.weights import FieldWeights, Weights


class Plan(NamedTuple):
    """A search as it will be run.

    ``tiers`` are trees over passages, strictest first; the last matches whatever the query matches, be it by
    equivalents of its words. ``match`` is that, for counting: what was typed has no scores in it. ``report`` scores
    reports as wholes, ``lift`` is what that counts beside a passage's own score, and ``alone`` times its own what it
    counts for the only passage of a report. ``filter``: what is in all of these already (``search.filtering``).
    ``whole`` matches what holds all words without contradicting a typed accent, whatever passes the filter; the first
    ``whole_tiers`` tiers match nothing else. ``names`` says of each tier in words what matches it.
    """

    query: Query
    tiers: tuple[Node, ...]
    match: Node
    report: Node
    lift: float
    alone: float
    filter: Node | None = None
    names: tuple[str, ...] = ()
    whole: Node = Bool()
    whole_tiers: int = 0


def planned(query: Query, forms: Forms, weights: Weights) -> Plan:
    """The plan of a query. ``forms``: the accented forms of its words that an index has (``search.forms``)."""
    typed, match = _typed(query, query.accents, weights), _with_equivalents(query, weights)
    needed = typed.must if query.every_word and isinstance(typed, Bool) else ()
    short = _short_words(query, weights.short)
    scores = _Scores(_scores(query.words, weights.as_typed), _scores(query.words, weights.any_accents))
    levels = _levels(query, short, forms, scores)
    last = _last_tiers(query, typed, match, scores, weights)
    if query.loose:
        last = [*_loose_tiers(query, weights), *last]
    report = (
        *_scores(query.words, weights.report),
        *_loose_scores(query, weights.equivalent),
        *(in_report(one, weights.equivalent) for one in telling(query.equivalents)),
    )
    names, tiers = zip(*_short_tiers(short, levels, needed), *last, strict=True)
    # Where nothing scores, a report adds nothing to its passages.
    lift = weights.lift if report else 0.0
    plan = Plan(query, tiers, match, Bool(should=report), lift, weights.alone, names=names)
    if not short:
        return plan._replace(whole=_every(query, weights))
    _, compatible, _ = levels[1 if query.accents is Accents.AUTO else -1]
    return plan._replace(whole=Bool(must=(*compatible, *needed)), whole_tiers=1)


class _Scores(NamedTuple):
    """The terms that score words as they were typed, and whatever their accents."""

    as_typed: tuple[Term, ...]
    any_accents: tuple[Term, ...]


def _levels(query: Query, short: tuple[Word, ...], forms: Forms, scores: _Scores) -> list[Level]:
    """How all words of a short query may agree in accents, the strictest first."""
    as_typed, any_accents = scores
    accents = query.accents
    if accents is Accents.AUTO:
        return [
            (_AS_TYPED, tuple(term_of(word, Accents.STRICT) for word in short), as_typed),
            (_COMPATIBLE, tuple(_compatible(word, forms) for word in short), any_accents),
            (_ANY, tuple(term_of(word, Accents.AUTO) for word in short), any_accents),
        ]
    agreed = tuple(term_of(word, accents) for word in short)
    if accents is Accents.STRICT:
        return [(_AS_TYPED, agreed, as_typed)]
    # What is as it was written comes first.
    modes = (Accents.STRICT if has_spellings(word.folded) else accents for word in short)
    spelled = [(_SPELLED, tuple(map(term_of, short, modes)), any_accents)]
    return [*(spelled if any(has_spellings(word.folded) for word in short) else ()), (_ANY, agreed, any_accents)]


def _last_tiers(query: Query, typed: Node, match: Node, scores: _Scores, weights: Weights) -> list[Tier]:
    """The tiers of any query: what matches as typed, what matches at all."""
    as_typed, any_accents = scores
    # Of words any of which will do equivalents are as good as others; else what matches by them alone comes last.
    any_word = isinstance(query.tree, Words) and not query.loose and isinstance(match, Bool) and not match.must
    loose, asked = match if any_word else typed, _asked(query, any_word)
    if query.accents is Accents.AUTO:
        exact = _typed(query, Accents.STRICT, weights)
        if any_word and isinstance(match, Bool):
            # Here a folded pair is as good a reason to come early as an exact syllable: and the tree stays flat.
            exact = Bool(should=tuple(filter(scores_itself, match.should)))
        tiers = [(asked + _AS_TYPED, _ranked(exact, as_typed)), (asked + _ANY, _ranked(loose, any_accents))]
    elif query.accents is Accents.IGNORE:
        tiers = [(asked + _ANY, _ranked(loose, any_accents))]
    else:
        tiers = [(asked + _AS_TYPED, _ranked(loose, as_typed))]
    if not query.equivalents:
        return tiers
    scored = as_typed if query.accents is Accents.STRICT else any_accents
    if not any_word:
        return [*tiers, (asked + _OTHERWISE, _ranked(match, scored))]
    short = _short_words(query, weights.short)
    every = _with_equivalents(query._replace(every_word=True), weights)
    return [*([(_all(short) + _OTHERWISE, _ranked(every, scored))] if short else []), *tiers]


def _every(query: Query, weights: Weights) -> Node:
    return _matching(query, weights)._replace(every_word=True, equivalents=()).tree(query.tree)


def _typed(query: Query, accents: Accents, weights: Weights) -> Node:
    return _matching(query, weights)._replace(accents=accents, equivalents=()).tree(query.tree)


def _with_equivalents(query: Query, weights: Weights) -> Node:
    return _matching(query, weights).tree(query.tree)


def _matching(query: Query, weights: Weights) -> Matching:
    equivalents = telling(query.equivalents)
    return Matching(query.accents, query.every_word, equivalents, weights.equivalent, query.expanded)


def _loose_tiers(query: Query, weights: Weights) -> Iterator[Tier]:
    """Of a query with words that stand for several what matches it best: all its words, those that may be misspelt as
    they were typed; then all, then any as typed. Of each what has the very accents first."""
    matching, typed = _matching(query, weights)._replace(equivalents=()), in_full(query.tree)
    ways = [(True, typed), (True, query.tree)] if isinstance(query.tree, Words) else []
    ways += [(query.every_word, typed)] if typed != query.tree else []
    modes = [Accents.STRICT, query.accents] if query.accents is Accents.AUTO else [query.accents]
    for every_word, tree in dict.fromkeys(ways):
        for accents in modes:
            fields = weights.as_typed if accents is Accents.STRICT else weights.any_accents
            scores = _scores(tuple(words_of(tree)), fields)
            name = "all words" if every_word else "the words as typed"
            name += {Accents.STRICT: _AS_TYPED, Accents.AUTO: _COMPATIBLE, Accents.IGNORE: _ANY}[accents]
            yield name, _ranked(matching._replace(every_word=every_word, accents=accents).tree(tree), scores)


def _loose_scores(query: Query, weight: float) -> Iterator[Node]:
    """What a report as a whole scores by the words that others stand for."""
    matching = {word.folded: None for one in loose_of(query.tree) for word in _words_of(one, query)}
    return (Term(FOLDED, folded, weight) for folded in matching)


def _words_of(loose: Loose | LoosePhrase, query: Query) -> Iterator[Word]:
    for part in loose.parts if isinstance(loose, LoosePhrase) else (loose,):
        yield from (
            (part,) if isinstance(part, Word) else standing_for(part, query.expanded.get(part, ()), query.accents)
        )


def _short_words(query: Query, short: int) -> tuple[Word, ...]:
    """The different words of a short query of words side by side; none for any other query."""
    if query.loose or not isinstance(query.tree, Words) or any(is_quoted(part) for part in query.tree.parts):
        return ()
    words = query.different_words
    return words if len(words) <= short else ()


# What names of tiers end with.
_AS_TYPED, _COMPATIBLE, _ANY = ", accents as typed", ", no accent contradicting those typed", ", whatever the accents"
_SPELLED, _OTHERWISE = ", numbers as written", ", or what stands for them"


def _all(words: tuple[Word, ...]) -> str:
    return "all words" if len(words) > 1 else "the word"


def _asked(query: Query, any_word: bool) -> str:
    """What a match of a query holds, in words."""
    if not isinstance(query.tree, Words) or not all(isinstance(part, (Word, Phrase)) for part in query.tree.parts):
        return "what the operators ask for"
    if any(is_quoted(part) for part in query.tree.parts):
        return "all words and phrases" if query.every_word else "all phrases"
    return "any of the words" if any_word and len(query.different_words) > 1 else _all(query.different_words)


# What a tier says of accents, what must match for all words to agree so far, and the terms that score.
Level: TypeAlias = "tuple[str, tuple[Node, ...], tuple[Term, ...]]"
# Its name and its tree.
Tier: TypeAlias = "tuple[str, Node]"


def _short_tiers(words: tuple[Word, ...], levels: list[Level], needed: tuple[Node, ...]) -> Iterator[Tier]:
    """The tiers of a short query: all words together, then all words anywhere; at each the levels of accents."""
    if not words:
        return
    together = tuple(Term(PAIRS, joined_term((left.folded, right.folded))) for left, right in pairwise(words))
    for near, where in ((together, " together"), ((), "")) if together else (((), ""),):
        before: tuple[Node, ...] = ()
        for name, agreed, scores in levels:
            if agreed != before:
                tree = _ranked(Bool(must=tuple(dict.fromkeys((*near, *agreed, *needed)))), scores)
                yield _all(words) + where + name, tree
            before = agreed


def _compatible(word: Word, forms: Forms) -> Node:
    """The forms of a word that no typed accent contradicts; every one for a word without accents."""
    if word not in forms:
        return Term(FOLDED, word.folded)
    terms = tuple(Term(EXACT, exact_term(word.folded, exact)) for exact in forms[word] or (word.exact,))
    return terms[0] if len(terms) == 1 else Bool(should=terms)


def _scores(words: tuple[Word, ...], weights: FieldWeights) -> tuple[Term, ...]:
    """The terms that score, each once however often it was typed."""
    folded = [word.folded for word in words]
    pairs = [joined_term(pair) for pair in pairwise(folded)]
    triples = [joined_term(triple) for triple in zip(folded, folded[1:], folded[2:], strict=False)]
    scored = (
        (EXACT, weights.exact, [exact_term(word.folded, word.exact) for word in words]),
        (FOLDED, weights.folded, folded),
        (PAIRS, weights.pairs, pairs),
        # A query is too short to be cut into words, and without accents it can't be: every pair and triple is tried.
        (WORDS, weights.words, pairs + triples),
    )
    return tuple(Term(field, key, weight) for field, weight, keys in scored if weight for key in dict.fromkeys(keys))


def _ranked(match: Node, scores: tuple[Term, ...]) -> Node:
    """What matches, scored. Terms that must match score where they stand, so that a tree stays flat and short."""
    if isinstance(match, Term):
        match = Bool(should=(match,))
    if not isinstance(match, Bool):
        return Bool(must=(match,), should=scores)
    scored = {(term.field, term.key): term for term in scores}
    equivalents = tuple(filter(scores_itself, match.should))
    others = (node for node in match.should if not scores_itself(node))
    if not match.must and not match.must_not and all(_is_scored(node, scored) for node in others):
        # Every pair and compound that scores implies one of its folded syllables, so the flat list matches the same.
        return Bool(should=(*scores, *equivalents))
    must = tuple(scored.pop((node.field, node.key), node) if isinstance(node, Term) else node for node in match.must)
    if match.should:
        must = (*must, Bool(should=match.should))
    return Bool(must=must, should=tuple(scored.values()), must_not=match.must_not)


def _is_scored(node: Node, scored: dict[tuple[str, str], Term]) -> bool:
    return isinstance(node, Term) and node.field == FOLDED and (node.field, node.key) in scored
