"""The words of an index that words typed in part, or a letter away from them, stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from searchkit.query.modes import Accents
from searchkit.query.patterns import prefixes, stands_for
from searchkit.query.tree import Fuzzy, Loose, Pattern, Word
from searchkit.schema import exact_key_of, exact_term
from searchkit.search.edits import edited

# So many accented words of an index one stands for, the most frequent.
MOST = 100

_Terms: TypeAlias = "list[tuple[str, int]]"


def asked_for(loose: Loose) -> list[str]:
    """The beginnings of terms of the exact field under which an index has what a word stands for."""
    if isinstance(loose, Pattern):
        return list(prefixes(loose))
    return [exact_term(word, "") for word in dict.fromkeys(edited(loose.word.folded)) if word != loose.word.folded]


def expansion(loose: Loose, listed: Sequence[_Terms], accents: Accents) -> tuple[tuple[Word, ...], int]:
    """The words that one stands for, given the terms listed for ``asked_for``: at most MOST, and how many there are."""
    counts: dict[Word, int] = {}
    for terms in listed:
        for term, count in terms:
            word = Word(exact_key_of(term), term.partition("=")[0])
            if word not in counts and (isinstance(loose, Fuzzy) or stands_for(loose, word, accents)):
                counts[word] = count
    words = sorted(counts, key=lambda word: (-counts[word], word))
    return tuple(words[:MOST]), len(words)


def standing_for(loose: Loose, words: Iterable[Word], accents: Accents) -> tuple[Word, ...]:
    """Of the words that one stands for those that it does under a mode of accents, what was typed in full among
    them."""
    if isinstance(loose, Fuzzy):
        return (loose.word, *words)
    return tuple(word for word in words if stands_for(loose, word, accents))
