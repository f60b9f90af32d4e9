"""A query: what was typed, as a tree, and how it is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from searchkit.analysis.accents import has_marks
from searchkit.errors import QueryError
from searchkit.query.capitals import in_capitals
from searchkit.query.equivalents import Equivalent, phrases_to_mark, telling
from searchkit.query.modes import Accents
from searchkit.query.notes import Note
from searchkit.query.parser import parsed
from searchkit.query.tree import (
    Fuzzy,
    Loose,
    LoosePhrase,
    Phrase,
    Typed,
    Word,
    in_full,
    loose_of,
    phrases_of,
    runs_of,
)
from searchkit.schema import joined_term

_NONE: Mapping[Any, Any] = {}

# What a number in other words holds: a digit, the letters of Roman numerals, or what TW (Trung ương) is written as.
_OF_NUMBERS = re.compile(r"[0-9].*|[ivxlcdm]+|tw|trung")


class Query(NamedTuple):
    """What was asked, and what an index knows of it.

    ``phrases`` are the words and phrases of the tree that a match may hold, in order, ``words`` their words, each as
    often as it was typed. ``accents`` is the mode in force: never AUTO where no accent was typed. ``every_word``: words
    typed side by side must all match. ``capitals`` are the exact keys of words typed in capitals. ``text`` is what a
    person typed, "" where it is a program's sentence, taken as it stands. ``notes`` say what was set aside. ``loose``
    are the words that stand for several, with their start and end in what was typed. ``times`` is what words were
    weighted with, those that were.

    Of an index are ``forms``, for words with accents the exact keys in it that no typed accent contradicts (typed
    "đang", also "đảng"), ``expanded``, the words that loose ones stand for, and some of the ``equivalents``.
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
    times: Mapping[Word | Loose, float] = _NONE
    forms: Mapping[Word, tuple[str, ...]] = _NONE
    expanded: Mapping[Loose, tuple[Word, ...]] = _NONE

    @property
    def different_words(self) -> tuple[Word, ...]:
        """Its words, each once, in order."""
        return tuple(dict.fromkeys(self.words))

    @property
    def key(self) -> str:
        """The folded keys of its words, joined."""
        return joined_term(word.folded for word in self.words)

    @property
    def runs(self) -> Iterator[tuple[int, tuple[Word, ...]]]:
        """Its rows of words with nothing between them; see ``tree.runs_of``."""
        return runs_of(self.tree)

    @property
    def loose_parts(self) -> tuple[Loose | LoosePhrase, ...]:
        """Its words that stand for several, and its phrases with such words, each once."""
        return tuple(dict.fromkeys(loose_of(self.tree))) if self.loose else ()

    @property
    def in_full(self) -> Query:
        """The query with words that may be misspelt as they were typed."""
        return self._replace(tree=in_full(self.tree))

    @property
    def as_typed(self) -> Query:
        """The query without equivalents."""
        return self._replace(equivalents=()) if self.equivalents else self

    @property
    def telling(self) -> tuple[Equivalent, ...]:
        """Those equivalents that match something others don't, with the least weight of their words."""
        found = telling(self.equivalents) if self.equivalents else ()
        if not self.times:
            return found
        weighted = [self.times.get(word, 1.0) for word in self.words]
        return tuple(one._replace(times=min(weighted[one.start : one.end])) for one in found)

    @property
    def marked(self) -> tuple[Phrase, ...]:
        """What is to be marked where it matches, each once, in order."""
        return tuple(dict.fromkeys(phrases_to_mark(self.tree, self.equivalents) if self.equivalents else self.phrases))


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
    tree, notes, loose, times = parsed(text, operators)
    if strict_syntax and notes:
        raise QueryError(f"{notes[0].text} (character {notes[0].start + 1} of the query)")
    phrases = tuple(phrases_of(tree))
    words = tuple(word for phrase in phrases for word in phrase.words)
    mode = in_force(mode, words, loose)
    asked = Query(tree, phrases, words, mode, every_word, notes=notes, loose=loose, times=times)
    return asked._replace(
        equivalents=_numbers(tree, words),
        spellings=_spellings(text),
        capitals=in_capitals(text),
        text=text if operators else "",
    )


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
