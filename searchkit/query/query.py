"""A query: what was typed, as a tree, and how it is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from searchkit.analysis.accents import has_marks
from searchkit.errors import QueryError
from searchkit.query.capitals import in_capitals
from searchkit.query.equivalents import Equivalent
from searchkit.query.modes import Accents
from searchkit.query.notes import Note
from searchkit.query.parser import parsed
from searchkit.query.tree import Fuzzy, Loose, Phrase, Typed, Word, phrases_of

_NONE: Mapping[Loose, Any] = {}

# What a number in other words holds: a digit, the letters of Roman numerals, or what TW (Trung ương) is written as.
_OF_NUMBERS = re.compile(r"[0-9].*|[ivxlcdm]+|tw|trung")


class Query(NamedTuple):
    """What was asked.

    ``phrases`` are the words and phrases of the tree that a match may hold, in order, ``words`` their words, each as
    often as it was typed. ``accents`` is the mode in force: never AUTO where no accent was typed. ``every_word``: words
    typed side by side must all match. ``capitals`` are the exact keys of words typed in capitals. ``text`` is what a
    person typed, "" where it is a program's sentence, taken as it stands.
    ``notes`` say what was set aside. ``loose`` are the words that stand for several, with their start and end in what
    was typed, ``expanded`` those of an index that they stand for.
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
    notes: tuple[Note, ...] = ()
    loose: Mapping[Loose, tuple[int, int]] = _NONE
    expanded: Mapping[Loose, tuple[Word, ...]] = _NONE

    @property
    def different_words(self) -> tuple[Word, ...]:
        """Its words, each once, in order."""
        return tuple(dict.fromkeys(self.words))


def read(
    text: str,
    accents: Accents | str = Accents.AUTO,
    every_word: bool = False,
    operators: bool = True,
    strict_syntax: bool = False,
) -> Query:
    """The query that a text is; without ``operators`` its words, whatever stands between them.

    Raises QueryError for one that can't be run, what is no text, or a mode that there isn't; with ``strict_syntax``
    also where something of it had to be set aside.
    """
    if not isinstance(text, str):
        raise QueryError(f"A query is text (str), not {type(text).__name__}.")
    try:
        mode = Accents(accents)
    except ValueError:
        modes = ", ".join(mode.value for mode in Accents)
        raise QueryError(f"There is no accents mode {accents!r}; the modes are {modes}.") from None
    # A terminal that isn't UTF-8 hands over bytes that are no letters: they separate words as punctuation does.
    text = text.encode(errors="replace").decode()
    tree, notes, loose = parsed(text, operators)
    if strict_syntax and notes:
        raise QueryError(f"{notes[0].text} (character {notes[0].start + 1} of the query)")
    phrases = tuple(phrases_of(tree))
    words = tuple(word for phrase in phrases for word in phrase.words)
    mode = in_force(mode, words, loose)
    equivalents, spellings, typed = _numbers(tree, words), _spellings(text), text if operators else ""
    return Query(tree, phrases, words, mode, every_word, equivalents, spellings, in_capitals(text), typed, notes, loose)


def _numbers(tree: Typed, words: tuple[Word, ...]) -> tuple[Equivalent, ...]:
    """What else the numbers in a query may be written as. Where there are none the rules aren't even imported."""
    if not any(_OF_NUMBERS.fullmatch(word.folded) for word in words):
        return ()
    from searchkit.query.numbers import number_equivalents

    return number_equivalents(tree)


def _spellings(text: str) -> tuple[str, ...]:
    pieces = dict.fromkeys(piece.strip('"“”().,;:') for piece in text.split())
    return tuple(piece for piece in pieces if not piece.isalnum() and any(map(str.isdecimal, piece)))


def in_force(accents: Accents, words: tuple[Word, ...], loose: Iterable[Loose] = ()) -> Accents:
    """The mode in force for some words: AUTO ignores accents where none was typed, as the writer did."""
    typed = (
        *(word.exact for word in words),
        *(one.word.exact if isinstance(one, Fuzzy) else one.text for one in loose),
    )
    if accents is Accents.AUTO and not any(map(has_marks, typed)):
        return Accents.IGNORE
    return accents
