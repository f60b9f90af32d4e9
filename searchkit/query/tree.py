"""What a person typed, as a frozen tree of syllables. What an engine runs is in ``engines.trees``."""

from __future__ import annotations

from collections.abc import Iterator
from math import comb
from typing import NamedTuple, TypeAlias

from searchkit.analysis import syllables
from searchkit.analysis.accents import has_marks
from searchkit.schema import exact_term


class Word(NamedTuple):
    """A syllable or number that was typed: its key with accents and its key without."""

    exact: str
    folded: str

    @property
    def exact_term(self) -> str:
        """Its term of the exact field."""
        return exact_term(self.folded, self.exact)

    @property
    def has_marks(self) -> bool:
        """Whether it was typed with an accent."""
        return has_marks(self.exact)

    @property
    def has_spellings(self) -> bool:
        """Whether it may be written in several ways that mean the same, accents apart."""
        return syllables.has_spellings(self.folded)


class Phrase(NamedTuple):
    """Words that follow one another.

    ``quoted``: typed in quotation marks, so they must; otherwise one written unit such as 21-NQ/TW, whose parts may
    also be found apart where a match of any word will do. ``slop``: so many other words may stand between them in all.
    """

    words: tuple[Word, ...]
    quoted: bool = True
    slop: int = 0


class Pattern(NamedTuple):
    """A word of which only a part was typed: letters and digits with accents, in small letters, "*" for any number of
    them and "?" for one."""

    text: str


class Fuzzy(NamedTuple):
    """A word, or one that is a letter away from it without accents."""

    word: Word


class LoosePhrase(NamedTuple):
    """Words that follow one another, not all of them typed in full, with at most ``slop`` others between in all."""

    parts: tuple[Word | Pattern | Fuzzy, ...]
    slop: int = 0

    @property
    def loose(self) -> tuple[Pattern | Fuzzy, ...]:
        """Those that stand for several."""
        return tuple(part for part in self.parts if not isinstance(part, Word))


class Says(NamedTuple):
    """A report says of itself what one of these keys of ``schema.FACTS`` stands for. Matches and scores nothing."""

    keys: tuple[str, ...]


class InTitle(NamedTuple):
    """What must match in the title."""

    part: Typed


class _Parts(NamedTuple):
    parts: tuple[Typed, ...]


class _Group(_Parts):
    """Parts that are taken together in some way, and equal only to the same parts taken so."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and tuple.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((type(self), self.parts))


class Words(_Group):
    """Words and phrases typed side by side without an operator: how many must match is the searcher's choice."""

    __slots__ = ()


class Both(_Group):
    """All parts must match."""

    __slots__ = ()


class Either(_Group):
    """At least one part must match."""

    __slots__ = ()


class Without(NamedTuple):
    """``part`` must match and none of ``excluded`` may; no part means everything."""

    part: Typed | None
    excluded: tuple[Typed, ...]


#: A word that stands for several.
Loose: TypeAlias = "Pattern | Fuzzy"
Typed: TypeAlias = "Word | Phrase | Loose | LoosePhrase | Words | Both | Either | Without | Says | InTitle"


# So many ways in which a phrase with gaps may stand are looked for: each is a phrase to an engine.
_MOST_WAYS = 300


def most_slop(length: int) -> int:
    """The most words that may stand between the words of a phrase of some length.

    >>> [most_slop(length) for length in (2, 3, 5, 10)]
    [299, 23, 6, 3]
    """
    slop = 0
    while length > 1 and comb(slop + length, length - 1) <= _MOST_WAYS:
        slop += 1
    return slop


def phrases_of(node: Typed) -> Iterator[Phrase]:
    """Every word or phrase that a match may be marked for, in order; a word alone is a phrase of one."""
    match node:
        case Word():
            yield Phrase((node,))
        case Phrase():
            yield node
        case Words(parts) | Both(parts) | Either(parts):
            for part in parts:
                if isinstance(part, Word):  # as nearly all are
                    yield Phrase((part,))
                else:
                    yield from phrases_of(part)
        case InTitle(part):
            yield from phrases_of(part)
        case Without(part, _):
            if part is not None:
                yield from phrases_of(part)


