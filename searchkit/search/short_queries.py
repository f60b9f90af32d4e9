"""The first tiers of a short query of words side by side, as people type it into a box: all words together, then all
words anywhere; of each what agrees best in accents first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from searchkit.engines.trees import Bool, Node, Term
from searchkit.query.modes import Accents
from searchkit.query.query import Query
from searchkit.query.tree import Word, Words, is_quoted
from searchkit.schema import EXACT, exact_term
from searchkit.search.matching import term_of
from searchkit.search.scoring import Scores, ranked, scored_pairs

#: What a tier matches in words, and its tree.
Tier: TypeAlias = "tuple[str, Node]"

#: What names of tiers end with.
AS_TYPED, COMPATIBLE, ANY = ", accents as typed", ", no accent contradicting those typed", ", whatever the accents"
_SPELLED = ", numbers as written"

# What a tier says of accents, what must match for all words to agree so far, and the terms that score.
_Level: TypeAlias = "tuple[str, tuple[Node, ...], tuple[Term, ...]]"


def short_words(query: Query, short: int) -> tuple[Word, ...]:
    """The different words of a query of up to ``short`` words side by side; none for any other query."""
    if query.loose or not isinstance(query.tree, Words) or any(map(is_quoted, query.tree.parts)):
        return ()
    words = query.different_words
    return words if len(words) <= short else ()


def tiers_of_short(query: Query, words: Sequence[Word], typed: Node, scores: Scores) -> Iterator[Tier]:
    """Its tiers, given its ``short_words``; ``typed`` is what the query matches without equivalents."""
    needed = typed.must if query.every_word and isinstance(typed, Bool) else ()
    together = scored_pairs(words, 0.0)
    levels = list(_levels(query, words, scores))
    for near, where in ((together, " together"), ((), "")) if together else (((), ""),):
        before: tuple[Node, ...] = ()
        for name, agreed, scored in levels:
            if agreed != before:
                tree = ranked(Bool(must=tuple(dict.fromkeys((*near, *agreed, *needed)))), scored)
                yield all_words(words) + where + name, tree
            before = agreed


def _levels(query: Query, words: Sequence[Word], scores: Scores) -> Iterator[_Level]:
    """How all words of a short query may agree in accents, the strictest first."""
    accents = query.accents
    if accents is not Accents.IGNORE:
        yield AS_TYPED, _terms(words, Accents.STRICT), scores.as_typed
    elif any(word.has_spellings for word in words):
        # What is as it was written comes first.
        modes = (Accents.STRICT if word.has_spellings else accents for word in words)
        yield _SPELLED, tuple(map(term_of, words, modes)), scores.any_accents
    if accents is Accents.AUTO:
        yield COMPATIBLE, agreeing(query, words), scores.any_accents
    if accents is not Accents.STRICT:
        yield ANY, _terms(words, Accents.IGNORE), scores.any_accents


def _terms(words: Sequence[Word], accents: Accents) -> tuple[Node, ...]:
    return tuple(term_of(word, accents) for word in words)


def agreeing(query: Query, words: Sequence[Word]) -> tuple[Node, ...]:
    """What some words of a query match without contradicting an accent typed: for one without accents every form."""
    if query.accents is not Accents.AUTO:
        return _terms(words, query.accents)
    return tuple(
        _form(word, query.forms[word]) if word in query.forms else term_of(word, query.accents) for word in words
    )


def _form(word: Word, forms: Sequence[str]) -> Node:
    terms = tuple(Term(EXACT, exact_term(word.folded, exact)) for exact in forms or (word.exact,))
    return terms[0] if len(terms) == 1 else Bool(should=terms)


def all_words(words: Sequence[Word]) -> str:
    """All of some words, in words."""
    return "all words" if len(words) > 1 else "the word"
