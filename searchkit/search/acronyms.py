"""What acronyms in a query stand for, and the acronyms of its names: equivalents, ranked below what was typed.

What the reports define themselves comes first, by how many passages do; then what the table of acronyms says, as far as
the reports use it, by how many passages do. What is in no passage is no sense here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, islice, pairwise
from typing import NamedTuple

from searchkit.acronyms.table import MOST_PARTS, Sense, Table, folded, keys_of
from searchkit.analysis.accents import Agreement, agreement
from searchkit.engines.contract import View
from searchkit.engines.trees import Bool, Node, Term
from searchkit.query.equivalents import Equivalent
from searchkit.query.modes import Accents
from searchkit.query.query import Query
from searchkit.query.tree import Word
from searchkit.schema import DEFINITIONS, FOLDED, JOINT, PAIRS, defined_in, definition_term, joined_term

#: What ``Equivalent.kind`` says of these.
KIND = "acronym"

# More senses of one acronym, or in one query, than a reader would go through.
_MOST_SENSES, _MOST_IN_ALL = 3, 8
# A definition that so few passages give beside another of the same acronym is a slip or a stranger.
_LEAST_SHARE = 0.1
# Longer queries are sentences, whose names stand written out in what they look for; only their acronyms are expanded.
_MOST_WORDS = 8
# A longer word is no acronym.
_LONGEST = 12
# So many terms of a side are looked at, the most frequent first.
_MOST_TERMS = 50

# What is left of any syllable without its accents; some that are none pass too.
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|g[hi]?|h|kh?|l|m|n(?:gh?|h)?|ph?|qu|r|s|t[hr]?|v|x)?"
    r"(?:[aeo]|i[aeu]?|u[aeoy]?|y[eu]?|o[aeo]|uye)[aiouy]{0,2}(?:ch?|m|n[gh]?|p|t)?"
)


class _Side(NamedTuple):
    """One side of a definition, as it may be in a query: ``words`` are ``Query.words[start:end]``."""

    start: int
    end: int
    words: tuple[Word, ...]
    is_acronym: bool

    @property
    def key(self) -> str:
        return joined_term(word.folded for word in self.words)


class _Found(NamedTuple):
    """A sense of a side: the trees of the passages that define it, and where the table has it of those that use it."""

    side: _Side
    sense: Sense
    defined: Node | None
    used: Node | None


def with_acronyms(query: Query, view: View, table: Callable[[], Table] | None) -> Query:
    """The query with the equivalents that acronyms give it; ``table`` is called if need be. Without one what was typed
    is meant, and nothing else.

    Of a query that holds nothing that can be an acronym or stand behind one nothing is asked; of another two questions
    at most: which senses there are, and in how many passages.
    """
    if table is None:
        return query._replace(equivalents=())
    sides = list(_sides(query))
    if not sides:
        return query
    listed = view.terms(DEFINITIONS, [definition_term(side.key) for side in sides])
    known = table()
    defined = map(_definitions, listed)
    found = [one for side, senses in zip(sides, defined, strict=True) for one in _senses(side, senses, known, query)]
    if not found:
        return query
    trees = [tree for one in found for tree in (one.defined, one.used) if tree is not None]
    counts = dict(zip(trees, view.count(trees), strict=True))
    equivalents = {_meaning(one): one for one in islice(map(_equivalent, _ranked(found, counts)), _MOST_IN_ALL)}
    others = (one for one in query.equivalents if _meaning(one) not in equivalents)
    return query._replace(equivalents=(*others, *equivalents.values()))


def _sides(query: Query) -> Iterator[_Side]:
    """What in a query may be an acronym, or what one stands for."""
    names = len(query.words) <= _MOST_WORDS
    in_numbers = set(_in_numbers(query))
    for first, run in query.runs:
        is_part = [_can_be_part(word, query.capitals) for word in run]
        is_name = [names and word.folded.isalpha() for word in run]
        for start in range(len(run)):
            acronym, name = is_part[start] and first + start not in in_numbers, is_name[start]
            for end in range(start + 1, min(start + _MOST_WORDS, len(run)) + 1):
                acronym, name = acronym and is_part[end - 1], name and is_name[end - 1]
                if not acronym and not name:
                    break
                words = run[start:end]
                if acronym and _is_as_long_as_an_acronym(words):
                    yield _Side(first + start, first + end, words, True)
                # Two words or more, of syllables or of a foreign name.
                if name and len(words) > 1:
                    yield _Side(first + start, first + end, words, False)


def _in_numbers(query: Query) -> Iterator[int]:
    """The places of words in a document's number: NQ in 21-NQ/TW stands for nothing by itself."""
    place = 0
    for phrase in query.phrases:
        if not phrase.quoted and any(word.folded[0].isdecimal() for word in phrase.words):
            yield from range(place, place + len(phrase.words))
        place += len(phrase.words)


