"""What a person typed, as a frozen tree of syllables. What an engine runs is in ``engines.trees``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias


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
    """``part`` must match and none of ``excluded`` may; no part means everything."""

    part: Typed | None
    excluded: tuple[Typed, ...]


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


def runs_of(node: Typed) -> Iterator[tuple[int, tuple[Word, ...]]]:
    """The rows of words with nothing between them but spaces and punctuation: typed side by side, or in one pair of
    quotation marks.

    Each with the number of its first word among ``words_of``.
    """
    number = 0
    for run in _runs(node):
        yield number, run
        number += len(run)


def _runs(node: Typed) -> Iterator[tuple[Word, ...]]:
    match node:
        case Words(parts):
            row: tuple[Word, ...] = ()
            for part in parts:
                if is_quoted(part):
                    if row:
                        yield row
                    yield from _runs(part)
                    row = ()
                else:
                    row += tuple(words_of(part))
            if row:
                yield row
        case Both(parts) | Either(parts):
            for part in parts:
                yield from _runs(part)
        case Without(part, _):
            if part is not None:
                yield from _runs(part)
        case _:
            yield tuple(words_of(node))


def is_quoted(part: Typed) -> bool:
    """Whether a part of a query is more than a word or a written unit that was typed side by side with others."""
    return not isinstance(part, Word) and not (isinstance(part, Phrase) and not part.quoted)
