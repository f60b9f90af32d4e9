"""What must be known of an index before a search can be planned: the one question that is asked before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from searchkit.analysis.accents import Agreement, agreement, has_marks
from searchkit.engines.contract import View
from searchkit.query.modes import Accents
from searchkit.query.query import Query
from searchkit.query.tree import Word
from searchkit.schema import EXACT, exact_key_of, exact_term

# No syllable has as many forms in a language. The rarest, mistakes and mischief, are left out.
_MOST_FORMS = 200

#: For words with accents, the exact keys in the index that no typed accent contradicts: typed "đang", also "đảng".
Forms: TypeAlias = Mapping[Word, tuple[str, ...]]


def forms_of(query: Query, view: View, short: int) -> Forms:
    """The forms of a query's marked words; none, and nothing asked, where its plan has no use for them: accents don't
    count, or the query has more than ``short`` different words."""
    words = query.different_words
    if query.accents is not Accents.AUTO or len(words) > short:
        return {}
    marked = [word for word in words if has_marks(word.exact)]

    def agreeing(word: Word, exact_keys: list[str]) -> Iterator[str]:
        return (exact for exact in exact_keys if agreement(word.exact, exact) is not Agreement.OTHER)

    listed = view.terms(EXACT, [exact_term(word.folded, "") for word in marked])
    keys = ([exact_key_of(term) for term in _most_frequent(terms)] for terms in listed)
    return {word: tuple(agreeing(word, exact_keys)) for word, exact_keys in zip(marked, keys, strict=True)}


def _most_frequent(terms: list[tuple[str, int]]) -> list[str]:
    if len(terms) > _MOST_FORMS:
        terms = sorted(terms, key=lambda term: -term[1])[:_MOST_FORMS]
    return [term for term, _ in terms]
