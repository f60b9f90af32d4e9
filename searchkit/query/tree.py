"""Frozen query trees: the one that says what a person typed, and the one that an engine runs.

The first (Word, Phrase, Both, Either, Without) is in syllables; ``ranking`` turns it into the second (Term, Sequence,
Bool), which is in fields and keys. Neither knows an engine. Most nodes are named tuples, for they are made by the dozen
for every query.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

# What was typed


class Word(NamedTuple):
    """A syllable or number that was typed: its key with accents and its key without."""

    exact: str
    folded: str


class Phrase(NamedTuple):
    """Words that follow one another.

    ``quoted``: typed in quotation marks, so they must; otherwise one written unit such as 21-NQ/TW, whose parts may
    also be found apart where a match of any word will do.
    """

    words: tuple[Word, ...]
    quoted: bool = True


@dataclass(frozen=True)
class Words:
    """Words and phrases typed side by side without an operator: how many must match is the searcher's choice."""

    parts: tuple[Typed, ...]


@dataclass(frozen=True)
class Both:
    """All parts must match."""

    parts: tuple[Typed, ...]


@dataclass(frozen=True)
class Either:
    """At least one part must match."""

    parts: tuple[Typed, ...]


class Without(NamedTuple):
    """``part`` must match and ``excluded`` must not; no part means everything."""

    part: Typed | None
    excluded: Typed


Typed: TypeAlias = "Word | Phrase | Words | Both | Either | Without"


def phrases_of(node: Typed) -> Iterator[Phrase]:
    """Every word or phrase that a match may be marked for, in order; a word alone is a phrase of one."""
    match node:
        case Word():
            yield Phrase((node,))
        case Phrase():
            yield node
        case Words(parts) | Both(parts) | Either(parts):
            for part in parts:
                yield from phrases_of(part)
        case Without(part, _):
            if part is not None:
                yield from phrases_of(part)


def words_of(node: Typed) -> Iterator[Word]:
    """Every word that a match may hold, in order."""
    for phrase in phrases_of(node):
        yield from phrase.words


# What an engine runs


class Term(NamedTuple):
    """Passages with a key in a field, scored by BM25 times ``weight``; a weight of 0 matches and scores nothing."""

    field: str
    key: str
    weight: float = 0.0


class Sequence(NamedTuple):
    """Passages with these keys one after another in a field that keeps positions; it matches and scores nothing."""

    field: str
    keys: tuple[str, ...]


class Bool(NamedTuple):
    """Passages that match every ``must`` and no ``must_not``; the score is the sum over all clauses that match.

    Without a ``must``, at least one ``should`` has to match. With neither, everything that isn't excluded matches.
    """

    must: tuple[Node, ...] = ()
    should: tuple[Node, ...] = ()
    must_not: tuple[Node, ...] = ()


Node: TypeAlias = "Term | Sequence | Bool"