def _can_be_part(word: Word, capitals: frozenset[str]) -> bool:
    """A word that is no syllable, or was typed in capitals among words that weren't: an acronym, or a part of one."""
    letters = word.folded
    return letters.isalpha() and len(letters) <= _LONGEST and (word.exact in capitals or not _is_syllable(letters))


def _is_as_long_as_an_acronym(parts: Sequence[Word]) -> bool:
    return len(parts) <= MOST_PARTS and sum(len(part.folded) for part in parts) > 1


@lru_cache(maxsize=10_000)
def _is_syllable(letters: str) -> bool:
    return _SYLLABLE.fullmatch(letters) is not None


def _definitions(terms: list[tuple[str, int]]) -> list[tuple[str, Sense]]:
    """The most frequent of some terms of definitions, each with what it says."""
    most = sorted(terms, key=lambda term: -term[1])[:_MOST_TERMS]
    return [(term, Sense(*defined_in(term))) for term, _ in most]


def _senses(side: _Side, defined: list[tuple[str, Sense]], table: Table, query: Query) -> Iterator[_Found]:
    """The senses of a side that the accents typed allow: those that the index has, then those of the table."""
    terms_of: dict[str, list[tuple[str, Sense]]] = {}
    for term, sense in defined:
        if _agrees(side, sense, query.accents):
            terms_of.setdefault(folded(_other(side, sense)), []).append((term, sense))
    of_table: dict[str, Sense] = {}
    for sense in (table.by_acronym if side.is_acronym else table.by_expansion).get(side.key, ()):
        if _agrees(side, sense, query.accents):
            of_table.setdefault(folded(_other(side, sense)), sense)
    typed = _bounded(query.key)
    for other in dict.fromkeys((*terms_of, *of_table)):
        # As a syllable, an acronym would find every word that is written like it.
        if _bounded(other) in typed or (not side.is_acronym and _is_syllable(other)):
            continue
        defining = terms_of.get(other, ())
        sense = defining[0][1] if defining else of_table[other]
        tree = Bool(should=tuple(Term(DEFINITIONS, term) for term, _ in defining)) if defining else None
        yield _Found(side, sense, tree, _together(other) if other in of_table else None)


def _other(side: _Side, sense: Sense) -> str:
    """What a sense has beside the words that were typed."""
    return sense.expansion if side.is_acronym else sense.acronym


def _bounded(joined: str) -> str:
    return f"{JOINT}{joined}{JOINT}"


def _agrees(side: _Side, sense: Sense, accents: Accents) -> bool:
    """Whether no accent that was typed contradicts a sense; with STRICT they must be the same."""
    if accents is Accents.IGNORE:
        return True
    least = Agreement.EXACT if accents is Accents.STRICT else Agreement.COMPATIBLE
    written = keys_of(sense.acronym if side.is_acronym else sense.expansion)
    return len(written) == len(side.words) and all(
        agreement(word.exact, key.exact) >= least for word, key in zip(side.words, written, strict=True)
    )


def _together(joined: str) -> Node:
    """Passages that hold some keys, each beside the next."""
    keys = joined.split(JOINT)
    if len(keys) == 1:
        return Term(FOLDED, joined)
    return Bool(must=tuple(Term(PAIRS, joined_term(pair)) for pair in dict.fromkeys(pairwise(keys))))


def _ranked(found: Sequence[_Found], counts: Mapping[Node, int]) -> Iterator[_Found]:
    """The senses that belong to the index, side by side, of each the best."""
    for _, group in groupby(found, key=lambda one: one.side):
        senses = list(group)
        times = [counts[one.defined] if one.defined else 0 for one in senses]
        uses = [counts[one.used] if one.used else 0 for one in senses]
        least = _LEAST_SHARE * max(times)
        belong = [
            (-time if time >= least else 0, -use, number)
            for number, (time, use) in enumerate(zip(times, uses, strict=True))
            if use or (time and time >= least)
        ]
        yield from (senses[number] for _, _, number in sorted(belong)[:_MOST_SENSES])


def _equivalent(found: _Found) -> Equivalent:
    side, sense, _, _ = found
    phrase = tuple(Word(key.exact, key.folded) for key in keys_of(_other(side, sense)))
    label = " → ".join(sense if side.is_acronym else reversed(sense))
    return Equivalent(side.start, side.end, phrase, KIND, label)


def _meaning(equivalent: Equivalent) -> tuple[int, int, str]:
    """What two equivalents have in common that find the same."""
    return equivalent.start, equivalent.end, equivalent.key
