"""Words and phrases that continue what is being typed, the most frequent first.

Candidates come from the lists of terms: words and compounds that begin with the letters typed, or pairs of the last
whole word and what follows it. Such lists are long only where little was typed; so what has begun with one or two
letters is continued by words alone, of which an index has few, and only the most frequent are looked into further.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import nlargest
from itertools import chain, islice, pairwise
from typing import NamedTuple

from searchkit.analysis.accents import has_marks
from searchkit.engines.contract import View
from searchkit.engines.trees import Bool, Node, Term
from searchkit.errors import QueryError
from searchkit.schema import EXACT, FOLDED, JOINT, PAIRS, WORDS, exact_key_of, exact_term, joined_term
from searchkit.search.completion.typed import Typed, typed_of
from searchkit.search.completion.writing import written
from searchkit.search.suggestions import Completion

# Of so many times as many candidates as are wanted it is asked how often they are there and how they are written.
_SPARE = 2
# So many accented forms of a word are weighed, the most frequent.
_MOST_FORMS = 3
# Compounds begin with so many letters typed, or with a whole word.
_LEAST_LETTERS = 3
# Counting what so many passages hold takes no time to speak of.
_RARE = 1000
# No syllable has a key without a form.
_NOTHING = Term(EXACT, exact_term("", ""))


class Candidate(NamedTuple):
    """Folded words that continue what is being typed, and how many passages hold them, about."""

    words: tuple[str, ...]
    field: str
    matches: int


def completions(prefix: str, view: View, limit: int) -> list[Completion]:
    """What continues a prefix, the most frequent first: with its last word whole, or a word or a compound more.

    Raises QueryError for what is no text."""
    if not isinstance(prefix, str):
        raise QueryError(f"What is completed is text (str), not {type(prefix).__name__}.")
    typed = typed_of(prefix)
    if typed is None or limit < 1 or not view.size():
        return []
    if typed.before:
        found = _phrases(_following(typed, view, _SPARE * limit), typed, view, limit)
    else:
        words = _words(typed, view, limit)
        rarest = words[-1].matches if len(words) == limit else 0
        # What is rarer than all words that are wanted needs no reading.
        compounds = (one for one in _compounds(typed, view, _SPARE * limit) if one.matches > rarest)
        found = words + _phrases(compounds, typed, view, limit)
    best: dict[str, Completion] = {}
    for one in found:
        best.setdefault(one.text, one)
    return nlargest(limit, best.values(), key=_frequency)


def _frequency(one: Candidate | Completion) -> int:
    return one.matches


def _words(typed: Typed, view: View, limit: int) -> list[Completion]:
    """Words that begin as the one typed, with the accents of the index."""
    begun = typed.begun
    assert begun is not None
    (listed,) = view.terms(FOLDED, [typed.letters])
    folded = [word for word, _ in nlargest(_SPARE * limit, listed, key=_count)]
    # "lý" is kept as "li".
    folded += [begun.folded] if begun.folded != typed.letters else []
    best: list[tuple[str, int]] = []
    for terms in view.terms(EXACT, [exact_term(word, "") for word in folded]):
        frequent = sorted(terms, key=_count, reverse=True)
        best += islice((term for term in frequent if typed.agrees(0, exact_key_of(term[0]))), _MOST_FORMS)
    best = nlargest(limit, best, key=_count)
    # A list of terms may count what was removed: the rare words, which it may be all of, are counted anew.
    rare = [term for term, count in best if count <= _RARE]
    counts = dict(best) | dict(zip(rare, view.count([Term(EXACT, term) for term in rare]), strict=True))
    found = [Completion(typed.head + exact_key_of(term), count) for term, count in counts.items() if count]
    return sorted(found, key=_frequency, reverse=True)


def _count(term: tuple[str, int]) -> int:
    return term[1]


def _compounds(typed: Typed, view: View, most: int) -> list[Candidate]:
    """Compounds that begin as the word typed."""
    begun = typed.begun
    if begun is None or len(typed.letters) < _LEAST_LETTERS:
        return []
    # "lý luận" is kept as "li_luan".
    prefixes = dict.fromkeys((typed.letters, begun.folded + JOINT))
    listed = nlargest(most, chain.from_iterable(view.terms(WORDS, list(prefixes))), key=_count)
    return [Candidate(tuple(key.split(JOINT)), WORDS, count) for key, count in listed]


def _following(typed: Typed, view: View, most: int) -> list[Candidate]:
    """What follows the whole words typed: a word more, or a compound that begins with them."""
    before = tuple(word.folded for word in typed.before)
    begun = list(dict.fromkeys([typed.letters, *([typed.begun.folded] if typed.begun else [])]))
    found: list[Candidate] = []
    for words, field in ((before[-1:], PAIRS), (before, WORDS)):
        listed = view.terms(field, [joined_term((*words, letters)) for letters in begun])
        for key, count in nlargest(most, chain.from_iterable(listed), key=_count):
            row = (*before[: -len(words)], *key.split(JOINT))
            # A compound of a word more is a pair too.
            if field == PAIRS or len(row) > len(before) + 1:
                found.append(Candidate(row, field, count))
    return found


def _phrases(candidates: Iterable[Candidate], typed: Typed, view: View, limit: int) -> list[Completion]:
    """The most frequent of some candidates of several words, as the index writes them."""
    likely = nlargest(_SPARE * limit, candidates, key=_frequency)
    trees = [_tree(one) for one in likely]
    if typed.is_marked:
        trees = _with_accents(likely, trees, typed, view)
    # How many passages hold a pair is listed, though what was removed may be counted: then none is read that holds it.
    counted = [one.matches for one in likely]
    asked = {number: tree for number, tree in enumerate(trees) if isinstance(tree, Bool)}
    for number, count in zip(asked, view.count(list(asked.values())), strict=True):
        counted[number] = count
    best = nlargest(limit, zip(counted, likely, trees, strict=True), key=lambda one: one[0])
    texts = written([(one.words, tree) for _, one, tree in best], typed, view)
    return [Completion(typed.head + text, count) for (count, _, _), text in zip(best, texts, strict=True) if text]


def _tree(candidate: Candidate) -> Node:
    """What holds a candidate, scored: so that an engine stops looking once it knows the best."""
    if candidate.field == WORDS:
        return Term(WORDS, joined_term(candidate.words), 1.0)
    pairs = tuple(Term(PAIRS, joined_term(pair), 1.0) for pair in pairwise(candidate.words))
    return pairs[0] if len(pairs) == 1 else Bool(must=pairs)


def _with_accents(candidates: Sequence[Candidate], trees: Sequence[Node], typed: Typed, view: View) -> list[Node]:
    """Trees of candidates, narrowed down to the accents that were typed."""
    marked = [place for place, word in enumerate(typed.words) if has_marks(word.exact)]
    wanted = list(dict.fromkeys((place, one.words[place]) for one in candidates for place in marked))
    listed = view.terms(EXACT, [exact_term(word, "") for _, word in wanted])
    forms = {
        one: _agreeing([(term, count, typed.agrees(one[0], exact_key_of(term))) for term, count in terms])
        for one, terms in zip(wanted, listed, strict=True)
    }
    narrowed: list[Node] = []
    for one, tree in zip(candidates, trees, strict=True):
        conditions = [condition for place in marked for condition in forms[place, one.words[place]]]
        narrowed.append(Bool(must=(tree, *conditions)) if conditions else tree)
    return narrowed


def _agreeing(forms: Sequence[tuple[str, int, bool]]) -> list[Node]:
    """What narrows a word down to some of its forms, each with how many passages hold it and whether it is one of them;
    nothing where these are most of it: it is cheaper to pass over the rest when it is read."""
    kept = [(term, count) for term, count, is_meant in forms if is_meant]
    if 2 * sum(count for _, count in kept) > sum(count for _, count, _ in forms):
        return []
    return [Bool(should=tuple(Term(EXACT, term) for term, _ in kept) or (_NOTHING,))]
