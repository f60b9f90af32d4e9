"""The one place where ranking is decided: the weights of the fields, and which matches come before which.

A query is run as a list of tiers, strictest first: whatever matches an earlier tier comes before whatever doesn't, and
within a tier the order is that of BM25 over the weighted fields. The measured reasons are in docs/ranking.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from searchkit.analysis.accents import Agreement, agreement, has_marks
from searchkit.analysis.fields import EXACT, FOLDED, PAIRS, WORDS, exact_term
from searchkit.engines.engine import View
from searchkit.query.accents import Accents, resolved
from searchkit.query.tree import Bool, Both, Either, Node, Phrase, Sequence, Term, Typed, Without, Word, Words, words_of


class Weights(NamedTuple):
    """What a match in each field is worth, times its BM25."""

    exact: float
    folded: float
    pairs: float
    words: float


# Measured with tests/benchmarks/relevance.py, in nDCG@10 on three judged sets; see docs/ranking.md.

#: For words as they were typed, accents included.
AS_TYPED = Weights(
    exact=1.0,
    folded=0.0,  # 0.2 beside 0.8 exact ranks alike and doubles the work: other accents come in a later tier
    pairs=0.5,  # 0.4 to 0.5 rank alike; 0.3 loses half a point on legal articles
    words=0.2,  # 0.1 to 0.25 rank alike
)
#: For words whatever their accents.
ANY_ACCENTS = Weights(
    exact=0.0,
    folded=1.0,
    pairs=0.57,  # one folded syllable is ambiguous, two are not: 0.5 loses a tenth on wiki, 0.6 as much on questions
    words=0.2,  # 0.2 to 0.25 rank alike
)

#: Queries of up to this many syllables are what people type into a box: for them all words come before some, and
#: words that stand together before scattered ones. Longer ones are sentences, where BM25 alone ranks better.
SHORT = 4


def plan(query: Typed, accents: Accents, every_word: bool, view: View) -> list[Node]:
    """The tiers of a query, strictest first; the last matches whatever the query matches.

    ``every_word``: words typed side by side must all match. ``view`` is asked which accented forms there are.
    """
    accents = resolved(accents, query)
    typed = list(words_of(query))
    short = _short_words(query)
    match = matching(query, accents, every_word)
    needed = match.must if every_word and isinstance(match, Bool) else ()
    if accents is not Accents.AUTO:
        scores = _scores(typed, ANY_ACCENTS if accents is Accents.IGNORE else AS_TYPED)
        every = tuple(_term(word, accents) for word in short)
        return [*_short_tiers(short, [(every, scores)], needed), _ranked(match, scores)]
    as_typed, any_accents = _scores(typed, AS_TYPED), _scores(typed, ANY_ACCENTS)
    levels: list[Level] = [
        (tuple(_term(word, Accents.STRICT) for word in short), as_typed),
        (tuple(_compatible(word, view) for word in short), any_accents),
        (tuple(_term(word, Accents.AUTO) for word in short), any_accents),
    ]
    exact_match = matching(query, Accents.STRICT, every_word)
    if isinstance(query, Words) and isinstance(match, Bool) and not match.must:
        # Of words any of which will do, a folded pair is as good a reason to come early as an exact syllable: and the
        # tree stays flat.
        exact_match = Bool(should=())
    return [
        *_short_tiers(short, levels, needed),
        _ranked(exact_match, as_typed),
        _ranked(match, any_accents),
    ]


def _short_words(query: Typed) -> tuple[Word, ...]:
    """The different words of a short query of words side by side; none for any other query."""
    if not isinstance(query, Words) or any(_is_quoted(part) for part in query.parts):
        return ()
    words = tuple(dict.fromkeys(words_of(query)))
    return words if len(words) <= SHORT else ()


# What must match for all words to agree in accents to some degree, and the terms that score.
Level: TypeAlias = "tuple[tuple[Node, ...], list[Term]]"


def _short_tiers(words: tuple[Word, ...], levels: list[Level], needed: tuple[Node, ...]) -> Iterator[Node]:
    """The tiers of a short query: all words together, then all words anywhere; at each the levels of accents."""
    if not words:
        return
    together = tuple(Term(PAIRS, f"{left.folded}_{right.folded}") for left, right in pairwise(words))
    for near in (together, ()) if together else ((),):
        before: tuple[Node, ...] = ()
        for agreed, scores in levels:
            if agreed != before:
                yield _ranked(Bool(must=tuple(dict.fromkeys((*near, *agreed, *needed)))), scores)
            before = agreed


def matching(query: Typed, accents: Accents, every_word: bool) -> Node:
    """What a query matches, without scores."""
    match query:
        case Word():
            return _term(query, accents)
        case Phrase(words, quoted):
            if quoted or every_word:
                field = EXACT if accents is Accents.STRICT else FOLDED
                return Sequence(field, tuple(_term(word, accents).key for word in words))
            return Bool(should=tuple(_term(word, accents) for word in words))
        case Words(parts):
            if every_word:
                return Bool(must=tuple(matching(part, accents, every_word) for part in parts))
            quoted_parts = tuple(matching(part, accents, every_word) for part in parts if _is_quoted(part))
            others = tuple(matching(part, accents, every_word) for part in parts if not _is_quoted(part))
            return Bool(must=quoted_parts) if quoted_parts else Bool(should=others)
        case Both(parts):
            return Bool(must=tuple(matching(part, accents, every_word) for part in parts))
        case Either(parts):
            return Bool(should=tuple(matching(part, accents, every_word) for part in parts))
        case Without(part, excluded):
            must = () if part is None else (matching(part, accents, every_word),)
            # An excluded word is meant as it was typed; loosened, it would exclude what wasn't named.
            loose = accents is Accents.IGNORE or resolved(Accents.AUTO, excluded) is Accents.IGNORE
            meant = Accents.IGNORE if loose and accents is not Accents.STRICT else Accents.STRICT
            return Bool(must=must, must_not=(matching(excluded, meant, True),))


def _is_quoted(part: Typed) -> bool:
    return not isinstance(part, Word) and not (isinstance(part, Phrase) and not part.quoted)


def _term(word: Word, accents: Accents) -> Term:
    if accents is Accents.STRICT:
        return Term(EXACT, exact_term(word.folded, word.exact))
    return Term(FOLDED, word.folded)


def _scores(words: list[Word], weights: Weights) -> list[Term]:
    """The terms that score, each once however often it was typed."""
    folded = [word.folded for word in words]
    pairs = ["_".join(pair) for pair in pairwise(folded)]
    triples = [f"{pair}_{after}" for pair, after in zip(pairs, folded[2:])]  # noqa: B905  # the last has no neighbour
    scored = (
        (EXACT, weights.exact, [exact_term(word.folded, word.exact) for word in words]),
        (FOLDED, weights.folded, folded),
        (PAIRS, weights.pairs, pairs),
        # A query is too short to be cut into words, and without accents it can't be: every pair and triple is tried.
        (WORDS, weights.words, pairs + triples),
    )
    return [Term(field, key, weight) for field, weight, keys in scored if weight for key in dict.fromkeys(keys)]


def _ranked(match: Node, scores: list[Term]) -> Node:
    """What matches, scored. Terms that must match score where they stand, so that a tree stays flat and short."""
    if isinstance(match, Term):
        match = Bool(should=(match,))
    if not isinstance(match, Bool):
        return Bool(must=(match,), should=tuple(scores))
    scored = {(term.field, term.key): term for term in scores}
    if not match.must and not match.must_not and all(_is_scored(node, scored) for node in match.should):
        # Every pair and compound that scores implies one of its folded syllables, so the flat list matches the same.
        return Bool(should=tuple(scores))
    must = tuple(scored.pop((node.field, node.key), node) if isinstance(node, Term) else node for node in match.must)
    if match.should:
        must = (*must, Bool(should=match.should))
    return Bool(must=must, should=tuple(scored.values()), must_not=match.must_not)


def _is_scored(node: Node, scored: dict[tuple[str, str], Term]) -> bool:
    return isinstance(node, Term) and node.field == FOLDED and (node.field, node.key) in scored


def _compatible(word: Word, view: View) -> Node:
    """The forms of a word that no typed accent contradicts."""
    if not has_marks(word.exact):
        return Term(FOLDED, word.folded)
    forms = (term for term, _ in view.terms(EXACT, exact_term(word.folded, "")))
    agreeing = [form for form in forms if agreement(word.exact, form.partition("=")[2]) is not Agreement.OTHER]
    if agreeing == [exact_term(word.folded, word.exact)] or not agreeing:
        return Term(EXACT, exact_term(word.folded, word.exact))
    return Bool(should=tuple(Term(EXACT, form) for form in agreeing))
