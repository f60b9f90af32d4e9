"""The query language: what was typed, to a tree.

Any text with a word in it is a query. Plain words are read here, at no further cost. Where a sign of the language
occurs what is out of place is set aside (``query.mending``), and Whoosh's parser, imported then, reads the rest
(``query.syntax``). docs/query-language.md says what may be typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from searchkit.analysis.syllables import nfc, offsets
from searchkit.errors import QueryError
from searchkit.query.notes import Note
from searchkit.query.tree import Loose, Phrase, Typed, Without, Word, Words
from searchkit.query.words import plain

#: The most words a query may have, and the most quotation marks, parentheses and operators.
MOST_WORDS, MOST_OPERATORS = 1000, 5000
#: The most words of which only a part was typed, or that may be misspelt.
MOST_LOOSE = 20

_QUOTATION_MARKS = str.maketrans("“”„‟«»＂", '"""""""')
_HALVES = re.compile("[\ud800-\udfff]")
# Where none of these stands a query is words and nothing else.
_SIGNS = re.compile(
    r"[\"()]|\b(?:AND|OR|NOT|VÀ|HOẶC|KHÔNG)\b|(?<!\S)[-+](?=[^\W\d_*?])|\w:[\w\"(\[{<>*?]|\*|\?(?=\w)|\w~|\w\^[0-9]"
)


class Parsed(NamedTuple):
    """A query as it was read: its tree, what was set aside, where words stand that stand for several, and what words
    were weighted with.

    All offsets are code points of what was typed.
    """

    tree: Typed
    notes: tuple[Note, ...] = ()
    places: Mapping[Loose, tuple[int, int]] = {}
    times: Mapping[Word | Loose, float] = {}


def parse(query: str, operators: bool = True) -> Typed:
    """The tree of a query; without ``operators`` quotation marks, AND, OR, NOT and parentheses are text like any other.

    >>> parse("Đảng ủy")
    Words(parts=(Word(exact='đảng', folded='dang'), Word(exact='uỷ', folded='uy')))

    Raises QueryError as ``parsed`` does.
    """
    return parsed(query, operators).tree


def parsed(query: str, operators: bool = True) -> Parsed:
    """A query read, and what was set aside for it.

    Raises QueryError if it holds no word, more than MOST_WORDS or MOST_OPERATORS, or is nested too deeply.
    """
    if not query.strip():
        raise QueryError("The query is empty; type a word or more to look for.")
    # A terminal that isn't UTF-8 hands over bytes that are no letters: they separate words as punctuation does.
    query = _HALVES.sub("\ufffd", query)
    text = nfc(query).translate(_QUOTATION_MARKS)
    tree = plain(text)
    if tree is None:
        raise QueryError("The query has no word in it, only punctuation; type a word or more to look for.")
    count = sum(len(part.words) if isinstance(part, Phrase) else 1 for part in tree.parts)
    if count > MOST_WORDS:
        raise QueryError(f"The query has {count:,} words; the most is {MOST_WORDS:,}. Shorten it.")
    count = sum(1 for _ in _SIGNS.finditer(text)) if operators else 0
    if count > MOST_OPERATORS:
        raise QueryError(
            f"The query has {count:,} quotation marks, parentheses and operators; the most is {MOST_OPERATORS:,}."
        )
    return _with_signs(query, text, tree) if count else Parsed(tree)


def _with_signs(query: str, text: str, words: Words) -> Parsed:
    """A text with signs of the language in it; ``words`` are what it is without them."""
    # Most queries hold none, so none waits for these imports.
    from searchkit.query.mending import is_in_capitals, mended
    from searchkit.query.syntax import reading

    # In a headline in capitals VÀ is a word.
    vietnamese, length = not is_in_capitals(text), len(text)
    text, set_aside = mended(text, vietnamese)
    tree, notes, placed, times = reading(text, vietnamese)
    notes = [*set_aside, *notes]
    if tree is None:
        return _as_typed(Parsed(words, tuple(notes)), query)
    if isinstance(tree, Without) and tree.part is None:
        notes.append(Note(0, length, "The query says only what to leave out: everything else matches."))
    if len(placed) > MOST_LOOSE:
        raise QueryError(f"The query has {len(placed)} words with * or ? or ~; the most is {MOST_LOOSE}.")
    places = {one: (start, end) for one, start, end in reversed(placed)}
    return _as_typed(Parsed(tree, tuple(notes), places, times), query)


def _as_typed(parsed: Parsed, query: str) -> Parsed:
    """What was read of a query in NFC, its offsets those of what was typed."""
    if not parsed.notes and not parsed.places:
        return parsed
    at: Sequence[int] = offsets(query)
    notes = sorted(Note(at[start], at[end], said) for start, end, said in parsed.notes)
    places = {one: (at[start], at[end]) for one, (start, end) in parsed.places.items()}
    return parsed._replace(notes=tuple(notes), places=places)
