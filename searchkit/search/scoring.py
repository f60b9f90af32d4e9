"""What scores in a query: its terms with their weights, and how they stand beside what has to match."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from searchkit.engines.trees import Bool, Node, Term
from searchkit.query.modes import Accents
from searchkit.query.query import Query
from searchkit.query.tree import Word
from searchkit.schema import EXACT, FOLDED, PAIRS, WORDS, joined_term
from searchkit.search.weights import FieldWeights, Weights


class Scores(NamedTuple):
    """The terms by which a query's words score in a passage, as they were typed and whatever their accents; those that
    its mode of accents has a use for."""

    as_typed: tuple[Term, ...]
    any_accents: tuple[Term, ...]


def scores_of(query: Query, weights: Weights) -> Scores:
    """The scores of a query."""
    accents, words, times = query.accents, query.words, query.times
    return Scores(
        () if accents is Accents.IGNORE else terms_of(words, weights.as_typed, times),
        () if accents is Accents.STRICT else terms_of(words, weights.any_accents, times),
    )


def terms_of(words: Sequence[Word], weights: FieldWeights, times: Mapping[Any, float]) -> tuple[Term, ...]:
    """The terms by which words score, each once however often it was typed. ``times``: what words are weighted with; a
    pair as its lesser word."""
    folded = [word.folded for word in words]
    of_each = [times.get(word, 1.0) for word in words] if times else [1.0] * len(words)
    pairs, of_pairs = list(map(joined_term, pairwise(folded))), list(map(min, pairwise(of_each)))
    triples = list(map(joined_term, _triples(folded)))
    scored: tuple[tuple[str, float, list[str], list[float]], ...] = (
        (EXACT, weights.exact, [word.exact_term for word in words], of_each),
        (FOLDED, weights.folded, folded, of_each),
        (PAIRS, weights.pairs, pairs, of_pairs),
        # A query is too short to be cut into words, and without accents it can't be: every pair and triple is tried.
        (WORDS, weights.words, pairs + triples, of_pairs + list(map(min, _triples(of_each)))),
    )
    return tuple(
        Term(field, key, weight * most)
        for field, weight, keys, factors in scored
        if weight
        for key, most in (_most(keys, factors) if times else dict.fromkeys(keys, 1.0)).items()
    )


def _triples(of: Sequence[Any]) -> Iterable[tuple[Any, Any, Any]]:
    return zip(of, of[1:], of[2:], strict=False)


def _most(keys: Iterable[str], factors: Iterable[float]) -> dict[str, float]:
    """Each key once, with the greatest of its factors."""
    most: dict[str, float] = {}
    for key, factor in zip(keys, factors, strict=True):
        most[key] = max(factor, most.get(key, 0.0))
    return most


def ranked(match: Node, scored: Sequence[Term]) -> Node:
    """What matches, scored. Terms that must match score where they stand, so that a tree stays flat and short."""
    if isinstance(match, Term):
        match = Bool(should=(match,))
    if not isinstance(match, Bool):
        return Bool(must=(match,), should=tuple(scored))
    left = {(term.field, term.key): term for term in scored}
    equivalents = tuple(filter(scores_itself, match.should))
    others = (node for node in match.should if not scores_itself(node))
    if not match.must and not match.must_not and all(_is_scored(node, left) for node in others):
        # Every pair and compound that scores implies one of its folded syllables, so the flat list matches the same.
        return Bool(should=(*scored, *equivalents))
    must = tuple(left.pop((node.field, node.key), node) if isinstance(node, Term) else node for node in match.must)
    if match.should:
        must = (*must, Bool(should=match.should))
    return Bool(must=must, should=tuple(left.values()), must_not=match.must_not)


def _is_scored(node: Node, scored: Mapping[tuple[str, str], Term]) -> bool:
    return isinstance(node, Term) and node.field == FOLDED and (node.field, node.key) in scored


def scores_itself(node: Node) -> bool:
    """Whether a node has a score where it stands, as equivalents do."""
    if isinstance(node, Bool):
        return any(map(scores_itself, node.must))
    return isinstance(node, Term) and node.weight > 0


def phrase_in_report(phrase: Sequence[Word], weight: float) -> Node:
    """What a report as a whole holds of a phrase, scored: all its pairs, for no positions are kept there."""
    if len(phrase) == 1:
        return Term(FOLDED, phrase[0].folded, weight)
    pairs = scored_pairs(phrase, weight)
    return pairs[0] if len(pairs) == 1 else Bool(must=pairs)


def scored_pairs(phrase: Iterable[Word], weight: float) -> tuple[Term, ...]:
    """The pairs of words that follow one another, each once, scored."""
    pairs = (Term(PAIRS, joined_term((one.folded, two.folded)), weight) for one, two in pairwise(phrase))
    return tuple(dict.fromkeys(pairs))
