"""What must be known of an index before a search can be planned: the one question that is asked before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import TypeAlias

from searchkit.analysis.accents import Agreement, agreement, has_marks
from searchkit.engines.contract import View
from searchkit.query.modes import Accents
from searchkit.query.notes import Note
from searchkit.query.query import Query
from searchkit.query.tree import Word
from searchkit.schema import EXACT, exact_key_of, exact_term
from searchkit.search.expanding import MOST, asked_for, expansion

# No syllable has as many forms in a language. The rarest, mistakes and mischief, are left out.
_MOST_FORMS = 200

#: For words with accents, the exact keys in the index that no typed accent contradicts: typed "đang", also "đảng".
Forms: TypeAlias = Mapping[Word, tuple[str, ...]]


def looked_up(query: Query, view: View, short: int) -> tuple[Query, Forms]:
    """A query with the words that an index has for those typed in part, and the forms of its marked words: one question
    for both, none where there is nothing to ask."""
    if not query.loose:
        return query, forms_of(query, view, short)
    beginnings = [asked_for(one) for one in query.loose]
    marked = _marked(query, short)
    listed = iter(
        view.terms(EXACT, [*chain.from_iterable(beginnings), *(exact_term(word.folded, "") for word in marked)])
    )
    expanded, notes = {}, list(query.notes)
    for one, asked in zip(query.loose, beginnings, strict=True):
        expanded[one], count = expansion(one, list(islice(listed, len(asked))), query.accents)
        if count > MOST:
            start, end = query.loose[one]
            notes.append(Note(start, end, f"It stands for {count:,} words; the {MOST} most frequent are searched."))
    return query._replace(expanded=expanded, notes=tuple(sorted(notes))), _forms(marked, listed)


def forms_of(query: Query, view: View, short: int) -> Forms:
    """The forms of a query's marked words; none, and nothing asked, where its plan has no use for them: accents don't
    count, or the query has more than ``short`` different words."""
    marked = _marked(query, short)
    return _forms(marked, view.terms(EXACT, [exact_term(word.folded, "") for word in marked])) if marked else {}


def _marked(query: Query, short: int) -> list[Word]:
    words = query.different_words
    if query.accents is not Accents.AUTO or len(words) > short:
        return []
    return [word for word in words if has_marks(word.exact)]


def _forms(marked: list[Word], listed: Iterable[list[tuple[str, int]]]) -> Forms:

    def agreeing(word: Word, exact_keys: list[str]) -> Iterator[str]:
        return (exact for exact in exact_keys if agreement(word.exact, exact) is not Agreement.OTHER)

    keys = ([exact_key_of(term) for term in _most_frequent(terms)] for terms in listed)
    return {word: tuple(agreeing(word, exact_keys)) for word, exact_keys in zip(marked, keys, strict=True)}


def _most_frequent(terms: list[tuple[str, int]]) -> list[str]:
    if len(terms) > _MOST_FORMS:
        terms = sorted(terms, key=lambda term: -term[1])[:_MOST_FORMS]
    return [term for term, _ in terms]
