"""What must be known of the words in an index before a search can be planned: the one question that is asked before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from searchkit.analysis.accents import Agreement, agreement
from searchkit.engines.contract import View
from searchkit.query.modes import Accents
from searchkit.query.notes import Note
from searchkit.query.query import Query
from searchkit.query.tree import Word
from searchkit.schema import EXACT, exact_key_of, exact_term

# No syllable has as many forms in a language. The rarest, mistakes and mischief, are left out.
_MOST_FORMS = 200


def with_forms(query: Query, view: View, short: int) -> Query:
    """A query with the forms that an index has of its marked words, and the words that loose ones stand for.

    One question for both, none where there is nothing to ask: forms are of use only where accents count, and in a query
    of up to ``short`` different words.
    """
    marked = _marked(query, short)
    if query.loose:
        return _expanded(query, marked, view)
    return query._replace(forms=_forms(marked, view.terms(EXACT, list(map(_prefix, marked))))) if marked else query


def _marked(query: Query, short: int) -> list[Word]:
    words = query.different_words
    return [word for word in words if word.has_marks] if query.accents is Accents.AUTO and len(words) <= short else []


def _prefix(word: Word) -> str:
    """What the terms of all its forms begin with."""
    return exact_term(word.folded, "")


def _expanded(query: Query, marked: list[Word], view: View) -> Query:
    # Few queries have such words, so none other waits for this import.
    from searchkit.search.expanding import MOST, asked_for, expansion

    beginnings = [asked_for(one) for one in query.loose]
    listed = iter(view.terms(EXACT, [*chain.from_iterable(beginnings), *map(_prefix, marked)]))
    expanded, notes = {}, list(query.notes)
    for one, asked in zip(query.loose, beginnings, strict=True):
        expanded[one], count = expansion(one, list(islice(listed, len(asked))), query.accents)
        if count > MOST:
            start, end = query.loose[one]
            notes.append(Note(start, end, f"It stands for {count:,} words; the {MOST} most frequent are searched."))
    return query._replace(expanded=expanded, notes=tuple(sorted(notes)), forms=_forms(marked, listed))


def _forms(marked: list[Word], listed: Iterable[list[tuple[str, int]]]) -> dict[Word, tuple[str, ...]]:

    def agreeing(word: Word, exact_keys: list[str]) -> Iterator[str]:
        return (exact for exact in exact_keys if agreement(word.exact, exact) is not Agreement.OTHER)

    keys = ([exact_key_of(term) for term in _most_frequent(terms)] for terms in listed)
    return {word: tuple(agreeing(word, exact_keys)) for word, exact_keys in zip(marked, keys, strict=True)}


def _most_frequent(terms: list[tuple[str, int]]) -> list[str]:
    if len(terms) > _MOST_FORMS:
        terms = sorted(terms, key=lambda term: -term[1])[:_MOST_FORMS]
    return [term for term, _ in terms]
