"""What the rules for numbers share: a row of words, read at some place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from searchkit.analysis.accents import Agreement, agreement, folded_key
from searchkit.analysis.spelling import exact_key
from searchkit.query.tree import Word

#: A year as reports mean it (a regular expression).
YEAR = re.compile(r"(?:19|20)\d\d")


class Reading(NamedTuple):
    """Some words of a row, ``words[start:end]``, and what else they may be written as."""

    start: int
    end: int
    phrase: tuple[Word, ...]


def written(text: str) -> tuple[Word, ...]:
    """The words of a text without punctuation, for phrases of our own."""
    return tuple(Word(key, folded_key(key)) for key in map(exact_key, text.split()))


def number(word: Word) -> Word:
    """A number as it is written plainly: 03 is 3."""
    return Word(word.folded, word.folded)


def is_number(words: Sequence[Word], place: int, pattern: re.Pattern[str]) -> bool:
    """Whether a number of some kind stands at a place; it may lie outside the row."""
    return 0 <= place < len(words) and bool(pattern.fullmatch(words[place].folded))


def stand(words: Sequence[Word], place: int, meant: Sequence[Word]) -> bool:
    """Whether some words stand at a place, with accents that don't contradict them; it may lie outside the row.

    >>> row = written("dai hội 13")
    >>> stand(row, 0, written("đại hội")), stand(row, 0, written("đại hỏi")), stand(row, 2, written("13 khóa"))
    (True, False, False)
    """
    return (
        place >= 0
        and place + len(meant) <= len(words)
        and all(
            typed.folded == word.folded and agreement(typed.exact, word.exact) is not Agreement.OTHER
            for typed, word in zip(words[place:], meant, strict=False)
        )
    )
