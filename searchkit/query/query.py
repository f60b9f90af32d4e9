"""A query: what was typed, as a tree, and how it is meant."""

from __future__ import annotations

import re
from typing import NamedTuple

from searchkit.analysis.accents import has_marks
from searchkit.errors import QueryError
from searchkit.query.capitals import in_capitals
from searchkit.query.equivalents import Equivalent
from searchkit.query.modes import Accents
from searchkit.query.parser import parse
from searchkit.query.tree import Phrase, Typed, Word, phrases_of

# What a number in other words holds: a digit, the letters of Roman numerals, or what TW (Trung ương) is written as.
_OF_NUMBERS = re.compile(r"[0-9].*|[ivxlcdm]+|tw|trung")


class Query(NamedTuple):
    """What was asked.

    ``phrases`` are the words and phrases of the tree that a match may hold, in order, ``words`` their words, each as
    often as it was typed. ``accents`` is the mode in force: never AUTO where no accent was typed. ``every_word``: words
    typed side by side must all match. ``capitals`` are the exact keys of words typed in capitals. ``text`` is what a
    person typed, "" where it is a program's sentence, taken as it stands.
    """

    tree: Typed
    phrases: tuple[Phrase, ...]
    words: tuple[Word, ...]
    accents: Accents
    every_word: bool
    equivalents: tuple[Equivalent, ...] = ()
    spellings: tuple[str, ...] = ()
    capitals: frozenset[str] = frozenset()
    text: str = ""

    @property
    def different_words(self) -> tuple[Word, ...]:
        """Its words, each once, in order."""
        return tuple(dict.fromkeys(self.words))


def read(text: str, accents: Accents | str = Accents.AUTO, every_word: bool = False, operators: bool = True) -> Query:
    """The query that a text is; without ``operators`` its words, whatever stands between them.

    Raises QueryError for one that can't be run, what is no text, or a mode that there isn't.
    """
    if not isinstance(text, str):
        raise QueryError(f"A query is text (str), not {type(text).__name__}.")
    try:
        mode = Accents(accents)
    except ValueError:
        modes = ", ".join(mode.value for mode in Accents)
        raise QueryError(f"There is no accents mode {accents!r}; the modes are {modes}.") from None
    tree = parse(text, operators)
    phrases = tuple(phrases_of(tree))
    words = tuple(word for phrase in phrases for word in phrase.words)
    mode = in_force(mode, words)
    numbers, typed = _numbers(tree, words), text if operators else ""
    return Query(tree, phrases, words, mode, every_word, numbers, _spellings(text), in_capitals(text), typed)


def _numbers(tree: Typed, words: tuple[Word, ...]) -> tuple[Equivalent, ...]:
    """What else the numbers in a query may be written as. Where there are none the rules aren't even imported."""
    if not any(_OF_NUMBERS.fullmatch(word.folded) for word in words):
        return ()
    from searchkit.query.numbers import number_equivalents

    return number_equivalents(tree)


def _spellings(text: str) -> tuple[str, ...]:
    pieces = dict.fromkeys(piece.strip('"“”().,;:') for piece in text.split())
    return tuple(piece for piece in pieces if not piece.isalnum() and any(map(str.isdecimal, piece)))


def in_force(accents: Accents, words: tuple[Word, ...]) -> Accents:
    """The mode in force for some words: AUTO ignores accents where none was typed, as the writer did."""
    if accents is Accents.AUTO and not any(has_marks(word.exact) for word in words):
        return Accents.IGNORE
    return accents