def words_of(node: Typed) -> Iterator[Word]:
    """Every word that a match may hold, in order."""
    for phrase in phrases_of(node):
        yield from phrase.words


def loose_of(node: Typed, excluded_too: bool = False) -> Iterator[Loose | LoosePhrase]:
    """Every word that stands for several, and every phrase with such a word, in order."""
    match node:
        case Pattern() | Fuzzy() | LoosePhrase():
            yield node
        case Words(parts) | Both(parts) | Either(parts):
            for part in parts:
                yield from loose_of(part, excluded_too)
        case InTitle(part):
            yield from loose_of(part, excluded_too)
        case Without(part, excluded):
            for one in (() if part is None else (part,)) + (excluded if excluded_too else ()):
                yield from loose_of(one, excluded_too)


def loose_words(node: Typed) -> tuple[Loose, ...]:
    """Every word that stands for several, in phrases and exclusions too, each once."""
    found: dict[Loose, None] = {}
    for one in loose_of(node, excluded_too=True):
        found.update(dict.fromkeys(one.loose if isinstance(one, LoosePhrase) else (one,)))
    return tuple(found)


def in_full(node: Typed) -> Typed:
    """A tree with words that may be misspelt as they were typed."""
    match node:
        case Fuzzy(word):
            return word
        case LoosePhrase(parts, slop):
            words = tuple(part.word if isinstance(part, Fuzzy) else part for part in parts)
            if any(isinstance(part, Pattern) for part in words):
                return LoosePhrase(words, slop)
            return Phrase(tuple(word for word in words if isinstance(word, Word)), slop=slop)
        case Words(parts) | Both(parts) | Either(parts):
            return type(node)(tuple(map(in_full, parts)))
        case InTitle(part):
            return InTitle(in_full(part))
        case Without(part, excluded):
            return Without(part and in_full(part), excluded)
    return node


def is_condition(node: Typed) -> bool:
    """Whether a tree asks for nothing but what reports say of themselves."""
    match node:
        case Says():
            return True
        case Words(parts) | Both(parts) | Either(parts):
            return all(map(is_condition, parts))
        case Without(part, excluded):
            return (part is None or is_condition(part)) and all(map(is_condition, excluded))
    return False


def runs_of(node: Typed) -> Iterator[tuple[int, tuple[Word, ...]]]:
    """The rows of words with nothing between them but spaces and punctuation: typed side by side, or in one pair of
    quotation marks.

    Each with the number of its first word among ``words_of``.
    """
    number = 0
    for run, is_text in _runs(node):
        if is_text:
            yield number, run
        number += len(run)


def _runs(node: Typed) -> Iterator[tuple[tuple[Word, ...], bool]]:
    """All words in rows, each with whether it is one of the text: a title's aren't."""
    match node:
        case Words(parts):
            row: tuple[Word, ...] = ()
            for part in parts:
                if is_quoted(part) or isinstance(part, (Pattern, Fuzzy)):
                    if row:
                        yield row, True
                    yield from _runs(part)
                    row = ()
                else:
                    row += tuple(words_of(part))
            if row:
                yield row, True
        case Both(parts) | Either(parts):
            for part in parts:
                yield from _runs(part)
        case Without(part, _):
            if part is not None:
                yield from _runs(part)
        case InTitle(part):
            yield tuple(words_of(part)), False
        case Phrase(words, _, slop):
            yield words, not slop
        case _ if words := tuple(words_of(node)):
            yield words, True


def is_quoted(part: Typed) -> bool:
    """Whether a part of a query is more than a word or a written unit that was typed side by side with others."""
    return not isinstance(part, (Word, Pattern, Fuzzy)) and not (isinstance(part, Phrase) and not part.quoted)
